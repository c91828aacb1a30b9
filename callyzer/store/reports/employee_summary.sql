-- /call-log/employee-summary: a row per employee with calls, most calls first, and the employee's latest call.
-- The latest calls are fetched for the page's employees only.
WITH clients_of_employees AS (
    SELECT
        employee_key,
        COUNT(*) FILTER (
            WHERE last_unanswered_at IS NOT NULL
            AND (last_connected_at IS NULL OR last_connected_at <= last_unanswered_at)
        ) AS total_never_attended_calls,
        COUNT(*) FILTER (WHERE outgoing_calls > 0 AND last_connected_at IS NULL) AS total_not_pickup_by_clients_calls,
        COUNT(*) AS total_unique_clients
    FROM ({pairs}) AS pairs
    GROUP BY employee_key
),
by_employee AS (
    SELECT
        employee_key,
        CAST(SUM(incoming_calls) AS BIGINT) AS total_incoming_calls,
        CAST(SUM(incoming_duration) AS BIGINT) AS total_incoming_duration,
        CAST(SUM(incoming_connected_calls) AS BIGINT) AS total_incoming_connected_calls,
        CAST(SUM(incoming_connected_duration) AS BIGINT) AS incoming_connected_duration,
        CAST(SUM(outgoing_calls) AS BIGINT) AS total_outgoing_calls,
        CAST(SUM(outgoing_duration) AS BIGINT) AS total_outgoing_duration,
        CAST(SUM(outgoing_connected_calls) AS BIGINT) AS total_outgoing_connected_calls,
        CAST(SUM(outgoing_connected_duration) AS BIGINT) AS outgoing_connected_duration,
        CAST(SUM(missed_calls) AS BIGINT) AS total_missed_calls,
        CAST(SUM(rejected_calls) AS BIGINT) AS total_rejected_calls,
        CAST(SUM(incoming_calls + outgoing_calls + missed_calls + rejected_calls) AS BIGINT) AS total_calls,
        CAST(SUM(ends_at - first_call_at) AS BIGINT) AS total_working_hours,
        MAX(last_call_at) AS last_call_at
    FROM ({days}) AS days
    GROUP BY employee_key
),
page AS (
    SELECT
        by_employee.*,
        total_never_attended_calls,
        total_not_pickup_by_clients_calls,
        total_unique_clients,
        emp_name,
        emp_code,
        emp_country_code,
        emp_number,
        emp_tags
    FROM by_employee
    INNER JOIN clients_of_employees ON by_employee.employee_key = clients_of_employees.employee_key
    INNER JOIN employees ON by_employee.employee_key = employees.employee_key
    ORDER BY total_calls DESC, emp_number, emp_country_code
    LIMIT $limit OFFSET $offset
),
last_calls AS (
    SELECT
        matching_calls.*,
        ROW_NUMBER() OVER (PARTITION BY matching_calls.employee_key ORDER BY id) AS place
    FROM (SELECT * FROM calls WHERE {matching}) AS matching_calls
    INNER JOIN page
        ON matching_calls.employee_key = page.employee_key AND matching_calls.call_at = page.last_call_at
)
SELECT
    page.*,
    client_name AS "last_call_log.client_name",
    client_country_code AS "last_call_log.client_country_code",
    client_number AS "last_call_log.client_number",
    id AS "last_call_log.id",
    duration AS "last_call_log.duration",
    call_type AS "last_call_log.call_type",
    call_at AS "last_call_log.call_at",
    note AS "last_call_log.note",
    call_recording_url AS "last_call_log.call_recording_url",
    synced_at AS "last_call_log.synced_at",
    last_calls.modified_at AS "last_call_log.modified_at",
    (SELECT COUNT(*) FROM by_employee) AS total_records
FROM page
INNER JOIN last_calls ON page.employee_key = last_calls.employee_key AND place = 1
INNER JOIN clients ON last_calls.client_key = clients.client_key
ORDER BY total_calls DESC, emp_number, emp_country_code

-- /call-log/employee-summary: a row per employee with calls, most calls first, and the employee's latest call.
-- The latest calls are fetched for the page's employees only.
WITH pairs AS (
    SELECT
        employee_key,
        client_key,
        COUNT(*) FILTER (WHERE call_type = 'Incoming') AS incoming_calls,
        SUM(duration) FILTER (WHERE call_type = 'Incoming') AS incoming_duration,
        COUNT(*) FILTER (WHERE connected AND call_type = 'Incoming') AS incoming_connected_calls,
        SUM(duration) FILTER (WHERE connected AND call_type = 'Incoming') AS incoming_connected_duration,
        COUNT(*) FILTER (WHERE call_type = 'Outgoing') AS outgoing_calls,
        SUM(duration) FILTER (WHERE call_type = 'Outgoing') AS outgoing_duration,
        COUNT(*) FILTER (WHERE connected AND call_type = 'Outgoing') AS outgoing_connected_calls,
        SUM(duration) FILTER (WHERE connected AND call_type = 'Outgoing') AS outgoing_connected_duration,
        COUNT(*) FILTER (WHERE call_type = 'Missed') AS missed_calls,
        COUNT(*) FILTER (WHERE call_type = 'Rejected') AS rejected_calls,
        MAX(call_at) FILTER (WHERE call_type IN ('Missed', 'Rejected')) AS last_unanswered_at,
        MAX(call_at) FILTER (WHERE connected) AS last_connected_at,
        MAX(call_at) AS last_call_at
    FROM calls
    WHERE {matching}
    GROUP BY employee_key, client_key
),
working_days AS (
    SELECT employee_key, MAX(call_at + duration) - MIN(call_at) AS seconds
    FROM calls
    WHERE {matching}
    GROUP BY employee_key, local_day
),
working_hours AS (
    SELECT employee_key, CAST(SUM(seconds) AS BIGINT) AS total_working_hours
    FROM working_days
    GROUP BY employee_key
),
by_employee AS (
    SELECT
        employee_key,
        CAST(SUM(incoming_calls) AS BIGINT) AS total_incoming_calls,
        CAST(COALESCE(SUM(incoming_duration), 0) AS BIGINT) AS total_incoming_duration,
        CAST(SUM(incoming_connected_calls) AS BIGINT) AS total_incoming_connected_calls,
        CAST(COALESCE(SUM(incoming_connected_duration), 0) AS BIGINT) AS incoming_connected_duration,
        CAST(SUM(outgoing_calls) AS BIGINT) AS total_outgoing_calls,
        CAST(COALESCE(SUM(outgoing_duration), 0) AS BIGINT) AS total_outgoing_duration,
        CAST(SUM(outgoing_connected_calls) AS BIGINT) AS total_outgoing_connected_calls,
        CAST(COALESCE(SUM(outgoing_connected_duration), 0) AS BIGINT) AS outgoing_connected_duration,
        CAST(SUM(missed_calls) AS BIGINT) AS total_missed_calls,
        CAST(SUM(rejected_calls) AS BIGINT) AS total_rejected_calls,
        CAST(SUM(incoming_calls + outgoing_calls + missed_calls + rejected_calls) AS BIGINT) AS total_calls,
        COUNT(*) FILTER (
            WHERE last_unanswered_at IS NOT NULL
            AND (last_connected_at IS NULL OR last_connected_at <= last_unanswered_at)
        ) AS total_never_attended_calls,
        COUNT(*) FILTER (
            WHERE outgoing_calls > 0 AND incoming_connected_calls + outgoing_connected_calls = 0
        ) AS total_not_pickup_by_clients_calls,
        COUNT(*) AS total_unique_clients,
        MAX(last_call_at) AS last_call_at
    FROM pairs
    GROUP BY employee_key
),
page AS (
    SELECT
        by_employee.*,
        total_working_hours,
        emp_name,
        emp_code,
        emp_country_code,
        emp_number,
        emp_tags
    FROM by_employee
    INNER JOIN working_hours ON by_employee.employee_key = working_hours.employee_key
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

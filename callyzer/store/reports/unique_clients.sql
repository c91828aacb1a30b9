-- /call-log/unique-clients: a row per client with calls, most calls first, and the client's latest call.
WITH by_client AS (
    {by_client}
),
page AS (
    SELECT by_client.*, client_name, client_country_code, client_number
    FROM by_client
    INNER JOIN clients ON by_client.client_key = clients.client_key
    ORDER BY total_calls DESC, client_country_code, client_number
    LIMIT $limit OFFSET $offset
),
last_calls AS (
    SELECT
        matching_calls.*,
        ROW_NUMBER() OVER (PARTITION BY matching_calls.client_key ORDER BY id) AS place
    FROM (SELECT * FROM calls WHERE {matching}) AS matching_calls
    INNER JOIN page
        ON matching_calls.client_key = page.client_key AND matching_calls.call_at = page.last_call_at
)
SELECT
    page.*,
    emp_name AS "last_call_log.emp_name",
    emp_code AS "last_call_log.emp_code",
    emp_country_code AS "last_call_log.emp_country_code",
    emp_number AS "last_call_log.emp_number",
    emp_tags AS "last_call_log.emp_tags",
    id AS "last_call_log.id",
    duration AS "last_call_log.duration",
    call_type AS "last_call_log.call_type",
    call_at AS "last_call_log.call_at",
    note AS "last_call_log.note",
    call_recording_url AS "last_call_log.call_recording_url",
    synced_at AS "last_call_log.synced_at",
    last_calls.modified_at AS "last_call_log.modified_at",
    (SELECT COUNT(*) FROM by_client) AS total_records
FROM page
INNER JOIN last_calls ON page.client_key = last_calls.client_key AND place = 1
INNER JOIN employees ON last_calls.employee_key = employees.employee_key
ORDER BY total_calls DESC, client_country_code, client_number

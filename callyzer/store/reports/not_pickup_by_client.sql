-- /call-log/not-pickup-by-client: pairs with an Outgoing call and no connected one, latest call first, and all calls of
-- those pairs that match. A row per call.
WITH pairs AS (
    SELECT employee_key, client_key, last_call_at
    FROM ({pairs}) AS pairs
    WHERE outgoing_calls > 0 AND last_connected_at IS NULL
),
page AS (
    SELECT
        pairs.employee_key,
        pairs.client_key,
        emp_name,
        emp_code,
        emp_country_code,
        emp_number,
        emp_tags,
        client_name,
        client_country_code,
        client_number,
        pairs.last_call_at
    FROM pairs
    INNER JOIN employees ON pairs.employee_key = employees.employee_key
    INNER JOIN clients ON pairs.client_key = clients.client_key
    ORDER BY pairs.last_call_at DESC, emp_number, emp_country_code, client_number, client_country_code
    LIMIT $limit OFFSET $offset
)
SELECT
    page.*,
    id,
    duration,
    call_type,
    call_at,
    note,
    call_recording_url,
    synced_at,
    modified_at,
    (SELECT COUNT(*) FROM pairs) AS total_records
FROM (SELECT * FROM calls WHERE {matching}) AS matching_calls
INNER JOIN page
    ON matching_calls.employee_key = page.employee_key AND matching_calls.client_key = page.client_key
ORDER BY last_call_at DESC, emp_number, emp_country_code, client_number, client_country_code, call_at DESC, id

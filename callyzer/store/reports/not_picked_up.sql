-- /call-log/not-pickup-by-client in figures: pairs with an Outgoing call and no connected one, the latest call first. A row
-- per pair, as many as $limit; the totals are those of all pairs.
WITH pairs AS (
    SELECT employee_key, client_key, outgoing_calls, last_call_at
    FROM ({pairs}) AS pairs
    WHERE outgoing_calls > 0 AND last_connected_at IS NULL
),
totals AS (
    SELECT
        COUNT(*) AS total_records,
        COUNT(DISTINCT client_key) AS total_clients,
        CAST(SUM(outgoing_calls) AS BIGINT) AS total_attempts,
        COUNT(*) FILTER (WHERE outgoing_calls = 1) AS tried_once
    FROM pairs
),
page AS (
    SELECT * FROM pairs ORDER BY last_call_at DESC, employee_key, client_key LIMIT $limit
)
SELECT
    page.employee_key,
    page.client_key,
    emp_name,
    emp_code,
    emp_country_code,
    emp_number,
    emp_tags,
    client_name,
    client_country_code,
    client_number,
    outgoing_calls AS attempts,
    totals.*
FROM page
CROSS JOIN totals
INNER JOIN employees ON page.employee_key = employees.employee_key
INNER JOIN clients ON page.client_key = clients.client_key
ORDER BY page.last_call_at DESC, emp_number, emp_country_code, client_number, client_country_code

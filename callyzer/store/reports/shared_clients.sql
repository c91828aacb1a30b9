-- Clients whom several employees called, most employees first: a row per client and employee who called.
WITH pairs AS (
    SELECT employee_key, client_key, outgoing_calls, connected_calls, last_call_at
    FROM ({pairs}) AS pairs
    WHERE outgoing_calls > 0
),
shared AS (
    SELECT
        client_key,
        COUNT(*) AS total_employees,
        SUM(outgoing_calls) AS all_outgoing_calls
    FROM pairs
    GROUP BY client_key
    HAVING COUNT(*) > 1
),
page AS (
    SELECT shared.*, client_name, client_country_code, client_number
    FROM shared
    INNER JOIN clients ON shared.client_key = clients.client_key
    ORDER BY total_employees DESC, all_outgoing_calls DESC, client_country_code, client_number
    LIMIT $limit OFFSET $offset
)
SELECT
    client_name,
    client_country_code,
    client_number,
    total_employees,
    emp_name,
    emp_code,
    emp_country_code,
    emp_number,
    emp_tags,
    CAST(outgoing_calls AS BIGINT) AS total_outgoing_calls,
    CAST(connected_calls AS BIGINT) AS total_connected_calls,
    pairs.last_call_at,
    (SELECT COUNT(*) FROM shared) AS total_records
FROM page
INNER JOIN pairs ON page.client_key = pairs.client_key
INNER JOIN employees ON pairs.employee_key = employees.employee_key
ORDER BY
    total_employees DESC, all_outgoing_calls DESC, client_country_code, client_number,
    outgoing_calls DESC, emp_number, emp_country_code

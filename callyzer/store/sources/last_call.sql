-- The type of each client's latest call, and who made or took it.
SELECT
    latest.client_key,
    call_type,
    emp_name
FROM (
    SELECT
        matching_calls.client_key,
        call_type,
        employee_key,
        ROW_NUMBER() OVER (PARTITION BY matching_calls.client_key ORDER BY id) AS place
    FROM (SELECT * FROM calls WHERE {matching}) AS matching_calls
    INNER JOIN by_client
        ON matching_calls.client_key = by_client.client_key AND matching_calls.call_at = by_client.last_call_at
) AS latest
INNER JOIN employees ON latest.employee_key = employees.employee_key
WHERE place = 1

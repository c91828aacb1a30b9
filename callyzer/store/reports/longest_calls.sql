-- The longest calls, longest first, of equally long ones the latest.
WITH longest AS (
    SELECT id, employee_key, client_key, call_at, duration, call_type, note
    FROM calls
    WHERE {matching} AND connected
    ORDER BY duration DESC, call_at DESC, id
    LIMIT $limit
)
SELECT
    emp_name,
    emp_country_code,
    emp_number,
    client_name,
    client_country_code,
    client_number,
    id,
    call_at,
    duration,
    call_type,
    note
FROM longest
INNER JOIN employees ON longest.employee_key = employees.employee_key
INNER JOIN clients ON longest.client_key = clients.client_key
ORDER BY duration DESC, call_at DESC, id

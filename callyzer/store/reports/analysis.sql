-- /call-log/analysis: what the averages and the honours are worked out from, a row per employee with calls.
WITH days AS (
    {days}
),
by_employee AS (
    SELECT
        employee_key,
        CAST(SUM(incoming_calls + outgoing_calls + missed_calls + rejected_calls) AS BIGINT) AS total_calls,
        CAST(SUM(incoming_calls) AS BIGINT) AS total_incoming_calls,
        CAST(SUM(outgoing_calls) AS BIGINT) AS total_outgoing_calls,
        CAST(SUM(incoming_connected_calls) AS BIGINT) AS incoming_connected_calls,
        CAST(SUM(outgoing_connected_calls) AS BIGINT) AS outgoing_connected_calls,
        CAST(SUM(incoming_duration) AS BIGINT) AS total_incoming_duration,
        CAST(SUM(outgoing_duration) AS BIGINT) AS total_outgoing_duration,
        CAST(SUM(incoming_connected_duration) AS BIGINT) AS incoming_connected_duration,
        CAST(SUM(outgoing_connected_duration) AS BIGINT) AS outgoing_connected_duration
    FROM days
    GROUP BY employee_key
)
SELECT
    by_employee.*,
    emp_name,
    emp_code,
    emp_country_code,
    emp_number,
    emp_tags,
    (SELECT COUNT(DISTINCT local_day) FROM days) AS total_days
FROM by_employee
INNER JOIN employees ON by_employee.employee_key = employees.employee_key
ORDER BY emp_number, emp_country_code

-- /call-log/analysis: what the averages and the honours are worked out from, a row per employee with calls.
WITH by_employee AS (
    SELECT
        employee_key,
        COUNT(*) AS total_calls,
        COUNT(*) FILTER (WHERE call_type = 'Incoming') AS total_incoming_calls,
        COUNT(*) FILTER (WHERE call_type = 'Outgoing') AS total_outgoing_calls,
        COUNT(*) FILTER (WHERE connected AND call_type = 'Incoming') AS incoming_connected_calls,
        COUNT(*) FILTER (WHERE connected AND call_type = 'Outgoing') AS outgoing_connected_calls,
        CAST(COALESCE(SUM(duration) FILTER (WHERE call_type = 'Incoming'), 0) AS BIGINT) AS total_incoming_duration,
        CAST(COALESCE(SUM(duration) FILTER (WHERE call_type = 'Outgoing'), 0) AS BIGINT) AS total_outgoing_duration,
        CAST(COALESCE(SUM(duration) FILTER (WHERE connected AND call_type = 'Incoming'), 0) AS BIGINT)
            AS incoming_connected_duration,
        CAST(COALESCE(SUM(duration) FILTER (WHERE connected AND call_type = 'Outgoing'), 0) AS BIGINT)
            AS outgoing_connected_duration
    FROM calls
    WHERE {matching}
    GROUP BY employee_key
)
SELECT
    by_employee.*,
    emp_name,
    emp_code,
    emp_country_code,
    emp_number,
    emp_tags,
    (SELECT COUNT(DISTINCT local_day) FROM calls WHERE {matching}) AS total_days
FROM by_employee
INNER JOIN employees ON by_employee.employee_key = employees.employee_key
ORDER BY emp_number, emp_country_code

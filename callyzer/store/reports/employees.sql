-- /employee/get: the registered employees, by name.
SELECT *, (SELECT COUNT(*) FROM employees WHERE is_registered AND {matching}) AS total_records
FROM employees
WHERE is_registered AND {matching}
ORDER BY emp_name, emp_number, emp_country_code
LIMIT $limit OFFSET $offset

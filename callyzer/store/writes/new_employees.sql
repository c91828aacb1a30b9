-- Employees met for the first time.
INSERT INTO employees (employee_key, emp_country_code, emp_number, emp_name, emp_code, emp_tags, is_registered)
SELECT
    (SELECT COALESCE(MAX(employee_key), 0) FROM employees)
    + ROW_NUMBER() OVER (ORDER BY emp_country_code, emp_number),
    emp_country_code,
    emp_number,
    '',
    '',
    '[]',
    FALSE
FROM (
    SELECT emp_country_code, emp_number FROM incoming
    EXCEPT
    SELECT emp_country_code, emp_number FROM employees
) AS fresh

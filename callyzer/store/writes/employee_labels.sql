-- Name, code and tags of employees whom only calls tell of: those of the newest call, whatever order the calls came in.
UPDATE employees
SET emp_name = newest.emp_name, emp_code = newest.emp_code, emp_tags = newest.emp_tags, named_at = newest.recency
FROM (
    SELECT
        emp_country_code,
        emp_number,
        emp_name,
        emp_code,
        emp_tags,
        recency,
        ROW_NUMBER() OVER (
            PARTITION BY emp_country_code, emp_number ORDER BY recency DESC, emp_name DESC, emp_code DESC, emp_tags DESC
        ) AS place
    FROM incoming
) AS newest
WHERE
    newest.place = 1
    AND employees.emp_country_code = newest.emp_country_code
    AND employees.emp_number = newest.emp_number
    AND NOT is_registered
    AND (
        named_at IS NULL
        OR (named_at, employees.emp_name, employees.emp_code, employees.emp_tags)
        < (newest.recency, newest.emp_name, newest.emp_code, newest.emp_tags)
    )

-- Time to call back: the waits of each employee and slot (numbered as in slots_of_calls) by their length:
-- "within" so many seconds, NULL for longer ones and for those that go on.
WITH waits AS (
    {waits}
),
lengths AS (
    SELECT
        employee_key,
        seconds,
        CASE
            WHEN local_minute < $hours_start THEN -1
            WHEN local_minute >= $hours_end THEN $after
            ELSE CAST(FLOOR((local_minute - $hours_start) / 60.0) AS INTEGER)
        END AS slot,
        CASE
            WHEN seconds <= 300 THEN 300
            WHEN seconds <= 900 THEN 900
            WHEN seconds <= 1800 THEN 1800
            WHEN seconds <= 3600 THEN 3600
            WHEN seconds <= 7200 THEN 7200
            WHEN seconds <= 14400 THEN 14400
            WHEN seconds <= 28800 THEN 28800
            WHEN seconds <= 86400 THEN 86400
            WHEN seconds <= 259200 THEN 259200
        END AS within
    FROM waits
)
SELECT
    emp_name,
    emp_code,
    emp_country_code,
    emp_number,
    emp_tags,
    slot,
    within,
    COUNT(*) AS waits,
    COUNT(seconds) AS called_back,
    CAST(COALESCE(SUM(seconds), 0) AS BIGINT) AS seconds,
    (SELECT PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY seconds) FROM waits) AS overall_median
FROM lengths
INNER JOIN employees ON lengths.employee_key = employees.employee_key
GROUP BY lengths.employee_key, emp_name, emp_code, emp_country_code, emp_number, emp_tags, slot, within
ORDER BY emp_number, emp_country_code, slot, within

-- Time to call back: from a client's first unanswered call to the next connected one, whoever made it. A row per
-- employee who ended such waits, and one without employee for the clients who still wait. A wait counts where one of its
-- unanswered calls is asked for; it is ended by anybody ({anyone}).
WITH numbered AS (
    SELECT
        client_key,
        employee_key,
        call_at,
        call_type,
        connected,
        CASE WHEN {matching} THEN 1 ELSE 0 END AS asked,
        SUM(CASE WHEN connected THEN 1 ELSE 0 END) OVER (
            PARTITION BY client_key
            ORDER BY call_at, CASE WHEN connected THEN 0 ELSE 1 END, id
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS talks
    FROM calls
    WHERE {anyone}
),
waits AS (
    SELECT client_key, talks, MIN(call_at) AS waiting_since
    FROM numbered
    WHERE call_type IN ('Missed', 'Rejected')
    GROUP BY client_key, talks
    HAVING MAX(asked) = 1
),
ended AS (
    SELECT numbered.employee_key, call_at - waiting_since AS seconds
    FROM waits
    LEFT JOIN numbered
        ON waits.client_key = numbered.client_key AND waits.talks + 1 = numbered.talks AND numbered.connected
)
SELECT
    emp_name,
    emp_code,
    emp_country_code,
    emp_number,
    emp_tags,
    COUNT(*) AS waits,
    CAST(SUM(seconds) AS BIGINT) AS seconds,
    PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY seconds) AS median_seconds,
    (SELECT PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY seconds) FROM ended) AS overall_median
FROM ended
LEFT JOIN employees ON ended.employee_key = employees.employee_key
GROUP BY ended.employee_key, emp_name, emp_code, emp_country_code, emp_number, emp_tags
ORDER BY waits DESC, emp_number, emp_country_code

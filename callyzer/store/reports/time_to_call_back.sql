-- Time to call back: from a client's first unanswered call to the next connected one, whoever made it. A wait counts where
-- one of its unanswered calls is asked for, and belongs to the employee and the slot of the first such call; it is ended
-- by anybody ({anyone}). A row per employee, slot (numbered as in slots_of_calls) and length: "within" so many seconds,
-- NULL for longer waits and for those that go on.
WITH numbered AS (
    SELECT
        id,
        client_key,
        employee_key,
        call_at,
        local_minute,
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
unanswered AS (
    SELECT
        *,
        MIN(call_at) OVER (PARTITION BY client_key, talks) AS waiting_since,
        ROW_NUMBER() OVER (PARTITION BY client_key, talks ORDER BY asked DESC, call_at, id) AS place
    FROM numbered
    WHERE call_type IN ('Missed', 'Rejected')
),
waits AS (
    SELECT unanswered.employee_key, unanswered.local_minute, numbered.call_at - waiting_since AS seconds
    FROM unanswered
    LEFT JOIN numbered
        ON unanswered.client_key = numbered.client_key AND unanswered.talks + 1 = numbered.talks AND numbered.connected
    WHERE place = 1 AND unanswered.asked = 1
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

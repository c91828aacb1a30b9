-- The call to which each wait belongs, of the waits of a certain length. A wait goes from a client's first unanswered call
-- to the next connected one, whoever made it ({anyone}). It counts where one of its unanswered calls is asked for, and
-- belongs to the first such call. `seconds` is NULL while it goes on.
WITH numbered AS (
    SELECT
        id,
        client_key,
        employee_key,
        call_at,
        call_type,
        CASE WHEN {matching} THEN 1 ELSE 0 END AS asked,
        SUM(CASE WHEN connected THEN 1 ELSE 0 END) OVER (
            PARTITION BY client_key
            ORDER BY call_at, CASE WHEN connected THEN 0 ELSE 1 END, id
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS talks,
        MIN(CASE WHEN connected THEN call_at END) OVER (
            PARTITION BY client_key
            ORDER BY call_at, CASE WHEN connected THEN 0 ELSE 1 END, id
            ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING
        ) AS talked_at
    FROM calls
    WHERE {anyone}
),
unanswered AS (
    SELECT
        numbered.*,
        MIN(call_at) OVER (PARTITION BY client_key, talks) AS waiting_since,
        ROW_NUMBER() OVER (
            PARTITION BY client_key, talks ORDER BY asked DESC, call_at, emp_number, emp_country_code, id
        ) AS place
    FROM numbered
    INNER JOIN employees ON numbered.employee_key = employees.employee_key
    WHERE call_type IN ('Missed', 'Rejected')
)
SELECT id
FROM (SELECT id, talked_at - waiting_since AS seconds FROM unanswered WHERE place = 1 AND asked = 1) AS waits
WHERE {length}

-- From a client's first unanswered call to the next connected one, whoever made it. A wait counts where one of its
-- unanswered calls is asked for, and belongs to the first such call (id); it is ended by anybody ({anyone}). `seconds` is
-- NULL while it goes on.
WITH numbered AS (
    SELECT
        id,
        client_key,
        employee_key,
        call_at,
        local_minute,
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
        *,
        MIN(call_at) OVER (PARTITION BY client_key, talks) AS waiting_since,
        ROW_NUMBER() OVER (PARTITION BY client_key, talks ORDER BY asked DESC, call_at, id) AS place
    FROM numbered
    WHERE call_type IN ('Missed', 'Rejected')
)
SELECT id, employee_key, local_minute, talked_at - waiting_since AS seconds
FROM unanswered
WHERE place = 1 AND asked = 1

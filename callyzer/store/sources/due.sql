-- Everybody's calls ({anyone}), and which of those asked for are due: Missed or Rejected calls of clients whom nobody has
-- talked to since. `waiting_since` is the first of a client's.
SELECT
    id,
    client_key,
    call_at,
    call_type,
    due,
    MIN(CASE WHEN due = 1 THEN call_at END) OVER (PARTITION BY client_key) AS waiting_since
FROM (
    SELECT
        id,
        client_key,
        call_at,
        call_type,
        CASE
            WHEN
                asked = 1
                AND call_type IN ('Missed', 'Rejected')
                AND (last_talk_at IS NULL OR call_at >= last_talk_at)
                THEN 1
            ELSE 0
        END AS due
    FROM (
        SELECT
            *,
            CASE WHEN {matching} THEN 1 ELSE 0 END AS asked,
            MAX(CASE WHEN connected THEN call_at END) OVER (PARTITION BY client_key) AS last_talk_at
        FROM calls
        WHERE {anyone}
    ) AS seen
) AS flagged

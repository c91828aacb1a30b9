-- The last Missed or Rejected call of each pair of an employee and a client that no connected call follows.
SELECT id
FROM (
    SELECT
        id,
        call_type,
        call_at,
        MAX(CASE WHEN connected THEN call_at END) OVER (PARTITION BY employee_key, client_key) AS last_talk_at,
        ROW_NUMBER() OVER (
            PARTITION BY employee_key, client_key
            ORDER BY CASE WHEN call_type IN ('Missed', 'Rejected') THEN 0 ELSE 1 END, call_at DESC, id
        ) AS place
    FROM calls
    WHERE {matching}
) AS latest
WHERE place = 1 AND call_type IN ('Missed', 'Rejected') AND (last_talk_at IS NULL OR last_talk_at <= call_at)

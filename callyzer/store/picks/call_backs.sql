-- The last unanswered call of each client whom nobody in the account has talked to since; perhaps of those alone whom
-- nobody tried to call either.
SELECT id
FROM (
    SELECT
        id,
        due,
        ROW_NUMBER() OVER (PARTITION BY client_key ORDER BY due DESC, call_at DESC, id) AS place,
        SUM(CASE WHEN call_type = 'Outgoing' AND call_at >= waiting_since THEN 1 ELSE 0 END)
            OVER (PARTITION BY client_key) AS tries
    FROM ({due}) AS waiting
) AS latest
WHERE due = 1 AND place = 1 AND {tried}

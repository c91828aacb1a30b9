-- The last unanswered call of each client whom nobody in the account has talked to since; perhaps of those alone whom
-- nobody tried to call either.
SELECT id
FROM (
    SELECT
        id,
        client_key,
        MIN(call_at) OVER (PARTITION BY client_key) AS waiting_since,
        ROW_NUMBER() OVER (PARTITION BY client_key ORDER BY call_at DESC, id) AS place
    FROM calls
    WHERE id IN ({unanswered})
) AS latest
WHERE place = 1 AND {tried}

-- The latest call of each client, of those that are wanted (a condition over client_key).
SELECT id
FROM (
    SELECT id, client_key, ROW_NUMBER() OVER (PARTITION BY client_key ORDER BY call_at DESC, id) AS place
    FROM calls
    WHERE {matching}
) AS latest
WHERE place = 1 AND {wanted}

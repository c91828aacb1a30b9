-- The latest call of each client, or of each pair of an employee and a client ({whose}), of those that are wanted (a
-- condition over client_key).
SELECT id
FROM (
    SELECT id, client_key, ROW_NUMBER() OVER (PARTITION BY {whose} ORDER BY call_at DESC, id) AS place
    FROM calls
    WHERE {matching}
) AS latest
WHERE place = 1 AND {wanted}

-- The calls of the $within clients with the most of them.
SELECT id
FROM calls
WHERE
    {matching}
    AND client_key IN (
        SELECT client_key
        FROM calls
        WHERE {matching}
        GROUP BY client_key
        ORDER BY COUNT(*) DESC, client_key
        LIMIT $within
    )

-- The tries of each pair of an employee and a client without any connected call, the last first (place, and place_of_client
-- over all the client's pairs): {which} of them.
SELECT id
FROM (
    SELECT
        id,
        tries,
        place,
        ROW_NUMBER() OVER (PARTITION BY client_key ORDER BY call_at DESC, id) AS place_of_client
    FROM (
        SELECT
            id,
            client_key,
            call_at,
            call_type,
            SUM(CASE WHEN connected THEN 1 ELSE 0 END) OVER (PARTITION BY employee_key, client_key) AS talks,
            SUM(CASE WHEN call_type = 'Outgoing' THEN 1 ELSE 0 END) OVER (
                PARTITION BY employee_key, client_key
            ) AS tries,
            ROW_NUMBER() OVER (
                PARTITION BY employee_key, client_key
                ORDER BY CASE WHEN call_type = 'Outgoing' THEN 0 ELSE 1 END, call_at DESC, id
            ) AS place
        FROM calls
        WHERE {matching}
    ) AS told
    WHERE talks = 0 AND call_type = 'Outgoing'
) AS in_vain
WHERE {which}

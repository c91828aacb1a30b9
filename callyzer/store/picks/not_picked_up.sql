-- The last Outgoing call of each pair of an employee and a client without any connected one.
SELECT id
FROM (
    SELECT
        id,
        ROW_NUMBER() OVER (
            PARTITION BY tried.employee_key, tried.client_key ORDER BY call_at DESC, id
        ) AS place
    FROM (
        SELECT * FROM calls WHERE {matching} AND call_type = 'Outgoing'
    ) AS tried
    INNER JOIN ({pairs}) AS pairs
        ON tried.employee_key = pairs.employee_key AND tried.client_key = pairs.client_key
    WHERE last_connected_at IS NULL
) AS latest
WHERE place = 1

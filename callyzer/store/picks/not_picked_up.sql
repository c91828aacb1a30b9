-- The last Outgoing call of each pair of an employee and a client without any connected one.
SELECT id
FROM (
    SELECT
        id,
        call_type,
        SUM(CASE WHEN connected THEN 1 ELSE 0 END) OVER (PARTITION BY employee_key, client_key) AS talks,
        ROW_NUMBER() OVER (
            PARTITION BY employee_key, client_key
            ORDER BY CASE WHEN call_type = 'Outgoing' THEN 0 ELSE 1 END, call_at DESC, id
        ) AS place
    FROM calls
    WHERE {matching}
) AS latest
WHERE place = 1 AND call_type = 'Outgoing' AND talks = 0

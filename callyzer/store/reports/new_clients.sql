-- Clients by local day: how many there were, and how many of them had their first call of all on that day. The totals
-- over the days are told in every row.
WITH client_days AS (
    SELECT client_key, local_day
    FROM calls
    WHERE {matching}
    GROUP BY client_key, local_day
),
firsts AS (
    SELECT client_key, MIN(first_day) AS first_day
    FROM ({ever}) AS ever
    GROUP BY client_key
)
SELECT
    local_day AS "date",
    COUNT(*) AS clients,
    COUNT(*) FILTER (WHERE local_day = first_day) AS new_clients,
    (SELECT COUNT(DISTINCT client_key) FROM client_days) AS total_clients
FROM client_days
INNER JOIN firsts ON client_days.client_key = firsts.client_key
GROUP BY local_day
ORDER BY local_day

-- How many clients had how many calls, most calls first, and how many of these clients were reached.
WITH by_client AS (
    SELECT
        client_key,
        CAST(SUM(total_calls) AS BIGINT) AS total_calls,
        SUM(connected_calls) AS connected_calls
    FROM ({pairs}) AS pairs
    GROUP BY client_key
)
SELECT
    total_calls,
    COUNT(*) AS clients,
    COUNT(*) FILTER (WHERE connected_calls > 0) AS reached_clients
FROM by_client
GROUP BY total_calls
ORDER BY total_calls DESC

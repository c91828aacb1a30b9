-- /call-log/unique-clients: which clients are on the page, and how many there are on all pages.
WITH by_client AS (
    SELECT client_key, SUM(total_calls) AS total_calls
    FROM ({pairs}) AS pairs
    GROUP BY client_key
)
SELECT by_client.client_key, (SELECT COUNT(*) FROM by_client) AS total_records
FROM by_client
INNER JOIN clients ON by_client.client_key = clients.client_key
ORDER BY total_calls DESC, client_country_code, client_number
LIMIT $limit OFFSET $offset

-- /call-log/unique-clients: which clients are on the page, and how many there are on all pages.
WITH by_client AS (
    {by_client}
)
SELECT by_client.client_key, (SELECT COUNT(*) FROM by_client) AS total_records
FROM by_client
INNER JOIN clients ON by_client.client_key = clients.client_key
{also}
ORDER BY {rank}total_calls DESC, client_country_code, client_number
LIMIT $limit OFFSET $offset

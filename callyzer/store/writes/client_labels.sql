-- A client's name is the one last learned, whatever order the calls came in.
UPDATE clients
SET client_name = newest.client_name, named_at = newest.recency
FROM (
    SELECT
        client_country_code,
        client_number,
        client_name,
        recency,
        ROW_NUMBER() OVER (
            PARTITION BY client_country_code, client_number ORDER BY recency DESC, client_name DESC
        ) AS place
    FROM incoming
    WHERE client_name <> ''
) AS newest
WHERE
    newest.place = 1
    AND clients.client_country_code = newest.client_country_code
    AND clients.client_number = newest.client_number
    AND (named_at IS NULL OR (named_at, clients.client_name) < (newest.recency, newest.client_name))

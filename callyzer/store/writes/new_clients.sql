-- Clients met for the first time.
INSERT INTO clients (client_key, client_country_code, client_number, client_name, is_excluded)
SELECT
    (SELECT COALESCE(MAX(client_key), 0) FROM clients)
    + ROW_NUMBER() OVER (ORDER BY client_country_code, client_number),
    client_country_code,
    client_number,
    '',
    EXISTS (
        SELECT 1
        FROM excluded_numbers
        WHERE number = client_number AND country_code IN ('', client_country_code)
    )
FROM (
    SELECT client_country_code, client_number FROM incoming
    EXCEPT
    SELECT client_country_code, client_number FROM clients
) AS fresh

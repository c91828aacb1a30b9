-- The clients of the incoming calls, looked up once; those met for the first time are added.
-- Two steps: by whole numbers alone, most of the table is passed over without its texts being read.
CREATE OR REPLACE TEMP TABLE likely_clients AS
SELECT client_key, client_country_code, client_number
FROM clients
WHERE number_hash IN (SELECT hash_of(client_number) FROM incoming);

CREATE OR REPLACE TEMP TABLE incoming_clients AS
SELECT DISTINCT client_key, likely_clients.client_country_code, likely_clients.client_number
FROM likely_clients
INNER JOIN incoming
    ON likely_clients.client_number = incoming.client_number
    AND likely_clients.client_country_code = incoming.client_country_code;

CREATE OR REPLACE TEMP TABLE met_clients AS
SELECT
    (SELECT COALESCE(MAX(client_key), 0) FROM clients)
    + ROW_NUMBER() OVER (ORDER BY client_country_code, client_number) AS client_key,
    client_country_code,
    client_number
FROM (
    SELECT client_country_code, client_number FROM incoming
    EXCEPT
    SELECT client_country_code, client_number FROM incoming_clients
) AS unknown;

INSERT INTO clients (client_key, client_country_code, client_number, client_name, is_excluded, number_hash)
SELECT
    client_key,
    client_country_code,
    client_number,
    '',
    EXISTS (
        SELECT 1
        FROM excluded_numbers
        WHERE number = client_number AND country_code IN ('', client_country_code)
    ),
    hash_of(client_number)
FROM met_clients;

INSERT INTO incoming_clients SELECT * FROM met_clients;

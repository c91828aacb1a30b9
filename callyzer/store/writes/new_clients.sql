-- The clients of the incoming calls, looked up once; those met for the first time are added.
-- Where they stand is found by whole numbers alone, and only there their texts are read.
CREATE OR REPLACE TEMP TABLE incoming_clients AS
WITH likely AS MATERIALIZED (
    SELECT client_key, client_country_code, client_number
    FROM clients
    WHERE rowid IN (
        SELECT rowid
        FROM clients
        WHERE number_hash IN (SELECT hash_of(client_number) FROM incoming)
    )
)
SELECT DISTINCT client_key, likely.client_country_code, likely.client_number
FROM likely
INNER JOIN incoming
    ON likely.client_number = incoming.client_number AND likely.client_country_code = incoming.client_country_code;

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

-- The clients of the incoming calls, looked up once; those met for the first time are added.
-- Where they stand is found by whole numbers alone, and only there their texts are read.
CREATE OR REPLACE TEMP TABLE incoming_clients AS
WITH wanted AS MATERIALIZED (
    SELECT DISTINCT client_country_code, client_number FROM incoming
),
likely AS MATERIALIZED (
    SELECT client_key, client_country_code, client_number
    FROM clients
    WHERE rowid IN (
        SELECT rowid
        FROM clients
        WHERE number_hash IN (SELECT hash_of(client_number) FROM wanted)
    )
)
SELECT
    COALESCE(
        client_key,
        (SELECT COALESCE(MAX(client_key), 0) FROM clients) + ROW_NUMBER() OVER (
            PARTITION BY client_key IS NULL ORDER BY wanted.client_country_code, wanted.client_number
        )
    ) AS client_key,
    wanted.client_country_code,
    wanted.client_number,
    client_key IS NULL AS is_met
FROM wanted
LEFT JOIN likely
    ON wanted.client_number = likely.client_number AND wanted.client_country_code = likely.client_country_code;

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
FROM incoming_clients
WHERE is_met

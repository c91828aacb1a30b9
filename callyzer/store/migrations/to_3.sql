-- A client is found by a whole number instead of a text.
ALTER TABLE clients RENAME TO former_clients;
CREATE TABLE clients (
    client_key INTEGER NOT NULL,
    client_country_code VARCHAR NOT NULL,
    client_number VARCHAR NOT NULL,
    client_name VARCHAR NOT NULL,
    named_at BIGINT,
    is_excluded BOOLEAN NOT NULL,
    number_hash BIGINT NOT NULL
);
INSERT INTO clients SELECT *, hash_of(client_number) FROM former_clients;
DROP TABLE former_clients;

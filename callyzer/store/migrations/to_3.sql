-- A client is found by a whole number instead of a text.
ALTER TABLE clients ADD COLUMN number_hash BIGINT;
UPDATE clients SET number_hash = hash_of(client_number);
ALTER TABLE clients ALTER COLUMN number_hash SET NOT NULL;

-- Puts the incoming leads and their numbers in the place of what was known of them.
DELETE FROM leads WHERE id IN (SELECT id FROM incoming_leads);
DELETE FROM lead_numbers WHERE lead_id IN (SELECT id FROM incoming_leads);
INSERT INTO leads BY NAME SELECT * FROM incoming_leads;
INSERT INTO lead_numbers BY NAME SELECT * FROM incoming_numbers;

-- Calls with an incoming lead's number belong to the lead, from the instant on from which they are mapped.
UPDATE calls
SET lead_id = mine.lead_id
FROM (
    SELECT client_key, MIN(lead_id) AS lead_id, MIN(mapped_from) AS mapped_from
    FROM incoming_numbers
    INNER JOIN clients ON number = client_number AND country_code IN ('', client_country_code)
    GROUP BY client_key
) AS mine
WHERE calls.client_key = mine.client_key AND calls.lead_id = '' AND call_at >= mapped_from

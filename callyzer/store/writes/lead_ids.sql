-- A call with a lead's number belongs to the lead.
UPDATE incoming
SET lead_id = lead_numbers.lead_id
FROM lead_numbers
WHERE
    incoming.lead_id = ''
    AND incoming.client_number = lead_numbers.number
    AND lead_numbers.country_code IN ('', incoming.client_country_code)
    AND incoming.call_at >= lead_numbers.mapped_from

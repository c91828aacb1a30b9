-- Marks the clients whose number is on the exclude list.
UPDATE clients
SET is_excluded = TRUE
FROM excluded_numbers
WHERE
    NOT is_excluded
    AND number = client_number
    AND country_code IN ('', client_country_code)

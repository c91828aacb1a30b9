-- The local days with calls of clients whose number is on the exclude list and who are not marked yet.
SELECT DISTINCT local_day
FROM calls
INNER JOIN clients ON calls.client_key = clients.client_key
INNER JOIN excluded_numbers ON number = client_number AND country_code IN ('', client_country_code)
WHERE NOT is_excluded

-- How many calls there are.
SELECT COUNT(*) AS calls FROM calls WHERE {matching}

-- Who knows a client since when: a row for each employee, client and rolled-up month, and one for each call of the others.
SELECT
    employee_key,
    client_key,
    first_day,
    last_connected_at,
    last_noted_at,
    last_note
FROM pair_months
WHERE {rolled}
UNION ALL
{calls}

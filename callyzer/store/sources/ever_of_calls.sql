-- The calls, as far as it matters who knows a client since when.
SELECT
    employee_key,
    client_key,
    local_day AS first_day,
    CASE WHEN connected THEN call_at END AS last_connected_at,
    CASE WHEN note <> '' THEN call_at END AS last_noted_at,
    note AS last_note
FROM calls
WHERE {matching}

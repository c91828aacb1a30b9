-- The tallies of the month that goes from $first to $last.
INSERT INTO pair_months
SELECT
    employee_key,
    client_key,
    $first,
    COUNT(*) FILTER (WHERE call_type = 'Incoming'),
    COALESCE(SUM(duration) FILTER (WHERE call_type = 'Incoming'), 0),
    COUNT(*) FILTER (WHERE call_type = 'Outgoing'),
    COALESCE(SUM(duration) FILTER (WHERE call_type = 'Outgoing'), 0),
    COUNT(*) FILTER (WHERE call_type = 'Missed'),
    COUNT(*) FILTER (WHERE call_type = 'Rejected'),
    COUNT(*),
    COUNT(*) FILTER (WHERE connected),
    MAX(call_at) FILTER (WHERE call_type IN ('Missed', 'Rejected')),
    MAX(call_at) FILTER (WHERE connected),
    MAX(call_at),
    MIN(local_day),
    MAX(call_at) FILTER (WHERE note <> ''),
    COALESCE((MAX({'call_at': call_at, 'note': note}) FILTER (WHERE note <> '')).note, '')
FROM calls
WHERE local_day BETWEEN $first AND $last
GROUP BY employee_key, client_key
ORDER BY employee_key, client_key

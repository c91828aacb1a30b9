-- The tallies of the local days from $first to $last.
INSERT INTO quarter_tallies
SELECT
    employee_key,
    local_day,
    local_minute // 15 AS quarter,
    is_excluded,
    COUNT(*) FILTER (WHERE call_type = 'Incoming'),
    COALESCE(SUM(duration) FILTER (WHERE call_type = 'Incoming'), 0),
    COUNT(*) FILTER (WHERE connected AND call_type = 'Incoming'),
    COALESCE(SUM(duration) FILTER (WHERE connected AND call_type = 'Incoming'), 0),
    COUNT(*) FILTER (WHERE call_type = 'Outgoing'),
    COALESCE(SUM(duration) FILTER (WHERE call_type = 'Outgoing'), 0),
    COUNT(*) FILTER (WHERE connected AND call_type = 'Outgoing'),
    COALESCE(SUM(duration) FILTER (WHERE connected AND call_type = 'Outgoing'), 0),
    COUNT(*) FILTER (WHERE call_type = 'Missed'),
    COUNT(*) FILTER (WHERE call_type = 'Rejected'),
    MIN(call_at),
    MAX(call_at),
    MAX(call_at + duration)
FROM calls
INNER JOIN clients ON calls.client_key = clients.client_key
WHERE local_day BETWEEN $first AND $last
GROUP BY employee_key, local_day, local_minute // 15, is_excluded
ORDER BY local_day, employee_key, quarter

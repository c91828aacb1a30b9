-- The calls by employee and local day.
SELECT
    employee_key,
    local_day,
    COUNT(*) FILTER (WHERE call_type = 'Incoming') AS incoming_calls,
    COALESCE(SUM(duration) FILTER (WHERE call_type = 'Incoming'), 0) AS incoming_duration,
    COUNT(*) FILTER (WHERE connected AND call_type = 'Incoming') AS incoming_connected_calls,
    COALESCE(SUM(duration) FILTER (WHERE connected AND call_type = 'Incoming'), 0) AS incoming_connected_duration,
    COUNT(*) FILTER (WHERE call_type = 'Outgoing') AS outgoing_calls,
    COALESCE(SUM(duration) FILTER (WHERE call_type = 'Outgoing'), 0) AS outgoing_duration,
    COUNT(*) FILTER (WHERE connected AND call_type = 'Outgoing') AS outgoing_connected_calls,
    COALESCE(SUM(duration) FILTER (WHERE connected AND call_type = 'Outgoing'), 0) AS outgoing_connected_duration,
    COUNT(*) FILTER (WHERE call_type = 'Missed') AS missed_calls,
    COUNT(*) FILTER (WHERE call_type = 'Rejected') AS rejected_calls,
    MIN(call_at) AS first_call_at,
    MAX(call_at) AS last_call_at,
    MAX(call_at + duration) AS ends_at
FROM calls
WHERE {matching}
GROUP BY employee_key, local_day

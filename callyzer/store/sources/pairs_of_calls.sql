-- The calls by employee and client.
SELECT
    employee_key,
    client_key,
    COUNT(*) FILTER (WHERE call_type = 'Incoming') AS incoming_calls,
    COALESCE(SUM(duration) FILTER (WHERE call_type = 'Incoming'), 0) AS incoming_duration,
    COUNT(*) FILTER (WHERE call_type = 'Outgoing') AS outgoing_calls,
    COALESCE(SUM(duration) FILTER (WHERE call_type = 'Outgoing'), 0) AS outgoing_duration,
    COUNT(*) FILTER (WHERE call_type = 'Missed') AS missed_calls,
    COUNT(*) FILTER (WHERE call_type = 'Rejected') AS rejected_calls,
    COUNT(*) AS total_calls,
    COUNT(*) FILTER (WHERE connected) AS connected_calls,
    MAX(call_at) FILTER (WHERE call_type IN ('Missed', 'Rejected')) AS last_unanswered_at,
    MAX(call_at) FILTER (WHERE connected) AS last_connected_at,
    MAX(call_at) AS last_call_at
FROM calls
WHERE {matching}
GROUP BY employee_key, client_key

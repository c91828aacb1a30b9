-- /call-log/summary: one row of totals. One pass over (employee, client) pairs gives everything but the working hours.
WITH pairs AS (
    SELECT
        employee_key,
        client_key,
        COUNT(*) FILTER (WHERE call_type = 'Incoming') AS incoming_calls,
        SUM(duration) FILTER (WHERE call_type = 'Incoming') AS incoming_duration,
        COUNT(*) FILTER (WHERE call_type = 'Outgoing') AS outgoing_calls,
        SUM(duration) FILTER (WHERE call_type = 'Outgoing') AS outgoing_duration,
        COUNT(*) FILTER (WHERE call_type = 'Missed') AS missed_calls,
        COUNT(*) FILTER (WHERE call_type = 'Rejected') AS rejected_calls,
        COUNT(*) FILTER (WHERE connected) AS connected_calls,
        MAX(call_at) FILTER (WHERE call_type IN ('Missed', 'Rejected')) AS last_unanswered_at,
        MAX(call_at) FILTER (WHERE connected) AS last_connected_at
    FROM calls
    WHERE {matching}
    GROUP BY employee_key, client_key
),
working_days AS (
    SELECT MAX(call_at + duration) - MIN(call_at) AS seconds
    FROM calls
    WHERE {matching}
    GROUP BY employee_key, local_day
)
SELECT
    CAST(COALESCE(SUM(incoming_calls), 0) AS BIGINT) AS total_incoming_calls,
    CAST(COALESCE(SUM(incoming_duration), 0) AS BIGINT) AS total_incoming_duration,
    CAST(COALESCE(SUM(outgoing_calls), 0) AS BIGINT) AS total_outgoing_calls,
    CAST(COALESCE(SUM(outgoing_duration), 0) AS BIGINT) AS total_outgoing_duration,
    CAST(COALESCE(SUM(missed_calls), 0) AS BIGINT) AS total_missed_calls,
    CAST(COALESCE(SUM(rejected_calls), 0) AS BIGINT) AS total_rejected_calls,
    CAST(COALESCE(SUM(connected_calls), 0) AS BIGINT) AS total_connected_calls,
    COUNT(*) FILTER (
        WHERE last_unanswered_at IS NOT NULL AND (last_connected_at IS NULL OR last_connected_at <= last_unanswered_at)
    ) AS total_never_attended_calls,
    COUNT(*) FILTER (WHERE outgoing_calls > 0 AND connected_calls = 0) AS total_not_pickup_by_clients_calls,
    COUNT(DISTINCT client_key) AS total_unique_clients,
    (SELECT CAST(COALESCE(SUM(seconds), 0) AS BIGINT) FROM working_days) AS total_working_hours
FROM pairs

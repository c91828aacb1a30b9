-- /call-log/summary: one row of totals. What adds up comes from the days, the rest from the (employee, client) pairs.
WITH totals AS (
    SELECT
        CAST(COALESCE(SUM(incoming_calls), 0) AS BIGINT) AS total_incoming_calls,
        CAST(COALESCE(SUM(incoming_duration), 0) AS BIGINT) AS total_incoming_duration,
        CAST(COALESCE(SUM(outgoing_calls), 0) AS BIGINT) AS total_outgoing_calls,
        CAST(COALESCE(SUM(outgoing_duration), 0) AS BIGINT) AS total_outgoing_duration,
        CAST(COALESCE(SUM(missed_calls), 0) AS BIGINT) AS total_missed_calls,
        CAST(COALESCE(SUM(rejected_calls), 0) AS BIGINT) AS total_rejected_calls,
        CAST(COALESCE(SUM(incoming_connected_calls + outgoing_connected_calls), 0) AS BIGINT) AS total_connected_calls,
        CAST(COALESCE(SUM(ends_at - first_call_at), 0) AS BIGINT) AS total_working_hours
    FROM ({days}) AS days
),
kinds AS (
    SELECT
        COUNT(*) FILTER (
            WHERE last_unanswered_at IS NOT NULL
            AND (last_connected_at IS NULL OR last_connected_at <= last_unanswered_at)
        ) AS total_never_attended_calls,
        COUNT(*) FILTER (WHERE outgoing_calls > 0 AND last_connected_at IS NULL) AS total_not_pickup_by_clients_calls,
        COUNT(DISTINCT client_key) AS total_unique_clients
    FROM ({pairs}) AS pairs
)
SELECT * FROM totals CROSS JOIN kinds

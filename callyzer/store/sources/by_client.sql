-- The calls by client, whoever made them.
SELECT
    client_key,
    CAST(SUM(incoming_calls) AS BIGINT) AS total_incoming_calls,
    CAST(SUM(incoming_duration) AS BIGINT) AS total_incoming_duration,
    CAST(SUM(outgoing_calls) AS BIGINT) AS total_outgoing_calls,
    CAST(SUM(outgoing_duration) AS BIGINT) AS total_outgoing_duration,
    CAST(SUM(incoming_duration + outgoing_duration) AS BIGINT) AS total_duration,
    CAST(SUM(missed_calls) AS BIGINT) AS total_missed_calls,
    CAST(SUM(rejected_calls) AS BIGINT) AS total_rejected_calls,
    CAST(SUM(total_calls) AS BIGINT) AS total_calls,
    CAST(SUM(connected_calls) AS BIGINT) AS total_connected_calls,
    COUNT(*) FILTER (
        WHERE last_unanswered_at IS NOT NULL
        AND (last_connected_at IS NULL OR last_connected_at <= last_unanswered_at)
    ) AS total_never_attended_calls,
    COUNT(*) FILTER (WHERE outgoing_calls > 0 AND last_connected_at IS NULL) AS total_not_pickup_by_clients_calls,
    MAX(last_call_at) AS last_call_at
FROM ({pairs}) AS pairs
GROUP BY client_key

-- The figures of every day, week (from Monday) or month with calls; {unit} is one of those words.
WITH figures AS (
    SELECT
        CAST(DATE_TRUNC('{unit}', local_day) AS DATE) AS period,
        CAST(SUM(incoming_calls) AS BIGINT) AS total_incoming_calls,
        CAST(SUM(incoming_duration) AS BIGINT) AS total_incoming_duration,
        CAST(SUM(outgoing_calls) AS BIGINT) AS total_outgoing_calls,
        CAST(SUM(outgoing_duration) AS BIGINT) AS total_outgoing_duration,
        CAST(SUM(missed_calls) AS BIGINT) AS total_missed_calls,
        CAST(SUM(rejected_calls) AS BIGINT) AS total_rejected_calls,
        CAST(SUM(incoming_connected_calls + outgoing_connected_calls) AS BIGINT) AS total_connected_calls,
        CAST(SUM(outgoing_connected_calls) AS BIGINT) AS total_outgoing_connected_calls,
        CAST(SUM(ends_at - first_call_at) AS BIGINT) AS total_working_hours
    FROM ({days}) AS days
    GROUP BY CAST(DATE_TRUNC('{unit}', local_day) AS DATE)
),
pairs AS (
    SELECT
        CAST(DATE_TRUNC('{unit}', local_day) AS DATE) AS period,
        client_key,
        MAX(call_at) FILTER (WHERE call_type IN ('Missed', 'Rejected')) AS last_unanswered_at,
        MAX(call_at) FILTER (WHERE connected) AS last_connected_at
    FROM calls
    WHERE {matching}
    GROUP BY CAST(DATE_TRUNC('{unit}', local_day) AS DATE), employee_key, client_key
),
reached AS (
    SELECT
        period,
        COUNT(DISTINCT client_key) AS total_unique_clients,
        COUNT(*) FILTER (
            WHERE last_unanswered_at IS NOT NULL
            AND (last_connected_at IS NULL OR last_connected_at <= last_unanswered_at)
        ) AS total_never_attended_calls
    FROM pairs
    GROUP BY period
)
SELECT figures.*, figures.period AS "date", total_unique_clients, total_never_attended_calls
FROM figures
INNER JOIN reached ON figures.period = reached.period
ORDER BY figures.period

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
reached AS (
    SELECT CAST(DATE_TRUNC('{unit}', local_day) AS DATE) AS period, COUNT(DISTINCT client_key) AS total_unique_clients
    FROM calls
    WHERE {matching}
    GROUP BY CAST(DATE_TRUNC('{unit}', local_day) AS DATE)
)
SELECT figures.*, figures.period AS "date", total_unique_clients
FROM figures
INNER JOIN reached ON figures.period = reached.period
ORDER BY figures.period

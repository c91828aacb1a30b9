-- The figures of every day, week (from Monday) or month with calls: {period}.
WITH figures AS (
    SELECT
        {period} AS period,
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
    GROUP BY {period}
),
reached AS (
    SELECT
        {period} AS period,
        COUNT(DISTINCT client_key) AS total_unique_clients
    FROM calls
    WHERE {matching}
    GROUP BY {period}
),
-- Few calls are not answered: to look for a talk after each pair's last is less work than to look at every pair.
unanswered AS (
    SELECT
        {period} AS period,
        employee_key,
        client_key,
        MAX(call_at) AS last_unanswered_at
    FROM calls
    WHERE {matching} AND call_type IN ('Missed', 'Rejected')
    GROUP BY {period}, employee_key, client_key
),
talks AS (
    SELECT {period} AS period, employee_key, client_key, call_at
    FROM calls
    WHERE {matching} AND connected
),
never_attended AS (
    SELECT period, COUNT(*) AS total_never_attended_calls
    FROM unanswered
    WHERE
        NOT EXISTS (
            SELECT 1 FROM talks
            WHERE
                talks.period = unanswered.period
                AND talks.employee_key = unanswered.employee_key
                AND talks.client_key = unanswered.client_key
                AND talks.call_at > last_unanswered_at
        )
    GROUP BY period
)
SELECT
    figures.*,
    figures.period AS "date",
    total_unique_clients,
    COALESCE(total_never_attended_calls, 0) AS total_never_attended_calls
FROM figures
INNER JOIN reached ON figures.period = reached.period
LEFT JOIN never_attended ON figures.period = never_attended.period
ORDER BY figures.period

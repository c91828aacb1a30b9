-- The figures of every tag with calls. {members}: which employee has which tag; who has several counts for each.
WITH members (employee_key, tag) AS (
    VALUES {members}
),
figures AS (
    SELECT
        tag,
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
    INNER JOIN members ON days.employee_key = members.employee_key
    GROUP BY tag
),
reached AS (
    SELECT tag, COUNT(DISTINCT client_key) AS total_unique_clients
    FROM ({pairs}) AS pairs
    INNER JOIN members ON pairs.employee_key = members.employee_key
    GROUP BY tag
)
SELECT figures.*, total_unique_clients
FROM figures
INNER JOIN reached ON figures.tag = reached.tag
ORDER BY figures.tag

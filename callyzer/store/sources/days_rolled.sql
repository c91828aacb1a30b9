-- The calls by employee and local day: the rolled-up days from their tallies, the others from the calls.
SELECT
    employee_key,
    local_day,
    SUM(incoming_calls) AS incoming_calls,
    SUM(incoming_duration) AS incoming_duration,
    SUM(incoming_connected_calls) AS incoming_connected_calls,
    SUM(incoming_connected_duration) AS incoming_connected_duration,
    SUM(outgoing_calls) AS outgoing_calls,
    SUM(outgoing_duration) AS outgoing_duration,
    SUM(outgoing_connected_calls) AS outgoing_connected_calls,
    SUM(outgoing_connected_duration) AS outgoing_connected_duration,
    SUM(missed_calls) AS missed_calls,
    SUM(rejected_calls) AS rejected_calls,
    MIN(first_call_at) AS first_call_at,
    MAX(last_call_at) AS last_call_at,
    MAX(ends_at) AS ends_at
FROM quarter_tallies
WHERE {rolled}
GROUP BY employee_key, local_day
UNION ALL
{calls}

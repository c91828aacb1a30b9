-- The calls by employee and client: the rolled-up months from their tallies, the others from the calls.
SELECT
    employee_key,
    client_key,
    SUM(incoming_calls) AS incoming_calls,
    SUM(incoming_duration) AS incoming_duration,
    SUM(outgoing_calls) AS outgoing_calls,
    SUM(outgoing_duration) AS outgoing_duration,
    SUM(missed_calls) AS missed_calls,
    SUM(rejected_calls) AS rejected_calls,
    SUM(total_calls) AS total_calls,
    SUM(connected_calls) AS connected_calls,
    MAX(last_unanswered_at) AS last_unanswered_at,
    MAX(last_connected_at) AS last_connected_at,
    MAX(last_call_at) AS last_call_at
FROM (
    SELECT
        employee_key,
        client_key,
        incoming_calls,
        incoming_duration,
        outgoing_calls,
        outgoing_duration,
        missed_calls,
        rejected_calls,
        total_calls,
        connected_calls,
        last_unanswered_at,
        last_connected_at,
        last_call_at
    FROM pair_months
    WHERE {rolled}
    UNION ALL
    {calls}
) AS parts
GROUP BY employee_key, client_key

-- How many calls there are, the rolled-up days from their tallies.
SELECT SUM(calls) AS calls
FROM (
    SELECT COALESCE(SUM(incoming_calls + outgoing_calls + missed_calls + rejected_calls), 0) AS calls
    FROM quarter_tallies
    WHERE {rolled}
    UNION ALL
    {calls}
) AS parts

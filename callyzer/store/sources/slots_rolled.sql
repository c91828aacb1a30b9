-- The calls by local day and slot of the day, numbered as in slots_of_calls: the rolled-up days from their tallies, the
-- others from the calls.
SELECT
    local_day,
    slot,
    SUM(calls) AS total_calls,
    SUM(connected_calls) AS total_connected_calls,
    SUM(talk) AS total_duration
FROM (
    SELECT
        local_day,
        CASE
            WHEN quarter * 15 < $hours_start THEN -1
            WHEN quarter * 15 >= $hours_end THEN $after
            ELSE CAST(FLOOR((quarter * 15 - $hours_start) / 60.0) AS INTEGER)
        END AS slot,
        incoming_calls + outgoing_calls + missed_calls + rejected_calls AS calls,
        incoming_connected_calls + outgoing_connected_calls AS connected_calls,
        incoming_duration + outgoing_duration AS talk
    FROM quarter_tallies
    WHERE {rolled}
) AS slotted
GROUP BY local_day, slot
UNION ALL
{calls}

-- The calls by local day and slot of the day. Slots are numbered in the order of the day: -1 before working hours,
-- 0, 1, … the hours from $hours_start on, and $after from $hours_end on.
SELECT
    local_day,
    slot,
    COUNT(*) AS total_calls,
    COUNT(*) FILTER (WHERE connected) AS total_connected_calls,
    SUM(talk) AS total_duration
FROM (
    SELECT
        local_day,
        CASE
            WHEN local_minute < $hours_start THEN -1
            WHEN local_minute >= $hours_end THEN $after
            ELSE CAST(FLOOR((local_minute - $hours_start) / 60.0) AS INTEGER)
        END AS slot,
        connected,
        CASE WHEN call_type IN ('Incoming', 'Outgoing') THEN duration ELSE 0 END AS talk
    FROM calls
    WHERE {matching}
) AS slotted
GROUP BY local_day, slot

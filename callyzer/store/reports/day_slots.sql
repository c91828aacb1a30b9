-- /call-log/hourly-analytics and /call-log/daywise-analytics: a row per local day and slot with calls.
-- Slots are numbered in the order of the day: -1 before working hours, 0, 1, … the hours from $hours_start on, and
-- $after from $hours_end on.
WITH slotted AS (
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
)
SELECT
    local_day AS "date",
    slot,
    COUNT(*) AS total_calls,
    COUNT(*) FILTER (WHERE connected) AS total_connected_calls,
    CAST(SUM(talk) AS BIGINT) AS total_duration
FROM slotted
GROUP BY local_day, slot
ORDER BY local_day, slot

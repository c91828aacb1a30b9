-- Outgoing calls and how many of them were connected, by weekday (1 is Monday) and slot, numbered as in slots_of_calls.
SELECT
    weekday,
    slot,
    COUNT(*) AS total_outgoing_calls,
    COUNT(*) FILTER (WHERE connected) AS total_outgoing_connected_calls
FROM (
    SELECT
        CAST(EXTRACT(ISODOW FROM local_day) AS INTEGER) AS weekday,
        CASE
            WHEN local_minute < $hours_start THEN -1
            WHEN local_minute >= $hours_end THEN $after
            ELSE CAST(FLOOR((local_minute - $hours_start) / 60.0) AS INTEGER)
        END AS slot,
        connected
    FROM calls
    WHERE {matching} AND call_type = 'Outgoing'
) AS slotted
GROUP BY weekday, slot
ORDER BY weekday, slot

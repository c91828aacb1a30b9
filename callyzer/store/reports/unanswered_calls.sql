-- Every unanswered call of those that count ({anyone}), whether it is asked for, and its slot, numbered as in
-- slots_of_calls.
SELECT
    client_key,
    call_at,
    employee_key,
    CASE
        WHEN local_minute < $hours_start THEN -1
        WHEN local_minute >= $hours_end THEN $after
        ELSE CAST(FLOOR((local_minute - $hours_start) / 60.0) AS INTEGER)
    END AS slot,
    CASE WHEN {matching} THEN 1 ELSE 0 END AS asked
FROM calls
WHERE {anyone} AND call_type IN ('Missed', 'Rejected')

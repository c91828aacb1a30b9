-- Every try (Outgoing) and every talk of the calls that count ({anyone}) as a number, to be sorted and read by
-- callyzer.store.tries: from the highest bits on the client, the second (32 bits), what the call is (3 bits: within a
-- second, tries in vain come before talks), and the slot from 0 on (5 bits; numbered as in slots_of_calls, one more).
SELECT
    CAST(client_key AS BIGINT) * 1099511627776
    + call_at * 256
    + CASE WHEN connected THEN 128 ELSE 0 END
    + CASE WHEN call_type = 'Outgoing' THEN 0 ELSE 64 END
    + CASE WHEN {matching} THEN 0 ELSE 32 END
    + CASE
        WHEN local_minute < $hours_start THEN 0
        WHEN local_minute >= $hours_end THEN $after + 1
        ELSE CAST(FLOOR((local_minute - $hours_start) / 60.0) AS INTEGER) + 1
    END AS packed
FROM calls
WHERE {anyone} AND (connected OR call_type = 'Outgoing')

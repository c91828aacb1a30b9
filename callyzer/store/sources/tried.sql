-- Every try (Outgoing) and every talk of the calls that count ({anyone}), in the order of callyzer.store.tries by `moment`:
-- within a second tries in vain come before talks. One number, since databases sort by several columns far slower.
SELECT
    id,
    client_key,
    call_at,
    call_type,
    CASE WHEN connected THEN 0 ELSE 1 END AS in_vain,
    call_at * 8
    + CASE WHEN connected THEN 4 ELSE 0 END
    + CASE WHEN call_type = 'Outgoing' THEN 0 ELSE 2 END
    + CASE WHEN {matching} THEN 0 ELSE 1 END AS moment
FROM calls
WHERE {anyone} AND (connected OR call_type = 'Outgoing')

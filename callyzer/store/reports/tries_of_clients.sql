-- How clients ($clients, by key) were tried and talked to since $since, by employee and slot (numbered as in
-- slots_of_calls). Attempts are the tries asked for; "since_talk" counts those after the client's last talk with anybody.
WITH history AS (
    SELECT
        employee_key,
        client_key,
        call_at,
        CASE
            WHEN local_minute < $hours_start THEN -1
            WHEN local_minute >= $hours_end THEN $after
            ELSE CAST(FLOOR((local_minute - $hours_start) / 60.0) AS INTEGER)
        END AS slot,
        call_type = 'Outgoing' AS tried,
        connected,
        CASE WHEN {matching} THEN 1 ELSE 0 END AS asked
    FROM calls
    WHERE
        call_at >= $since
        AND (connected OR call_type = 'Outgoing')
        AND client_key IN (SELECT UNNEST(CAST($clients AS BIGINT[])))
),
talks AS (
    SELECT client_key, MAX(call_at) AS client_talk_at
    FROM history
    WHERE connected
    GROUP BY client_key
)
SELECT
    employee_key,
    history.client_key,
    slot,
    COUNT(*) FILTER (WHERE tried) AS tries,
    COUNT(*) FILTER (WHERE tried AND connected) AS hits,
    COUNT(*) FILTER (WHERE tried AND asked = 1) AS attempts,
    MAX(call_at) FILTER (WHERE tried AND asked = 1) AS last_attempt_at,
    MAX(call_at) FILTER (WHERE connected) AS last_talk_at,
    COUNT(*) FILTER (WHERE tried AND (client_talk_at IS NULL OR call_at > client_talk_at)) AS since_talk
FROM history
LEFT JOIN talks ON history.client_key = talks.client_key
GROUP BY employee_key, history.client_key, slot
ORDER BY employee_key, history.client_key, slot

-- Missed and Rejected calls of clients whom nobody in the account has talked to since, as in call_backs.sql.
SELECT id
FROM (
    SELECT * FROM calls WHERE {matching} AND call_type IN ('Missed', 'Rejected')
) AS unanswered
LEFT JOIN (
    SELECT client_key, MAX(call_at) AS last_talk_at
    FROM calls
    WHERE {anyone} AND connected
    GROUP BY client_key
) AS talks ON unanswered.client_key = talks.client_key
WHERE last_talk_at IS NULL OR call_at >= last_talk_at

-- Outgoing calls, by anybody, to the clients of unanswered.sql since the first of those calls.
SELECT id
FROM (
    SELECT * FROM calls WHERE {anyone} AND call_type = 'Outgoing'
) AS tried
INNER JOIN (
    SELECT client_key, MIN(call_at) AS waiting_since
    FROM calls
    WHERE id IN ({unanswered})
    GROUP BY client_key
) AS waiting ON tried.client_key = waiting.client_key
WHERE call_at >= waiting_since

-- Outgoing calls, by anybody, to clients who wait, since the first of their unanswered calls.
SELECT id
FROM ({due}) AS waiting
WHERE call_type = 'Outgoing' AND call_at >= waiting_since

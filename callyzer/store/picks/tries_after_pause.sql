-- Tries (Outgoing) by the time since the try before, whoever made it. The first try since anybody talked to the client has
-- none.
SELECT id
FROM (
    SELECT
        id,
        call_type,
        CASE WHEN LAG(in_vain) OVER tried = 1 THEN call_at - LAG(call_at) OVER tried END AS seconds
    FROM ({told}) AS told
    WINDOW tried AS (PARTITION BY client_key ORDER BY moment, id)
) AS paused
WHERE call_type = 'Outgoing' AND seconds IS NOT NULL AND {length}

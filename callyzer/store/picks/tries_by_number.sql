-- Tries (Outgoing) by which they are since anybody talked to the client: $over < number <= $within. Every try and every
-- talk is looked at, whoever made it. A frame of so many calls before a try holds as many in vain only where no talk lies
-- between.
SELECT id
FROM (
    SELECT
        id,
        call_type,
        COALESCE(SUM(in_vain) OVER (tried ROWS BETWEEN $over PRECEDING AND 1 PRECEDING), 0) AS first_before,
        COALESCE(SUM(in_vain) OVER (tried ROWS BETWEEN $within PRECEDING AND 1 PRECEDING), 0) AS all_before
    FROM ({told}) AS told
    WINDOW tried AS (PARTITION BY client_key ORDER BY moment, id)
) AS numbered
WHERE call_type = 'Outgoing' AND first_before = $over AND all_before < $within

-- Clients with calls in both of two periods, in this one only, and in the one before only; and the calls of this one.
WITH now AS (
    SELECT client_key, CAST(SUM(total_calls) AS BIGINT) AS total_calls
    FROM ({pairs}) AS pairs
    GROUP BY client_key
),
earlier AS (
    SELECT DISTINCT client_key
    FROM ({pairs_before}) AS pairs
)
SELECT
    COUNT(*) FILTER (WHERE now.client_key = earlier.client_key) AS both,
    COUNT(*) FILTER (WHERE earlier.client_key IS NULL) AS only_now,
    COUNT(*) FILTER (WHERE now.client_key IS NULL) AS only_before,
    COALESCE(SUM(total_calls), 0) AS total_calls,
    COALESCE(SUM(total_calls) FILTER (WHERE now.client_key = earlier.client_key), 0) AS calls_of_both
FROM now
FULL OUTER JOIN earlier ON now.client_key = earlier.client_key

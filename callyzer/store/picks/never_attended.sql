-- The last Missed or Rejected call of each pair of an employee and a client that no connected call follows.
SELECT id
FROM (
    SELECT
        id,
        ROW_NUMBER() OVER (PARTITION BY unanswered.employee_key, unanswered.client_key ORDER BY id) AS place
    FROM (
        SELECT * FROM calls WHERE {matching} AND call_type IN ('Missed', 'Rejected')
    ) AS unanswered
    INNER JOIN ({pairs}) AS pairs
        ON unanswered.employee_key = pairs.employee_key AND unanswered.client_key = pairs.client_key
    WHERE call_at = last_unanswered_at AND (last_connected_at IS NULL OR last_connected_at <= last_unanswered_at)
) AS latest
WHERE place = 1

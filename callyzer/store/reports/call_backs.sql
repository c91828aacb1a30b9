-- Call-backs due: clients with a Missed or Rejected call whom nobody in the account has talked to since, latest such call
-- first. The unanswered calls are those asked for; the talks and attempts are anybody's in the window ({anyone}). Whose
-- client it is, and what was noted last, is looked up in all calls.
WITH talks AS (
    SELECT client_key, MAX(call_at) AS last_talk_at
    FROM calls
    WHERE {anyone} AND connected
    GROUP BY client_key
),
waiting AS (
    SELECT
        unanswered.client_key,
        COUNT(*) AS unanswered_calls,
        MIN(call_at) AS waiting_since,
        MAX(call_at) AS last_unanswered_at
    FROM (
        SELECT * FROM calls WHERE {matching} AND call_type IN ('Missed', 'Rejected')
    ) AS unanswered
    LEFT JOIN talks ON unanswered.client_key = talks.client_key
    WHERE last_talk_at IS NULL OR call_at >= last_talk_at
    GROUP BY unanswered.client_key
),
page AS (
    SELECT waiting.*, client_name, client_country_code, client_number
    FROM waiting
    INNER JOIN clients ON waiting.client_key = clients.client_key
    ORDER BY last_unanswered_at DESC, client_country_code, client_number
    LIMIT $limit OFFSET $offset
),
attempts AS (
    SELECT page.client_key, COUNT(*) AS attempts, MAX(call_at) AS last_attempt_at
    FROM (SELECT * FROM calls WHERE {anyone} AND call_type = 'Outgoing') AS tried
    INNER JOIN page ON tried.client_key = page.client_key AND call_at >= waiting_since
    GROUP BY page.client_key
),
last_calls AS (
    SELECT
        unanswered.client_key,
        employee_key,
        id,
        call_type,
        ROW_NUMBER() OVER (PARTITION BY unanswered.client_key ORDER BY id) AS place
    FROM (
        SELECT * FROM calls WHERE {matching} AND call_type IN ('Missed', 'Rejected')
    ) AS unanswered
    INNER JOIN page ON unanswered.client_key = page.client_key AND call_at = last_unanswered_at
),
-- Second and employee in one number: of two who talked to a client in the same second, the one known longer.
known AS (
    SELECT
        client_key,
        1000000 - MOD(MAX(last_connected_at * 1000000 - employee_key), 1000000) AS owner_key,
        MAX(last_noted_at) AS noted_at
    FROM ({ever}) AS ever
    WHERE client_key IN (SELECT client_key FROM page)
    GROUP BY client_key
),
last_notes AS (
    SELECT known.client_key, MAX(last_note) AS note
    FROM known
    INNER JOIN ({ever}) AS ever ON known.client_key = ever.client_key AND noted_at = last_noted_at
    GROUP BY known.client_key
)
SELECT
    page.*,
    COALESCE(attempts, 0) AS attempts,
    last_attempt_at,
    id,
    call_type,
    last_calls.employee_key,
    owner_key,
    COALESCE(note, '') AS note,
    (SELECT COUNT(*) FROM waiting) AS total_records
FROM page
INNER JOIN last_calls ON page.client_key = last_calls.client_key AND last_calls.place = 1
LEFT JOIN attempts ON page.client_key = attempts.client_key
LEFT JOIN known ON page.client_key = known.client_key
LEFT JOIN last_notes ON page.client_key = last_notes.client_key
ORDER BY last_unanswered_at DESC, client_country_code, client_number

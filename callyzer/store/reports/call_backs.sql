-- Call-backs due: clients with a Missed or Rejected call whom nobody in the account has talked to since, latest such call
-- first. The unanswered calls are those asked for; the talks are anybody's in the window ({anyone}).
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
    SELECT page.client_key, COUNT(*) AS attempts
    FROM (SELECT * FROM calls WHERE {anyone} AND call_type = 'Outgoing') AS tried
    INNER JOIN page ON tried.client_key = page.client_key AND call_at >= waiting_since
    GROUP BY page.client_key
),
last_calls AS (
    SELECT
        unanswered.client_key,
        employee_key,
        call_type,
        ROW_NUMBER() OVER (PARTITION BY unanswered.client_key ORDER BY id) AS place
    FROM (
        SELECT * FROM calls WHERE {matching} AND call_type IN ('Missed', 'Rejected')
    ) AS unanswered
    INNER JOIN page ON unanswered.client_key = page.client_key AND call_at = last_unanswered_at
)
SELECT
    page.*,
    COALESCE(attempts, 0) AS attempts,
    call_type,
    emp_name,
    emp_code,
    emp_country_code,
    emp_number,
    emp_tags,
    (SELECT COUNT(*) FROM waiting) AS total_records
FROM page
INNER JOIN last_calls ON page.client_key = last_calls.client_key AND place = 1
INNER JOIN employees ON last_calls.employee_key = employees.employee_key
LEFT JOIN attempts ON page.client_key = attempts.client_key
ORDER BY last_unanswered_at DESC, client_country_code, client_number

-- /lead/get: the leads, latest modification first, each with its attempts and latest call.
WITH page AS (
    SELECT *
    FROM leads
    WHERE {matching}
    ORDER BY modified_at DESC, id
    LIMIT $limit OFFSET $offset
),
lead_calls AS (
    SELECT
        calls.*,
        ROW_NUMBER() OVER (PARTITION BY lead_id ORDER BY call_at DESC, calls.id) AS place,
        COUNT(*) OVER (PARTITION BY lead_id) AS attempts
    FROM calls
    INNER JOIN page ON lead_id = page.id
)
SELECT
    page.*,
    emp_name AS "last_call_log.emp_name",
    emp_code AS "last_call_log.emp_code",
    emp_country_code AS "last_call_log.emp_country_code",
    emp_number AS "last_call_log.emp_number",
    emp_tags AS "last_call_log.emp_tags",
    lead_calls.id AS "last_call_log.id",
    COALESCE(duration, 0) AS "last_call_log.duration",
    call_type AS "last_call_log.call_type",
    call_at AS "last_call_log.call_at",
    note AS "last_call_log.note",
    call_recording_url AS "last_call_log.call_recording_url",
    synced_at AS "last_call_log.synced_at",
    lead_calls.modified_at AS "last_call_log.modified_at",
    COALESCE(attempts, 0) AS no_of_attempts,
    (SELECT COUNT(*) FROM leads WHERE {matching}) AS total_records
FROM page
LEFT JOIN lead_calls ON page.id = lead_calls.lead_id AND place = 1
LEFT JOIN employees ON lead_calls.employee_key = employees.employee_key
ORDER BY page.modified_at DESC, page.id

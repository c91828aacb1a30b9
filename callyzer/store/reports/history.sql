-- /call-log/history: the calls, latest first. Texts and labels are fetched for the page's calls only.
WITH page AS (
    SELECT *
    FROM calls
    WHERE {matching}
    ORDER BY call_at DESC, id
    LIMIT $limit OFFSET $offset
)
SELECT
    emp_name,
    emp_code,
    emp_country_code,
    emp_number,
    emp_tags,
    client_name,
    client_country_code,
    client_number,
    id,
    duration,
    call_type,
    call_at,
    note,
    call_recording_url,
    synced_at,
    page.modified_at,
    crm_status,
    reminder_at,
    lead_id,
    call_method,
    call_mode,
    (SELECT CAST(calls AS BIGINT) FROM ({count}) AS counted) AS total_records
FROM page
INNER JOIN employees ON page.employee_key = employees.employee_key
INNER JOIN clients ON page.client_key = clients.client_key
ORDER BY call_at DESC, id

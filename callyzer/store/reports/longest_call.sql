-- /call-log/analysis: the longest call. Of equally long ones the latest, then the one with the smaller id.
WITH longest AS (
    SELECT *
    FROM calls
    WHERE {matching} AND duration > 0 AND duration = (SELECT MAX(duration) FROM calls WHERE {matching})
    ORDER BY call_at DESC, id
    LIMIT 1
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
    longest.modified_at
FROM longest
INNER JOIN employees ON longest.employee_key = employees.employee_key
INNER JOIN clients ON longest.client_key = clients.client_key

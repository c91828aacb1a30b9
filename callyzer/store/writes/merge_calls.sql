-- New calls are inserted. Of a call that is there already the newer version wins; a blank note or recording erases
-- nothing, nor does what webhooks and older API versions leave out; an older version fills in what is blank, and a
-- removed recording (NULL) stays removed.
-- Those that are there already started between {oldest} and {newest}.
MERGE INTO calls
USING fresh
ON
    calls.call_at BETWEEN {oldest} AND {newest}
    AND calls.id_hash = fresh.id_hash
    AND calls.id = fresh.id
WHEN MATCHED AND fresh.recency >= COALESCE(calls.modified_at, calls.synced_at, calls.call_at) THEN UPDATE SET
    employee_key = fresh.employee_key,
    client_key = fresh.client_key,
    call_at = fresh.call_at,
    local_day = fresh.local_day,
    local_minute = fresh.local_minute,
    call_type = fresh.call_type,
    duration = fresh.duration,
    connected = fresh.connected,
    synced_at = COALESCE(fresh.synced_at, calls.synced_at),
    modified_at = COALESCE(fresh.modified_at, calls.modified_at),
    note = CASE WHEN fresh.note = '' THEN calls.note ELSE fresh.note END,
    call_recording_url = CASE
        WHEN calls.call_recording_url IS NULL OR fresh.call_recording_url = '' THEN calls.call_recording_url
        ELSE fresh.call_recording_url
    END,
    crm_status = fresh.crm_status,
    reminder_at = fresh.reminder_at,
    lead_id = CASE WHEN fresh.lead_id = '' THEN calls.lead_id ELSE fresh.lead_id END,
    call_method = CASE WHEN fresh.call_method = '' THEN calls.call_method ELSE fresh.call_method END,
    call_mode = CASE WHEN fresh.call_mode = '' THEN calls.call_mode ELSE fresh.call_mode END
WHEN MATCHED THEN UPDATE SET
    note = CASE WHEN calls.note = '' THEN fresh.note ELSE calls.note END,
    call_recording_url = CASE
        WHEN calls.call_recording_url = '' THEN fresh.call_recording_url
        ELSE calls.call_recording_url
    END
WHEN NOT MATCHED THEN INSERT (
    id, id_hash, employee_key, client_key, call_at, local_day, local_minute, call_type, duration, connected,
    synced_at, modified_at, note, call_recording_url, crm_status, reminder_at, lead_id, call_method, call_mode
) VALUES (
    fresh.id, fresh.id_hash, fresh.employee_key, fresh.client_key, fresh.call_at, fresh.local_day,
    fresh.local_minute, fresh.call_type, fresh.duration, fresh.connected, fresh.synced_at, fresh.modified_at,
    fresh.note, fresh.call_recording_url, fresh.crm_status, fresh.reminder_at, fresh.lead_id, fresh.call_method,
    fresh.call_mode
)

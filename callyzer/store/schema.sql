-- The account's calls with everything worked out that a report needs: integer keys instead of numbers, the local day
-- and minute instead of a zone conversion in every GROUP BY. Instants are whole UTC seconds since 1970; NULL is "missing".
-- Keys and ids are kept unique by the one writer: an index on every call would cost more than it saves.

CREATE TYPE call_type AS ENUM ('Incoming', 'Outgoing', 'Missed', 'Rejected');

-- Narrows a search by id or number from a scan of texts to a scan of whole numbers. The same on every machine and version.
CREATE MACRO hash_of(text) AS CAST(md5_number_lower(text) >> 1 AS BIGINT);

-- Everybody who ever had a call or a phone. Registered: /employee/get knows the person; otherwise the labels are those of
-- the newest call (named_at). emp_tags is a JSON list.
CREATE TABLE employees (
    employee_key INTEGER NOT NULL,
    emp_country_code VARCHAR NOT NULL,
    emp_number VARCHAR NOT NULL,
    emp_name VARCHAR NOT NULL,
    emp_code VARCHAR NOT NULL,
    emp_tags VARCHAR NOT NULL,
    named_at BIGINT,
    is_registered BOOLEAN NOT NULL,
    app_version VARCHAR,
    registered_at BIGINT,
    modified_at BIGINT,
    last_call_at BIGINT,
    last_sync_req_at BIGINT,
    is_lead_active BOOLEAN,
    is_call_recording_active BOOLEAN,
    "device_details.device_model" VARCHAR,
    "device_details.version_code" VARCHAR,
    "device_details.board" VARCHAR,
    "device_details.android_version" VARCHAR,
    "device_details.sdk_version" VARCHAR,
    "device_details.unique_sim_id" VARCHAR,
    "device_preference.is_app_uninstalled" BOOLEAN,
    "device_preference.battery_percentage" INTEGER,
    "app_settings.default_home_screen" VARCHAR,
    "app_settings.note_dialog" VARCHAR,
    "app_settings.call_recording_location" VARCHAR,
    "app_settings.is_log_active" BOOLEAN
);

-- A client's name is the one last learned (named_at): everybody in the team sees the same name.
CREATE TABLE clients (
    client_key INTEGER NOT NULL,
    client_country_code VARCHAR NOT NULL,
    client_number VARCHAR NOT NULL,
    client_name VARCHAR NOT NULL,
    named_at BIGINT,
    is_excluded BOOLEAN NOT NULL,
    number_hash BIGINT NOT NULL
);

-- The account's "Exclude Numbers". A blank country code means the number in any country.
CREATE TABLE excluded_numbers (
    country_code VARCHAR NOT NULL,
    number VARCHAR NOT NULL
);

-- connected: Incoming or Outgoing and longer than two seconds.
-- call_recording_url: '' not (yet) there, NULL removed for good.
CREATE TABLE calls (
    id VARCHAR NOT NULL,
    id_hash BIGINT NOT NULL,
    employee_key INTEGER NOT NULL,
    client_key INTEGER NOT NULL,
    call_at BIGINT NOT NULL,
    local_day DATE NOT NULL,
    local_minute SMALLINT NOT NULL,
    call_type call_type NOT NULL,
    duration INTEGER NOT NULL,
    connected BOOLEAN NOT NULL,
    synced_at BIGINT,
    modified_at BIGINT,
    note VARCHAR NOT NULL,
    call_recording_url VARCHAR,
    crm_status VARCHAR NOT NULL,
    reminder_at BIGINT,
    lead_id VARCHAR NOT NULL,
    call_method VARCHAR NOT NULL,
    call_mode VARCHAR NOT NULL
);

-- contact_numbers, assignees (numbers as on the wire) and lead_tags are JSON lists.
CREATE TABLE leads (
    id VARCHAR NOT NULL,
    "details.first_name" VARCHAR NOT NULL,
    "details.last_name" VARCHAR NOT NULL,
    "details.email" VARCHAR NOT NULL,
    "details.company_name" VARCHAR NOT NULL,
    "details.address1" VARCHAR NOT NULL,
    "details.address2" VARCHAR NOT NULL,
    "details.city" VARCHAR NOT NULL,
    "details.state" VARCHAR NOT NULL,
    "details.country" VARCHAR NOT NULL,
    "details.zip" VARCHAR NOT NULL,
    "details.source" VARCHAR NOT NULL,
    "details.description" VARCHAR NOT NULL,
    "details.price" VARCHAR NOT NULL,
    "details.contact_numbers" VARCHAR NOT NULL,
    "status.lead_status" VARCHAR NOT NULL,
    "status.reminder_at" BIGINT,
    "assigned_to.all_employees" BOOLEAN,
    assignees VARCHAR NOT NULL,
    lead_tags VARCHAR NOT NULL,
    created_at BIGINT NOT NULL,
    modified_at BIGINT NOT NULL
);

-- Whose lead a number is. Calls from mapped_from on belong to the lead. A blank country code means any country.
CREATE TABLE lead_numbers (
    lead_id VARCHAR NOT NULL,
    country_code VARCHAR NOT NULL,
    number VARCHAR NOT NULL,
    mapped_from BIGINT NOT NULL
);

-- What the file says of itself: schema_version, account, zone, and the marks of the synchronisation.
CREATE TABLE meta (
    name VARCHAR NOT NULL,
    value VARCHAR NOT NULL
);

-- The local days whose calls are all there, as of completed_at.
CREATE TABLE ledger_days (
    local_day DATE NOT NULL,
    completed_at BIGINT NOT NULL
);

-- The windows that are being read page by page, one per purpose, and the ids of the calls their pages held.
CREATE TABLE ledger_windows (
    purpose VARCHAR NOT NULL,
    window_start BIGINT NOT NULL,
    window_end BIGINT NOT NULL,
    matched_by VARCHAR NOT NULL,
    opened_at BIGINT NOT NULL,
    next_page INTEGER NOT NULL,
    total_records BIGINT
);
CREATE TABLE window_ids (
    purpose VARCHAR NOT NULL,
    id_hash BIGINT NOT NULL
);

-- The latest comparison of every local day with Callyzer's own count.
CREATE TABLE audits (
    local_day DATE NOT NULL,
    audited_at BIGINT NOT NULL,
    our_calls BIGINT NOT NULL,
    our_connected_calls BIGINT NOT NULL,
    our_duration BIGINT NOT NULL,
    their_calls BIGINT NOT NULL,
    their_connected_calls BIGINT NOT NULL,
    their_duration BIGINT NOT NULL
);

-- What sync and webhook did, in short.
CREATE TABLE events (
    number BIGINT NOT NULL,
    happened_at BIGINT NOT NULL,
    kind VARCHAR NOT NULL,
    text VARCHAR NOT NULL
);

-- What adds up, by employee, local day and quarter of an hour (0 to 95), the excluded clients apart. It counts for the
-- days of rolled_days only: a day on which a call changes is taken off them until it is rolled up anew.
CREATE TABLE quarter_tallies (
    employee_key INTEGER NOT NULL,
    local_day DATE NOT NULL,
    quarter SMALLINT NOT NULL,
    is_excluded BOOLEAN NOT NULL,
    incoming_calls INTEGER NOT NULL,
    incoming_duration INTEGER NOT NULL,
    incoming_connected_calls INTEGER NOT NULL,
    incoming_connected_duration INTEGER NOT NULL,
    outgoing_calls INTEGER NOT NULL,
    outgoing_duration INTEGER NOT NULL,
    outgoing_connected_calls INTEGER NOT NULL,
    outgoing_connected_duration INTEGER NOT NULL,
    missed_calls INTEGER NOT NULL,
    rejected_calls INTEGER NOT NULL,
    first_call_at BIGINT NOT NULL,
    last_call_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL
);
CREATE TABLE rolled_days (
    local_day DATE NOT NULL
);

-- What does not add up over days, by employee, client and month (its first day). It counts for rolled_months only.
CREATE TABLE pair_months (
    employee_key INTEGER NOT NULL,
    client_key INTEGER NOT NULL,
    month DATE NOT NULL,
    incoming_calls INTEGER NOT NULL,
    incoming_duration INTEGER NOT NULL,
    outgoing_calls INTEGER NOT NULL,
    outgoing_duration INTEGER NOT NULL,
    missed_calls INTEGER NOT NULL,
    rejected_calls INTEGER NOT NULL,
    total_calls INTEGER NOT NULL,
    connected_calls INTEGER NOT NULL,
    last_unanswered_at BIGINT,
    last_connected_at BIGINT,
    last_call_at BIGINT NOT NULL,
    first_day DATE NOT NULL,
    last_noted_at BIGINT,
    last_note VARCHAR NOT NULL
);
CREATE TABLE rolled_months (
    month DATE NOT NULL
);

-- Days and months that no longer change are counted once and for all.
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
    last_call_at BIGINT NOT NULL
);
CREATE TABLE rolled_months (
    month DATE NOT NULL
);

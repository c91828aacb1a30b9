-- The months also tell a pair's first day and its last note; they are rolled up anew.
DELETE FROM rolled_months;
DELETE FROM rolled_days;
DROP TABLE pair_months;
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

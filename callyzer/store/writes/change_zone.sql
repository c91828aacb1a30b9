-- Every call's local day and minute in the zone $zone.
UPDATE calls
SET
    local_day = CAST(timezone($zone, to_timestamp(call_at)) AS DATE),
    local_minute = EXTRACT(HOUR FROM timezone($zone, to_timestamp(call_at))) * 60
    + EXTRACT(MINUTE FROM timezone($zone, to_timestamp(call_at)))

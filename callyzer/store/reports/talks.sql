-- Every talk of the calls that count ({anyone}): its client and second.
SELECT client_key, call_at
FROM calls
WHERE {anyone} AND connected

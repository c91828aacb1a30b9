-- The local days whose figures the fresh calls change: where a call is new, and where one was and where it is now.
WITH changed AS (
    SELECT fresh.local_day, found.local_day AS former_day
    FROM fresh
    LEFT JOIN found ON fresh.id_hash = found.id_hash AND fresh.id = found.id
    WHERE
        found.id IS NULL
        OR (fresh.employee_key, fresh.client_key, fresh.call_at, fresh.call_type, fresh.duration)
        <> (found.employee_key, found.client_key, found.call_at, found.call_type, found.duration)
)
SELECT local_day FROM changed
UNION
SELECT former_day FROM changed WHERE former_day IS NOT NULL

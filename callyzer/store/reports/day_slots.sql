-- /call-log/hourly-analytics and /call-log/daywise-analytics: a row per local day and slot with calls.
SELECT
    local_day AS "date",
    slot,
    CAST(total_calls AS BIGINT) AS total_calls,
    CAST(total_connected_calls AS BIGINT) AS total_connected_calls,
    CAST(total_duration AS BIGINT) AS total_duration
FROM ({slots}) AS slots
ORDER BY local_day, slot

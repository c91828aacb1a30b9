-- A day of the new zone lies within the same day of the old one and its neighbours: where one of the three was not
-- complete, the day is not known to be complete either.
DELETE FROM ledger_days
WHERE
    local_day - 1 NOT IN (SELECT local_day FROM ledger_days)
    OR local_day + 1 NOT IN (SELECT local_day FROM ledger_days)

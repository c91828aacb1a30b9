-- Missed and Rejected calls of clients whom nobody in the account has talked to since, as in call_backs.sql.
SELECT id
FROM ({due}) AS waiting
WHERE due = 1

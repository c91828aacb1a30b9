-- The incoming calls with the keys of their employees and clients.
CREATE OR REPLACE TEMP TABLE fresh AS
SELECT
    incoming.* REPLACE (CAST(call_type AS call_type) AS call_type),
    employee_key,
    is_registered,
    client_key,
    call_type IN ('Incoming', 'Outgoing') AND duration > 2 AS connected
FROM incoming
INNER JOIN employees
    ON incoming.emp_country_code = employees.emp_country_code AND incoming.emp_number = employees.emp_number
INNER JOIN incoming_clients
    ON incoming.client_country_code = incoming_clients.client_country_code
    AND incoming.client_number = incoming_clients.client_number

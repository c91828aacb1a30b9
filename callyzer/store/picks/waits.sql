-- The call to which each wait belongs, of the waits of a certain length.
SELECT id
FROM ({waits}) AS waits
WHERE {length}

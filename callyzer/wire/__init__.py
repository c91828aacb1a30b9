"""The API as JSON, both directions, pure.

`ask` turns the model into a checked request, `read` an answer into a report, `failures` a refusal into an error;
`serve` and `render` are the same two for whoever answers.
"""

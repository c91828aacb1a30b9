"""From the rows of a report to a plotly figure. Pure; colour, type and layout live in `theme` once."""

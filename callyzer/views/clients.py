"""What a client is called, written and dialled by."""

from __future__ import annotations

import pandas as pd


def named(rows: pd.DataFrame) -> pd.DataFrame:
    """With `client`, the name or else the number, `number` as it is written, and `dial` as a phone wants it."""
    code, number = rows["client_country_code"], rows["client_number"]
    written = ("+" + code + " " + number).where(code != "", number)
    name = rows["client_name"].where(rows["client_name"].str.strip() != "", written)
    return rows.assign(client=name, number=written, dial=written.str.replace(" ", ""))

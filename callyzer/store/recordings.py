"""Removing call recordings."""

from __future__ import annotations

from collections.abc import Sequence

from callyzer.model import RemovedRecording
from callyzer.store.database import Connection
from callyzer.store.matching import calls_by_id


def remove_recordings(connection: Connection, unique_ids: Sequence[str], now: int) -> list[RemovedRecording]:
    """Removes them for good: no later delivery of the call brings one back. A result per id, in the order asked."""
    matching = calls_by_id(unique_ids)
    known = dict(connection.tuples(
        f"SELECT id, COALESCE(call_recording_url, '') <> '' FROM calls WHERE {matching.condition}",
        matching.parameters))
    connection.run(
        "UPDATE calls SET call_recording_url = NULL, modified_at = $now"
        f" WHERE {matching.condition} AND call_recording_url <> ''",
        matching.parameters | {"now": now})
    return [_result(unique_id, known.get(unique_id)) for unique_id in unique_ids]


def _result(unique_id: str, has_recording: bool | None) -> RemovedRecording:
    if has_recording is None:
        return RemovedRecording(unique_id, "Failed", "Invalid unique id")
    if not has_recording:
        return RemovedRecording(unique_id, "Failed", "Call recording doesn’t exist")
    return RemovedRecording(unique_id, "Success", "Successfully deleted")

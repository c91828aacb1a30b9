from __future__ import annotations

from datetime import timedelta

from callyzer.model import RemovedRecording
from tests.builders import NOW, call, calls, records
from tests.store.conftest import Stored

URL = "https://media.example/1.mp3"


def test_removing_recordings_tells_what_happened_to_each(stored: Stored) -> None:
    store = stored(call("2026-11-02 10:00", id="a", call_recording_url=URL), call("2026-11-02 11:00", id="b"))
    assert store.remove_recordings(["b", "a", "c"]) == [
        RemovedRecording("b", "Failed", "Call recording doesn’t exist"),
        RemovedRecording("a", "Success", "Successfully deleted"),
        RemovedRecording("c", "Failed", "Invalid unique id")]
    (row,) = records(store.get_calls(["a"]).rows)
    assert (row["call_recording_url"], row["modified_at"]) == ("", NOW)
    assert store.remove_recordings(["a"]) == [RemovedRecording("a", "Failed", "Call recording doesn’t exist")]


def test_a_removed_recording_does_not_come_back_with_a_later_delivery(stored: Stored) -> None:
    first = call("2026-11-02 10:00", id="a", call_recording_url=URL)
    store = stored(first)
    store.remove_recordings(["a"])
    store.add_calls(calls(first, {**first, "modified_at": NOW + timedelta(hours=1)}))
    assert records(store.get_calls(["a"]).rows)[0]["call_recording_url"] == ""

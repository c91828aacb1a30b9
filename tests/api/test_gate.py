"""The gate with a clock of the test's own, and once with real processes."""

from __future__ import annotations

import itertools
import math
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callyzer.api.gate import LONGEST_PAUSE, FileBoard, Gate, MemoryBoard, fingerprint, open_gate


class Clock:
    def __init__(self, now: float = 1000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


def shared(path: Path, clock: Clock, interval: float = 2.0, boot: str = "boot-1") -> Gate:
    return Gate(interval, FileBoard(path, boot), clock)


def test_the_second_request_waits_for_the_interval_and_the_margin() -> None:
    clock = Clock()
    gate = Gate(2.0, MemoryBoard(), clock)
    assert gate.claim() == 0
    assert gate.claim() == pytest.approx(2.04)
    clock.now += 2.03
    assert gate.claim() == pytest.approx(0.01)
    clock.now += 0.02
    assert gate.claim() == 0


def test_an_interval_of_zero_lifts_the_limit() -> None:
    gate = Gate(0, MemoryBoard(), Clock())
    assert [gate.claim() for _ in range(5)] == [0] * 5


def test_two_gates_on_one_file_never_claim_the_same_slot(tmp_path: Path) -> None:
    clock = Clock()
    one, other = shared(tmp_path / "gate", clock), shared(tmp_path / "gate", clock)
    assert one.claim() == 0
    assert other.claim() == pytest.approx(2.04)
    clock.now += 2.05
    assert other.claim() == 0
    assert one.claim() == pytest.approx(2.04)


def test_a_crash_between_the_stamp_and_the_request_never_shortens_the_spacing(tmp_path: Path) -> None:
    clock = Clock()
    assert shared(tmp_path / "gate", clock).claim() == 0  # and then the process is gone
    assert shared(tmp_path / "gate", clock).claim() == pytest.approx(2.04)


def test_a_pause_asked_for_by_the_account_holds_for_other_processes_too(tmp_path: Path) -> None:
    clock = Clock()
    one, other = shared(tmp_path / "gate", clock), shared(tmp_path / "gate", clock)
    one.postpone(30)
    assert other.claim() == pytest.approx(30)
    other.postpone(5)
    assert one.claim() == pytest.approx(30), "a shorter pause does not open it earlier"


def test_an_absurd_pause_is_cut(tmp_path: Path) -> None:
    gate = shared(tmp_path / "gate", Clock())
    gate.postpone(10**9)
    assert gate.claim() == LONGEST_PAUSE


@pytest.mark.parametrize("content", [
    "boot-0 999.0 -inf",  # before the machine was restarted
    "boot-1 99999999.0 -inf",  # from the future
    "boot-1 nan nan", "boot-1 12", "\x00\x01",
])
def test_a_stamp_that_cannot_be_true_costs_one_spacing_and_no_more(tmp_path: Path, content: str) -> None:
    (tmp_path / "gate").write_text(content)
    clock = Clock()
    assert shared(tmp_path / "gate", clock).claim() == pytest.approx(2.04)
    clock.now += 2.05
    assert shared(tmp_path / "gate", clock).claim() == 0


def test_a_removed_file_does_not_open_the_gate_of_this_process(tmp_path: Path) -> None:
    clock = Clock()
    gate = shared(tmp_path / "gate", clock)
    gate.claim()
    (tmp_path / "gate").unlink()
    assert gate.claim() == pytest.approx(2.04)


def test_a_folder_that_cannot_be_written_leaves_a_gate_for_this_process(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    clock = Clock()
    gate = shared(tmp_path / "file" / "gate", clock)
    assert gate.claim() == 0
    assert gate.claim() == pytest.approx(2.04)


def test_nobody_else_can_read_the_file_and_its_name_does_not_hold_the_token(tmp_path: Path) -> None:
    open_gate(2.0, tmp_path / "data", fingerprint("https://example.test", "very-secret")).claim()
    (path,) = (tmp_path / "data").iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "secret" not in path.name
    assert "secret" not in path.read_text()


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2), st.floats(0, 5, allow_nan=False)), max_size=40))
def test_however_the_processes_come_two_requests_are_never_closer_than_the_interval(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, float]],
) -> None:
    path = tmp_path_factory.mktemp("gate") / "gate"
    clock = Clock()
    gates = [shared(path, clock) for _ in range(3)]
    last = -math.inf
    for process, pause in steps:
        clock.now += pause
        if gates[process].claim() == 0:
            assert clock.now - last >= 2.04 - 1e-5
            last = clock.now


CLAIM = """
import sys, time
from pathlib import Path
from callyzer.api.gate import open_gate
gate = open_gate(0.05, Path(sys.argv[1]), "account")
for _ in range(8):
    while wait := gate.claim():
        time.sleep(wait)
    print(time.monotonic(), flush=True)
"""


def test_real_processes_share_the_slots(tmp_path: Path) -> None:
    command = [sys.executable, "-c", CLAIM, str(tmp_path)]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]  # noqa: S603 - ours
    sent = sorted(float(line) for process in processes for line in process.communicate(timeout=30)[0].split())
    assert len(sent) == 16
    assert min(later - earlier for earlier, later in itertools.pairwise(sent)) > 0.05

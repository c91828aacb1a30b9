"""Made-up recordings: two soft voices of tones that take turns, as long as the call, up to a limit."""

from __future__ import annotations

import io
import wave
from functools import lru_cache

import numpy as np

RATE = 8000
"""Samples a second, of a byte each: as little as a telephone needs."""

LONGEST = 120
"""Seconds. A longer call's recording ends there."""

_VOICES = (196.0, 262.0)
_TURN = 1.6
_LOUD = 28


@lru_cache(maxsize=16)
def made_up(seconds: int) -> bytes:
    """A WAV file of so many seconds."""
    at = np.arange(min(max(seconds, 1), LONGEST) * RATE) / RATE
    voice = np.where((at / _TURN).astype(int) % 2 == 0, *_VOICES)
    syllables = np.abs(np.sin(np.pi * 2.7 * at))
    samples = 128 + _LOUD * syllables * np.sin(2 * np.pi * voice * at)
    file = io.BytesIO()
    with wave.open(file, "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(1)
        written.setframerate(RATE)
        written.writeframes(samples.astype(np.uint8).tobytes())
    return file.getvalue()

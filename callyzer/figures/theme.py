"""Colour, type and layout of every figure, once."""

from __future__ import annotations

from typing import Literal

Theme = Literal["light", "dark"]

"""A quantity as found in the text, before its noun is looked for."""

from __future__ import annotations

from typing import NamedTuple

from scorer.report import Span

RATE = "%"
"""Unit of a rate."""


class Count(NamedTuple):
    """A number with its unit; `noun` is where a denied noun stands (未收到…申请)."""

    start: int
    end: int
    value: float
    unit: str
    noun: Span | None = None

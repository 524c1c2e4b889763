"""What the district page's template sees: plain strings and numbers, decided before it runs.

The template must use every field and may use no other; a test compares the two.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from scorer.renderers.page_values import OpinionView
from scorer.season import CopyPiece


class Cell(NamedTuple):
    """A labelled fact about the season."""

    label: str
    text: str


class BandBar(NamedTuple):
    """A band of scores; width in percent of the fullest band."""

    label: str
    total: int
    width: float
    units: str


class GroupBar(NamedTuple):
    """A group's mean rate, its width in percent, and the spread."""

    label: str
    mean: str
    spread: str
    width: float


class Count(NamedTuple):
    """How many units are of a kind or grade."""

    label: str
    total: int


class UnitMark(NamedTuple):
    """A unit with its verdict on one item; `href` is empty where it has no page."""

    unit: str
    href: str
    verdict: str
    symbol: str


class GapRow(NamedTuple):
    """An item and who lacks it; `rest` tells that the units are many and folded."""

    id: str
    title: str
    group: str
    judged: int
    missing: str
    missing_width: float
    unproven: str
    unproven_width: float
    lost: str
    total: int
    rest: bool
    units: tuple[UnitMark, ...]


class RateCell(NamedTuple):
    """A unit's rate in one group; `level` is its class name."""

    text: str
    level: str
    title: str
    anchor: str


class RankRow(NamedTuple):
    """A unit in the ranking."""

    place: str
    unit: str
    href: str
    kind: str
    problem: str
    percent: str
    program: str
    grade: str
    rates: tuple[RateCell, ...]
    missing: str
    findings: str
    late: str


class HeatUnit(NamedTuple):
    """A column of the heat map."""

    unit: str
    href: str


class HeatCell(NamedTuple):
    """One item of one unit; where it leads is told by the unit and the item."""

    verdict: str
    symbol: str


class HeatLine(NamedTuple):
    """A row of the heat map."""

    id: str
    title: str
    cells: tuple[HeatCell, ...]


class LegendMark(NamedTuple):
    """A verdict's symbol and word."""

    verdict: str
    symbol: str
    word: str


class FindingRow(NamedTuple):
    """A check and the units in which it found something."""

    id: str
    title: str
    total: int
    rest: bool
    units: tuple[HeatUnit, ...]


class CopySide(NamedTuple):
    """One place of a copied passage."""

    unit: str
    href: str
    place: str
    pieces: tuple[CopyPiece, ...]


class CopyPair(NamedTuple):
    """A copied passage."""

    title: str
    shared: int
    similarity: str
    sides: tuple[CopySide, ...]


class OpinionRow(NamedTuple):
    """A decision that asks for a reviewer again, being reopened or disputed."""

    unit: str
    href: str
    subject: str
    title: str
    opinion: OpinionView


class AbsentRow(NamedTuple):
    """A unit without a score and why."""

    unit: str
    problem: str
    due: str
    contact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DistrictPage:
    """Context of `district.html`."""

    year: str
    bureau: str
    facts: tuple[Cell, ...]
    bands: tuple[BandBar, ...]
    grades: tuple[Count, ...]
    group_bars: tuple[GroupBar, ...]
    gaps: tuple[GapRow, ...]
    kinds: tuple[Count, ...]
    group_titles: tuple[str, ...]
    units: tuple[RankRow, ...]
    heat_units: tuple[HeatUnit, ...]
    heat: tuple[HeatLine, ...]
    legend: tuple[LegendMark, ...]
    findings: tuple[FindingRow, ...]
    copied: tuple[CopyPair, ...]
    copied_count: int
    compared: str
    opinions: tuple[OpinionRow, ...]
    absent: tuple[AbsentRow, ...]
    disclaimer: str
    checklist_title: str
    checklist_version: str
    checklist_digest: str
    tool_version: str

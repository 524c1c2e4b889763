"""What the rehearsal page shows, as its template sees it: text, widths and class names only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from scorer.rehearsed import QuotedPiece


class Fact(NamedTuple):
    """A cell of the masthead."""

    label: str
    text: str


class BandPair(NamedTuple):
    """A band of scores before and after; widths in percent of the fullest band."""

    label: str
    old: int
    new: int
    old_width: float
    new_width: float


class GradeRow(NamedTuple):
    """A grade before and after."""

    title: str
    old: int
    new: int
    shift: str


class NameList(NamedTuple):
    """Names of reports, cut to what a page can bear; `rest` tells how many are not shown."""

    total: int
    names: tuple[str, ...]
    rest: int
    folded: bool


class CrossingRow(NamedTuple):
    """A line of the score and who passed it."""

    label: str
    risen: NameList
    fallen: NameList


class VerdictWord(NamedTuple):
    """A verdict as it is shown; `look` is its class name."""

    look: str
    text: str


class SideView(NamedTuple):
    """What one checklist says of an item, with its sentence."""

    verdict: VerdictWord
    pieces: tuple[QuotedPiece, ...]
    place: str
    why: str


class ExampleView(NamedTuple):
    """A moved verdict, and how many further reports have the same two sentences."""

    name: str
    old: SideView
    new: SideView
    same: int


class WayView(NamedTuple):
    """Verdicts that moved the same way; `better` is the class name of its direction."""

    old: VerdictWord
    new: VerdictWord
    better: str
    total: int
    examples: tuple[ExampleView, ...]
    rest: int
    """Further reports that no example stands for."""


class ItemView(NamedTuple):
    """An item whose verdicts moved."""

    id: str
    title: str
    note: str
    moved: int
    open: bool
    """Whether its most frequent way is unfolded at first."""
    ways: tuple[WayView, ...]


class QuietItem(NamedTuple):
    """An item whose verdicts did not move, but something else did."""

    id: str
    title: str
    note: str


class ReportRow(NamedTuple):
    """A report on which the two checklists differ."""

    name: str
    source: str
    old: str
    new: str
    shift: str
    direction: str
    """上升, 下降 or 分数不变; rows are filtered by it."""
    grade: str
    items: tuple[tuple[str, str], ...]
    """Ids, and the class name of the direction."""
    rest: int


class DecidedRow(NamedTuple):
    """A verdict that reviewers settled and on which the two checklists differ."""

    name: str
    item: str
    title: str
    decided: VerdictWord
    old: VerdictWord
    new: VerdictWord
    reviewer: str
    quote: str


class DecidedView(NamedTuple):
    """How the two checklists stand to reviewers' decisions."""

    settled: int
    disputed: int
    old_agreeing: int
    new_agreeing: int
    old_width: float
    new_width: float
    lost: tuple[DecidedRow, ...]
    lost_rest: int
    gained: tuple[DecidedRow, ...]
    gained_rest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RehearsalPage:
    """The whole page."""

    old_rules: str
    new_rules: str
    old_digest: str
    new_digest: str
    facts: tuple[Fact, ...]
    failures: tuple[str, ...]
    failures_rest: int
    decided: DecidedView | None
    bands: tuple[BandPair, ...]
    grades: tuple[GradeRow, ...]
    grade_moves: tuple[str, ...]
    crossings: tuple[CrossingRow, ...]
    items: tuple[ItemView, ...]
    quiet: tuple[QuietItem, ...]
    reports: tuple[ReportRow, ...]
    reports_rest: int
    directions: tuple[tuple[str, int], ...]
    left_out: tuple[tuple[str, str], ...]
    left_out_rest: int
    tool_version: str
    disclaimer: str

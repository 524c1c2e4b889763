"""What the gap page's template sees: plain strings and numbers, decided before the template runs.

The template may use every field and must use each one; a test compares the two in both directions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from scorer.renderers.marked_text import MarkedParagraph


class FactCell(NamedTuple):
    """A labelled fact about the report; `guess` tells that the program inferred it."""

    label: str
    text: str
    guess: bool


class TallyRow(NamedTuple):
    """How many items got a verdict and what points that made."""

    verdict: str
    word: str
    meaning: str
    items: int
    rate: str
    max_points: str
    points: str


class Bar(NamedTuple):
    """A group's bar; widths in percent of the longest bar's."""

    title: str
    anchor: str
    points: str
    max_points: str
    rate: str
    width: float
    evidenced: float
    stated: float


class QuotePiece(NamedTuple):
    """A run of a quote; `fact` is true for the words of a checkable fact."""

    text: str
    fact: bool


class QuoteView(NamedTuple):
    """A quote with its place; `href` and `end` lead to its marks in the text."""

    pieces: tuple[QuotePiece, ...]
    place: str
    href: str
    end: int
    why: str
    """Why it was refused, or what is defective; empty for plain evidence."""


class PlaceView(NamedTuple):
    """A place that is only named; `href` and `end` as in `QuoteView`."""

    paragraph: str
    href: str
    end: int


class OpinionView(NamedTuple):
    """What a reviewer said of an item or a finding; `state` is the class name of `standing`,
    `lost` and `gained` are the quotes that changed since."""

    state: str
    standing: str
    reviewer: str
    time: str
    change: str
    reason: str
    scores: str
    lost: tuple[str, ...]
    gained: tuple[str, ...]


class BasisView(NamedTuple):
    """A legal source; `caution` is 待核 or 间接核实, empty where the text was read."""

    document: str
    article: str
    caution: str


class DecidedView(NamedTuple):
    """The verdict that reviewers gave an item instead of the program's."""

    verdict: str
    word: str
    points: str
    max_points: str


class ItemView(NamedTuple):
    """An item with everything that a reviewer needs to check its verdict."""

    id: str
    title: str
    verdict: str
    word: str
    points: str
    max_points: str
    requirement: str
    reason: str
    review: str
    quotes: tuple[QuoteView, ...]
    more_quotes: tuple[PlaceView, ...]
    misses: tuple[QuoteView, ...]
    more_misses: tuple[PlaceView, ...]
    advice: str
    basis: tuple[BasisView, ...]
    decided: DecidedView | None
    opinions: tuple[OpinionView, ...]


class GroupView(NamedTuple):
    """A group's items in the order of the checklist."""

    anchor: str
    title: str
    points: str
    max_points: str
    items: tuple[ItemView, ...]


class PriorityView(NamedTuple):
    """An item worth mending first."""

    id: str
    title: str
    verdict: str
    word: str
    stake: str
    advice: str


class FindingView(NamedTuple):
    """A finding of a check on the whole text; `key` tells it from others of its check (CK-03#2)."""

    anchor: str
    id: str
    key: str
    title: str
    severity: str
    severity_word: str
    message: str
    suggestion: str
    deduction: str
    places: tuple[QuoteView, ...]
    opinions: tuple[OpinionView, ...]


class ScoreView(NamedTuple):
    """The score with the reviewers' decisions that hold, and how many stand in which way."""

    percent: str
    grade: str
    points: str
    max_points: str
    counts: str


class FilterView(NamedTuple):
    """A choice of the filter: a verdict, or the items that ask for a reviewer."""

    value: str
    word: str
    items: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GapPage:
    """Context of `gap_page.html`."""

    unit: str
    year: str
    facts: tuple[FactCell, ...]
    notes: tuple[str, ...]
    gaps: tuple[str, ...]
    warnings: tuple[str, ...]
    percent: str
    grade: str
    grade_scale: str
    points: str
    max_points: str
    judged: int
    applicable: int
    item_count: int
    reviewed: ScoreView | None
    tally: tuple[TallyRow, ...]
    deduction: str
    bars: tuple[Bar, ...]
    priorities: tuple[PriorityView, ...]
    priority_note: str
    filters: tuple[FilterView, ...]
    groups: tuple[GroupView, ...]
    findings: tuple[FindingView, ...]
    paragraphs: tuple[MarkedParagraph, ...]
    disclaimer: str
    checklist_title: str
    checklist_id: str
    checklist_version: str
    checklist_digest: str
    overlays: tuple[str, ...]
    report_digest: str
    tool_version: str

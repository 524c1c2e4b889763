"""What the comparison page's template sees: plain strings and numbers, decided before it runs.

The template may use every field and must use each one; a test compares the two both ways.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class SideCell(NamedTuple):
    """A labelled fact about both reports; `differs` marks what is not the same."""

    label: str
    old: str
    new: str
    differs: bool


class MoveRow(NamedTuple):
    """A group's move; offsets and widths of its bar in percent of the bar's box."""

    title: str
    old: str
    new: str
    total: str
    rules: str
    text: str
    sign: str
    """`up`, `down` or `level`."""
    offset: float
    width: float


class QuoteCell(NamedTuple):
    """A quote with its place; `why` tells why it was refused."""

    text: str
    place: str
    why: str


class StateView(NamedTuple):
    """An item as one side has it."""

    verdict: str
    word: str
    points: str
    reason: str
    quotes: tuple[QuoteCell, ...]


class ChangeView(NamedTuple):
    """An item that changed; a side is None where its rules do not have it."""

    id: str
    title: str
    moved: str
    sign: str
    parts: str
    """How the move is made up, or that it cannot be told."""
    sides: tuple[StateView | None, StateView | None]
    advice: str


class KindView(NamedTuple):
    """Changes of one kind."""

    anchor: str
    title: str
    changes: tuple[ChangeView, ...]
    folded: bool


class FollowRow(NamedTuple):
    """An item that was asked for or planned, and what came of it."""

    id: str
    title: str
    href: str
    """Place of its change on the page; empty where nothing changed."""
    outcome: str
    outcome_word: str
    old_verdict: str
    old_word: str
    new_verdict: str
    new_word: str
    stake: str
    advice: str


class FindingRow(NamedTuple):
    """A finding and whether it is new, gone or kept."""

    state: str
    state_word: str
    id: str
    title: str
    severity: str
    message: str
    quotes: tuple[str, ...]


class Bit(NamedTuple):
    """A run of compared words; `same` where both have it."""

    text: str
    same: bool


class PairSide(NamedTuple):
    """One side of two passages that stand beside each other."""

    place: str
    bits: tuple[Bit, ...]


class PairView(NamedTuple):
    """Two passages beside each other; a side is None where only the other report has words."""

    title: str
    old: PairSide | None
    new: PairSide | None


class ScoreView(NamedTuple):
    """The score's move, in all and by groups."""

    old_percent: str
    new_percent: str
    old_grade: str
    new_grade: str
    moved: str
    moved_rules: str
    moved_text: str
    sign: str
    basis: str
    rows: tuple[MoveRow, ...]
    whole: MoveRow


class FollowView(NamedTuple):
    """What became of the items that were asked for or planned."""

    heading: str
    note: str
    rows: tuple[FollowRow, ...]


class TextsView(NamedTuple):
    """Words that were taken over, or that were added and removed."""

    heading: str
    note: str
    pairs: tuple[PairView, ...]
    left: int
    """Further passages that the page does not show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonPage:
    """Context of `comparison.html`."""

    heading: str
    unit: str
    years: str
    cells: tuple[SideCell, ...]
    notices: tuple[str, ...]
    score: ScoreView
    follow: FollowView | None
    kinds: tuple[KindView, ...]
    kinds_note: str
    findings: tuple[FindingRow, ...]
    texts: TextsView
    are_copies: bool
    """Whether pairs show what is the same (else what differs)."""
    disclaimer: str
    digests: tuple[SideCell, ...]
    tool_version: str

"""Values of a comparison: two scored reports and what changed from the older to the newer one.

`scorer.comparison` makes them; renderers draw page, JSON and table from them alone. A difference
that cannot be told is None, never 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from scorer.copies import CopiedPassage, CopyPiece
from scorer.kinds import Verdict
from scorer.result import Severity


class Quoted(NamedTuple):
    """A quote with its place in words; `why` tells why it was refused, empty for evidence."""

    text: str
    place: str
    why: str = ""


class ItemState(NamedTuple):
    """An item as one result has it."""

    id: str
    group: str
    title: str
    verdict: Verdict
    points: float
    max_points: float
    reason: str
    advice: str
    points_at_stake: float
    quotes: tuple[Quoted, ...]
    """Evidence; where there is none, the near misses."""


class GroupState(NamedTuple):
    """A group as one result has it."""

    id: str
    title: str
    points: float
    max_points: float


class FindingState(NamedTuple):
    """A finding as one result has it."""

    id: str
    title: str
    severity: Severity
    message: str
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two compared results, without the text that it was made from."""

    source: str
    digest: str
    """SHA-256 of the report's file."""
    title: str
    unit: str
    unit_kind: str
    kind_title: str
    kind_guessed: bool
    """Whether the program inferred the kind of unit."""
    year: int | None
    signed_on: str | None
    complete: bool
    gaps: tuple[str, ...]
    """What the reading warned of, what could not be read first."""
    checklist_id: str
    checklist_title: str
    checklist_version: str
    checklist_digest: str
    overlays: tuple[str, ...]
    tool_version: str
    points: float
    max_points: float
    percent: float | None
    grade: str
    groups: tuple[GroupState, ...]
    items: tuple[ItemState, ...]
    findings: tuple[FindingState, ...]

    @property
    def rules(self) -> tuple[str, str]:
        """All by which it was judged: two results with equal rules and report are equal."""
        return self.checklist_digest, self.tool_version

    @property
    def content(self) -> tuple[str, str, int | None]:
        """All that was judged: the file, and what was taken for its kind of unit and its year."""
        return self.digest, self.unit_kind, self.year


class Relation(StrEnum):
    """What the newer report is to the older one."""

    RESUBMISSION = "resubmission"
    """Same unit, same year: repeating is natural, what was mended counts."""
    LATER_YEAR = "later_year"
    EARLIER_YEAR = "earlier_year"
    """The two seem to stand in the wrong order."""
    OTHER_UNIT = "other_unit"
    UNKNOWN_YEAR = "unknown_year"
    """Same unit, but a year is not known."""


class Notice(NamedTuple):
    """Something that a reader of the comparison must know; `id` is for programs."""

    id: str
    text: str


class ChangeKind(StrEnum):
    """What became of an item's verdict."""

    GAINED = "gained"
    LOST = "lost"
    APPLIES = "applies"
    """It did not apply and now does."""
    DROPS = "drops"
    """It applied and now does not."""
    READ = "read"
    """It could not be judged before, as a part of the file could not be read."""
    UNREAD = "unread"
    """It cannot be judged any more."""
    REWEIGHTED = "reweighted"
    """Same verdict, other points."""
    REQUOTED = "requoted"
    """Same verdict and points, other quotes."""
    ADDED = "added"
    """New in the rules."""
    RETIRED = "retired"
    """No longer in the rules."""


class Cause(StrEnum):
    """What moved something."""

    RULES = "rules"
    """The checklist, or the program's version."""
    TEXT = "text"
    """The report: its text, and what was taken for its kind of unit and year."""
    BOTH = "both"
    UNKNOWN = "unknown"
    """Both moved, and the results alone cannot tell them apart."""


class Move(NamedTuple):
    """A difference and its two parts, `rules` + `text` = `total`. None: cannot be told."""

    total: float | None
    rules: float | None
    text: float | None


class ItemChange(NamedTuple):
    """An item that is not the same in both results; None where the rules do not have it."""

    id: str
    title: str
    kind: ChangeKind
    cause: Cause
    old: ItemState | None
    new: ItemState | None
    points: Move


class GroupChange(NamedTuple):
    """A group of either result; None where the rules do not have it."""

    id: str
    title: str
    old: GroupState | None
    new: GroupState | None
    points: Move


class Basis(StrEnum):
    """How rules and text were told apart."""

    SAME_RULES = "same_rules"
    SAME_TEXT = "same_text"
    OLD_TEXT_NEW_RULES = "old_text_new_rules"
    """The older text was scored under the newer rules."""
    NEW_TEXT_OLD_RULES = "new_text_old_rules"
    """The newer text was scored under the older rules."""
    UNKNOWN = "unknown"


class FindingChange(NamedTuple):
    """A finding of one of the two results, or of both."""

    finding: FindingState
    state: str
    """`gone`, `new` or `kept`."""


class Mending(NamedTuple):
    """An item that the older result asked to be supplemented, and what came of it."""

    old: ItemState
    new: ItemState | None
    outcome: str
    """`mended`: has its fact now; `better`; `open`; `void`: no longer asked or not to be judged."""


class Promise(NamedTuple):
    """An item that the older report only planned or owned up to lacking."""

    old: ItemState
    new: ItemState | None
    outcome: str
    """`done`: told as done now; `open`: still not; `void`: no longer asked or not to be judged."""


class Stretch(NamedTuple):
    """Words of one report in a difference of the texts; `same` in a piece is what both have."""

    pieces: tuple[CopyPiece, ...]
    paragraph: int
    """From 1."""


class TextChange(NamedTuple):
    """Sentences that only one report has, or that were reworded; either side may be None."""

    old: Stretch | None
    new: Stretch | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextDifference:
    """Sentence by sentence, what was added, removed and reworded."""

    changes: tuple[TextChange, ...]
    added: int
    """Characters of the newer report that the older one lacks."""
    removed: int
    moved: int
    """Sentences that only stand elsewhere."""
    old_characters: int
    new_characters: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Takeover:
    """Passages of the newer report that stand word for word in the older one."""

    passages: tuple[CopiedPassage, ...]
    """`first` is the older report's place; in the order of the newer report."""
    taken: int
    """Characters of the newer body that were taken over; marks, digits, fixed formulas apart."""
    body: int

    @property
    def share(self) -> float:
        """Part of the newer report's body that was taken over, 0..1."""
        return round(self.taken / self.body, 4) if self.body else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Everything that is known of the difference between two scored reports."""

    old: Side
    new: Side
    relation: Relation
    notices: tuple[Notice, ...]
    basis: Basis
    percent: Move
    points: Move
    groups: tuple[GroupChange, ...]
    items: tuple[ItemChange, ...]
    """Items that differ, in the order of the newer rules, retired ones last."""
    unchanged: int
    findings: tuple[FindingChange, ...]
    mendings: tuple[Mending, ...]
    """Only for a resubmission; `promises` only for a later year."""
    promises: tuple[Promise, ...]
    takeover: Takeover | None
    """None: a text is not at hand, or it is a resubmission, which has a `difference` instead."""
    difference: TextDifference | None
    tool_version: str

    def of_kind(self, kind: ChangeKind) -> tuple[ItemChange, ...]:
        """The changes of one kind."""
        return tuple(change for change in self.items if change.kind is kind)

"""Values of a rehearsal: an edited checklist beside the current one on archived reports.

`scorer.rehearsal` makes them; renderers draw page, JSON and text from them alone. "old" is the
checklist that is in use, "new" the edited one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from scorer.kinds import Verdict

Way = tuple[Verdict | None, Verdict | None]
"""From which verdict to which; None: that checklist has no such item."""


class QuotedPiece(NamedTuple):
    """A run of a quote's text."""

    text: str
    look: str
    """`word` for the words that the pattern asks for, `fact` for a checkable fact, else empty."""


class QuotedSentence(NamedTuple):
    """The sentence that decided, or came nearest to it."""

    pieces: tuple[QuotedPiece, ...]
    place: str
    """第3段."""
    pattern: str
    """Name of the pattern that hit or was refused; empty for parts of the report."""
    refused: str
    """Why it gives no credit (a NearMissReason); empty for evidence."""

    @property
    def text(self) -> str:
        """The quote in one piece."""
        return "".join(piece.text for piece in self.pieces)


class ItemSide(NamedTuple):
    """An item's verdict by one of the two checklists."""

    verdict: Verdict | None
    points: float
    max_points: float
    reason: str
    quote: QuotedSentence | None


class ItemMove(NamedTuple):
    """An item on which the two checklists differ."""

    item: str
    old: ItemSide
    new: ItemSide


class Total(NamedTuple):
    """A report's score by one of the two checklists."""

    points: float
    max_points: float
    percent: float | None
    """None where nothing could be judged."""
    grade: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RehearsedReport:
    """One archived report under both checklists."""

    name: str
    """Unit and year, or the file's name where the text tells no unit."""
    unit: str
    year: int | None
    unit_kind: str
    source: str
    digest: str
    old: Total
    new: Total
    old_verdicts: Mapping[str, Verdict]
    new_verdicts: Mapping[str, Verdict]
    moves: tuple[ItemMove, ...]
    """In the order of the new checklist; items that it no longer has come last."""
    requoted: tuple[str, ...]
    """Items with the same verdict by another sentence."""

    @property
    def shift(self) -> float:
        """Percent gained or lost; 0 where either is not known."""
        if self.old.percent is None or self.new.percent is None:
            return 0.0
        return round(self.new.percent - self.old.percent, 1)

    @property
    def changed(self) -> bool:
        """Whether any verdict, the score or the grade differs."""
        return bool(self.moves) or self.old[2:] != self.new[2:]


@dataclass(frozen=True, slots=True, kw_only=True)
class RehearsedItem:
    """What the edit does to one item over all reports."""

    id: str
    title: str
    old_points: float | None
    """None: the old checklist has no such item."""
    new_points: float | None
    old_counts: Mapping[Verdict, int]
    new_counts: Mapping[Verdict, int]
    ways: Mapping[Way, int]
    """Verdicts that moved, the most frequent way first."""
    requoted: int

    @property
    def moved(self) -> int:
        """How many verdicts moved."""
        return sum(self.ways.values())


class DecidedVerdict(NamedTuple):
    """A verdict that reviewers settled, beside those of the two checklists."""

    name: str
    item: str
    decided: Verdict
    old: Verdict | None
    new: Verdict | None
    reviewer: str
    reason: str
    quote: str = ""
    """Where the two differ: the sentence of the one that gives more, else of the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedVerdicts:
    """How the two checklists stand to what reviewers decided on the same texts."""

    verdicts: tuple[DecidedVerdict, ...]
    disputed: int
    """Verdicts on which reviewers differ; they are not counted."""

    @property
    def old_agreeing(self) -> int:
        """Decided verdicts that the old checklist gives."""
        return sum(one.old is one.decided for one in self.verdicts)

    @property
    def new_agreeing(self) -> int:
        """Decided verdicts that the new checklist gives."""
        return sum(one.new is one.decided for one in self.verdicts)

    @property
    def gained(self) -> tuple[DecidedVerdict, ...]:
        """Where only the new checklist agrees with the reviewers."""
        return tuple(
            one for one in self.verdicts if one.new is one.decided and one.old is not one.decided
        )

    @property
    def lost(self) -> tuple[DecidedVerdict, ...]:
        """Where only the old checklist agrees with the reviewers."""
        return tuple(
            one for one in self.verdicts if one.old is one.decided and one.new is not one.decided
        )


class RuleVersion(NamedTuple):
    """Which checklist it is."""

    title: str
    version: str
    digest: str
    overlays: tuple[str, ...]
    place: str
    """As the user named it."""


class LineCrossing(NamedTuple):
    """Reports that pass a line of the score, or fall below it."""

    percent: float
    title: str
    """Grade that begins there; empty for a line of the user's own."""
    risen: tuple[str, ...]
    fallen: tuple[str, ...]


class ScoreBand(NamedTuple):
    """How many reports score from `low` up to (not including) `high` percent; the last band
    includes 100."""

    low: int
    high: int
    old: int
    new: int


class GradeCount(NamedTuple):
    """How many reports get a grade."""

    title: str
    old: int
    new: int


class ScoreMiddle(NamedTuple):
    """Mean and median percent of the reports that could be judged."""

    mean: float
    median: float


class NotRehearsed(NamedTuple):
    """A part of the archive that could not be scored, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """Everything that a rehearsal found."""

    old: RuleVersion
    new: RuleVersion
    archive: str
    reports: tuple[RehearsedReport, ...]
    """In the archive's order."""
    items: tuple[RehearsedItem, ...]
    """Those that move the most verdicts first."""
    bands: tuple[ScoreBand, ...]
    """From the lowest up."""
    old_middle: ScoreMiddle | None
    """None: nothing could be judged."""
    new_middle: ScoreMiddle | None
    grades: tuple[GradeCount, ...]
    """Those of the new checklist from the highest down, then those that it has no more."""
    grade_moves: Mapping[tuple[str, str], int]
    """By old and new grade, the most frequent first."""
    crossings: tuple[LineCrossing, ...]
    decided: DecidedVerdicts | None
    """None: the archive holds no decisions."""
    failures: tuple[str, ...]
    """The new checklist's examples that it judges otherwise than it says."""
    left_out: tuple[NotRehearsed, ...]
    tool_version: str

    @property
    def moved(self) -> int:
        """How many verdicts moved."""
        return sum(item.moved for item in self.items)

    @property
    def moving(self) -> int:
        """On how many reports any verdict moved."""
        return sum(bool(report.moves) for report in self.reports)

    @property
    def rescored(self) -> int:
        """On how many reports the score or the grade differs."""
        return sum(
            (one.old.percent, one.old.grade) != (one.new.percent, one.new.grade)
            for one in self.reports
        )

    @property
    def changed(self) -> tuple[RehearsedReport, ...]:
        """Reports on which anything differs, the greatest shift first."""
        found = [report for report in self.reports if report.changed]
        return tuple(sorted(found, key=lambda one: (-abs(one.shift), one.name, one.source)))

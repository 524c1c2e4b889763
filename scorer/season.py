"""Values of a review season: a district's units, their reports, and what these show together.

`scorer.summary` makes the summary; renderers draw sheets, notices, the workbook and the page from
these values alone. Dates are calendar dates; nothing here reads the clock.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from scorer.checklist import Checklist, Verdict
from scorer.copies import CopiedPassage as CopiedPassage
from scorer.copies import CopyPiece as CopyPiece
from scorer.copies import CopyPlace as CopyPlace
from scorer.copies import Passage as Passage
from scorer.copies import PassageSource as PassageSource
from scorer.opinions import Hold, Opinion, hold_counts
from scorer.result import Finding, GroupScore, Scorecard, Severity


def due_date(year: int) -> date:
    """Last day for handing in the report of a year: 1 March of the next."""
    return date(year + 1, 3, 1)


def publication_date(year: int) -> date:
    """Last day for publishing the report of a year: 1 April of the next."""
    return date(year + 1, 4, 1)


def finding_keys(findings: Iterable[Finding]) -> tuple[str, ...]:
    """A key for each finding, by which a reviewer's word refers to it: CK-03#2."""
    seen: Counter[str] = Counter()
    keys = []
    for finding in findings:
        seen[finding.id] += 1
        keys.append(f"{finding.id}#{seen[finding.id]}")
    return tuple(keys)


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """Who reviews which year's reports, and until when gaps are to be mended. What is not known
    is empty and leaves a blank to fill in by hand."""

    year: int | None = None
    """Report year; None: each report's own."""
    bureau: str = ""
    """The reviewing body, which signs the notices."""
    contact: str = ""
    """Whom units ask, with telephone."""
    issued: date | None = None
    """Date of the notices."""
    supplement_by: date | None = None
    """Until when a supplemented report is to be handed in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterEntry:
    """A unit that owes a report. `due` None: 1 March after the report year."""

    unit: str
    kind: str | None = None
    due: date | None = None
    contact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedReport:
    """A unit's file and what came of it; no file: the unit has not submitted."""

    entry: RegisterEntry
    scorecard: Scorecard | None = None
    """None where there is no file, or where it could not be read."""
    file: str = ""
    problem: str = ""
    """Why a file has no scorecard, in plain words."""
    received: date | None = None
    gap_page: str = ""
    """Path of the gap page from the district page's folder, with `/`; empty where there is none."""
    opinions: tuple[Opinion, ...] = ()
    """What reviewers decided so far, in the order in which they did."""


class ItemMark(NamedTuple):
    """One item's verdict on one unit's report, without the report. Verdict and points are those
    after the reviewers' decisions, `program` is the program's verdict."""

    id: str
    verdict: Verdict
    points: float
    max_points: float
    reason: str
    review: str
    quote: str
    place: str
    program: Verdict


class FindingMark(NamedTuple):
    """A finding in one unit's report. `key` is its check id and its number among that check's;
    `dismissed` tells that reviewers do not accept it."""

    key: str
    id: str
    title: str
    severity: Severity
    message: str
    suggestion: str
    dismissed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """What the district needs to know of one unit; small, and can be sent between processes.

    Figures are those after the reviewers' decisions; `program_…` are the program's own."""

    entry: RegisterEntry
    kind: str
    """Title of the kind of unit."""
    file: str
    gap_page: str
    problem: str
    received: date | None
    due: date | None
    days_late: int | None
    """0 or less: in time; None: not known."""
    digest: str = ""
    """SHA-256 of the file; empty where it was not scored."""
    title: str = ""
    year: int | None = None
    percent: float | None = None
    points: float = 0.0
    max_points: float = 0.0
    grade: str = ""
    judged: int = 0
    applicable: int = 0
    complete: bool = True
    """Whether the whole file was read."""
    groups: tuple[GroupScore, ...] = ()
    marks: tuple[ItemMark, ...] = ()
    findings: tuple[FindingMark, ...] = ()
    passages: PassageSource | None = None
    opinions: tuple[Opinion, ...] = ()
    program_percent: float | None = None
    program_grade: str = ""

    @property
    def open_findings(self) -> tuple[FindingMark, ...]:
        """Findings that no reviewer's decision sets aside."""
        return tuple(finding for finding in self.findings if not finding.dismissed)

    @property
    def holds(self) -> Mapping[Hold, int]:
        """The reviewers' decisions by how they stand."""
        return hold_counts(self.opinions)

    @property
    def changed(self) -> int:
        """Items whose verdict reviewers decided otherwise than the program."""
        return sum(mark.verdict is not mark.program for mark in self.marks)

    @property
    def scored(self) -> bool:
        """Whether there is a scorecard behind the figures."""
        return bool(self.digest)

    @property
    def submitted(self) -> bool:
        """Whether there is a file at all."""
        return bool(self.file)

    def count(self, verdict: Verdict) -> int:
        """Items with this verdict."""
        return sum(mark.verdict is verdict for mark in self.marks)


class UnitGap(NamedTuple):
    """A unit that lacks an item, and where its gap page tells so."""

    unit: str
    verdict: Verdict
    gap_page: str


class UnitLink(NamedTuple):
    """A unit and where its gap page is."""

    unit: str
    gap_page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemShare:
    """How the district stands on one item; shares are of the units where it was judged."""

    id: str
    title: str
    group: str
    points: float
    counts: Mapping[Verdict, int]
    judged: int
    missing_share: float
    """Absent or planned only, 0..1."""
    unproven_share: float
    """Without a checkable fact: missing or stated only, 0..1."""
    lost: float
    """Points lost by all units together."""
    gaps: tuple[UnitGap, ...]
    """Units without a checkable fact, those that lack it altogether first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupShare:
    """How the district stands on a group; rates are 0..1 over units to which it applies."""

    id: str
    title: str
    units: int
    mean_rate: float | None
    lowest_rate: float | None
    highest_rate: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingShare:
    """How many units a check on the whole text found something in."""

    id: str
    title: str
    findings: int
    units: tuple[UnitLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Units whose score is at least `low` and below `high` (the last band holds 100 too)."""

    low: int
    high: int
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DistrictSummary:
    """Everything that the district's workbook and page show."""

    season: Season
    checklist: Checklist
    units: tuple[UnitRow, ...]
    """Units with a file, the best score first, those without a score last."""
    not_submitted: tuple[UnitRow, ...]
    items: tuple[ItemShare, ...]
    """In the order of the checklist."""
    groups: tuple[GroupShare, ...]
    findings: tuple[FindingShare, ...]
    bands: tuple[Band, ...]
    grades: Mapping[str, int]
    """Units per grade, in the order of the grades."""
    mean: float | None
    median: float | None
    copied: tuple[CopiedPassage, ...]
    tool_version: str
    earlier_reports: int = 0
    """How many reports of earlier years were compared with."""

    @property
    def decided(self) -> bool:
        """Whether reviewers said anything on any of the reports."""
        return any(row.opinions for row in self.units)

    @property
    def scored(self) -> tuple[UnitRow, ...]:
        """Units with a scorecard."""
        return tuple(row for row in self.units if row.scored)

    @property
    def places(self) -> tuple[int | None, ...]:
        """The place of each of `units`, from 1; equal scores share one, no score has none."""
        firsts: dict[float, int] = {}
        for place, row in enumerate(self.units, 1):
            if row.percent is not None:
                firsts.setdefault(row.percent, place)
        return tuple(None if row.percent is None else firsts[row.percent] for row in self.units)

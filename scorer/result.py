"""Values that the stages after segmentation return; see `docs/result.md` for their JSON form."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NamedTuple

from scorer.checklist import ActorKind, Checklist, FactKind, Item, Status, Verdict
from scorer.report import Report, Span


class Assertion(NamedTuple):
    """Status of the clause with the same number, and the cue that decided it."""

    status: Status
    cue: str | None
    """Text of the deciding cue; None where the section's role decided."""
    cue_id: str | None
    other_year: bool = False
    """Whether the clause tells of another year than the report's."""


class Actor(NamedTuple):
    """Who acts in the clause with the same number."""

    kind: ActorKind
    text: str
    """The words that name the actor; empty where the section gives it."""


class Fact(NamedTuple):
    """A checkable fact. `owner` is the noun or act that a count belongs to, where it was found."""

    kind: FactKind
    span: Span
    clause: int
    text: str
    value: float | None = None
    unit: str | None = None
    own: bool = False
    """For documents: issued or drawn up by the unit itself."""
    owner: Span | None = None
    pooled: bool = False
    """Whether a count covers several acts listed with 、 和 及 等."""


class NearMissReason(StrEnum):
    """The one reason why a candidate was refused."""

    PLANNED_ONLY = "planned_only"
    SHORTCOMING = "shortcoming"
    WRONG_SECTION = "wrong_section"
    NO_FACT = "no_fact"
    LOOK_ALIKE = "look_alike"
    OTHER_ACTOR = "other_actor"
    OTHER_YEAR = "other_year"


class Evidence(NamedTuple):
    """A sentence that carries a verdict. `verdict` is what it alone would give."""

    item: str
    span: Span
    sentence: int
    status: Status | None
    pattern: str
    verdict: Verdict
    facts: tuple[Fact, ...] = ()
    note: str = ""
    """What is defective, for the structure items."""
    adjoining: bool = True
    """Whether its facts stand in the clause of the act itself."""


class NearMiss(NamedTuple):
    """A refused candidate."""

    item: str
    span: Span
    sentence: int
    status: Status | None
    pattern: str
    reason: NearMissReason
    close: bool = False
    """For NO_FACT: whether the sentence holds a fact that was taken for another act's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemResult:
    """Verdict on one item with everything that a reviewer needs to check it."""

    item: Item
    verdict: Verdict
    credit: float
    points: float
    max_points: float
    reason: str
    evidence: tuple[Evidence, ...]
    near_misses: tuple[NearMiss, ...]
    review: str | None
    points_at_stake: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupScore:
    """Points of a group over its applicable items."""

    id: str
    title: str
    points: float
    max_points: float


class Place(NamedTuple):
    """A place that a finding points to."""

    span: Span


Severity = Literal["error", "warning", "hint"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A finding of a check on the whole text (CK-*)."""

    id: str
    title: str
    severity: Severity
    message: str
    suggestion: str
    places: tuple[Place, ...]
    deduction: float = 0.0


class SentenceStatus(StrEnum):
    """Status of a whole sentence, as labels and results give it."""

    TITLE = "title"
    HEADING = "heading"
    PREAMBLE = "preamble"
    DONE = "done"
    PLANNED = "planned"
    SHORTCOMING = "shortcoming"
    CAUSE = "cause"
    OTHER = "other"


class SentenceResult(NamedTuple):
    """Status of the sentence with the same number and the cue that decided it."""

    status: SentenceStatus
    cue: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard:
    """Everything that is known of one scored report; every renderer draws from it alone."""

    report: Report
    checklist: Checklist
    items: tuple[ItemResult, ...]
    groups: tuple[GroupScore, ...]
    points: float
    max_points: float
    percent: float | None
    """None where nothing could be judged."""
    grade: str
    judged: int
    """Applicable items that could be judged."""
    applicable: int
    findings: tuple[Finding, ...]
    sentences: tuple[SentenceResult, ...]
    tool_version: str

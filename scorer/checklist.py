"""Values of the rules: what a checklist, its vocabulary and its cues say once they are loaded.

`scorer.loader` makes them from YAML; nothing here knows YAML. The loader takes its allowed keys
from these classes, so that file, class and message cannot differ.

Values that stages compile once (a checklist, its cues, its outline) are compared by identity, so
that they can key a cache at no cost; `Checklist.digest` tells whether two have the same content.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from scorer.kinds import (
    ActorKind,
    Direction,
    FactKind,
    LintRule,
    Others,
    Scope,
    Status,
    StructureKind,
    Verdict,
)
from scorer.report import SectionRole
from scorer.wordlists import ActorWords, Cue, FixedTerm, LegalTitle, Outline, UnitKind

__all__ = [
    "GAP_CHARACTERS",
    "PATTERN_LISTS",
    "ActorKind",
    "ActorWords",
    "Allowance",
    "Basis",
    "Checklist",
    "Cue",
    "Direction",
    "Example",
    "FactKind",
    "FactNeed",
    "FixedTerm",
    "Grade",
    "Group",
    "Item",
    "LegalTitle",
    "LintRule",
    "Others",
    "Outline",
    "Pattern",
    "Release",
    "Scope",
    "Status",
    "StructureKind",
    "Term",
    "UnitKind",
    "Verdict",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A set of interchangeable phrases: one vocabulary entry, one literal or a list of both.

    A phrase may hold `…`: its parts then follow each other within one clause, at most
    `GAP_CHARACTERS` apart.
    """

    name: str
    words: tuple[str, ...]


GAP_CHARACTERS = 12

PATTERN_LISTS = ("stated", "evidenced", "mentioned", "waived")
"""Fields of an item that hold patterns, in the order in which patterns get their letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactNeed:
    """One kind of fact that lifts a statement; empty `units` and `words` accept any of the kind."""

    kind: FactKind
    units: tuple[str, ...] = ()
    """Units of a count: 次, 件 …"""
    words: Term | None = None
    """Words one of which the fact's own text or its counted noun must contain."""
    own: bool = True
    """For documents: only what the unit itself issued or drew up."""
    at_least: int = 1
    """How many such facts are needed (the list of laws studied together needs two titles)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One way in which evidence is recognised. The first term of `all` is the anchor: its clause
    gives the status, the actor and the sentence that is quoted."""

    id: str
    name: str
    all: tuple[Term, ...]
    none: tuple[Term, ...] = ()
    """Phrases that must not stand in the same clause."""
    facts: tuple[FactNeed, ...] = ()
    """Any one of them suffices; empty means that the words alone are the fact."""
    within: Scope = Scope.CLAUSE
    """How far the other terms and the facts may be from the anchor."""
    ordered: bool = False
    near: int | None = None
    """Most characters between neighbouring terms; None: anywhere in `within`."""
    actors: tuple[ActorKind, ...] = ()
    """Who must act; empty accepts anybody but another organ."""
    sections: tuple[SectionRole, ...] = ()
    """Only in these sections; empty: wherever credit is given."""
    under: Term | None = None
    """A heading above the sentence must hold one of these phrases."""
    in_titles: bool = False
    """Whether the anchor may stand inside 《》 or “”."""
    pooled: bool = False
    """Whether a count that is pooled over several acts is a fact here."""
    kinds: tuple[str, ...] = ()
    """Only for these kinds of unit; empty: for all."""
    to_year: int | None = None
    """Last report year for which the wording still counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """A legal source; years are report years, both included."""

    document: str
    article: str | None = None
    confidence: Literal["verified", "secondary", "recalled"]
    from_year: int | None = None
    to_year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A sentence (or small report, when it has several lines) and the verdict it must get."""

    text: str
    verdict: Verdict
    section: SectionRole = SectionRole.MEASURES
    heading: str = ""
    """Sub-heading to put above the text."""
    unit_kind: str | None = None
    """Kind of unit; None: the first kind that the item applies to."""
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """A case that linting would point out and that is meant to be so; it never moves a verdict."""

    rule: LintRule
    reason: str
    at: str | None = None
    """The pattern, phrase, term or cue that it is about; None: every case of the item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One required point of a checklist."""

    id: str
    group: str
    title: str
    points: float
    requirement: str
    basis: tuple[Basis, ...]
    advice: str
    applies_to: tuple[str, ...]
    """Unit kinds; empty: all."""
    others: Others = Others.NEVER
    told_by: str | None = None
    """For other kinds of unit: applicable when that item is told."""
    from_year: int | None = None
    """First report year of the duty; before it a silent report is not applicable."""
    structure: StructureKind | None = None
    look_alikes: tuple[Term, ...] = ()
    """A hit that overlaps one of these phrases is refused."""
    defects: Mapping[str, str] = field(default_factory=dict)
    """Structure items: what a reader is told of each defect, by the defect's name."""
    stated: tuple[Pattern, ...] = ()
    evidenced: tuple[Pattern, ...] = ()
    mentioned: tuple[Pattern, ...] = ()
    """Recognise the subject in plans and shortcomings only; done, they give no credit."""
    waived: tuple[Pattern, ...] = ()
    """Tell that there was nothing of the kind in the report year (本年度未制定…): the item is then
    not applicable, unless the report gives credit elsewhere."""
    in_preamble: bool = False
    """Whether the opening may give `stated`."""
    examples: tuple[Example, ...] = ()
    allow: tuple[Allowance, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group of items; its points are the sum of theirs."""

    id: str
    title: str
    points: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """Grade given from `percent` upwards."""

    title: str
    percent: float


def grade_title(grades: Sequence[Grade], percent: float | None) -> str:
    """The grade of a score; `grades` are in order, the best first, the last from 0."""
    if percent is None:
        return "未能判定"
    return next(grade.title for grade in grades if percent >= grade.percent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One version of a checklist and what it changed."""

    version: str
    date: str
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Checklist:
    """An effective checklist: overlays applied, vocabulary resolved."""

    id: str
    title: str
    version: str
    date: str
    digest: str
    """SHA-256 over everything that can change a result."""
    overlays: tuple[str, ...]
    groups: tuple[Group, ...]
    items: tuple[Item, ...]
    unit_kinds: tuple[UnitKind, ...]
    grades: tuple[Grade, ...]
    """From the highest down; the last one starts at 0."""
    credits: Mapping[Verdict, float]
    cues: tuple[Cue, ...]
    outline: Outline
    actors: ActorWords
    deductions: Mapping[str, float] = field(default_factory=dict)
    """Points that a finding of a check on the whole text costs, by check id; none by default."""
    fixed_terms: tuple[FixedTerm, ...] = ()
    legal_titles: tuple[LegalTitle, ...] = ()
    changelog: tuple[Release, ...] = ()
    """The newest first; its version is the checklist's."""
    retired: tuple[str, ...] = ()
    """Ids of items that once were; no other item may ever get them."""
    allow: tuple[Allowance, ...] = ()
    """For cases of no single item: vocabulary, cues, overlays."""
    terms: Mapping[str, Term] = field(default_factory=dict)
    """The vocabulary, for checks and for suggestions."""

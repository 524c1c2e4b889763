"""Values of the rules that are lists of words: kinds of units, cues, headings, actors, titles.

Read them from `scorer.checklist`, whose `Checklist` holds them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from scorer.kinds import Direction, Scope, Status
from scorer.report import SectionRole


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class UnitKind:
    """A kind of reporting unit and how it is guessed."""

    id: str
    title: str
    names: tuple[str, ...] = ()
    """Endings or parts of unit names, tried in the order of the kinds."""
    signs: tuple[str, ...] = ()
    """Phrases of a report's own text that make a unit of the kind `refines` one of this kind."""
    refines: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cue:
    """A phrase that decides a clause's assertion status."""

    id: str
    words: tuple[str, ...]
    status: Status | None
    """None for pseudo-cues; on a terminator, the one status that it ends (None: whatever it is)."""
    direction: Direction
    scope: Scope = Scope.CLAUSE
    strength: int = 0
    """Between cues over the same clause the stronger wins, then the later one."""
    sections: tuple[SectionRole, ...] = ()
    """Only in these sections; empty: everywhere."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Outline:
    """Words by which the parts of a report are recognised."""

    headings: Mapping[SectionRole, tuple[str, ...]]
    """Phrases of section headings."""
    run_in: Mapping[SectionRole, tuple[str, ...]] = field(default_factory=dict)
    """Phrases that open a section inside running text when headings are lost."""
    titles: tuple[str, ...] = ()
    """Phrases that mark the title of such a report."""
    openings: tuple[str, ...] = ()
    """Phrases of the opening formula."""
    unit_endings: tuple[str, ...] = ()
    """Endings of unit names, for title and signature."""
    look_alikes: Mapping[SectionRole, tuple[str, ...]] = field(default_factory=dict)
    """Phrases that keep a heading from being one of this role though it holds its words."""
    fillers: tuple[str, ...] = ()
    """Words that say nothing about a heading's role: what is left without them and without the
    role's own phrase tells whether the heading is about anything else."""
    themes: tuple[str, ...] = ()
    """First words of unnumbered headings that end with a full stop."""
    admissions: tuple[str, ...] = ()
    """Words by which a numbered line under the shortcomings is a shortcoming, not a heading."""
    self_names: tuple[str, ...] = ()
    """我局, 今年 …: no heading starts so."""
    trailers: tuple[str, ...] = ()
    """First words of what may stand below the signature."""
    postings: tuple[str, ...] = ()
    """First words of lines that the publishing site added; their dates are not the report's."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ActorWords:
    """Phrases that name an actor; `kinds` maps a unit kind to its own leaders' titles."""

    leader: tuple[str, ...]
    kinds: Mapping[str, tuple[str, ...]]
    government_leader: tuple[str, ...]
    other_person: tuple[str, ...]
    unit: tuple[str, ...]
    government: tuple[str, ...]
    other_organ: tuple[str, ...]
    not_actors: tuple[str, ...] = ()
    """Longer phrases that only contain one of the others: 各部门主要负责人."""
    objects: tuple[str, ...] = ()
    """Words after which a named person or organ is the object: 协助, 邀请, 督促."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedTerm:
    """A formula or term of the field that is written in one way only."""

    text: str
    wrong: tuple[str, ...] = ()
    """Wrong forms that edit distance would miss or that are words of their own."""
    allowed: tuple[str, ...] = ()
    """Near forms that are right as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalTitle:
    """A law or central document and when it may be cited. Dates are ISO (2021-07-15)."""

    title: str
    """Title without 《》 and without 中华人民共和国."""
    aliases: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    """Wrong forms of the title that reports use."""
    from_date: str | None = None
    """In force (documents: issued) from; citing it for an earlier report year is a mistake."""
    to_date: str | None = None
    """Repealed or replaced on; citing it as binding after that is a mistake."""
    replaced_by: str | None = None
    source: str

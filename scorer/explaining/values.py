"""What an explanation says: values only, every sentence for a reader in plain Chinese."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from scorer.checklist import Item, Verdict
from scorer.result import ItemResult


class Step(NamedTuple):
    """One condition of a pattern at one place."""

    condition: str
    """`place`, `section`, `term`, `near`, `fact_kind`, `under`, `title`, `look_alike`, `none`,
    `actor`, `assertion` or `fact`."""
    held: bool
    told: str
    remedy: str = ""
    """For a condition that does not hold: the smallest change that would make it hold."""


class Attempt(NamedTuple):
    """One pattern at one place of its anchor."""

    sentence: int
    clause: int
    anchor: str
    matched: bool
    reason: str
    """Why the matcher refused it (`NearMissReason`); empty where it matched or was no candidate."""
    steps: tuple[Step, ...]

    @property
    def failed(self) -> tuple[Step, ...]:
        """The conditions that do not hold."""
        return tuple(step for step in self.steps if not step.held)


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternAccount:
    """One pattern of the item and what became of it in the whole text."""

    id: str
    name: str
    verdict: Verdict
    """What it gives where it matches."""
    asks: str
    """The pattern, read aloud."""
    attempts: tuple[Attempt, ...]
    """One for each place of the anchor, in the order of the text."""
    outside: tuple[Step, ...]
    """What keeps it from matching anywhere in this text: kind of unit, year, terms that the text
    does not hold."""

    @property
    def matched(self) -> bool:
        """Whether it matched somewhere."""
        return any(attempt.matched for attempt in self.attempts)


class ClauseAccount(NamedTuple):
    """A clause, its status and its actor."""

    number: int
    text: str
    status: str
    other_year: bool
    cue: str
    cue_id: str
    why: str
    """Which cue decided, what it governs, and what ended or silenced a cue."""
    actor: str
    who: str


class FactAccount(NamedTuple):
    """A checkable fact, and whose it is."""

    clause: int
    kind: str
    text: str
    told: str


class SentenceAccount(NamedTuple):
    """A sentence with its place in the report."""

    number: int
    text: str
    section: str
    """Title of the section, as the report has it."""
    role: str
    place: str
    """Where it stands and what that means, in Chinese."""
    clauses: tuple[ClauseAccount, ...]
    facts: tuple[FactAccount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why an item got its verdict in one report."""

    item: Item
    result: ItemResult
    unit_kind: str
    unit_kind_title: str
    year: int | None
    sections: tuple[str, ...]
    """One line for each section of the text."""
    sentences: tuple[SentenceAccount, ...]
    """Those that hold a word of the item; all of a short text."""
    left_out: int
    """Sentences without any word of the item."""
    patterns: tuple[PatternAccount, ...]
    decision: tuple[str, ...]
    changes: tuple[str, ...]
    """The smallest changes that would lift the verdict, the smallest first."""

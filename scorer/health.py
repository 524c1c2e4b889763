"""Values of the rules' health: how each item fares on the reports and the decisions of a ledger.

`scorer.rule_health` makes them; renderers draw text and JSON from them alone. "Credited" is an item
that is stated or evidenced.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from scorer.kinds import Verdict

CREDITED: Final = frozenset({Verdict.STATED, Verdict.EVIDENCED})
JUDGED: Final = CREDITED | {Verdict.PLANNED, Verdict.ABSENT}


class Share(NamedTuple):
    """A share of what reviewers looked at, with its 95 % interval (Wilson), all 0 to 1."""

    part: int
    of: int
    low: float
    high: float

    @property
    def value(self) -> float:
        """The share itself."""
        return self.part / self.of


class KindVerdicts(NamedTuple):
    """An item's verdicts on the reports of one kind of unit."""

    kind: str
    verdicts: Mapping[Verdict, int]

    @property
    def judged(self) -> int:
        """Reports on which the item counted."""
        return sum(self.verdicts.get(verdict, 0) for verdict in JUDGED)

    @property
    def credited(self) -> int:
        """Reports on which it was credited."""
        return sum(self.verdicts.get(verdict, 0) for verdict in CREDITED)


class WorstSentence(NamedTuple):
    """A quote on which reviewers overruled the verdict."""

    quote: str
    """Empty where the verdict rested on no sentence at all."""
    given: Verdict
    decided: Verdict
    total: int
    """How many verdicts were overruled on this quote (whatever its numbers) and in this way."""
    name: str
    """Unit and year of the first of them."""
    reason: str
    decision: str
    """Its decision's key, shortened; enough to name it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemHealth:
    """How one item fares."""

    id: str
    title: str
    kinds: tuple[KindVerdicts, ...]
    """By kind of unit, in alphabetical order."""
    reviewed: int
    """Verdicts that reviewers settled, confirmed ones included."""
    overruled: int
    disputed: int
    """Verdicts on which reviewers differ; they count nowhere else."""
    ways: Mapping[tuple[Verdict, Verdict], int]
    """Overruled verdicts: from the program's to the reviewers', the most frequent first."""
    precision: Share | None
    """Of what was credited and reviewed: what reviewers credit. None: nothing of the kind."""
    recall: Share | None
    """Of what reviewers credit: what was credited."""
    worst: tuple[WorstSentence, ...]

    @property
    def judged(self) -> int:
        """Reports on which the item counted."""
        return sum(kind.judged for kind in self.kinds)

    @property
    def credited(self) -> int:
        """Reports on which it was credited."""
        return sum(kind.credited for kind in self.kinds)

    @property
    def habit(self) -> str:
        """`never` or `always` credited; empty for neither, or where it never counted."""
        if not self.judged:
            return ""
        return "never" if not self.credited else "always" if self.credited == self.judged else ""


class UsedRules(NamedTuple):
    """A version of the rules and how many of the reports were scored by it."""

    version: str
    digest: str
    reports: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleHealth:
    """How all items fare."""

    ledger: str
    reports: int
    """The newest result of each unit and year."""
    rules: tuple[UsedRules, ...]
    """The most used first."""
    items: tuple[ItemHealth, ...]
    """Those most often overruled first, then in the checklist's order."""
    tool_version: str

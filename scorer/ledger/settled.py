"""Reviewers' decisions in, what each text's items were held to be out.

A decision is about a text: it speaks for the file with the digest that the reviewer had before
them, under whatever rules that was scored. A reviewer's last word counts; where two reviewers
differ, nothing is settled.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from scorer.checklist import Verdict
from scorer.ledger.values import Decision, DecisionKind


class Settled(NamedTuple):
    """What reviewers held of one item of one text."""

    verdict: Verdict | None
    """None: they differ."""
    decision: Decision
    """The one made last."""
    digest: str
    """Of the report's file."""


def settled_verdicts(
    decisions: Iterable[Decision], digests: Mapping[str, str]
) -> dict[tuple[str, str, str], Settled]:
    """By unit, digest of the report and item. `digests` gives the report of each run's key."""
    last: dict[tuple[str, str, str], dict[str, Decision]] = {}
    for decision in decisions:
        digest = digests.get(decision.run)
        if decision.kind is DecisionKind.VERDICT and digest is not None:
            by_reviewer = last.setdefault((decision.unit, digest, decision.subject), {})
            by_reviewer.pop(decision.reviewer, None)
            by_reviewer[decision.reviewer] = decision
    return {key: _settled(list(told.values()), key[1]) for key, told in last.items()}


def _settled(told: list[Decision], digest: str) -> Settled:
    verdicts = {decision.new for decision in told}
    verdict = Verdict(told[-1].new) if len(verdicts) == 1 else None
    return Settled(verdict, told[-1], digest)

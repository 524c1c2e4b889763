"""A run and the decisions on its unit in; which of them still stand, and the score with them, out.

A decision holds as long as what it rests on is quoted in the newest run; otherwise it is open
again, with the difference. Nobody's decision overrules another's: where two reviewers disagree,
both are shown and the machine's verdict stays until they agree.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

from scorer.checklist import Verdict
from scorer.errors import UsageError
from scorer.ledger.values import ACCEPTED, DISMISSED, Decision, DecisionKind, Run, evidence_hash
from scorer.opinions import Hold as Hold
from scorer.opinions import Opinion

_UNCOUNTED: Final = (Verdict.NOT_APPLICABLE, Verdict.UNREADABLE)
DECIDABLE: Final = tuple(one for one in Verdict if one is not Verdict.UNREADABLE)
"""Verdicts that a reviewer may give: what the program could not read, a person can."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A reviewer's last decision on a subject, against the newest run."""

    decision: Decision
    hold: Hold
    lost: tuple[str, ...] = ()
    """Quotes that it rests on and that are there no more."""
    gained: tuple[str, ...] = ()
    """Quotes that it could not know."""


def make_decision(
    run: Run,
    decisions: Iterable[Decision],
    *,
    subject: str,
    new: str,
    reviewer: str,
    reason: str,
    decided_at: str,
) -> Decision:
    """A decision on a run's item (`new` is a verdict), on its finding (`accepted`, `dismissed`),
    or a remark (`new` empty), with the score before and after. `decisions` are all of the unit
    and year so far. UsageError for what cannot be decided."""
    told = _subjects(run)
    if subject not in told:
        known = "、".join(told)
        raise UsageError(f"“{run.unit}”的评查结果里没有“{subject}”；可以填：{known}")
    kind = _kind(subject, new, finding="#" in subject)
    quotes = told[subject].quotes
    decided = list(decisions)
    before = standings(run, decided)
    decision = Decision(
        run=run.key,
        unit=run.unit,
        year=run.year,
        kind=kind,
        subject=subject,
        reviewer=reviewer,
        decided_at=decided_at,
        reason=reason,
        old=_effective(before).get(subject, told[subject].state),
        new=new,
        score_before=score_with(run, before),
        score_after=None,
        evidence_hash=evidence_hash(quotes),
        evidence=json.dumps(quotes, ensure_ascii=False),
    )
    after = score_with(run, standings(run, [*decided, decision]))
    return replace(decision, score_after=after)


def standings(run: Run, decisions: Iterable[Decision]) -> tuple[Standing, ...]:
    """Every reviewer's last decision on each subject, by subject and in the order made."""
    told = _subjects(run)
    last: dict[tuple[str, str], Decision] = {}
    for decision in decisions:
        if decision.kind is not DecisionKind.REMARK:
            last.pop((decision.subject, decision.reviewer), None)
            last[decision.subject, decision.reviewer] = decision
    found = [_against(told.get(decision.subject), decision) for decision in last.values()]
    open_: dict[str, set[str]] = {}
    for one in found:
        if one.hold is Hold.HOLDS:
            open_.setdefault(one.decision.subject, set()).add(one.decision.new)
    return tuple(
        Standing(decision=one.decision, hold=Hold.CONFLICT)
        if one.hold is Hold.HOLDS and len(open_[one.decision.subject]) > 1
        else one
        for one in sorted(found, key=lambda one: one.decision.subject)
    )


def score_with(run: Run, standing: Sequence[Standing]) -> float | None:
    """Percent with every decision that holds; None where nothing is left to judge."""
    weights, result = json.loads(run.weights), _parsed(run.result)
    decided = _effective(standing)
    points = most = 0.0
    for item in result["items"]:
        verdict = decided.get(item["id"])
        if verdict is None or verdict == item["verdict"]:
            points, most = points + item["points"], most + item["max_points"]
        elif verdict not in _UNCOUNTED:
            full = weights["points"][item["id"]]
            points, most = points + full * weights["credits"][verdict], most + full
    return round(100.0 * round(points, 6) / round(most, 6), 1) if most else None


def opinions(run: Run, decisions: Iterable[Decision]) -> tuple[Opinion, ...]:
    """Every decision and remark as it stands against the run, in the order made; those that the
    same reviewer's later ones replaced are among them."""
    told, decided = _subjects(run), list(decisions)
    last = {one.decision.key: one for one in standings(run, decided)}
    return tuple(_opinion(last.get(one.key) or _aside(told, one)) for one in decided)


def _aside(told: dict[str, _Subject], decision: Decision) -> Standing:
    """The standing of what decides nothing: a remark, or what was decided again."""
    if decision.kind is DecisionKind.REMARK:
        return _against(told.get(decision.subject), decision)
    return Standing(decision=decision, hold=Hold.SUPERSEDED)


def _opinion(standing: Standing) -> Opinion:
    decision = standing.decision
    return Opinion(
        subject=decision.subject,
        kind=decision.kind,
        reviewer=decision.reviewer,
        decided_at=decision.decided_at,
        reason=decision.reason,
        old=decision.old,
        new=decision.new,
        hold=standing.hold,
        score_before=decision.score_before,
        score_after=decision.score_after,
        lost=standing.lost,
        gained=standing.gained,
    )


@lru_cache(maxsize=4)
def _parsed(result: str) -> dict[str, Any]:
    """The result, which nobody may change: a hundred decisions on a run ask for it, each thrice."""
    told: dict[str, Any] = json.loads(result)
    return told


@dataclass(frozen=True, slots=True)
class _Subject:
    state: str
    """Verdict of an item; empty for a finding."""
    quotes: tuple[str, ...]


def _subjects(run: Run) -> dict[str, _Subject]:
    """Items by id and findings by key (CK-03#1, numbered as they are listed)."""
    result = _parsed(run.result)
    told = {}
    for item in result["items"]:
        places = item["evidence"] or item["near_misses"]
        told[item["id"]] = _Subject(item["verdict"], _quotes(places))
    seen: dict[str, int] = {}
    for check in result["checks"]:
        seen[check["id"]] = seen.get(check["id"], 0) + 1
        quotes = (check["message"], *_quotes(check["places"]))
        told[f"{check['id']}#{seen[check['id']]}"] = _Subject("", quotes)
    return told


def _quotes(places: Iterable[dict[str, Any]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(place["quote"] for place in places))


def _kind(subject: str, new: str, *, finding: bool) -> DecisionKind:
    if not new:
        return DecisionKind.REMARK
    words = (ACCEPTED, DISMISSED) if finding else DECIDABLE
    if new not in words:
        raise UsageError(f"对“{subject}”不能判“{new}”；可以填：{'、'.join(words)}")
    return DecisionKind.FINDING if finding else DecisionKind.VERDICT


def _against(subject: _Subject | None, decision: Decision) -> Standing:
    if subject is None:
        return Standing(decision=decision, hold=Hold.GONE)
    if evidence_hash(subject.quotes) == decision.evidence_hash:
        return Standing(decision=decision, hold=Hold.HOLDS)
    old = tuple(json.loads(decision.evidence))
    return Standing(
        decision=decision,
        hold=Hold.REOPENED,
        lost=tuple(quote for quote in old if quote not in subject.quotes),
        gained=tuple(quote for quote in subject.quotes if quote not in old),
    )


def _effective(standing: Iterable[Standing]) -> dict[str, str]:
    """What is decided without dispute, by subject."""
    return {one.decision.subject: one.decision.new for one in standing if one.hold is Hold.HOLDS}

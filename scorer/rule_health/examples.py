"""A reviewer's decision in, the example that keeps the rules from judging so again out."""

from __future__ import annotations

import json
import re
from typing import Any, Final, NamedTuple

from scorer.errors import UsageError
from scorer.ledger import Decision, DecisionKind, Ledger, Run
from scorer.rule_health.anonymous import without_names

_SHORTEST_KEY: Final = 6
_YEAR: Final = re.compile(r"20\d\d年?")
_FIRST_SECTION: Final = "measures"


class ProposedExample(NamedTuple):
    """An example for an item, not yet written."""

    item: str
    text: str
    """Without the names of units; empty where the decision rests on no sentence."""
    verdict: str
    section: str | None
    """Role of the section that it stood in; None: among the measures."""
    year: int | None
    """The report's year, where the sentence tells of a year."""
    quote: str
    """The sentence as the report has it."""


def propose_example(ledger: Ledger, key: str) -> ProposedExample:
    """The example of a decision on a verdict. `key` is the decision's key or its beginning.
    UsageError where no decision or no single one has it, or where it is about no verdict."""
    decision = _decision(ledger, key)
    run = ledger.runs_of([decision.run])[decision.run]
    quotes = json.loads(decision.evidence)
    quote = quotes[0] if quotes else ""
    units = {head.unit for head in ledger.heads()} | _names(run)
    return ProposedExample(
        item=decision.subject,
        text=without_names(quote, sorted(units)).strip(),
        verdict=decision.new,
        section=_section(run, decision.subject, quote),
        year=decision.year if _YEAR.search(quote) else None,
        quote=quote,
    )


def _decision(ledger: Ledger, key: str) -> Decision:
    if len(key) < _SHORTEST_KEY:
        raise UsageError(f"意见的编号“{key}”太短，至少要{_SHORTEST_KEY}位")
    found = [one for one in ledger.decisions() if one.key.startswith(key.lower())]
    if not found:
        raise UsageError(f"审查记录库里没有编号是“{key}”的意见。编号在 scorer rules health 里列出")
    if len(found) > 1:
        raise UsageError(f"编号“{key}”有{len(found)}条意见，请多写几位")
    if found[0].kind is not DecisionKind.VERDICT:
        raise UsageError(f"意见“{key}”不是对要点判定的意见，不能作例句")
    return found[0]


def _names(run: Run) -> set[str]:
    """What the report calls its unit."""
    told = json.loads(run.result)["report"]
    return {name for name in (told["unit"], told["signed_by"]) if name}


def _section(run: Run, item: str, quote: str) -> str | None:
    result: dict[str, Any] = json.loads(run.result)
    roles = {one["index"]: one["role"] for one in result["report"]["sections"]}
    for told in result["items"]:
        for place in (*told["evidence"], *told["near_misses"]):
            if told["id"] == item and place["quote"] == quote:
                role = str(roles.get(place["section"], _FIRST_SECTION))
                return None if role == _FIRST_SECTION else role
    return None

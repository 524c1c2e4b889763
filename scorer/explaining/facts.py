"""Why the facts around an anchor prove nothing for a pattern, one line each."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from scorer.checklist import FactKind, Status
from scorer.explaining.wording import FACT_WORDS
from scorer.matcher.hits import Hit
from scorer.matcher.matching import Matching
from scorer.matcher.rules import CompiledNeed, CompiledPattern
from scorer.result import Fact


def fact_step(matching: Matching, compiled: CompiledPattern, anchor: Hit, clause: int) -> list[str]:
    """Each fact of a wanted kind in the sentence, with the reason why it does not do."""
    sentence = matching.report.sentences[matching.report.clauses[clause].sentence]
    told = []
    for number in range(sentence.first_clause, sentence.last_clause):
        for fact in matching.facts.get(number, ()):
            need = next((one for one in compiled.needs if one.kind is fact.kind), None)
            if need is not None:
                told.append(
                    f"“{fact.text}”{_why(matching, compiled, need, fact, (clause, anchor))}"
                )
    return told


def _why(
    matching: Matching,
    compiled: CompiledPattern,
    need: CompiledNeed,
    fact: Fact,
    place: tuple[int, Hit],
) -> str:
    """The first condition that, taken away, would let the fact do."""
    clause, anchor = place

    def does(
        *, in_clause: bool = compiled.in_clause, pooled: bool = compiled.pooled, **weaker: Any
    ) -> bool:
        weak = replace(need, **{"at_least": 1, **weaker})
        asked = replace(
            compiled,
            needs=(weak,),
            fact_kinds=frozenset({weak.kind}),
            in_clause=in_clause,
            pooled=pooled,
        )
        return fact in matching.facts_for(asked, anchor, clause)

    if does():
        return f"还不够{need.at_least}个"
    if compiled.in_clause and fact.clause != clause:
        return "不在同一小句"
    if matching.assertions[fact.clause].status is not Status.DONE and fact.clause != clause:
        return "所在的小句说的不是已做的事"
    if need.units and does(units=frozenset()):
        return f"的单位不是{'、'.join(sorted(need.units))}"
    if need.own and does(own=False):
        return "不是本单位自己的文件"
    if need.words and does(words=()):
        return "的名称或所数的事不合要求"
    if does(pooled=True):
        return "是几项工作合在一起的数"
    if fact.kind is FactKind.COUNT:
        return "数的是另一件事"
    return f"不是合要求的{FACT_WORDS[fact.kind]}"

"""How much of the agreement hangs on words that only the report at hand uses.

For each labelled report, every phrase of the items' patterns and look-alikes that occurs in that
report and in no other labelled one is taken out of the checklist, and the report is scored again.
What is left is what rules written without sight of the report could have reached, or less: many
such phrases are common in the genre and merely rare in a handful of reports. Cues, headings and
actors stay: they are general language.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from scorer.checklist import GAP_CHARACTERS, Checklist, FactNeed, Item, Pattern, Term
from scorer.evaluate.comparison import compare
from scorer.evaluate.labels import ReportLabels
from scorer.evaluate.metrics import agreement
from scorer.result import Scorecard

_CLAUSE_GAP = rf"[^，。；：！？\n]{{0,{GAP_CHARACTERS}}}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AblatedReport:
    """Agreement on one report with all phrases, and without those that it alone holds."""

    report: str
    phrases: tuple[str, ...]
    """What was taken out, sorted."""
    before: float | None
    after: float | None
    lost: tuple[str, ...]
    """Ids of the items that were right before and are wrong after."""


def ablate(
    labels: Sequence[ReportLabels],
    paths: Mapping[str, Path],
    checklist: Checklist,
    *,
    score: Callable[[Path, Checklist], Scorecard],
) -> tuple[AblatedReport, ...]:
    """Score each report twice, with and without the phrases that it alone holds."""
    scored = {one.report: score(paths[one.report], checklist) for one in labels}
    held = {
        name: occurring_phrases(scorecard.report.text, phrases_of(checklist.items))
        for name, scorecard in scored.items()
    }
    ablated = []
    for one in labels:
        others = frozenset().union(*(held[name] for name in held if name != one.report))
        own = held[one.report] - others
        rest = score(paths[one.report], without_phrases(checklist, own))
        before, after = compare(one, scored[one.report]).items, compare(one, rest).items
        ablated.append(
            AblatedReport(
                report=one.report,
                phrases=tuple(sorted(own)),
                before=agreement([(item.labelled, item.given) for item in before]),
                after=agreement([(item.labelled, item.given) for item in after]),
                lost=tuple(
                    was.item
                    for was, now in zip(before, after, strict=True)
                    if was.agrees and not now.agrees
                ),
            )
        )
    return tuple(ablated)


def phrases_of(items: Sequence[Item]) -> frozenset[str]:
    """Every phrase by which items are recognised or refused."""
    return frozenset(word for item in items for term in _terms(item) for word in term.words)


def occurring_phrases(text: str, phrases: frozenset[str]) -> frozenset[str]:
    """The phrases that the text holds; `…` stands for a gap inside one clause."""
    return frozenset(phrase for phrase in phrases if _occurs(phrase, text))


def without_phrases(checklist: Checklist, phrases: frozenset[str]) -> Checklist:
    """The checklist as it would be had nobody thought of `phrases`.

    A pattern that needs a term of which no phrase is left goes altogether, and so does a fact
    need whose words are gone, and a pattern with none of its fact needs left.
    """
    if not phrases:
        return checklist
    mark = hashlib.sha256("\n".join([checklist.digest, *sorted(phrases)]).encode())
    return replace(
        checklist,
        digest=mark.hexdigest(),
        items=tuple(_reduce_item(item, phrases) for item in checklist.items),
    )


def _occurs(phrase: str, text: str) -> bool:
    if "…" not in phrase:
        return phrase in text
    parts = [re.escape(part) for part in phrase.split("…") if part]
    return re.search(_CLAUSE_GAP.join(parts), text) is not None


def _terms(item: Item) -> Iterator[Term]:
    yield from item.look_alikes
    for pattern in (*item.stated, *item.evidenced, *item.mentioned):
        yield from pattern.all
        yield from pattern.none
        if pattern.under is not None:
            yield pattern.under
        yield from (need.words for need in pattern.facts if need.words is not None)


def _reduce_item(item: Item, phrases: frozenset[str]) -> Item:
    return replace(
        item,
        look_alikes=_reduce_terms(item.look_alikes, phrases),
        stated=_reduce_patterns(item.stated, phrases),
        evidenced=_reduce_patterns(item.evidenced, phrases),
        mentioned=_reduce_patterns(item.mentioned, phrases),
    )


def _reduce_patterns(patterns: tuple[Pattern, ...], phrases: frozenset[str]) -> tuple[Pattern, ...]:
    return tuple(
        reduced
        for pattern in patterns
        if (reduced := _reduce_pattern(pattern, phrases)) is not None
    )


def _reduce_pattern(pattern: Pattern, phrases: frozenset[str]) -> Pattern | None:
    needed = _reduce_terms(pattern.all, phrases)
    facts = tuple(
        need for fact in pattern.facts if (need := _reduce_fact(fact, phrases)) is not None
    )
    under = None if pattern.under is None else _reduce_term(pattern.under, phrases)
    unreachable = (
        len(needed) < len(pattern.all)
        or (pattern.facts and not facts)
        or (pattern.under is not None and under is None)
    )
    if unreachable:
        return None
    refusing = _reduce_terms(pattern.none, phrases)
    return replace(pattern, all=needed, none=refusing, facts=facts, under=under)


def _reduce_fact(need: FactNeed, phrases: frozenset[str]) -> FactNeed | None:
    if need.words is None:
        return need
    words = _reduce_term(need.words, phrases)
    return None if words is None else replace(need, words=words)


def _reduce_terms(terms: tuple[Term, ...], phrases: frozenset[str]) -> tuple[Term, ...]:
    return tuple(reduced for term in terms if (reduced := _reduce_term(term, phrases)) is not None)


def _reduce_term(term: Term, phrases: frozenset[str]) -> Term | None:
    words = tuple(word for word in term.words if word not in phrases)
    return replace(term, words=words) if words else None

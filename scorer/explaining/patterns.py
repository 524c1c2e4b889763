"""Each pattern of an item at every place of its anchor, with what the matcher made of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scorer.checklist import Item, Pattern, Term
from scorer.explaining.conditions import Place, steps_at
from scorer.explaining.values import Attempt, PatternAccount, Step
from scorer.explaining.wording import named, patterns_of, phrases_of, read_aloud
from scorer.matcher.hits import Hit
from scorer.matcher.rules import CompiledPattern
from scorer.matcher.tracing import Candidate, Trace

_Candidates = Mapping[tuple[str, int, Hit], Candidate]


def pattern_accounts(
    trace: Trace, item: Item, vocabulary: Mapping[str, Term]
) -> tuple[PatternAccount, ...]:
    """All patterns of the item, in the order in which they are tried."""
    by_id = patterns_of(item)
    found: dict[tuple[str, int, Hit], Candidate] = {}
    for one in trace.candidates:
        found[one.pattern.id, one.clause, one.anchor] = one
    return tuple(
        _account(trace, by_id[compiled.id], compiled, vocabulary, found)
        for compiled in trace.patterns
    )


def sentences_touched(trace: Trace) -> set[int]:
    """Numbers of the sentences that hold any term of the item."""
    clauses = trace.matching.report.clauses
    terms = {t for compiled in trace.patterns for t in (compiled.anchor, *compiled.others)}
    return {
        clause.sentence
        for clause in clauses
        if any(trace.matching.hits.clauses.get(term, 0) >> clause.number & 1 for term in terms)
    }


def _account(
    trace: Trace,
    pattern: Pattern,
    compiled: CompiledPattern,
    vocabulary: Mapping[str, Term],
    found: _Candidates,
) -> PatternAccount:
    outside = _outside(trace, pattern, compiled, vocabulary)
    attempts = [
        _attempt(Place(trace, pattern, compiled, number, anchor, vocabulary), found)
        for number, clause in enumerate(trace.matching.report.clauses)
        for anchor in _longest(trace.matching.hits.in_clause(compiled.anchor, number))
    ]
    return PatternAccount(
        id=compiled.id,
        name=pattern.name,
        verdict=compiled.verdict,
        asks=read_aloud(pattern, vocabulary),
        attempts=tuple(attempts),
        outside=outside,
    )


def _longest(hits: Sequence[Hit]) -> list[Hit]:
    """All places, in the order of the text."""
    return sorted(hits, key=lambda hit: (hit[1], -hit[2]))


def _attempt(place: Place, found: _Candidates) -> Attempt:
    matching = place.trace.matching
    candidate = found.get((place.compiled.id, place.clause, place.anchor))
    return Attempt(
        matching.report.clauses[place.clause].sentence,
        place.clause,
        place.text[place.anchor[1] : place.anchor[2]],
        candidate is not None and candidate.reason is None,
        "" if candidate is None or candidate.reason is None else candidate.reason.value,
        steps_at(place),
    )


def _outside(
    trace: Trace, pattern: Pattern, compiled: CompiledPattern, vocabulary: Mapping[str, Term]
) -> tuple[Step, ...]:
    """What the text as a whole lacks for the pattern."""
    report, present = trace.matching.report, trace.matching.hits.present
    steps = []
    if compiled.kinds and report.unit_kind not in compiled.kinds:
        kinds = "、".join(compiled.kinds)
        told = f"这条只用于{kinds}，这份报告按{report.unit_kind}看待"
        steps.append(Step("kinds", False, told))
    if compiled.to_year is not None and (report.year or 0) > compiled.to_year:
        told = f"这种写法只认到{compiled.to_year}年度，这份报告是{report.year}年度"
        steps.append(Step("to_year", False, told))
    terms = zip((compiled.anchor, *compiled.others), pattern.all, strict=True)
    for number, term in terms:
        if number not in present:
            name = named(term, vocabulary)
            words = phrases_of(term.words)
            spelt = "" if name == words else f"（{words}）"
            steps.append(Step("term", False, f"全文没有写到{name}{spelt}", f"写上{words}"))
    return tuple(steps)

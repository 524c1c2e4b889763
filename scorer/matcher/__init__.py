"""Report, assertions, actors, facts and rules in; evidence and near misses out.

Phrases of all items are found in one pass; patterns are then arithmetic over positions, started by
the terms that the text really holds. What a verdict is worth is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scorer.checklist import ActorKind, Checklist, Status, Verdict
from scorer.matcher.hits import Place, find_hits
from scorer.matcher.matching import Matching
from scorer.matcher.rules import CompiledPattern, compile_rules
from scorer.report import Report, SectionRole, Sentence, SentenceKind
from scorer.result import Actor, Assertion, Evidence, Fact, NearMiss, NearMissReason

__all__ = ["find_evidence"]

_REFUSED_STATUS = {
    Status.PLANNED: NearMissReason.PLANNED_ONLY,
    Status.DEMAND: NearMissReason.PLANNED_ONLY,
    Status.SHORTCOMING: NearMissReason.SHORTCOMING,
    Status.CAUSE: NearMissReason.SHORTCOMING,
}
# Which reason is told when a sentence was refused in several ways: the nearest to a credit first.
_REASON_ORDER = {
    reason: order
    for order, reason in enumerate(
        (
            NearMissReason.NO_FACT,
            NearMissReason.OTHER_ACTOR,
            NearMissReason.OTHER_YEAR,
            NearMissReason.PLANNED_ONLY,
            NearMissReason.SHORTCOMING,
            NearMissReason.WRONG_SECTION,
            NearMissReason.LOOK_ALIKE,
        )
    )
}


def _refusal(
    matching: Matching, compiled: CompiledPattern, anchor: Place, clause: int
) -> NearMissReason | None:
    """Why the candidate gives no credit, None where it may."""
    assertion = matching.assertions[clause]
    role = matching.report.sections[matching.report.clauses[clause].section].role
    if assertion.status in _REFUSED_STATUS:
        return _REFUSED_STATUS[assertion.status]
    if role is SectionRole.SHORTCOMINGS:
        return NearMissReason.WRONG_SECTION
    if assertion.other_year:
        return NearMissReason.OTHER_YEAR
    sections = compiled.pattern.sections
    if sections and role not in sections:
        return NearMissReason.WRONG_SECTION
    actor = matching.actors[clause].kind
    wanted = compiled.pattern.actors
    if (wanted and actor not in wanted) or (not wanted and actor is ActorKind.OTHER_ORGAN):
        return NearMissReason.OTHER_ACTOR
    return None


def _admissible(compiled: CompiledPattern, sentence: Sentence, role: SectionRole) -> bool:
    """Whether sentences of this kind can speak of the item at all."""
    if sentence.kind is SentenceKind.BODY:
        return True
    if sentence.kind is SentenceKind.PREAMBLE:
        return compiled.item.in_preamble and compiled.verdict is Verdict.STATED
    return sentence.kind is SentenceKind.HEADING and role in (
        SectionRole.PLAN,
        SectionRole.SHORTCOMINGS,
    )


def _try_pattern(matching: Matching, compiled: CompiledPattern) -> Iterator[Evidence | NearMiss]:
    """Everything that one pattern finds in the report, at most one of each kind per sentence."""
    report = matching.report
    for anchor in matching.hits.terms[compiled.anchor]:
        clause = matching.hits.clause_at[anchor[0]]
        if clause < 0 or not matching.others_found(compiled, anchor, clause):
            continue
        sentence = report.sentences[report.clauses[clause].sentence]
        role = report.sections[sentence.section].role
        if not _admissible(compiled, sentence, role) or not matching.under(compiled, sentence):
            continue
        status = matching.assertions[clause].status
        reason = _look_alike(matching, compiled, anchor, clause) or _refusal(
            matching, compiled, anchor, clause
        )
        facts: tuple[Fact, ...] = ()
        if reason is None and compiled.needs:
            facts = matching.facts_for(compiled, anchor, clause)
            if not facts:
                reason = NearMissReason.NO_FACT
        if reason is not None:
            yield NearMiss(
                compiled.item.id,
                sentence.span,
                sentence.number,
                status,
                compiled.pattern.id,
                reason,
            )
        elif compiled.verdict is not Verdict.PLANNED:
            yield Evidence(
                compiled.item.id,
                sentence.span,
                sentence.number,
                status,
                compiled.pattern.id,
                compiled.verdict,
                facts,
            )


def _look_alike(
    matching: Matching, compiled: CompiledPattern, anchor: Place, clause: int
) -> NearMissReason | None:
    if matching.hits.masked[anchor[0]] and not compiled.pattern.in_titles:
        return NearMissReason.LOOK_ALIKE
    if matching.overlaps(compiled.look_alikes, anchor):
        return NearMissReason.LOOK_ALIKE
    span = matching.report.clauses[clause].span
    if any(matching.holds(term, span.start, span.end) for term in compiled.none):
        return NearMissReason.LOOK_ALIKE
    return None


def _worth(evidence: Evidence) -> tuple[int, int]:
    return (1 if evidence.verdict is Verdict.EVIDENCED else 0, len(evidence.facts))


def find_evidence(
    report: Report,
    assertions: Sequence[Assertion],
    actors: Sequence[Actor],
    facts: Sequence[Fact],
    checklist: Checklist,
) -> tuple[tuple[Evidence, ...], tuple[NearMiss, ...]]:
    """All evidence and near misses, one per item and sentence, in the order of the text.

    `assertions` and `actors` hold one value per clause. A sentence that carries evidence of a fact
    is no near miss of the same item; one that carries a bare statement may still miss a fact.
    """
    rules = compile_rules(checklist)
    hits = find_hits(report, rules)
    matching = Matching(report, assertions, actors, facts, hits)
    best: dict[tuple[str, int], Evidence] = {}
    missed: dict[tuple[str, int], NearMiss] = {}
    for term in hits.terms:
        for compiled in rules.by_anchor.get(term, ()):
            if not all(other in hits.terms for other in compiled.others):
                continue
            if compiled.pattern.kinds and report.unit_kind not in compiled.pattern.kinds:
                continue
            for found in _try_pattern(matching, compiled):
                key = (found.item, found.sentence)
                if isinstance(found, Evidence):
                    known = best.get(key)
                    if known is None or _prefer(found, known):
                        best[key] = found
                elif key not in missed or _nearer(found, missed[key]):
                    missed[key] = found
    near_misses = (
        miss
        for key, miss in missed.items()
        if key not in best
        or (best[key].verdict is Verdict.STATED and miss.reason is NearMissReason.NO_FACT)
    )
    return (
        tuple(sorted(best.values(), key=lambda found: (found.span, found.item))),
        tuple(sorted(near_misses, key=lambda miss: (miss.span, miss.item))),
    )


def _prefer(new: Evidence, old: Evidence) -> bool:
    """The worthier evidence; between equals the pattern that the checklist names first."""
    return (_worth(new), old.pattern) > (_worth(old), new.pattern)


def _nearer(new: NearMiss, old: NearMiss) -> bool:
    return (_REASON_ORDER[new.reason], new.pattern) < (_REASON_ORDER[old.reason], old.pattern)

"""Reports, one at a time, in; counts of the phrases that stand where an item's phrase might.

Counts are all that is kept, and at most `MOST_KEPT` of each, so that memory does not grow with the
archive.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import log
from typing import Final, Literal, NamedTuple, TypeVar

from scorer.checklist import Checklist, Item, Verdict
from scorer.matcher.hits import bits_of
from scorer.matcher.rules import CompiledPattern
from scorer.matcher.tracing import Trace, trace_item
from scorer.pipeline import Prepared
from scorer.report import SentenceKind
from scorer.suggesting.words import phrases_in

MOST_KEPT: Final = 60_000
LEAST_REPORTS: Final = 2
"""Reports that must hold a phrase, where the archive has as many."""
LEAST_LIFT: Final = 2.0
"""How many times as often a phrase must stand in the item's sentences as elsewhere."""

_T = TypeVar("_T")
ALIKE: Final = 3.0
"""Weight of a phrase that looks like one of those that it would join: 法律顾问团 for 法律顾问."""

Kind = Literal["near_miss", "neighbour"]


class Slot(NamedTuple):
    """A term of a pattern that a phrase could join."""

    pattern: str
    term: int
    """Place in `Pattern.all`; 0 is the anchor."""
    kind: Kind


class Key(NamedTuple):
    """A phrase for one slot."""

    slot: Slot
    phrase: str


class Candidate(NamedTuple):
    """A phrase with what speaks for it."""

    key: Key
    reports: int
    sentences: int
    score: float
    """Sentences of the item that hold it, weighed by how few others do."""
    example: str


@dataclass(slots=True)
class Counts:
    """What was counted so far; the only thing here that changes."""

    reports: int = 0
    sentences: int = 0
    everywhere: Counter[str] = field(default_factory=Counter)
    """Sentences by phrase, the item's or not."""
    slots: Counter[Slot] = field(default_factory=Counter)
    """Sentences in which a slot is open."""
    found: Counter[Key] = field(default_factory=Counter)
    in_reports: Counter[Key] = field(default_factory=Counter)
    examples: dict[Key, str] = field(default_factory=dict)

    def forget_rare(self) -> None:
        """Drops the rarest phrases where too many are kept."""
        if len(self.everywhere) > 2 * MOST_KEPT:
            self.everywhere = Counter(dict(_commonest(self.everywhere)))
        if len(self.found) > 2 * MOST_KEPT:
            self.found = Counter(dict(_commonest(self.found)))
            self.in_reports = Counter({key: self.in_reports[key] for key in self.found})
            self.examples = {key: self.examples[key] for key in self.found}


def _commonest(counts: Counter[_T]) -> list[tuple[_T, int]]:
    return sorted(counts.items(), key=lambda row: (-row[1], str(row[0])))[:MOST_KEPT]


def add_report(counts: Counts, prepared: Prepared, item: Item, checklist: Checklist) -> None:
    """Counts one report in."""
    report = prepared.report
    trace = trace_item(
        report,
        prepared.assertions,
        prepared.actors,
        prepared.facts,
        checklist=checklist,
        item=item.id,
    )
    open_slots = _open_slots(trace)
    seen: set[Key] = set()
    counts.reports += 1
    for sentence in report.sentences:
        if sentence.kind is not SentenceKind.BODY:
            continue
        counts.sentences += 1
        places = list(phrases_in(report.quote(sentence.span)))
        texts = {report.text[sentence.span.start + s : sentence.span.start + e] for s, e in places}
        counts.everywhere.update(texts)
        here = open_slots.get(sentence.number, {})
        counts.slots.update(here.keys())
        for slot, (clauses, used) in here.items():
            for phrase in _free(report.text, sentence.span.start, places, clauses, used):
                # The unit's own name and place are no words of the rules.
                if phrase in report.unit:
                    continue
                seen.add(_count(counts, Key(slot, phrase), report.quote(sentence.span)))
    counts.in_reports.update(seen)
    counts.forget_rare()


def _count(counts: Counts, key: Key, example: str) -> Key:
    counts.found[key] += 1
    known = counts.examples.setdefault(key, example)
    if (len(example), example) < (len(known), known):
        counts.examples[key] = example
    return key


_Region = tuple[list[tuple[int, int]], list[tuple[int, int]]]
"""Spans in which a phrase may stand, and those of the item's own phrases."""


def _open_slots(trace: Trace) -> dict[int, dict[Slot, _Region]]:
    """By sentence: the slots that only lack their term, or neighbour a term that is there."""
    found: dict[int, dict[Slot, _Region]] = {}
    for compiled in trace.patterns:
        if compiled.verdict in (Verdict.EVIDENCED, Verdict.STATED):
            for slot, clause in _open_clauses(trace, compiled):
                sentence = trace.matching.report.clauses[clause].sentence
                spans, used = found.setdefault(sentence, {}).setdefault(slot, ([], []))
                more, taken = _region(trace, compiled, clause)
                spans.extend(more)
                used.extend(taken)
    return found


def _open_clauses(trace: Trace, compiled: CompiledPattern) -> Iterator[tuple[Slot, int]]:
    """Clauses that tell of something done and hold all terms of a pattern but one; for patterns
    over a sentence, its last clause."""
    matching, hits = trace.matching, trace.matching.hits
    terms = (compiled.anchor, *compiled.others)
    allowed = matching.creditable
    if compiled.needs:
        allowed &= matching.told(compiled.fact_kinds)
    held = [
        hits.clauses.get(term, 0) if compiled.in_clause else hits.sentences(term) for term in terms
    ]
    for number in range(len(terms)):
        # Of a single term nothing is left: what stands beside it is all there is to go by.
        slot = Slot(compiled.id, number, "neighbour" if len(terms) == 1 else "near_miss")
        bits = held[0] if len(terms) == 1 else ~held[number]
        for place, others in enumerate(held):
            if place != number:
                bits &= others
        for clause in bits_of(bits):
            if matching.sentence_bits[clause] & allowed:
                yield slot, clause


def _region(trace: Trace, compiled: CompiledPattern, clause: int) -> _Region:
    report, hits = trace.matching.report, trace.matching.hits
    sentence = report.sentences[report.clauses[clause].sentence]
    numbers = (
        [clause] if compiled.in_clause else [*range(sentence.first_clause, sentence.last_clause)]
    )
    terms = (compiled.anchor, *compiled.others)
    used = [
        (start, end)
        for number in numbers
        for term in terms
        for _, start, end in hits.in_clause(term, number)
    ]
    spans: list[tuple[int, int]] = [report.clauses[number].span for number in numbers]
    return spans, used


def _free(
    text: str,
    start: int,
    places: Sequence[tuple[int, int]],
    clauses: Sequence[tuple[int, int]],
    used: Sequence[tuple[int, int]],
) -> set[str]:
    """Phrases inside the clauses that touch none of the item's own."""
    free = set()
    for left, right in ((start + one, start + two) for one, two in places):
        inside = any(first <= left and right <= last for first, last in clauses)
        if inside and not any(left < last and right > first for first, last in used):
            free.add(text[left:right])
    return free


def ranked(counts: Counts, item: Item, most: int) -> list[Candidate]:
    """The likeliest phrases of each kind, the likeliest first; as many of a kind as `most`."""
    words = {
        Slot(pattern.id, number, kind): term.words
        for pattern in (*item.evidenced, *item.stated)
        for number, term in enumerate(pattern.all)
        for kind in _KINDS
    }
    by_phrase: dict[tuple[str, str], Candidate] = {}
    for key in counts.found:
        found = _weighed(counts, key, words[key.slot])
        if found is None:
            continue
        # A phrase is told once, for the slot where most speaks for it.
        known = by_phrase.get((key.phrase, key.slot.kind))
        if known is None or _order(found) < _order(known):
            by_phrase[key.phrase, key.slot.kind] = found
    best = sorted(by_phrase.values(), key=_order)
    kept = {kind: [one for one in best if one.key.slot.kind == kind][:most] for kind in _KINDS}
    near = {one.key.phrase for one in kept["near_miss"]}
    beside = [one for one in kept["neighbour"] if one.key.phrase not in near]
    return sorted([*kept["near_miss"], *beside], key=_order)


def _weighed(counts: Counts, key: Key, words: Sequence[str]) -> Candidate | None:
    """A phrase with its score; None where too little speaks for it.

    TF-IDF with the slot's sentences as one document, weighed by how seldom the slot is open: what
    is near everywhere is near nothing.
    """
    sentences, reports = counts.found[key], counts.in_reports[key]
    everywhere = max(counts.everywhere[key.phrase], sentences)
    lift = sentences * counts.sentences / (counts.slots[key.slot] * everywhere)
    if reports < min(LEAST_REPORTS, counts.reports) or lift < LEAST_LIFT:
        return None
    score = sentences * log(lift) * log(1 + counts.sentences / counts.slots[key.slot])
    if _alike(key.phrase, words):
        score *= ALIKE
    return Candidate(key, reports, sentences, round(score, 6), counts.examples[key])


def _alike(phrase: str, words: Sequence[str]) -> bool:
    """Whether a phrase has two neighbouring characters in common with one of some words."""
    pairs = {phrase[at : at + 2] for at in range(len(phrase) - 1)}
    return any(pair in word for pair in pairs for word in words)


_KINDS: Final[tuple[Kind, ...]] = ("near_miss", "neighbour")


def _order(one: Candidate) -> tuple[float, Slot, str]:
    return -one.score, one.key.slot, one.key.phrase

"""Candidates tried: each phrase is put into its pattern and the reports are judged again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from scorer.archive import ArchivedReport, Unarchived
from scorer.checklist import Checklist, Item, Pattern, Term, Verdict
from scorer.errors import ReadError
from scorer.pipeline import Prepared, judge, prepare, score_example
from scorer.result import ItemResult
from scorer.suggesting.candidates import Candidate, Counts, Key, Kind, add_report, ranked

TRIED: Final = 3
"""Candidates tried for each one told."""
_RANKS: Final = {Verdict.PLANNED: 1, Verdict.STATED: 2, Verdict.EVIDENCED: 3}

Reports = Callable[[], Iterable[ArchivedReport | Unarchived]]
"""All reports of an archive, from its start at every call."""


class Suggestion(NamedTuple):
    """A phrase that the item might learn."""

    phrase: str
    kind: Kind
    pattern: str
    pattern_name: str
    entry: str
    """Vocabulary entry that the phrase would join; empty where the pattern spells its words."""
    words: tuple[str, ...]
    """The term's words so far."""
    reports: int
    sentences: int
    score: float
    example: str
    raised: int
    """Reports in which the item's verdict would rise."""
    lowered: int
    broken: tuple[int, ...]
    """Numbers, from 1, of the item's examples that would be judged wrongly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestions:
    """What an archive suggests for one item."""

    item: Item
    archive: str
    reports: int
    left_out: tuple[Unarchived, ...]
    verdicts: tuple[tuple[Verdict, int], ...]
    """How often the item got each verdict."""
    found: tuple[Suggestion, ...]


def suggest(
    reports: Reports, item: Item, checklist: Checklist, *, most: int = 20, archive: str = ""
) -> Suggestions:
    """The likeliest phrases, the likeliest first. The archive is read twice, a report at a time."""
    small = _small(checklist, item)
    counts, verdicts, left_out = Counts(), Counter[Verdict](), []
    for one in reports():
        prepared = _prepared(one, checklist)
        if isinstance(prepared, Unarchived):
            left_out.append(prepared)
            continue
        verdicts[_judged(prepared, item, small).verdict] += 1
        add_report(counts, prepared, item, small)
    tried = [_Trial(one, item, checklist) for one in ranked(counts, item, TRIED * most)]
    if tried:
        for one in reports():
            _try(tried, one, item, checklist)
    found = sorted((trial.told() for trial in tried), key=_order)
    return Suggestions(
        item=item,
        archive=archive,
        reports=counts.reports,
        left_out=tuple(left_out),
        verdicts=tuple(sorted(verdicts.items())),
        found=tuple(found[:most]),
    )


def _order(one: Suggestion) -> tuple[bool, float, str, str]:
    """What would break an example last; then by what speaks for it, the more where it raises."""
    return bool(one.broken), -one.score * (1 + one.raised), one.pattern, one.phrase


def _prepared(one: ArchivedReport | Unarchived, checklist: Checklist) -> Prepared | Unarchived:
    """What lies beside the reports, as a note on the folder, is left out with the reason."""
    if isinstance(one, Unarchived):
        return one
    try:
        return prepare(one.reading, checklist, unit_kind=one.unit_kind, reports_only=True)
    except ReadError as error:
        return Unarchived(one.source, error.message)


def _small(checklist: Checklist, item: Item) -> Checklist:
    """The checklist with this item and the one that tells whether it applies."""
    kept = [one for one in checklist.items if one.id == item.told_by and one.id != item.id]
    return replace(checklist, items=(*kept, item))


def _judged(prepared: Prepared, item: Item, small: Checklist) -> ItemResult:
    return next(one for one in judge(prepared, small).items if one.item.id == item.id)


class _Trial:
    """One candidate with the item that has learnt it, and what that changed so far."""

    def __init__(self, candidate: Candidate, item: Item, checklist: Checklist) -> None:
        self.candidate = candidate
        self.item, self.pattern = _taught(item, candidate.key)
        self.small = _small(checklist, self.item)
        self.vocabulary = checklist.terms
        self.raised = self.lowered = 0

    def told(self) -> Suggestion:
        """The suggestion, its item's examples tried."""
        key = self.candidate.key
        term = self.pattern.all[key.slot.term]
        known = self.vocabulary.get(term.name)
        return Suggestion(
            key.phrase,
            key.slot.kind,
            key.slot.pattern,
            self.pattern.name,
            term.name if known is not None and known.words == term.words else "",
            term.words,
            self.candidate.reports,
            self.candidate.sentences,
            self.candidate.score,
            self.candidate.example,
            self.raised,
            self.lowered,
            tuple(
                number
                for number, example in enumerate(self.item.examples, start=1)
                if score_example(self.item, example, self.small).verdict is not example.verdict
            ),
        )


def _taught(item: Item, key: Key) -> tuple[Item, Pattern]:
    """The item with the phrase in its slot, and the pattern as it was."""
    for name in ("evidenced", "stated"):
        patterns: tuple[Pattern, ...] = getattr(item, name)
        for at, pattern in enumerate(patterns):
            if pattern.id == key.slot.pattern:
                terms = list(pattern.all)
                old = terms[key.slot.term]
                terms[key.slot.term] = Term(name=old.name, words=(*old.words, key.phrase))
                taught = replace(pattern, all=tuple(terms))
                changed = (*patterns[:at], taught, *patterns[at + 1 :])
                return replace(item, **{name: changed}), pattern  # type: ignore[arg-type]
    raise AssertionError(key)


def _try(
    trials: Iterable[_Trial],
    one: ArchivedReport | Unarchived,
    item: Item,
    checklist: Checklist,
) -> None:
    """Judges the report anew for each phrase that it holds."""
    prepared = _prepared(one, checklist)
    if isinstance(prepared, Unarchived):
        return
    concerned = [trial for trial in trials if trial.candidate.key.phrase in prepared.report.text]
    if not concerned:
        return
    before = _rank(_judged(prepared, item, _small(checklist, item)))
    for trial in concerned:
        after = _rank(_judged(prepared, trial.item, trial.small))
        trial.raised += after > before
        trial.lowered += after < before


def _rank(result: ItemResult) -> int:
    return _RANKS.get(result.verdict, 0)

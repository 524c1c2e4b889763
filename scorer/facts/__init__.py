"""Report to facts: counts with their nouns, rates, dates, documents, meetings, names.

Each family is a pass of a compiled pattern over the whole text. Whether a fact counts for an item
(status, section, actor, year) is for later stages; here nothing is left out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from operator import itemgetter

from scorer.checklist import FactKind
from scorer.facts.count import RATE
from scorer.facts.counts import find_counts
from scorer.facts.dates import find_dates
from scorer.facts.documents import find_documents, find_titles, unit_names
from scorer.facts.meetings import find_meetings
from scorer.facts.names import find_organisations, find_persons
from scorer.facts.owners import Number, find_owners
from scorer.facts.rates import find_rates
from scorer.report import Report, Span
from scorer.result import Fact

__all__ = ["find_facts"]

_QUOTED = re.compile("“[^”\n]{1,40}”")
_COVERS_ALL = "全覆盖"


def find_facts(report: Report) -> tuple[Fact, ...]:
    """Checkable facts of a report by `span.start`; each carries the number of its clause."""
    text = report.text
    starts = [clause.span.start for clause in report.clauses]
    if not starts:
        return ()

    def clause_at(offset: int) -> int:
        return max(0, bisect_right(starts, offset) - 1)

    titles = find_titles(text)
    in_title = _inside(titles)
    in_quotes = _inside([Span(*found.span()) for found in _QUOTED.finditer(text)])

    def hidden(offset: int) -> bool:
        return in_title(offset) or in_quotes(offset)

    facts = list(_quantities(report, hidden, clause_at))
    for kind, spans in (
        (FactKind.DATE, find_dates(text, hidden)),
        (FactKind.MEETING, find_meetings(text, hidden)),
        (FactKind.ORGANISATION, find_organisations(text, in_title)),
        (FactKind.PERSON, find_persons(text, in_title)),
    ):
        facts.extend(Fact(kind, span, clause_at(span.start), text[slice(*span)]) for span in spans)
    for start, end, own in find_documents(text, titles, unit_names(report.unit)):
        place = clause_at(start)
        facts.append(Fact(FactKind.DOCUMENT, Span(start, end), place, text[start:end], own=own))
    facts.sort(key=itemgetter(1))
    return tuple(facts)


def _inside(spans: list[Span]) -> Callable[[int], bool]:
    """A test whether an offset lies in one of the spans, which are disjoint and in order."""
    if not spans:
        return lambda offset: False
    starts = [span.start for span in spans]

    def inside(offset: int) -> bool:
        place = bisect_right(starts, offset) - 1
        return place >= 0 and offset < spans[place].end

    return inside


def _quantities(
    report: Report, hidden: Callable[[int], bool], clause_at: Callable[[int], int]
) -> Iterator[Fact]:
    """Counts and rates, which share the search for their nouns."""
    text = report.text
    found = sorted([*find_counts(text, hidden), *find_rates(text, hidden)])
    numbers = [Number(one.start, one.end, clause_at(one.start), one.unit) for one in found]
    owners = find_owners(text, report.clauses, numbers)
    for one, (start, end, clause, unit), (owner, pooled) in zip(
        found, numbers, owners, strict=True
    ):
        kind, noun = FactKind.RATE if unit == RATE else FactKind.COUNT, one.noun
        yield Fact(
            kind,
            Span(start, end),
            clause,
            text[start:end],
            one.value,
            unit,
            owner=noun or owner,
            pooled=pooled and noun is None and kind is FactKind.COUNT,
        )
    yield from _covering(report, numbers, clause_at)


def _covering(
    report: Report, numbers: Iterable[Number], clause_at: Callable[[int], int]
) -> Iterator[Fact]:
    """全覆盖 as a rate, where the same or the clause before gives its base."""
    text = report.text
    bases = {number.clause for number in numbers if number.unit != RATE}
    start = text.find(_COVERS_ALL)
    while start >= 0:
        end = start + len(_COVERS_ALL)
        clause = clause_at(start)
        earlier = clause - 1 in bases and _same_sentence(report, clause)
        if clause in bases or earlier:
            yield Fact(FactKind.RATE, Span(start, end), clause, _COVERS_ALL, 100.0, "%")
        start = text.find(_COVERS_ALL, end)


def _same_sentence(report: Report, clause: int) -> bool:
    return report.clauses[clause - 1].sentence == report.clauses[clause].sentence

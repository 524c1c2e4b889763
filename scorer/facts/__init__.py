"""Report to facts: counts with their nouns, rates, dates, documents, meetings, names.

Each family is a pass of a compiled pattern over the whole text. Whether a fact counts for an item
(status, section, actor, year) is for later stages; here nothing is left out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from operator import itemgetter

from scorer.checklist import FactKind
from scorer.facts.count import RATE
from scorer.facts.counts import find_counts
from scorer.facts.dates import find_dates
from scorer.facts.documents import find_documents, find_titles, unit_names
from scorer.facts.meetings import find_meetings
from scorer.facts.names import find_organisations, find_persons
from scorer.facts.owners import find_owners
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
    hidden = _inside(titles + [Span(*found.span()) for found in _QUOTED.finditer(text)])
    facts = _quantities(report, hidden, clause_at)
    for kind, spans in (
        (FactKind.DATE, find_dates(text, hidden)),
        (FactKind.MEETING, find_meetings(text, hidden)),
        (FactKind.ORGANISATION, find_organisations(text, in_title)),
        (FactKind.PERSON, find_persons(text, in_title)),
    ):
        facts += [Fact(kind, at, clause_at(at.start), text[at.start : at.end]) for at in spans]
    facts += [
        Fact(FactKind.DOCUMENT, Span(start, end), clause_at(start), text[start:end], own=own)
        for start, end, own in find_documents(text, titles, unit_names(report.unit))
    ]
    facts.sort(key=itemgetter(1))
    return tuple(facts)


def _inside(spans: list[Span]) -> Callable[[int], bool]:
    """A test whether an offset lies in one of the spans, which may overlap."""
    if not spans:
        return lambda offset: False
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(spans):
        if ends and start < ends[-1]:
            ends[-1] = max(end, ends[-1])
        else:
            starts.append(start)
            ends.append(end)

    def inside(offset: int) -> bool:
        place = bisect_right(starts, offset)
        return place > 0 and offset < ends[place - 1]

    return inside


def _quantities(
    report: Report, hidden: Callable[[int], bool], clause_at: Callable[[int], int]
) -> list[Fact]:
    """Counts and rates, which share the search for their nouns."""
    text = report.text
    numbers = sorted([*find_counts(text, hidden), *find_rates(text, hidden)])
    places = [clause_at(number.start) for number in numbers]
    owners = find_owners(text, report.clauses, numbers, places)
    facts = []
    for number, place, (owner, pooled) in zip(numbers, places, owners, strict=True):
        start, end, value, unit, denied = number
        kind = FactKind.COUNT
        if unit == RATE:
            kind, pooled = FactKind.RATE, False
        elif denied is not None:
            owner, pooled = denied, False
        span = Span(start, end)
        facts.append(Fact(kind, span, place, text[start:end], value, unit, False, owner, pooled))
    if _COVERS_ALL in text:
        bases = {
            place for number, place in zip(numbers, places, strict=True) if number.unit != RATE
        }
        facts.extend(_covering(report, bases, clause_at))
    return facts


def _covering(report: Report, bases: set[int], clause_at: Callable[[int], int]) -> Iterator[Fact]:
    """全覆盖 as a rate, where its own or the clause before gives the base; `bases` are clauses."""
    text = report.text
    start = text.find(_COVERS_ALL)
    while start >= 0:
        end = start + len(_COVERS_ALL)
        clause = clause_at(start)
        if clause in bases or (clause - 1 in bases and _same_sentence(report, clause)):
            yield Fact(FactKind.RATE, Span(start, end), clause, _COVERS_ALL, 100.0, RATE)
        start = text.find(_COVERS_ALL, end)


def _same_sentence(report: Report, clause: int) -> bool:
    return report.clauses[clause - 1].sentence == report.clauses[clause].sentence

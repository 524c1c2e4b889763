"""Report and cues in; one assertion per clause out.

Every hit paints the clauses that it governs, in the order of the text: a stronger hit paints over
a weaker one, and of two that are equally strong the later one stays. Unpainted clauses take the
default of their section.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from operator import itemgetter
from typing import NamedTuple

from scorer.assertion.cuebook import (
    EARLIER_YEAR,
    FIRST_POINT,
    NEXT_POINT,
    Hit,
    compile_cues,
    find_hits,
)
from scorer.assertion.scopes import chain_end, lead_end, points_end
from scorer.assertion.years import earlier_clauses, find_years, later_years
from scorer.checklist import Cue, Direction, Scope, Status
from scorer.report import Clause, Report, SectionRole, Sentence, SentenceKind
from scorer.result import Assertion

LEAD = 2
"""Cues of this strength and more that open a sentence govern the rest of their paragraph."""

_DEFAULTS = {role: Assertion(Status.DONE, None, None) for role in SectionRole} | {
    SectionRole.SHORTCOMINGS: Assertion(Status.SHORTCOMING, None, None),
    SectionRole.PLAN: Assertion(Status.PLANNED, None, None),
}
# No credit is given in a shortcomings section whatever its tense, and a plan demands of itself.
_REFUSED = {
    SectionRole.SHORTCOMINGS: {Status.DONE, Status.DEMAND},
    SectionRole.PLAN: {Status.DEMAND},
}
_POINTS = (FIRST_POINT, NEXT_POINT)
_NOT_SCOPES = (FIRST_POINT, NEXT_POINT, EARLIER_YEAR)
_PUNCTUATION = "，。；：、！？!?\n"
_AND = "和及与、并"
_NO_SUBJECT = re.compile("(?:目前|现在|仍然|依然|显得|处于|比较|相对|[仍还均都也尚较略显更])*")
"""What may stand before a cue in a clause without a subject of its own: 仍显不足, 均有待提升."""
_NEAR_CAUSE = 4
"""Most clauses between a shortcoming and the cause that is told of it outside its section."""


class _Paint(NamedTuple):
    hit: Hit
    strength: int


_Canvas = list[_Paint | None]


def classify(report: Report, cues: tuple[Cue, ...]) -> tuple[Assertion, ...]:
    """The status of each clause of the report, in order, with the cue that decided it."""
    if not report.clauses:
        return ()
    report = _with_wide_marks(report)
    book = compile_cues(cues)
    starts = [clause.span.start for clause in report.clauses]
    hits = find_hits(report, starts, book)
    years = find_years(report.text)
    hits.extend(later_years(report, starts, years, book))
    hits.sort(key=itemgetter(0))
    canvas: _Canvas = [None] * len(starts)
    headings = _paint(report, starts, hits, canvas)
    other_year = earlier_clauses(report, starts, years, hits, book)
    return _assertions(report, canvas, headings, other_year)


def _with_wide_marks(report: Report) -> Report:
    """The report with the full-width marks that cues are written with; offsets stay."""
    text = report.text.replace(",", "，").replace(";", "；").replace(":", "：")
    return report if text == report.text else replace(report, text=text)


def _paint(
    report: Report, starts: Sequence[int], hits: Sequence[Hit], canvas: _Canvas
) -> dict[int, Hit]:
    """Paints the canvas; returns the hits that make a heading give a status to what it heads."""
    clauses, sentences, sections = report.clauses, report.sentences, report.sections
    places = [(hit, _clause_number(report.text, starts, hit)) for hit in hits]
    points = {
        number: hit.cue.id == FIRST_POINT
        for hit, number in places
        if hit.cue.id in _POINTS and hit.start == starts[number]
    }
    headings: dict[int, Hit] = {}
    last_point = -1
    for hit, number in places:
        clause = clauses[number]
        sentence = sentences[clause.sentence]
        role = sections[clause.section].role
        if sentence.kind is SentenceKind.HEADING:
            if _heads(report, hit, role):
                headings[sentence.number] = hit
        elif sentence.kind is not SentenceKind.BODY:
            continue
        elif number in points and hit.cue.id in _POINTS:
            _end_point(report, canvas, number, last_point if not points[number] else -1)
            last_point = number
        elif hit.cue.direction is Direction.TERMINATE:
            if hit.cue.id not in _NOT_SCOPES:
                _terminate(hit, clause, canvas)
        elif _may_say(hit.cue, role, canvas, number):
            _govern(report, hit, clause, sentence, points, canvas)
    return headings


def _clause_number(text: str, starts: Sequence[int], hit: Hit) -> int:
    """The clause of the first character that is no punctuation: ，要 stands after its comma."""
    start = hit.start
    while text[start] in _PUNCTUATION and start < hit.end - 1:
        start += 1
    return max(bisect_right(starts, start) - 1, 0)


def _heads(report: Report, hit: Hit, role: SectionRole) -> bool:
    """Whether a hit in a heading speaks for all that stands under it: 原因分析 does, but not the
    second half of 存在的问题及原因分析, 问题及下一步打算."""
    cue = hit.cue
    if cue.direction is not Direction.FORWARD or cue.scope is not Scope.SENTENCE:
        return False
    if cue.status is Status.CAUSE:
        return report.text[hit.start - 1] not in _AND
    return (
        cue.status is Status.PLANNED
        and cue.strength >= LEAD
        and role is not SectionRole.SHORTCOMINGS
    )


def _may_say(cue: Cue, role: SectionRole, canvas: _Canvas, number: int) -> bool:
    if cue.status is None or cue.status in _REFUSED.get(role, ()):
        return False
    if cue.status is not Status.CAUSE or role is SectionRole.SHORTCOMINGS:
        return True
    before = canvas[max(0, number - _NEAR_CAUSE) : number + 1]
    return any(paint and paint.hit.cue.status is Status.SHORTCOMING for paint in before)


def _end_point(report: Report, canvas: _Canvas, number: int, last_point: int) -> None:
    """A next point ends what was opened in the point before it, not what led in the list."""
    if last_point < 0:
        return
    start = report.clauses[last_point].span.start
    for place in range(number, len(canvas)):
        paint = canvas[place]
        if paint is None or paint.hit.start < start:
            return
        canvas[place] = None


def _terminate(hit: Hit, clause: Clause, canvas: _Canvas) -> None:
    """Within its clause it takes back what was painted before it there; at the start of a clause,
    with the scope of a sentence, it ends what reaches over from before. A terminator with a status
    ends nothing but that."""
    number = clause.number
    paint = canvas[number]
    if hit.cue.scope is Scope.CLAUSE:
        if paint is not None and clause.span.start <= paint.hit.start:
            canvas[number] = None
        return
    if hit.start - clause.span.start > 1:
        return
    while (
        number < len(canvas)
        and (paint := canvas[number]) is not None
        and paint.hit.start < hit.start
        and paint.strength <= hit.cue.strength
        and hit.cue.status in (None, paint.hit.cue.status)
    ):
        canvas[number] = None
        number += 1


def _govern(
    report: Report,
    hit: Hit,
    clause: Clause,
    sentence: Sentence,
    points: Mapping[int, bool],
    canvas: _Canvas,
) -> None:
    """Paints the clauses that the hit governs."""
    cue, number = hit.cue, clause.number
    paint = _Paint(hit, cue.strength)
    first, last = number, number + 1
    if cue.scope is Scope.SENTENCE and cue.direction is not Direction.FORWARD:
        first = sentence.first_clause
    elif cue.direction is Direction.BACKWARD:
        first = _first_topic(report, hit, clause, sentence, canvas)
        if first < number and hit.start == clause.span.start:
            last = number
    if cue.scope is Scope.SENTENCE and cue.direction is not Direction.BACKWARD:
        demanded = cue.status is Status.DEMAND and cue.strength < LEAD
        last = sentence.last_clause if demanded else chain_end(report, sentence)
    for place in range(first, last):
        before = canvas[place]
        if before is None or (place >= number and paint.strength >= before.strength):
            canvas[place] = paint
    if cue.scope is Scope.SENTENCE and cue.direction is Direction.FORWARD:
        opens = number - sentence.first_clause <= 1
        _lead(report, hit, sentence, points, canvas, opens=opens)


def _lead(
    report: Report,
    hit: Hit,
    sentence: Sentence,
    points: Mapping[int, bool],
    canvas: _Canvas,
    *,
    opens: bool,
) -> None:
    """What a cue says of the sentences after its own, weakly."""
    leads = opens and hit.cue.strength >= LEAD and hit.cue.status is Status.PLANNED
    end = lead_end(report, sentence) if leads else points_end(report, sentence, points)
    # In a list of causes 不足 is one of them; in a plan it may be told of the present.
    carried = _Paint(hit, hit.cue.strength if hit.cue.status is Status.CAUSE else 0)
    for place in range(sentence.last_clause, end):
        if canvas[place] is None:
            canvas[place] = carried


def _first_topic(
    report: Report, hit: Hit, clause: Clause, sentence: Sentence, canvas: _Canvas
) -> int:
    """The clause before, where it is the topic of a cue that has none in its own clause (执法培训
    的覆盖面，还不够广): no cue, no number, nothing completed."""
    number = clause.number
    before = number - 1
    if before < sentence.first_clause or canvas[before]:
        return number
    if not _NO_SUBJECT.fullmatch(report.text, clause.span.start, hit.start):
        return number
    told = report.quote(report.clauses[before].span)
    completed = "了" in told or any(character.isdigit() for character in told)
    return number if completed else before


def _assertions(
    report: Report, canvas: _Canvas, headings: Mapping[int, Hit], other_year: set[int]
) -> tuple[Assertion, ...]:
    defaults = [_DEFAULTS[section.role] for section in report.sections]
    made: dict[int, Assertion] = {}
    assertions = []
    for clause, paint in zip(report.clauses, canvas, strict=True):
        hit = None if paint is None else paint.hit
        if headings:
            heading = _heading_over(report, clause, headings)
            if heading is not None and (hit is None or _is_cause_of(heading, hit)):
                hit = heading
        if hit is None:
            assertion = defaults[clause.section]
        elif hit.start in made:
            assertion = made[hit.start]
        else:
            assertion = made[hit.start] = _assertion(report, hit)
        if other_year and clause.number in other_year and assertion.status is Status.DONE:
            assertion = assertion._replace(other_year=True)
        assertions.append(assertion)
    return tuple(assertions)


def _assertion(report: Report, hit: Hit) -> Assertion:
    status = hit.cue.status or Status.DONE
    return Assertion(status, report.text[hit.start : hit.end].strip(_PUNCTUATION), hit.cue.id)


def _is_cause_of(heading: Hit, hit: Hit) -> bool:
    """Whether a shortcoming is told under 原因分析, and so as a cause."""
    return heading.cue.status is Status.CAUSE and hit.cue.status is Status.SHORTCOMING


def _heading_over(report: Report, clause: Clause, headings: Mapping[int, Hit]) -> Hit | None:
    """The hit of the innermost heading above a clause."""
    sentence = report.sentences[clause.sentence]
    above = report.paragraphs[sentence.paragraph].headings
    if sentence.kind is not SentenceKind.BODY or not above:
        return None
    return headings.get(above[-1])

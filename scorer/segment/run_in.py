"""Stretches in, stretches out: sections that no heading opens are found by how sentences begin.

下一步，我局将… opens the plan where a heading names shortcomings and plan together, or where the
report has no heading for its plan at all; 但仍存在… opens the shortcomings likewise.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

from scorer.report import SectionRole
from scorer.segment.headings import FIRST
from scorer.segment.lexicon import Found, Hit, Lexicon
from scorer.segment.sections import Stretch

_MEASURES = SectionRole.MEASURES
_SHORTCOMINGS = SectionRole.SHORTCOMINGS
_LEADER = SectionRole.LEADER
_PLAN = SectionRole.PLAN

_LATE = 0.4
"""Share of the text after which a report without such headings may come to its shortcomings."""
_LONGEST_LEADER_PARAGRAPH = 1500
_LEADER_REACH = 80
_LEAD = re.compile(r"(?:(?:[一二三四五六七八九]是|同时|因此|对此|为此|（.{1,2}）|[，\s])*)")
_POINT_NUMBER = re.compile(
    r"[一二三四五六七八九]是|（[一二三四五六七八九\d]）|\d[.、．]|[一二三四五六七八九]、"
)
_POINT_REACH = 60
_POINT = re.compile(rf"([。；！？]\s*)(?={_POINT_NUMBER.pattern})")
_SENTENCE_REACH = 120
_SHORT_LEAD = 15
_CARRIED_OUT = re.compile(r"(?:落实|压实|贯彻|执行)[^，。]{0,12}$")
_PERSONAL = re.compile(
    r"亲自|带头|主持|主要负责|主要领导|一把手|书记|长(?:率|带|以|对|在|多|深|牵)|述法|述职"
)
_MENDS = re.compile("针对|解决|整改|聚焦|围绕|为|对")
_CONCEDES = re.compile("虽|尽管|但|成绩|成效|进展|看到|认识到|同时|相比|对照|差距")
_ENDS = "。；！？"
_MAY_HOLD_OTHERS = (_MEASURES, _LEADER, _SHORTCOMINGS, _PLAN)


def find_run_in(
    text: str, stretches: Sequence[Stretch], found: Found, lexicon: Lexicon, year: int | None
) -> list[Stretch]:
    """Cut stretches where a section begins in running text."""
    named = {stretch.role for stretch in stretches}
    missing = {_SHORTCOMINGS, _PLAN, _LEADER} - named
    if not missing and not any(stretch.further for stretch in stretches):
        return list(stretches)
    late = int(len(text) * _LATE)
    hits = _with_next_year(text, found.run_in, year)
    result: list[Stretch] = []
    carried: SectionRole | None = None
    for stretch in stretches:
        if stretch.role not in _MAY_HOLD_OTHERS:
            result.append(stretch)
            continue
        if _ends_run_in(text, stretch, carried, lexicon):
            carried = None
        further = stretch.further
        plain = carried is None and stretch.role is _MEASURES
        wanted = plain and _LEADER in missing | further
        if wanted and _is_leader_paragraph(text, stretch, lexicon):
            result.append(stretch._replace(role=_LEADER))
            continue

        def allowed(hit: Hit, further: frozenset[SectionRole] = further) -> bool:
            return hit.role in further or (hit.role in missing and hit.start >= late)

        parts = _parts(text, stretch, carried, hits, allowed, lexicon)
        result.extend(parts)
        carried = None if parts[-1].role is stretch.role else parts[-1].role
        if carried is _SHORTCOMINGS and stretch.role is _PLAN:
            carried = None
    return result


def _ends_run_in(
    text: str, stretch: Stretch, carried: SectionRole | None, lexicon: Lexicon
) -> bool:
    """Whether a line ends the section that a sentence before it opened."""
    if carried is None:
        return False
    head, line = stretch.head, stretch.line
    if head is not None and (head.roles or (head.rank <= FIRST and carried is not _PLAN)):
        return True
    if stretch.role is not _SHORTCOMINGS:
        return False
    # 二是执法不规范。 after the plan that belongs to point one.
    reach = min(line.end, line.start + _POINT_REACH)
    return (
        _POINT_NUMBER.match(text, line.start, line.end) is not None
        and lexicon.admissions.search(text, line.start, reach) is not None
    )


def _parts(
    text: str,
    stretch: Stretch,
    carried: SectionRole | None,
    hits: Sequence[Hit],
    allowed: Callable[[Hit], bool],
    lexicon: Lexicon,
) -> list[Stretch]:
    """The line, cut where a sentence opens another section."""
    line, head = stretch.line, stretch.head
    role = carried or stretch.role
    begin = line.start if head is None else head.end
    cuts: list[tuple[int, SectionRole]] = []
    for hit in _events(text, begin, line.end, hits, stretch.role):
        point = hit.end == hit.start
        if hit.role is role or not (point or hit.role is stretch.role or allowed(hit)):
            continue
        if point:
            start = _next_point(text, hit, line.end, lexicon) if role is _PLAN else None
        elif hit.role is _SHORTCOMINGS and role is _PLAN and (cuts or carried):
            start = None
        else:
            start = _opening_sentence(text, hit, cuts[-1][0] if cuts else begin, role)
        if start is not None:
            role = hit.role
            cuts.append((start, role))
    return _cut(stretch, carried or stretch.role, cuts)


def _events(text: str, begin: int, end: int, hits: Sequence[Hit], role: SectionRole) -> list[Hit]:
    """What may open a section within a line: phrases and, below shortcomings, 二是 and the like."""
    events = list(hits[bisect_left(hits, (begin,)) : bisect_left(hits, (end,))])
    if role is _SHORTCOMINGS and events:
        points = _POINT.finditer(text, events[0].end, end)
        events += [Hit(point.end(1), point.end(1), _SHORTCOMINGS) for point in points]
        events.sort()
    return events


def _next_point(text: str, point: Hit, end: int, lexicon: Lexicon) -> int | None:
    """Start of the next shortcoming after the plan for the one before."""
    stop = text.find("。", point.start, min(end, point.start + _POINT_REACH))
    reach = min(end, point.start + _POINT_REACH) if stop < 0 else stop
    admitted = lexicon.admissions.search(text, point.start, reach) is not None
    return point.start if admitted else None


def _opening_sentence(text: str, hit: Hit, begin: int, role: SectionRole) -> int | None:
    """Start of the sentence that a phrase opens a section with; None where it opens none."""
    begin = max(begin, hit.start - _SENTENCE_REACH)
    start = max(begin, *(text.rfind(sign, begin, hit.start) + 1 for sign in _ENDS))
    while text[start].isspace():
        start += 1
    if hit.role is _SHORTCOMINGS:
        return start if _admits(text, start, hit) else None
    lead = _LEAD.match(text, start, hit.start)
    if lead is None or lead.end() != hit.start:
        return None
    # 针对存在的问题 opens measures already taken as well, unless it follows the shortcomings.
    if role is not _SHORTCOMINGS and text.startswith("针对", hit.start):
        return None
    return start


def _admits(text: str, start: int, hit: Hit) -> bool:
    """Whether a sentence with 仍存在 owns up to it, and is not about mending: 针对仍存在的问题…"""
    length = hit.start - start
    if length >= _SENTENCE_REACH or _MENDS.match(text, start) is not None:
        return False
    return length <= _SHORT_LEAD or _CONCEDES.search(text, start, hit.start) is not None


def _cut(
    stretch: Stretch, role: SectionRole, cuts: Sequence[tuple[int, SectionRole]]
) -> list[Stretch]:
    line = stretch.line
    if cuts and cuts[0][0] == line.start:
        role = cuts[0][1]
        cuts = cuts[1:]
    bounds = [line.start, *(start for start, _ in cuts), line.end]
    roles = [role, *(role for _, role in cuts)]
    return [
        stretch._replace(
            line=line._replace(start=bounds[index], end=bounds[index + 1]),
            head=stretch.head if index == 0 else None,
            role=of_part,
        )
        for index, of_part in enumerate(roles)
    ]


def _is_leader_paragraph(text: str, stretch: Stretch, lexicon: Lexicon) -> bool:
    """主要负责人切实履行推进法治建设第一责任人职责… at a paragraph's start."""
    line = stretch.line
    begin = line.start if stretch.head is None else stretch.head.end
    reach = min(line.end, begin + _LEADER_REACH)
    if text.find("第一责任", begin, reach) < 0 or line.end - begin > _LONGEST_LEADER_PARAGRAPH:
        return False
    match = lexicon.leader_opening.search(text, begin, reach)
    if match is None or not _opens(text[begin : line.end], match.start() - begin):
        return False
    look_alikes = lexicon.look_alikes.get(_LEADER)
    if look_alikes is not None and look_alikes.search(match.group()):
        return False
    # 严格落实主要负责人…职责，召开党组会2次… tells what the unit did, nobody in person.
    carried_out = _CARRIED_OUT.search(text, begin, match.start()) is not None
    return not carried_out or _PERSONAL.search(text, match.end(), line.end) is not None


def _opens(paragraph: str, start: int) -> bool:
    """Whether the leader stands in the paragraph's first sentence, and not in a title there.

    A leader told of in one point (街道高度重视…。一是主要负责人…。二是…) has none of his own.
    """
    before = paragraph[:start]
    if "。" in before or before.count("《") > before.count("》"):
        return False
    return "一是" not in before or "二是" not in paragraph


def _with_next_year(text: str, hits: list[Hit], year: int | None) -> list[Hit]:
    """2024年，我局将… counts as a phrase of the plan in a report on 2023."""
    if year is None:
        return hits
    phrase = re.compile(
        rf"{year + 1}年(?![0-9])(?=[^。]{{0,30}}(?:将|继续|进一步|力争|计划|重点|拟))"
    )
    further = [Hit(match.start(), match.end(), _PLAN) for match in phrase.finditer(text)]
    return sorted([*hits, *further]) if further else hits

"""Lines with their headings in, a role per line out.

Roles come from the headings' words; where those are silent, from place and content.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from scorer.report import SectionRole
from scorer.segment.dates import find_years
from scorer.segment.headings import TOP, UNNUMBERED, Head
from scorer.segment.lexicon import Found, Lexicon
from scorer.segment.normalise import Line

_MEASURES = SectionRole.MEASURES
_SHORTCOMINGS = SectionRole.SHORTCOMINGS
_LEADER = SectionRole.LEADER
_PLAN = SectionRole.PLAN
_PREAMBLE = SectionRole.PREAMBLE
_OTHER = SectionRole.OTHER

_LONG_OPENING = 400
_PLANS = re.compile("下一步|下步|今后|明年|将|继续|进一步|力争")
_OWN_SUBSECTION = {
    _MEASURES: (_SHORTCOMINGS, _PLAN, _LEADER),
    _LEADER: (_SHORTCOMINGS, _PLAN),
    _SHORTCOMINGS: (_PLAN,),
    _PLAN: (_SHORTCOMINGS,),
}


class Stretch(NamedTuple):
    """A line, or part of one, that stands in one section."""

    line: Line
    head: Head | None
    role: SectionRole
    further: frozenset[SectionRole] = frozenset()
    """Roles that the section's heading names besides (存在不足及下步打算)."""


class _State(NamedTuple):
    base: SectionRole
    """Role of the section that a heading of the first rank opened."""
    further: frozenset[SectionRole]
    role: SectionRole
    """Role here: that of the section, or of a subsection with a role of its own."""
    rank: int
    """Rank of the heading that opened the subsection, UNNUMBERED + 1 without one."""


def settle_ranks(heads: Sequence[Head | None]) -> list[Head | None]:
    """Make the headings of sections the first rank, whatever their numbers look like.

    An unnumbered one gets the rank of the numbered ones, or one above them; a stray heading of a
    higher style ((二) among 1. and (1)) goes below them.
    """
    numbered = [head for head in heads if head is not None and head.rank < UNNUMBERED]
    of_sections = [head.rank for head in numbered if head.roles and head.edge]
    lowest = min((head.rank for head in numbered), default=TOP)
    usual = min(of_sections, key=lambda rank: (-of_sections.count(rank), rank), default=TOP)
    stray = sum(head.rank < usual for head in numbered)
    if usual > lowest and stray >= of_sections.count(usual):
        usual = lowest if lowest in of_sections else TOP
    return [None if head is None else _settled(head, usual) for head in heads]


def _settled(head: Head, usual: int) -> Head:
    if head.rank == UNNUMBERED:
        return head._replace(rank=usual) if head.strong and head.roles else head
    if head.rank < usual and not head.roles:
        return head._replace(rank=usual + 1)
    return head


def assign(
    text: str,
    lines: Sequence[Line],
    heads: Sequence[Head | None],
    found: Found,
    lexicon: Lexicon,
    year: int | None,
) -> list[Stretch]:
    """Give every line between title and signature its role."""
    first = _first_head(text, lines, heads, found)
    start = _body_start(text, lines, heads, found, first)
    known = [None] * start + list(heads[start:])
    top = min((head.rank for head in known if head is not None), default=UNNUMBERED)
    known = [_corrected(text, head, top, lexicon) for head in known]
    state = _section(_PREAMBLE)
    stretches: list[Stretch] = []
    for index, (line, head) in enumerate(zip(lines, known, strict=True)):
        if index == start and head is None:
            state = _section(_MEASURES)
        if head is not None:
            following = lines[index + 1].end if index + 1 < len(lines) else line.end
            below = text[head.end : min(following, head.end + 120)]
            state = _after(state, head, top, text[head.words_start : head.end], below, year)
        if state.role is _SHORTCOMINGS and head is not None and not head.roles:
            words = text[head.words_start : head.end]
            head = None if lexicon.admissions.search(words) is not None else head
        stretches.append(Stretch(line, head, state.role, state.further))
    return stretches


def _corrected(text: str, head: Head | None, top: int, lexicon: Lexicon) -> Head | None:
    """A section heading with a wrong character in its phrase still has its role."""
    if head is None or head.roles or head.rank != top or head.rank == UNNUMBERED:
        return head
    role = lexicon.nearly(text[head.words_start : head.end])
    return head if role is None else head._replace(roles=(role,), edge=True)


def _section(role: SectionRole, *further: SectionRole) -> _State:
    return _State(role, frozenset(further), role, UNNUMBERED + 1)


def _first_head(
    text: str, lines: Sequence[Line], heads: Sequence[Head | None], found: Found
) -> int | None:
    """The line whose heading opens the first section."""
    opening = _opening_line(lines, found, len(lines))
    uncertain: int | None = None
    for index, head in enumerate(heads):
        if head is None:
            continue
        if head.rank < UNNUMBERED:
            # Themes without numbers may come before the first heading that is beyond doubt.
            first_of_all = head.value == 1 or _MEASURES in head.roles
            return index if first_of_all or uncertain is None else uncertain
        if uncertain is None and (opening is None or index > opening):
            uncertain = index
    return uncertain


def _opening_line(lines: Sequence[Line], found: Found, before: int) -> int | None:
    """The line of the opening formula among the first lines."""
    for index, line in enumerate(lines[: min(before, 10)]):
        if any(line.start <= hit.start < line.end for hit in found.openings):
            return index
    return None


def _body_start(
    text: str,
    lines: Sequence[Line],
    heads: Sequence[Head | None],
    found: Found,
    first: int | None,
) -> int:
    """The line with which the first section begins; what stands before it is the opening."""
    opening = _opening_line(lines, found, len(lines) if first is None else first)
    greeted = _after_salutation(text, lines)
    after_opening = greeted if opening is None else opening + 1
    if first is None or first <= after_opening:
        return after_opening if first is None else first
    head = heads[first]
    told = lines[first - 1].end - lines[after_opening].start
    late = head is not None and bool(head.roles) and head.roles[0] in (_SHORTCOMINGS, _PLAN)
    if late:
        return after_opening
    if told > _LONG_OPENING and opening is not None:
        return after_opening
    return first


def _after_salutation(text: str, lines: Sequence[Line]) -> int:
    for index, line in enumerate(lines[:3]):
        if line.end - line.start <= 40 and text[line.end - 1] == "：":
            return index + 1
    return 0


def _after(state: _State, head: Head, top: int, words: str, below: str, year: int | None) -> _State:
    """The state under a heading."""
    if head.rank > top and state.base is not _PREAMBLE:
        return _under_subheading(state, head)
    next_year = year is not None and year + 1 in find_years(words)
    role = _role_of_section(state.base, head, plans=next_year or _PLANS.search(below) is not None)
    if next_year and role is _MEASURES and state.base is not _PREAMBLE:
        role = _PLAN
    further = [other for other in head.roles if other is not role and other is not _MEASURES]
    return _section(role, *further)


def _role_of_section(base: SectionRole, head: Head, *, plans: bool) -> SectionRole:
    """Role of a section by its heading's words, else by the section before it."""
    if head.roles and (head.edge or head.roles[0] in (_LEADER, _OTHER)):
        role = head.roles[0]
        if role is _MEASURES and len(head.roles) > 1 and not head.strong:
            role = head.roles[1]
        unlikely = base is _PREAMBLE and role in (_PLAN, _SHORTCOMINGS) and not head.strong
        if not unlikely and not (role is _MEASURES and base is _PLAN and not head.strong):
            return role
    if base is _SHORTCOMINGS:
        if plans:
            return _PLAN
        return _SHORTCOMINGS if head.value == 1 else _MEASURES
    return base if base in (_PLAN, _OTHER) else _MEASURES


def _under_subheading(state: _State, head: Head) -> _State:
    """A subsection may have a role of its own; the next of its rank returns to the section's."""
    if head.rank > state.rank and not (head.strong and head.roles):
        return state
    role = state.base
    if _LEADER in head.roles and state.base is _MEASURES:
        role = _LEADER
    elif head.strong and head.roles and head.roles[0] in _OWN_SUBSECTION.get(state.base, ()):
        role = head.roles[0]
    if role is state.base:
        return state if state.role is role else _State(role, state.further, role, UNNUMBERED + 1)
    return _State(state.base, state.further, role, head.rank)

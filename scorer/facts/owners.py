"""To which noun or act a number belongs, and whether one number covers several.

In go the text, its clauses and the numbers found; nothing is known of what they are needed for.
Chinese puts the noun before the number (审查合同12件) or after it (开展3次培训); which of the two
holds shows in whether a verb stands right before the number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from scorer.facts import words
from scorer.report import Clause, Span

REACH = 40
"""Characters to either side of a number in which its noun is looked for."""


class Owner(NamedTuple):
    """Where the counted noun stands, and whether the count covers several listed acts."""

    span: Span | None
    pooled: bool


class Number(NamedTuple):
    """A number in the text: its own span, its clause, and its unit."""

    start: int
    end: int
    clause: int
    unit: str


class _Side(NamedTuple):
    """What stands around a number, the words that only lead to it left out."""

    before: int
    """Start of the stretch before it."""
    before_end: int
    after: int
    """Start of the noun after it."""
    after_end: int
    ceiling: int
    """Where a list that opens after the number must end: at the next number or clause."""
    shared: bool
    """Whether only a separator stands between this number and the one before: 12次、3次."""


_AFTER = re.compile(
    f"(?:以上|以下|以内|左右|之多|的)?(?P<noun>[^{re.escape(words.STOPS)}、]{{0,24}})"
)
_LISTED = re.compile(f"[^{re.escape(words.STOPS)}]{{0,32}}")
_SEPARATOR = re.compile(
    "、|以及|和(?![平谐解])|及(?<![涉普波触危]及)(?![时格早])|与(?<!参与)(?<!给予)"
)
_JOINTS = frozenset(("", "、", "和", "及", "与", "以及", "，", ","))
_LIST_MARKS = "、和及与"
_MAY_BE_LISTED = re.compile(f"[{_LIST_MARKS}]")
_WORDS = ("及时", "及格", "及早", "和解", "和谐", "与会", "等级")
"""Words that begin like a joint."""
_LEAD_ENDS = frozenset(word[-1] for word in words.LEADS)


def find_owners(text: str, clauses: Sequence[Clause], numbers: Sequence[Number]) -> list[Owner]:
    """Owner of each number; `numbers` in order of their start."""
    sides = _sides(text, clauses, numbers)
    owners: list[Owner] = []
    for place, number in enumerate(numbers):
        if place + 1 < len(sides) and sides[place + 1].shared and not sides[place].shared:
            owners.extend(_group(text, clauses, numbers[place:], sides[place:]))
        elif not sides[place].shared:
            owners.append(_owner(text, clauses, number, sides[place]))
    return owners


def _sides(text: str, clauses: Sequence[Clause], numbers: Sequence[Number]) -> list[_Side]:
    sides: list[_Side] = []
    previous, previous_clause = 0, -2
    for place, (start, end, clause, _) in enumerate(numbers):
        floor, ceiling = clauses[clause].span
        shared = False
        if previous_clause >= clause - 1:
            shared = text[previous:start].strip() in _JOINTS
            floor = max(floor, previous)
        before, before_end = _before(text, max(floor, start - REACH), start)
        if before >= before_end and previous_clause == clause:
            # 从85%提高到98%: nothing but a lead-in stands between the two.
            shared = True
        if place + 1 < len(numbers):
            ceiling = min(ceiling, numbers[place + 1].start)
        after, after_end = _after(text, end, min(ceiling, end + REACH))
        sides.append(_Side(before, before_end, after, after_end, ceiling, shared))
        previous, previous_clause = end, clause
    return sides


def _before(text: str, floor: int, start: int) -> tuple[int, int]:
    """The stretch before a number, without the words that only lead to it (累计, 先后 …)."""
    for stop in words.STOPS:
        found = text.rfind(stop, floor, start)
        if found >= 0:
            floor = found + 1
    while floor < start and text[floor] in "、和及与等 　" and not text.startswith(_WORDS, floor):
        floor += 1
    return floor, _without_leads(text, floor, start)


def _without_leads(text: str, floor: int, end: int) -> int:
    """Where a stretch ends once words such as 累计 and 分别达到 are taken off it."""
    while end > floor and text[end - 1] in _LEAD_ENDS:
        for length in range(min(words.LONGEST_LEAD, end - floor), 0, -1):
            if text[end - length : end] in words.LEADS:
                end -= length
                break
        else:
            return end
    return end


def _after(text: str, end: int, ceiling: int) -> tuple[int, int]:
    """The noun after a number; empty where none starts or where it leads to the next number."""
    found = _AFTER.match(text, end, ceiling)
    if found is None:  # pragma: no cover - the pattern matches the empty string
        return end, end
    start, stop = found.span("noun")
    if _runs_on(text, stop) or text.startswith(words.NO_NOUNS, start):
        return end, end
    return start, stop


def _group(
    text: str, clauses: Sequence[Clause], numbers: Sequence[Number], sides: Sequence[_Side]
) -> list[Owner]:
    """Owners of the first number and of those that only separators part from it.

    As many listed nouns as numbers: each has its own (分别). Else each takes the noun that
    follows it, or the first one's.
    """
    size = 1
    while size < len(sides) and sides[size].shared:
        size += 1
    first = _owner(text, clauses, numbers[0], sides[0])
    if first.span is not None:
        items = _items(text, first.span)
        if len(items) == size:
            return [Owner(item, False) for item in items]
    return [first] + [
        _owner(text, clauses, number, side) if side.after < side.after_end else first
        for number, side in zip(numbers[1:size], sides[1:size], strict=True)
    ]


def _owner(text: str, clauses: Sequence[Clause], number: Number, side: _Side) -> Owner:
    before, before_end, after, after_end, ceiling, _ = side
    if after < after_end and (
        # 开展3次培训: a verb, or nothing, leads to the number.
        before == before_end
        or text[before_end - 2 : before_end] in words.ACT_VERBS
        or text[after : after + 2] not in words.ACT_VERBS
    ):
        return _with_list(text, Span(after, after_end), ceiling)
    if before == before_end:
        return Owner(_earlier(text, clauses, number), False)
    if _MAY_BE_LISTED.search(text, before, before_end):
        return _listed(text, before, before_end, number.unit)
    return Owner(Span(before, before_end), False)


def _earlier(text: str, clauses: Sequence[Clause], number: Number) -> Span | None:
    """The end of the clause before, where a clause holds nothing but its number: …，共12件."""
    if number.clause == 0:
        return None
    this, previous = clauses[number.clause], clauses[number.clause - 1]
    if previous.sentence != this.sentence:
        return None
    start, end = previous.span
    while end > start and text[end - 1] in words.STOPS:
        end -= 1
    start, end = _before(text, max(start, end - REACH), end)
    return Span(start, end) if start < end else None


def _listed(text: str, start: int, end: int, unit: str) -> Owner:
    """The noun before a number, with the list that it closes."""
    comma = text.find("、", start, end)
    while comma >= 0:
        if text.startswith(words.LIGHT_VERBS, comma + 1):
            # 印发文件、开展培训12次: the number belongs to the second act alone.
            start = comma + 1
        comma = text.find("、", comma + 1, end)
    items = _items(text, Span(start, end))
    if len(items) < 2:
        return Owner(Span(start, end), False)
    if text.find("》", start, end) >= 0:
        etc = text.rfind("等", start, end)
        return Owner(Span(etc + 1 if etc >= 0 else start, end), False)
    return Owner(Span(start, end), _is_pooled(text, items, unit))


def _items(text: str, span: Span) -> list[Span]:
    """The pieces of a stretch between 、 和 及 与."""
    items, start = [], span.start
    for found in _SEPARATOR.finditer(text, *span):
        items.append(Span(start, found.start()))
        start = found.end()
    items.append(Span(start, span.end))
    return [item for item in items if item.start < item.end]


def _is_pooled(text: str, items: Sequence[Span], unit: str) -> bool:
    """Whether the list is of the counted acts, not of places, actors or subjects studied."""
    last = text[items[-1].start : items[-1].end]
    if any(verb in last for verb in words.LIGHT_VERBS):
        return False
    first = text[items[0].start : items[0].end]
    return not (unit in words.EVENT_UNITS and any(verb in first for verb in words.ONE_ACT_VERBS))


def _with_list(text: str, after: Span, ceiling: int) -> Owner:
    """The noun after a number, with the list that it opens: 开展3次培训、检查等活动."""
    if not text.startswith("、", after.end) or text.startswith(words.LIGHT_VERBS, after.end + 1):
        return Owner(after, False)
    found = _LISTED.match(text, after.start, ceiling)
    if found is None or _runs_on(text, found.end()):
        return Owner(after, False)
    return Owner(Span(after.start, found.end()), True)


def _runs_on(text: str, end: int) -> bool:
    """Whether a stretch breaks off before a mark, because the next number follows."""
    return end < len(text) and text[end] not in words.STOPS and text[end] != "、"

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
from scorer.facts.count import Count
from scorer.report import Clause, Span

REACH = 40
"""Characters to either side of a number in which its noun is looked for."""


class Owner(NamedTuple):
    """Where the counted noun stands, and whether the count covers several listed acts."""

    span: Span | None
    pooled: bool


_AFTER = re.compile(f"(?:以上|以下|以内|左右|之多|的)?([^{re.escape(words.STOPS)}、]{{0,24}})")
_LISTED = re.compile(f"[^{re.escape(words.STOPS)}]{{0,32}}")
_SEPARATOR = re.compile(
    "、(?!一公开)|以及|和(?![平谐解])|及(?<![涉普波触危]及)(?![时格早])|与(?<!参与)(?<!给予)"
)
_STOP = re.compile(f"[{re.escape(words.STOPS)}]")
_EDGES = frozenset(words.STOPS + "、")
_FRONT = frozenset("、和及与等 　")
_JOINTS = frozenset(("", "、", "和", "及", "与", "以及", "，", ","))
LONGEST_JOINT = 4
_LIST_MARKS = "、和及与"
_MAY_BE_LISTED = re.compile(f"[{_LIST_MARKS}]")
_WORDS = ("及时", "及格", "及早", "和解", "和谐", "与会", "等级")
"""Words that begin like a joint."""
_LEAD_ENDS = frozenset(word[-1] for word in words.LEADS)


def find_owners(
    text: str, clauses: Sequence[Clause], numbers: Sequence[Count], places: Sequence[int]
) -> list[Owner]:
    """Owner of each number; `numbers` in order of their start, `places` their clauses.

    Numbers that only separators part (分别为3件、2件) form a group: as many listed nouns as numbers
    and each has its own; else each takes the noun that follows it, or the first one's.
    """
    owners: list[Owner] = []
    group, previous, previous_clause = 0, 0, -2
    last = len(numbers) - 1
    for place, (start, end, _, unit, _) in enumerate(numbers):
        clause = places[place]
        floor, ceiling = clauses[clause].span
        shared = False
        if previous_clause >= clause - 1:
            gap = start - previous
            shared = gap <= LONGEST_JOINT and text[previous:start].strip() in _JOINTS
            floor = max(floor, previous)
        if place < last:
            ceiling = min(ceiling, numbers[place + 1].start)
        before = _before(text, max(floor, start - REACH), start)
        if before[0] >= before[1] and previous_clause == clause:
            # 从85%提高到98%: nothing but a lead-in stands between the two.
            shared = True
        owner = _owner(text, before, end, ceiling=min(ceiling, end + REACH), unit=unit)
        if shared and owner is None:
            owners.append(owners[group])
        else:
            _share_out(text, owners, group)
            group = place
            owners.append(owner or Owner(_earlier(text, clauses, clause), False))
        previous, previous_clause = end, clause
    _share_out(text, owners, group)
    return owners


def _share_out(text: str, owners: list[Owner], group: int) -> None:
    """Give each number of the group that ends here its own one of as many listed nouns."""
    size = len(owners) - group
    if size > 1 and (listed := owners[group].span) is not None:
        items = _items(text, listed)
        if len(items) == size:
            owners[group:] = [Owner(item, False) for item in items]


def _before(text: str, floor: int, start: int) -> tuple[int, int]:
    """The stretch before a number, without the words that only lead to it (累计, 先后 …)."""
    stop = _STOP.search(text, floor, start)
    while stop is not None:
        floor = stop.end()
        stop = _STOP.search(text, floor, start)
    if text[start - 1] in _LIST_MARKS or (text[start - 1] in "日月" and text[start - 2].isdigit()):
        # 3个街道、5个社区: what stands before belongs to another number or is a date.
        return start, start
    while floor < start and text[floor] in _FRONT and not text.startswith(_WORDS, floor):
        floor += 1
    return floor, _without_leads(text, floor, start)


def _without_leads(text: str, floor: int, end: int) -> int:
    """Where a stretch ends once words such as 累计 and 分别达到 are taken off it."""
    while end > floor and text[end - 1] in _LEAD_ENDS:
        for length in range(min(words.LONGEST_LEAD, end - floor), 0, -1):
            word = text[end - length : end]
            if word in words.LEADS:
                end -= length
                break
            if word in words.NO_LEADS:
                return end
        else:
            return end
    return end


def _owner(
    text: str, before: tuple[int, int], end: int, *, ceiling: int, unit: str
) -> Owner | None:
    """The noun before or after a number that ends at `end`; None where there is neither.

    `ceiling` is where the next number or clause starts.
    """
    start, before_end = before
    after = _after(text, end, ceiling)
    if after is not None:
        led = start >= before_end or text[before_end - 2 : before_end] in words.ACT_VERBS
        follows = text[after.start : after.start + 2] not in words.ACT_VERBS
        if _runs_on(text, after.end):
            # 检查30家发现问题12个: what follows belongs to the next number.
            led = before_end - start <= len("开展") or (led and follows)
            follows = False
        if led or follows:
            # 开展3次培训: a verb, or nothing, leads to the number.
            return _with_list(text, after, ceiling)
    if start >= before_end:
        return None
    if _MAY_BE_LISTED.search(text, start, before_end) and "各" not in text[before_end:end]:
        return _listed(text, start, before_end, unit)
    return Owner(Span(start, before_end), False)


def _after(text: str, end: int, ceiling: int) -> Span | None:
    """The noun after a number."""
    if end >= ceiling or text[end] in _EDGES:
        return None
    found = _AFTER.match(text, end, ceiling)
    if found is None or not found[1] or text.startswith(words.NO_NOUNS, found.start(1)):
        return None
    return Span(*found.span(1))


def _earlier(text: str, clauses: Sequence[Clause], clause: int) -> Span | None:
    """The end of the clause before, where a clause holds nothing but its number: …，共12件."""
    if clause == 0:
        return None
    this, previous = clauses[clause], clauses[clause - 1]
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
    """The pieces of a stretch between 、 和 及 与, those inside “” aside."""
    items, start = [], span.start
    for found in _SEPARATOR.finditer(text, *span):
        place = found.start()
        if text.rfind("“", start, place) <= text.rfind("”", start, place):
            items.append(Span(start, place))
            start = found.end()
    items.append(Span(start, span.end))
    return [item for item in items if item.start < item.end]


def _is_pooled(text: str, items: Sequence[Span], unit: str) -> bool:
    """Whether the list is of the counted acts, not of places, actors or subjects."""
    first, *_, last = (text[start:end] for start, end in items)
    if unit in words.PERSON_UNITS or "各" in last:
        return False
    events = unit in words.EVENT_UNITS
    if any(verb in last for verb in words.LIGHT_VERBS):
        # 深入学校、企业开展宣传 lists places; 对合同、协议进行审查 what the act was done to.
        return not events and first.startswith("对")
    if not events:
        return True
    if last.endswith(words.ACT_NOUNS) and not any(
        text.endswith(words.ACT_NOUNS, *item) for item in items[:-1]
    ):
        return False
    return not any(verb in first for verb in words.ONE_ACT_VERBS)


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
    return end < len(text) and text[end] not in _EDGES

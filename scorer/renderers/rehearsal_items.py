"""Moved verdicts in, the items' part of the rehearsal page out: equal sentences shown once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from scorer.kinds import Verdict
from scorer.rehearsed import ItemMove, ItemSide, Rehearsal, RehearsedItem, Way
from scorer.renderers.rehearsal_values import (
    ExampleView,
    ItemView,
    QuietItem,
    SideView,
    VerdictWord,
    WayView,
)
from scorer.renderers.wording import (
    REASON_WORDS,
    VERDICT_SYMBOLS,
    VERDICT_WORDS,
    points_text,
    printable,
)
from scorer.result import NearMissReason

EXAMPLES_SHOWN: Final = 6
"""Most examples of one way of one item; equal sentences count as one."""
ITEMS_OPEN: Final = 3
"""So many items show the sentences of their most frequent way at once."""
_DIGITS: Final = re.compile(r"[0-9０-９]+")
NO_ITEM: Final = "无此项"
_RANKS: Final[Mapping[Verdict, int]] = {
    Verdict.ABSENT: 0,
    Verdict.PLANNED: 1,
    Verdict.STATED: 2,
    Verdict.EVIDENCED: 3,
}

Told = tuple[str, ItemMove]
"""Name of the report and what moved in it."""


def verdict_word(verdict: Verdict | None) -> VerdictWord:
    """The verdict's symbol and word."""
    if verdict is None:
        return VerdictWord("not_applicable", NO_ITEM)
    return VerdictWord(verdict.value, f"{VERDICT_SYMBOLS[verdict]} {VERDICT_WORDS[verdict]}")


def direction(old: Verdict | None, new: Verdict | None) -> str:
    """`up`, `down`, or `aside` where neither verdict is the better one."""
    before, after = (None if one is None else _RANKS.get(one) for one in (old, new))
    if before is None or after is None:
        return "aside"
    return "up" if after > before else "down"


def item_views(rehearsal: Rehearsal) -> tuple[tuple[ItemView, ...], tuple[QuietItem, ...]]:
    """Items whose verdicts moved, and those where only points or sentences did."""
    told: dict[tuple[str, Way], list[Told]] = defaultdict(list)
    for report in rehearsal.reports:
        for move in report.moves:
            told[move.item, (move.old.verdict, move.new.verdict)].append((report.name, move))
    moved = tuple(
        _item(item, told, place < ITEMS_OPEN)
        for place, item in enumerate(rehearsal.items)
        if item.moved
    )
    quiet = [(item, _note(item)) for item in rehearsal.items if not item.moved]
    return moved, tuple(
        QuietItem(item.id, printable(item.title), note) for item, note in quiet if note
    )


def _item(item: RehearsedItem, told: Mapping[tuple[str, Way], list[Told]], open_: bool) -> ItemView:
    return ItemView(
        item.id,
        printable(item.title),
        _note(item),
        item.moved,
        open_,
        tuple(_way(way, count, told[item.id, way]) for way, count in item.ways.items()),
    )


def _note(item: RehearsedItem) -> str:
    """What else is new about the item."""
    old, new = item.old_points, item.new_points
    parts = []
    if old is None and new is not None:
        parts.append(f"新增要点，{points_text(new)} 分")
    elif old is not None and new is None:
        parts.append(f"要点已删去，原 {points_text(old)} 分")
    elif old is not None and new is not None and old != new:
        parts.append(f"分值 {points_text(old)} → {points_text(new)}")
    if item.requoted:
        parts.append(f"另有 {item.requoted} 份判定不变而依据的句子变了")
    return "；".join(parts)


def _way(way: Way, count: int, told: Iterable[Told]) -> WayView:
    alike: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for one in told:
        alike[_text(one[1].old), _text(one[1].new)].append(one)
    groups = sorted(alike.items(), key=lambda group: (-len(group[1]), group[0]))
    shown = groups[:EXAMPLES_SHOWN]
    return WayView(
        verdict_word(way[0]),
        verdict_word(way[1]),
        direction(*way),
        count,
        tuple(_example(same) for _, same in shown),
        count - sum(len(same) for _, same in shown),
    )


def _text(side: ItemSide) -> str:
    """What makes two examples the same: the sentence, whatever its numbers."""
    return "" if side.quote is None else _DIGITS.sub("0", side.quote.text)


def _example(same: list[Told]) -> ExampleView:
    name, move = same[0]
    return ExampleView(printable(name), _side(move.old), _side(move.new), len(same) - 1)


def _side(side: ItemSide) -> SideView:
    quote = side.quote
    if quote is None:
        return SideView(verdict_word(side.verdict), (), "", printable(side.reason))
    why = REASON_WORDS[NearMissReason(quote.refused)] if quote.refused else ""
    pieces = tuple(piece._replace(text=printable(piece.text)) for piece in quote.pieces)
    return SideView(verdict_word(side.verdict), pieces, quote.place, why or printable(side.reason))

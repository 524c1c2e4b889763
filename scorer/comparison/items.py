"""Two results in, what became of items, groups, findings, advice and plans out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from typing import Final

from scorer.compared import (
    Basis,
    Cause,
    ChangeKind,
    FindingChange,
    FindingState,
    GroupChange,
    GroupState,
    ItemChange,
    ItemState,
    Mending,
    Move,
    Promise,
    Side,
)
from scorer.kinds import Verdict

_RANKS: Final = {
    Verdict.ABSENT: 0,
    Verdict.PLANNED: 1,
    Verdict.STATED: 2,
    Verdict.EVIDENCED: 3,
}
_CREDITED: Final = (Verdict.STATED, Verdict.EVIDENCED)
_CARRIED: Final = (Verdict.PLANNED, *_CREDITED)
"""Verdicts that rest on quotes; what was refused beside them is no ground for the others."""


def minus(one: float, two: float) -> float:
    """The difference without the dust of binary fractions."""
    return round(one - two, 6) + 0.0


def split(old: float, between: float | None, new: float, basis: Basis) -> Move:
    """A move and its parts; `between` is the value that the bridge gives, where there is one."""
    total = minus(new, old)
    match basis:
        case Basis.SAME_RULES:
            return Move(total, 0.0, total)
        case Basis.SAME_TEXT:
            return Move(total, total, 0.0)
        case Basis.UNKNOWN:
            return Move(total, None, None)
    if between is None:
        return Move(total, None, None)
    first, second = minus(between, old), minus(new, between)
    if basis is Basis.OLD_TEXT_NEW_RULES:
        return Move(total, first, second)
    return Move(total, second, first)


def item_changes(old: Side, new: Side, bridge: Side | None, basis: Basis) -> tuple[ItemChange, ...]:
    """Items that differ, in the order of the newer rules, then those that are no longer in them."""
    before = {item.id: item for item in old.items}
    after = {item.id: item for item in new.items}
    between = {item.id: item for item in bridge.items} if bridge else {}
    changes = []
    for key in [*after, *(key for key in before if key not in after)]:
        one, two = before.get(key), after.get(key)
        kind = _kind(one, two)
        if kind is None:
            continue
        middle = between.get(key)
        told = two or one
        assert told is not None
        changes.append(
            ItemChange(
                key,
                told.title,
                kind,
                _cause((one, middle, two), basis),
                one,
                two,
                split(_points(one), _points(middle), _points(two), basis),
            )
        )
    return tuple(changes)


def _points(item: ItemState | GroupState | None) -> float:
    return 0.0 if item is None else item.points


def _kind(old: ItemState | None, new: ItemState | None) -> ChangeKind | None:
    if old is None:
        return ChangeKind.ADDED
    if new is None:
        return ChangeKind.RETIRED
    if old.verdict is not new.verdict:
        return _verdict_change(old.verdict, new.verdict)
    if (old.points, old.max_points) != (new.points, new.max_points):
        return ChangeKind.REWEIGHTED
    if _texts(old) != _texts(new):
        return ChangeKind.REQUOTED
    return None


def _texts(item: ItemState) -> tuple[tuple[str, str], ...]:
    """What carries the verdict, without the places, which move whenever a line is put in above."""
    if item.verdict not in _CARRIED:
        return ()
    return tuple((quote.text, quote.why) for quote in item.quotes)


def _verdict_change(old: Verdict, new: Verdict) -> ChangeKind:
    if new is Verdict.UNREADABLE:
        return ChangeKind.UNREAD
    if old is Verdict.UNREADABLE:
        return ChangeKind.READ
    if old is Verdict.NOT_APPLICABLE:
        return ChangeKind.APPLIES
    if new is Verdict.NOT_APPLICABLE:
        return ChangeKind.DROPS
    return ChangeKind.GAINED if _RANKS[new] > _RANKS[old] else ChangeKind.LOST


def _cause(
    states: tuple[ItemState | None, ItemState | None, ItemState | None], basis: Basis
) -> Cause:
    match basis:
        case Basis.SAME_RULES:
            return Cause.TEXT
        case Basis.SAME_TEXT:
            return Cause.RULES
        case Basis.UNKNOWN:
            return Cause.UNKNOWN
    old, between, new = map(_judged, states)
    moved = (old != between, between != new)
    if basis is Basis.NEW_TEXT_OLD_RULES:
        moved = moved[::-1]
    match moved:
        case (True, True):
            return Cause.BOTH
        case (True, False):
            return Cause.RULES
        case _:
            return Cause.TEXT


def _judged(item: ItemState | None) -> object:
    return None if item is None else (item.verdict, item.points, item.max_points, _texts(item))


def group_changes(
    old: Side, new: Side, bridge: Side | None, basis: Basis
) -> tuple[GroupChange, ...]:
    """Every group of either result, in the order of the newer rules."""
    before = {group.id: group for group in old.groups}
    after = {group.id: group for group in new.groups}
    between = {group.id: group for group in bridge.groups} if bridge else {}
    changes = []
    for key in [*after, *(key for key in before if key not in after)]:
        one, two = before.get(key), after.get(key)
        told = two or one
        assert told is not None
        move = split(_points(one), _points(between.get(key)), _points(two), basis)
        changes.append(GroupChange(key, told.title, one, two, move))
    return tuple(changes)


def finding_changes(old: Side, new: Side) -> tuple[FindingChange, ...]:
    """Findings that are new, gone and kept, each once; what is alike but for its message or for
    its quotes is the same finding."""
    gone, fresh = dict(enumerate(old.findings)), dict(enumerate(new.findings))
    for likeness in _LIKENESSES:
        _drop_pairs(gone, fresh, likeness)
    return (
        *(FindingChange(finding, "new") for finding in fresh.values()),
        *(FindingChange(finding, "gone") for finding in gone.values()),
        *(
            FindingChange(finding, "kept")
            for place, finding in enumerate(new.findings)
            if place not in fresh
        ),
    )


_LIKENESSES: Final[tuple[Callable[[FindingState], Hashable], ...]] = (
    lambda finding: (finding.id, finding.message, finding.quotes),
    lambda finding: (finding.id, finding.quotes) if finding.quotes else None,
    lambda finding: (finding.id, finding.message),
)


def _drop_pairs(
    gone: dict[int, FindingState],
    fresh: dict[int, FindingState],
    likeness: Callable[[FindingState], Hashable],
) -> None:
    """Take out of both what has its like in the other."""
    waiting: defaultdict[Hashable, list[int]] = defaultdict(list)
    for place, finding in gone.items():
        waiting[likeness(finding)].append(place)
    for place, finding in list(fresh.items()):
        key = likeness(finding)
        if key is not None and waiting[key]:
            del gone[waiting[key].pop(0)], fresh[place]


def mendings(old: Side, new: Side) -> tuple[Mending, ...]:
    """What came of every item that the older result asked to be supplemented, by weight."""
    after = {item.id: item for item in new.items}
    asked = [item for item in old.items if item.points_at_stake > 0 and item.verdict in _RANKS]
    asked.sort(key=lambda item: -item.points_at_stake)
    return tuple(
        Mending(item, after.get(item.id), _mended(item, after.get(item.id))) for item in asked
    )


def _mended(old: ItemState, new: ItemState | None) -> str:
    if new is None or new.verdict not in _RANKS:
        return "void"
    if new.verdict is Verdict.EVIDENCED:
        return "mended"
    return "better" if _RANKS[new.verdict] > _RANKS[old.verdict] else "open"


def promises(old: Side, new: Side) -> tuple[Promise, ...]:
    """What came of every item that the older report only planned, still open ones first."""
    after = {item.id: item for item in new.items}
    found = [
        Promise(item, after.get(item.id), _kept(after.get(item.id)))
        for item in old.items
        if item.verdict is Verdict.PLANNED
    ]
    order = ("open", "done", "void")
    return tuple(sorted(found, key=lambda promise: order.index(promise.outcome)))


def _kept(new: ItemState | None) -> str:
    if new is None or new.verdict not in _RANKS:
        return "void"
    return "done" if new.verdict in _CREDITED else "open"


def count_same(old: Side, new: Side, changes: Iterable[ItemChange]) -> int:
    """Items of either result that did not change at all."""
    both = {item.id for item in old.items} | {item.id for item in new.items}
    return len(both) - len({change.id for change in changes})

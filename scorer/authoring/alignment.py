"""Which elements of a list stay, change, go or are new."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from scorer.authoring.spans import Value

_NAMING = ("id", "name", "text", "document", "version", "title")


class Pair(NamedTuple):
    """An old element and what it becomes; None: it is new, or it goes."""

    old: int | None
    new: int | None


def align(old: Sequence[Value], new: Sequence[Value]) -> Iterator[Pair]:
    """Pairs in an order that keeps that of both lists. Elements that differ are one and the same
    where they have the same name, or stand alone between the same neighbours."""
    lines = [canonical(one) for one in old], [canonical(one) for one in new]
    matcher = SequenceMatcher(None, *lines, autojunk=False)
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "equal":
            yield from (Pair(first + at, start + at) for at in range(last - first))
        else:
            yield from _between(range(first, last), range(start, end), old, new)


def _between(
    olds: range, news: range, old: Sequence[Value], new: Sequence[Value]
) -> Iterator[Pair]:
    if len(olds) == len(news) and not any(_has_id(old[at]) for at in olds):
        yield from map(Pair, olds, news)
        return
    left = [_name(old[at], at) for at in olds]
    right = [_name(new[at], -1 - at) for at in news]
    for tag, first, last, start, end in SequenceMatcher(
        None, left, right, autojunk=False
    ).get_opcodes():
        if tag == "equal":
            yield from (Pair(olds[first + at], news[start + at]) for at in range(last - first))
        else:
            yield from (Pair(at, None) for at in olds[first:last])
            yield from (Pair(None, at) for at in news[start:end])


def _has_id(value: Value) -> bool:
    return isinstance(value, dict) and "id" in value


def _name(value: Value, at: int) -> str:
    if isinstance(value, dict):
        for key in _NAMING:
            if isinstance(value.get(key), str):
                return f"{key}:{value[key]}"
    return f"#{at}"


def canonical(value: Value) -> str:
    """Text that is equal for values that say the same; keys have no order."""
    return json.dumps(_normal(value), ensure_ascii=False, sort_keys=True)


def _normal(value: Value) -> Value:
    if isinstance(value, dict):
        return {key: _normal(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_normal(one) for one in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value

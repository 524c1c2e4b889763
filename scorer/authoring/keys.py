"""The order of keys in the rule files: for keys that are added, and for files put in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from scorer.authoring.spans import Value

_ORDER = (
    *("id", "name", "text", "verdict", "document", "article", "confidence", "group", "title"),
    *("points", "percent", "applies_to", "others", "told_by", "from_year", "structure"),
    *("requirement", "basis", "advice", "in_preamble", "look_alikes", "defects"),
    *("all", "words", "status", "direction", "scope", "strength", "none", "within", "near"),
    *("ordered", "in_titles", "facts", "pooled", "actors", "section", "sections", "under", "kinds"),
    *("stated", "evidenced", "mentioned", "waived", "examples", "allow"),
    *("heading", "unit_kind", "year", "to_year"),
)
_RANKS = {key: rank for rank, key in enumerate(_ORDER)}


def position_of(key: str, present: Sequence[str]) -> int:
    """How many of the keys that are there stand before the new one; never 0 where there are any,
    since the first key names the entry."""
    rank = _RANKS.get(key, len(_ORDER))
    before = [at for at, one in enumerate(present, start=1) if _RANKS.get(one, -1) <= rank]
    return max(before, default=min(1, len(present)))


def in_order(value: Mapping[str, Value]) -> dict[str, Value]:
    """The map with its keys as the shipped files order them."""
    return dict(sorted(value.items(), key=lambda entry: _RANKS.get(entry[0], len(_ORDER))))


def order_of(keys: Iterable[str]) -> list[int]:
    """The places of the keys in the order of the shipped files; as they stand where one of them is
    no key of an item, pattern, example, basis or cue."""
    ranks = [_RANKS.get(key) for key in keys]
    places = list(range(len(ranks)))
    known = [rank for rank in ranks if rank is not None]
    return sorted(places, key=known.__getitem__) if len(known) == len(ranks) else places

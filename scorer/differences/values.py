"""What two checklists differ in; plain values."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple


class Effect(StrEnum):
    """What a difference can change in a result, from the most to the least."""

    VERDICT = "verdict"
    SCORE = "score"
    FINDING = "finding"
    DISPLAY = "display"


EFFECT_WORDS: Mapping[Effect, str] = MappingProxyType(
    {
        Effect.VERDICT: "可能改变判定",
        Effect.SCORE: "只改变得分或等次",
        Effect.FINDING: "只改变全文核查",
        Effect.DISPLAY: "不改变判定和得分",
    }
)


class Difference(NamedTuple):
    """One difference, in words."""

    area: str
    """What it is about: 检查单, 分组, 要点, 词汇表 …"""
    name: str
    """Which of them: an item's id, a term's name; empty where there is only one."""
    key: str
    """The key of the rule file."""
    message: str
    effect: Effect


class Side(NamedTuple):
    """One of the two checklists."""

    id: str
    title: str
    version: str
    digest: str
    overlays: tuple[str, ...]


class Differences(NamedTuple):
    """All differences, in the order of the areas and of the new checklist."""

    old: Side
    new: Side
    found: tuple[Difference, ...]

    def count(self, effect: Effect) -> int:
        """How many have this effect."""
        return sum(one.effect is effect for one in self.found)

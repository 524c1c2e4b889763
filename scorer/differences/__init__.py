"""Two checklists → what the new one has otherwise, in words, and what each change can move."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scorer.checklist import Checklist
from scorer.differences.items import compare_items
from scorer.differences.lists import compare_about, compare_lists
from scorer.differences.values import EFFECT_WORDS, Difference, Differences, Effect, Side

__all__ = ["Difference", "Differences", "Effect", "differences", "differences_json", "lines_of"]

JSON_VERSION = 1


def differences(old: Checklist, new: Checklist) -> Differences:
    """Everything in which `new` differs from `old`, always in the same order."""
    found = (*compare_about(old, new), *compare_items(old, new), *compare_lists(old, new))
    return Differences(_side(old), _side(new), found)


def _side(checklist: Checklist) -> Side:
    return Side(
        checklist.id, checklist.title, checklist.version, checklist.digest, checklist.overlays
    )


def lines_of(result: Differences) -> Iterator[str]:
    """The differences for a person, those that can move a verdict marked."""
    yield f"{_told(result.old)} → {_told(result.new)}"
    if not result.found:
        same = "摘要相同" if result.old.digest == result.new.digest else "摘要不同，请告知开发者"
        yield f"没有不同（{same}）。"
        return
    area = ""
    for one in result.found:
        if one.area != area:
            area = one.area
            yield f"{area}："
        name = f"{one.name}：" if area == "要点" and one.name else ""
        yield f"  {'★' if one.effect is Effect.VERDICT else '　'}{name}{one.message}"
    counts = "、".join(
        f"{EFFECT_WORDS[effect]}的{number}处"
        for effect in Effect
        if (number := result.count(effect))
    )
    yield f"共{len(result.found)}处不同：{counts}。★ 可能改变判定。"


def _told(side: Side) -> str:
    overlays = "".join(f"＋{name}" for name in side.overlays)
    return f"{side.title} {side.version}{overlays}（{side.digest[:12]}）"


def differences_json(result: Differences) -> dict[str, Any]:
    """The differences for a machine; keys are stable within a version."""
    return {
        "version": JSON_VERSION,
        "old": {**result.old._asdict(), "overlays": list(result.old.overlays)},
        "new": {**result.new._asdict(), "overlays": list(result.new.overlays)},
        "same": not result.found,
        "counts": {effect.value: result.count(effect) for effect in Effect},
        "differences": [
            {
                "area": one.area,
                "name": one.name,
                "key": one.key,
                "message": one.message,
                "effect": one.effect.value,
            }
            for one in result.found
        ],
    }

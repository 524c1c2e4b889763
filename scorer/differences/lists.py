"""Everything but the items compared: groups, vocabulary, cues, outline, actors, titles."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from scorer.checklist import Checklist
from scorer.differences.values import Difference, Effect
from scorer.differences.wording import phrases_told, quoted, step, told

_WORD_LISTS = frozenset({"words", "names", "signs", "wrong", "allowed", "aliases"})


def compare_about(old: Checklist, new: Checklist) -> Iterator[Difference]:
    """Id, title, version, date, overlays, retired ids, history."""
    for key, message in _about(old, new):
        yield Difference("检查单", "", key, message, Effect.DISPLAY)


def _about(old: Checklist, new: Checklist) -> Iterator[tuple[str, str]]:
    for key in ("id", "title", "version", "date"):
        was, now = getattr(old, key), getattr(new, key)
        if was != now:
            yield key, step(key, was, now)
    yield from (("overlays", message) for message in _overlays(old.overlays, new.overlays))
    for name in _missing(new.retired, old.retired):
        yield "retired", f"编号“{name}”列为停用"
    for name in _missing(old.retired, new.retired):
        yield "retired", f"编号“{name}”不再列为停用"
    for release in _missing(new.changelog, old.changelog):
        yield "changelog", f"更新记录新增 {release.version}：{'；'.join(release.changes)}"
    for release in _missing(old.changelog, new.changelog):
        yield "changelog", f"更新记录删去 {release.version}：{'；'.join(release.changes)}"
    if old.allow != new.allow:
        yield "allow", "规则检查放过的情况或理由变了"


def _overlays(old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[str]:
    if added := _missing(new, old):
        yield f"加上补充规则{quoted(added)}；它改动的内容列在下面"
    if dropped := _missing(old, new):
        yield f"去掉补充规则{quoted(dropped)}；它改动的内容列在下面"
    if old != new and set(old) == set(new):
        yield "补充规则的先后次序变了"


T = TypeVar("T")


def _missing(some: Iterable[T], others: Sequence[T]) -> list[T]:
    """Those that the others lack."""
    return [one for one in some if one not in others]


def compare_lists(old: Checklist, new: Checklist) -> Iterator[Difference]:
    """Lists of records, each by what names it."""
    yield from _records("分组", "groups", "id", Effect.SCORE, (old, new))
    yield from _records("等次", "grades", "title", Effect.SCORE, (old, new))
    yield from _mapping("得分比例", "credits", Effect.SCORE, (old.credits, new.credits))
    yield from _mapping("扣分", "deductions", Effect.SCORE, (old.deductions, new.deductions))
    yield from _records("单位类型", "unit_kinds", "id", Effect.VERDICT, (old, new))
    yield from _vocabulary(old, new)
    yield from _records("线索词", "cues", "id", Effect.VERDICT, (old, new))
    yield from _words("报告结构用语", "outline", (old.outline, new.outline))
    yield from _words("行为主体用语", "actors", (old.actors, new.actors))
    yield from _records("规范提法", "fixed_terms", "text", Effect.FINDING, (old, new))
    yield from _records("法律文件名称", "legal_titles", "title", Effect.FINDING, (old, new))


def _vocabulary(old: Checklist, new: Checklist) -> Iterator[Difference]:
    area, key = "词汇表", "vocabulary"
    for name, term in new.terms.items():
        was = old.terms.get(name)
        users = _users(name, new)
        if was is None:
            message = f"新增词条“{name}”：{quoted(term.words)}"
            yield Difference(area, name, key, message, Effect.VERDICT)
        else:
            for change in phrases_told(was.words, term.words):
                told_where = f"（用到它的要点：{'、'.join(users)}）" if users else ""
                message = f"词条“{name}”{change}{told_where}"
                yield Difference(area, name, key, message, Effect.VERDICT)
    for name in old.terms:
        if name not in new.terms:
            yield Difference(area, name, key, f"删去词条“{name}”", Effect.VERDICT)


def _users(name: str, checklist: Checklist) -> list[str]:
    """Items with a term that names the entry."""
    words = checklist.terms[name].words
    found = []
    for item in checklist.items:
        patterns = (*item.stated, *item.evidenced, *item.mentioned, *item.waived)
        needs = (need.words for one in patterns for need in one.facts)
        terms = [
            *(term for one in patterns for term in (*one.all, *one.none, one.under) if term),
            *(term for term in needs if term is not None),
            *item.look_alikes,
        ]
        if any(name in term.name.split("、") and set(words) <= set(term.words) for term in terms):
            found.append(item.id)
    return found


def _records(
    area: str, key: str, named_by: str, effect: Effect, sides: tuple[Checklist, Checklist]
) -> Iterator[Difference]:
    """Records of a list that are new, gone, changed or in another order."""
    before, after = ({getattr(one, named_by): one for one in getattr(side, key)} for side in sides)
    for name, record in after.items():
        if name not in before:
            yield Difference(area, name, key, f"新增{area}“{name}”", effect)
        else:
            for field, message in _field_steps(before[name], record, named_by):
                shown = Effect.DISPLAY if field == "title" else effect
                yield Difference(area, name, field, f"“{name}”{message}", shown)
    for name in before:
        if name not in after:
            yield Difference(area, name, key, f"删去{area}“{name}”", effect)
    both = [name for name in before if name in after]
    if both != [name for name in after if name in before]:
        # The order of cues and kinds decides between equals; that of groups is the page's.
        moved = effect if key in ("cues", "unit_kinds") else Effect.DISPLAY
        yield Difference(area, "", key, f"{area}的先后次序变了", moved)


def _field_steps(old: Any, new: Any, named_by: str) -> Iterator[tuple[str, str]]:
    for field in dataclasses.fields(new):
        was, now = getattr(old, field.name), getattr(new, field.name)
        if was == now or field.name == named_by:
            continue
        if field.name in _WORD_LISTS:
            changes = list(phrases_told(was, now)) or ["短语的次序变了"]
            yield field.name, "，".join(changes)
        else:
            yield field.name, f"的{step(field.name, was, now)}"


def _mapping(
    area: str, key: str, effect: Effect, sides: tuple[Mapping[Any, float], Mapping[Any, float]]
) -> Iterator[Difference]:
    old, new = sides
    for name in {**old, **new}:
        if old.get(name) != new.get(name):
            message = f"{told(name)} {told(old.get(name))}→{told(new.get(name))}"
            yield Difference(area, str(name), key, message, effect)


def _words(area: str, key: str, sides: tuple[Any, Any]) -> Iterator[Difference]:
    """Lists of phrases by field, some of them by a further key."""
    from scorer.loader.descriptions import DESCRIPTIONS

    old, new = sides
    for field in dataclasses.fields(new):
        about = DESCRIPTIONS[type(new).__name__][field.name]
        was, now = getattr(old, field.name), getattr(new, field.name)
        if not isinstance(now, Mapping):
            was, now = {"": was}, {"": now}
        for name in {**was, **now}:
            label = f"{about}（{told(name)}）" if name else about
            for change in _changes(was.get(name, ()), now.get(name, ())):
                yield Difference(area, str(name), field.name, f"{label}：{change}", Effect.VERDICT)
        if list(was) != list(now) and set(was) == set(now):
            message = f"{about}：先后次序变了"
            yield Difference(area, "", field.name, message, Effect.VERDICT)


def _changes(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    if old != new:
        yield from list(phrases_told(old, new)) or ["短语的次序变了"]

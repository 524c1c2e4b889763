"""Items and their patterns compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from scorer.checklist import PATTERN_LISTS, Basis, Checklist, Example, Item, Pattern, Term
from scorer.differences.values import Difference, Effect
from scorer.differences.wording import basis_told, example_told, phrases_told, quoted, step, told

AREA = "要点"
_LIST_WORDS = {
    "stated": "泛泛表述",
    "evidenced": "有实据",
    "mentioned": "提到主题",
    "waived": "没有这类事项",
}
_FIELDS: Mapping[str, Effect] = {
    "title": Effect.DISPLAY,
    "group": Effect.SCORE,
    "points": Effect.SCORE,
    "requirement": Effect.DISPLAY,
    "advice": Effect.DISPLAY,
    "applies_to": Effect.VERDICT,
    "others": Effect.VERDICT,
    "told_by": Effect.VERDICT,
    "from_year": Effect.VERDICT,
    "structure": Effect.VERDICT,
    "in_preamble": Effect.VERDICT,
}
_PATTERN_FIELDS = (
    *("within", "ordered", "near", "facts", "pooled", "actors", "sections"),
    *("in_titles", "kinds", "to_year"),
)


def compare_items(old: Checklist, new: Checklist) -> Iterator[Difference]:
    """Items that are new, gone or changed, in the order of the new checklist."""
    before = {item.id: item for item in old.items}
    after = {item.id: item for item in new.items}
    for item in new.items:
        if item.id not in before:
            message = f"新增要点“{item.title}”（{item.group}组，{item.points:g}分）"
            yield Difference(AREA, item.id, "", message, Effect.VERDICT)
        else:
            yield from _compare(before[item.id], item)
    for item in old.items:
        if item.id not in after:
            what = "停用" if item.id in new.retired else "删去要点"
            message = f"{what}“{item.title}”（原{item.points:g}分）"
            yield Difference(AREA, item.id, "", message, Effect.VERDICT)
    if _orders(before, after):
        yield Difference(AREA, "", "items", "要点的先后次序变了", Effect.DISPLAY)


def _orders(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether what both hold stands in another order."""
    return [name for name in before if name in after] != [name for name in after if name in before]


def _compare(old: Item, new: Item) -> Iterator[Difference]:
    for key, effect in _FIELDS.items():
        was, is_now = getattr(old, key), getattr(new, key)
        if was != is_now:
            if key == "applies_to":
                was, is_now = was or "全部单位", is_now or "全部单位"
            yield Difference(AREA, new.id, key, step(key, was, is_now), effect)
    yield from _compare_bases(old, new)
    yield from _phrases(old.id, "look_alikes", "貌似说法", old.look_alikes, new.look_alikes)
    for name in {**old.defects, **new.defects}:
        was, is_now = old.defects.get(name), new.defects.get(name)
        if was != is_now:
            message = f"缺陷 {name} 的说明：{told(was)}→{told(is_now)}"
            yield Difference(AREA, new.id, "defects", message, Effect.DISPLAY)
    for kind in PATTERN_LISTS:
        yield from _compare_patterns(kind, old, new)
    yield from _compare_examples(old, new)
    if old.allow != new.allow:
        message = f"规则检查放过的情况由{len(old.allow)}处改为{len(new.allow)}处"
        if len(old.allow) == len(new.allow):
            message = "规则检查放过的情况或理由变了"
        yield Difference(AREA, new.id, "allow", message, Effect.DISPLAY)


def _compare_bases(old: Item, new: Item) -> Iterator[Difference]:
    before, after = _by_document(old.basis), _by_document(new.basis)
    for document, basis in after.items():
        was = before.get(document)
        if was is None:
            message = f"新增法律依据{basis_told(basis)}"
        elif was != basis:
            message = f"法律依据由{basis_told(was)}改为{basis_told(basis)}"
        else:
            continue
        yield Difference(AREA, new.id, "basis", message, Effect.DISPLAY)
    for document, basis in before.items():
        if document not in after:
            message = f"删去法律依据{basis_told(basis)}"
            yield Difference(AREA, new.id, "basis", message, Effect.DISPLAY)


def _by_document(bases: Sequence[Basis]) -> dict[tuple[str, int], Basis]:
    """By title; the same title twice is told apart by its place among them."""
    seen: dict[str, int] = {}
    found = {}
    for basis in bases:
        seen[basis.document] = seen.get(basis.document, 0) + 1
        found[basis.document, seen[basis.document]] = basis
    return found


def _phrases(
    item: str, key: str, what: str, old: Sequence[Term], new: Sequence[Term]
) -> Iterator[Difference]:
    """Phrases that a list gained or lost; what a vocabulary entry gained is told there."""
    known, named = {term.name: term for term in old}, {term.name: term for term in new}
    added = [term for name, term in named.items() if name not in known]
    dropped = [term for name, term in known.items() if name not in named]
    if added:
        words = quoted(term.name for term in added)
        yield Difference(AREA, item, key, f"{what}新增{words}", Effect.VERDICT)
    if dropped:
        words = quoted(term.name for term in dropped)
        yield Difference(AREA, item, key, f"{what}删去{words}", Effect.VERDICT)


def _compare_patterns(kind: str, old: Item, new: Item) -> Iterator[Difference]:
    before, after = _by_name(getattr(old, kind)), _by_name(getattr(new, kind))
    label = _LIST_WORDS[kind]
    for name, pattern in after.items():
        was = before.get(name)
        if was is None:
            words = " + ".join(told(term) for term in pattern.all)
            message = f"新增模式“{pattern.name}”（{label}）：{words}"
            yield Difference(AREA, new.id, kind, message, Effect.VERDICT)
        else:
            for message in _pattern_steps(was, pattern):
                text = f"模式“{pattern.name}”（{label}）{message}"
                yield Difference(AREA, new.id, kind, text, Effect.VERDICT)
    for name, pattern in before.items():
        if name not in after:
            message = f"删去模式“{pattern.name}”（{label}）"
            yield Difference(AREA, new.id, kind, message, Effect.VERDICT)
    if _orders({str(k): 0 for k in before}, {str(k): 0 for k in after}):
        message = f"模式（{label}）的先后次序变了"
        yield Difference(AREA, new.id, kind, message, Effect.DISPLAY)


def _by_name(patterns: Sequence[Pattern]) -> dict[tuple[str, int], Pattern]:
    seen: dict[str, int] = {}
    found = {}
    for pattern in patterns:
        seen[pattern.name] = seen.get(pattern.name, 0) + 1
        found[pattern.name, seen[pattern.name]] = pattern
    return found


def _pattern_steps(old: Pattern, new: Pattern) -> Iterator[str]:
    if len(old.all) != len(new.all):
        before, after = (" + ".join(told(term) for term in one.all) for one in (old, new))
        yield f"的词由{before}改为{after}"
    else:
        for number, (was, is_now) in enumerate(zip(old.all, new.all, strict=True), start=1):
            yield from _term_steps(f"第{number}个词", was, is_now)
    old_none, new_none = _joined(old.none), _joined(new.none)
    yield from _term_steps("不能有的词", old_none, new_none)
    if old.under is not None and new.under is not None:
        yield from _term_steps("上面的标题", old.under, new.under)
    elif old.under != new.under:
        yield "的" + step("under", old.under, new.under)
    for key in _PATTERN_FIELDS:
        was, now = getattr(old, key), getattr(new, key)
        if _named(was) != _named(now):
            yield "的" + step(key, was, now)


def _named(value: Any) -> Any:
    """Facts by their wording: what a vocabulary entry gained is told there."""
    return told(value) if isinstance(value, tuple) else value


def _joined(terms: Sequence[Term]) -> Term:
    words = dict.fromkeys(word for term in terms for word in term.words)
    return Term(name="、".join(term.name for term in terms), words=tuple(words))


def _term_steps(what: str, old: Term, new: Term) -> Iterator[str]:
    """Steps of a term that is written otherwise; one that only names entries that changed is not
    told here."""
    if old.name == new.name:
        return
    steps = list(phrases_told(old.words, new.words))
    yield f"{what}{'，'.join(steps)}" if steps else f"{what}换了写法，词语没有变"


def _compare_examples(old: Item, new: Item) -> Iterator[Difference]:
    before, after = _by_text(old.examples), _by_text(new.examples)
    for text, example in after.items():
        was = before.get(text)
        if was is None:
            message = f"新增例句{example_told(example)}，应判“{told(example.verdict)}”"
        elif was.verdict is not example.verdict:
            verdicts = f"{told(was.verdict)}→{told(example.verdict)}"
            message = f"例句{example_told(example)}的判定 {verdicts}"
        elif was != example:
            message = f"例句{example_told(example)}的部分、标题、单位类型或年度变了"
        else:
            continue
        yield Difference(AREA, new.id, "examples", message, Effect.DISPLAY)
    for text, example in before.items():
        if text not in after:
            message = f"删去例句{example_told(example)}"
            yield Difference(AREA, new.id, "examples", message, Effect.DISPLAY)


def _by_text(examples: Sequence[Example]) -> dict[tuple[str, int], Example]:
    seen: dict[str, int] = {}
    found = {}
    for example in examples:
        seen[example.text] = seen.get(example.text, 0) + 1
        found[example.text, seen[example.text]] = example
    return found

"""Phrases and terms that could go without changing anything."""

from __future__ import annotations

from collections.abc import Iterator

from scorer.checklist import LintRule
from scorer.errors import SourcePlace
from scorer.linting.findings import LintFinding
from scorer.linting.phrases import escapes, offset_in, overlaps
from scorer.linting.rulebook import Role, Rulebook, Use, Word, children, is_named_in_code
from scorer.loader.nodes import ListNode, MapNode, Node, ScalarNode, scalar_of

_ORDERED_LISTS = frozenset({"examples", "changes"})
_SHUT_OFF = frozenset("《“、和及与")
"""Before the shorter phrase these change whether its place counts."""
_COUNTED = frozenset("0123456789一二三四五六七八九十两几分")


def swallowed_phrases(book: Rulebook) -> Iterator[LintFinding]:
    """Phrases that a shorter one of the same term finds as well, in every use of the term.

    In a pattern with `near` or `ordered` a longer phrase reaches farther, so there none is
    needless; nor is a look-alike that refuses what the shorter one would let pass.
    """
    needless: dict[Word, str | None] = {}
    for use in book.uses:
        texts = tuple(dict.fromkeys(word.text for word in use.words))
        anchors = _anchors(book, use)
        found = {text: _swallower(text, texts, use, anchors) for text in texts}
        for word in use.words:
            if needless.get(word, "") is not None:
                needless[word] = found[word.text]
    owners = _owners(book)
    for word, other in needless.items():
        if other is None:
            continue
        where = f"词条“{word.entry}”里" if word.entry else ""
        yield LintFinding(
            LintRule.SWALLOWED_PHRASE,
            word.place,
            owners.get(word),
            tuple(filter(None, (word.text, word.entry))),
            f"{where}“{word.text}”含有“{other}”，有“{other}”就已命中，这个词不起作用",
            f"删去“{word.text}”；若“{other}”太宽，请改写它",
        )


def _owners(book: Rulebook) -> dict[Word, str]:
    """The item of every phrase that stands in a rule itself."""
    return {
        word: use.item.id
        for use in book.uses
        if use.item is not None
        for word in use.words
        if word.entry is None
    }


def _anchors(book: Rulebook, use: Use) -> tuple[str, ...]:
    """For look-alikes: all phrases that can be refused by them."""
    if use.role is not Role.ALIKE or use.item is None:
        return ()
    item = use.item
    lists = (item.stated, item.evidenced, item.mentioned)
    words = (word for found in lists for one in found for word in one.all[0].words)
    return tuple(dict.fromkeys(words))


def _swallower(text: str, texts: tuple[str, ...], use: Use, anchors: tuple[str, ...]) -> str | None:
    measured = use.site is not None and (
        use.site.pattern.ordered or use.site.pattern.near is not None
    )
    if use.role is Role.CODE or (measured and use.role in (Role.ANCHOR, Role.OTHER)):
        return None
    for other in texts:
        start = offset_in(other, text) if other != text else None
        if start is None:
            continue
        if use.role is Role.ANCHOR and not _same_place(text, start, other):
            continue
        if use.role is Role.ALIKE and any(escapes(word, text, other) for word in anchors):
            continue
        return other
    return None


def _same_place(text: str, start: int, other: str) -> bool:
    """Whether an anchor counts alike with or without what the longer phrase adds around it."""
    return _SHUT_OFF.isdisjoint(text[:start]) and _COUNTED.isdisjoint(text[start + len(other) :])


def repeated_phrases(book: Rulebook) -> Iterator[LintFinding]:
    """The same text twice in one list; the loader takes it once."""
    yield from _repeated(book.root, (), None)


def _repeated(node: Node, path: tuple[str, ...], item: str | None) -> Iterator[LintFinding]:
    if isinstance(node, MapNode):
        item = scalar_of(node, "id") if path == ("items",) else item
        for entry in node.entries:
            yield from _repeated(entry.value, (*path, entry.key.text), item)
    elif isinstance(node, ListNode):
        seen: dict[str, SourcePlace] = {}
        for one in node.items:
            if not isinstance(one, ScalarNode):
                yield from _repeated(one, path, item)
            elif one.text in seen and path[-1] not in _ORDERED_LISTS:
                yield _twice(one, seen[one.text], path, item)
            else:
                seen[one.text] = one.place


def _twice(
    one: ScalarNode, first: SourcePlace, path: tuple[str, ...], item: str | None
) -> LintFinding:
    names = (one.text, *path[-1:])
    message = f"“{one.text}”在同一处写了两次，第{first.line}行第{first.column}列已有"
    rule = LintRule.REPEATED_PHRASE
    return LintFinding(rule, one.place, item, names, message, "删去一处")


def same_terms(book: Rulebook) -> Iterator[LintFinding]:
    """Vocabulary entries that hold the same phrases."""
    known: dict[frozenset[str], str] = {}
    for name, term in book.checklist.terms.items():
        first = known.setdefault(frozenset(term.words), name)
        if first != name:
            yield LintFinding(
                LintRule.SAME_TERM,
                book.vocabulary[name].place,
                None,
                (name, first),
                f"词条“{name}”与“{first}”的词语完全相同，改了一处容易忘记另一处",
                f"留一个，另一处写“${first}”",
            )


def unused_terms(book: Rulebook) -> Iterator[LintFinding]:
    """Vocabulary entries that no rule reaches, also not through other entries."""
    needed = {name for name in book.vocabulary if is_named_in_code(name)}
    for item in book.items.values():
        needed |= _references(item)
    waiting = list(needed)
    includes = {name: _references(node) for name, node in book.vocabulary.items()}
    while waiting:
        new = includes.get(waiting.pop(), set()) - needed
        needed |= new
        waiting.extend(new)
    for name, node in book.vocabulary.items():
        if name not in needed:
            message = f"词条“{name}”没有任何要点用到"
            yield LintFinding(
                LintRule.UNUSED_TERM, node.place, None, (name,), message, "删去，或在模式里引用它"
            )


def _references(node: Node) -> set[str]:
    """Names of the entries that a node refers to."""
    found: set[str] = set()
    waiting: list[Node] = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, ScalarNode):
            if one.text.startswith("$"):
                found.add(one.text[1:])
        elif isinstance(one, ListNode):
            waiting.extend(children(one))
        else:
            waiting.extend(entry.value for entry in one.entries)
    return found


def idle_look_alikes(book: Rulebook) -> Iterator[LintFinding]:
    """Look-alikes that no anchor of any item that they serve can touch."""
    idle: dict[Word, bool] = {}
    for use in book.uses:
        anchors = _anchors(book, use)
        for word in use.words:
            touched = use.role is not Role.ALIKE or any(overlaps(one, word.text) for one in anchors)
            idle[word] = idle.get(word, True) and not touched
    owners = _owners(book)
    for word in (word for word, found in idle.items() if found):
        yield LintFinding(
            LintRule.IDLE_LOOK_ALIKE,
            word.place,
            owners.get(word),
            tuple(filter(None, (word.text, word.entry))),
            f"貌似说法“{word.text}”碰不到本要点任何模式的锚，永远不起作用",
            "删去，或写成含有锚的完整说法",
        )

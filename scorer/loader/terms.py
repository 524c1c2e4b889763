"""Phrases: the vocabulary with its `$` references, terms of patterns, the facts they need."""

from __future__ import annotations

import re
from collections.abc import Mapping

from scorer.checklist import FactKind, FactNeed, Term
from scorer.loader.intake import (
    Intake,
    Path,
    RefusedError,
    check_keys,
    entries_of,
    items_of,
    listed,
    read_choice,
    read_flag,
    read_list,
    read_text,
    read_whole,
    suggestion,
)
from scorer.loader.nodes import ListNode, MapNode, Node, ScalarNode

GAP = "…"
_WRONG_GAPS = ("...", "⋯", "……", "。。。")
_ENCLOSED = re.compile(r"[《“（]")
"""Inside these a comma ends no clause."""
_EXPRESSION = re.compile(r"\.[*+?]|\\|\(\?|\[\^|\|")
FACT_KINDS = tuple(kind.value for kind in FactKind)
TITLES = "title"
FACT_OPTIONS = ("words", "own", "at_least")


def resolve_vocabulary(node: MapNode, intake: Intake) -> dict[str, tuple[str, ...]]:
    """Every entry with the phrases of the entries it includes, each phrase once, in order."""
    nodes = {entry.key.text: entry.value for entry in node.entries}
    resolved: dict[str, tuple[str, ...]] = {}
    for name in nodes:
        try:
            _resolve(name, nodes, resolved, (), intake)
        except RefusedError:
            # Others may include it: one report of the mistake is enough.
            resolved.setdefault(name, ())
    for entry in node.entries:
        intake.origins[("vocabulary", entry.key.text)] = entry.value.place
    return resolved


def _resolve(
    name: str,
    nodes: Mapping[str, Node],
    resolved: dict[str, tuple[str, ...]],
    above: tuple[str, ...],
    intake: Intake,
) -> tuple[str, ...]:
    if name in resolved:
        return resolved[name]
    path = ("vocabulary", name)
    words: dict[str, None] = {}
    refused = False
    for item in items_of(nodes[name], path, intake):
        try:
            text = read_text(item, path, intake)
            other = _reference(text, nodes, item, path, intake)
            if other is None:
                words[read_phrase(item, path, intake)] = None
            elif other in (*above, name):
                circle = " → ".join((*above, name, other))
                intake.refuse(item, path, f"词条循环引用：{circle}")
            else:
                included = _resolve(other, nodes, resolved, (*above, name), intake)
                words.update(dict.fromkeys(included))
        except RefusedError:
            refused = True
    if not words and not refused:
        intake.note(nodes[name].place, path, f"词条“{name}”没有任何词语")
    resolved[name] = tuple(words)
    return resolved[name]


def _reference(
    text: str, known: Mapping[str, object], node: Node, path: Path, intake: Intake
) -> str | None:
    """Name of the vocabulary entry that the text refers to, None for a phrase."""
    if not text.startswith("$"):
        return None
    name = text[1:]
    if name not in known:
        message = f"词汇表里没有词条“{name}”{suggestion(name, known)}"
        intake.refuse(node, path, message)
    return name


def read_phrase(node: Node, path: Path, intake: Intake) -> str:
    """A literal phrase; `…` inside it stands for a short gap."""
    text = read_text(node, path, intake)
    if text.startswith("\uff04"):
        intake.refuse(node, path, f"“{text}”：引用词条请用半角的“$”")
    if "，" in text and isinstance(node, ScalarNode) and node.plain and not _ENCLOSED.search(text):
        message = f"“{text}”里有全角逗号；列表里几个词之间请用英文逗号加空格“, ”"
        intake.refuse(node, path, message)
    if "$" in text:
        intake.refuse(node, path, f"“{text}”：“$”只能放在句首，后接词条名")
    if any(wrong in text for wrong in _WRONG_GAPS):
        intake.refuse(node, path, f"“{text}”：间隔请只用一个省略号“{GAP}”")
    if not all(part.strip() for part in text.split(GAP)):
        intake.refuse(node, path, f"“{text}”：省略号“{GAP}”前后都要有词")
    if _EXPRESSION.search(text):
        intake.refuse(node, path, f"“{text}”：这里写的是词语，不能用正则表达式")
    return text


def read_term(node: Node, path: Path, intake: Intake) -> Term:
    """`$entry`, a phrase, or a list of both as alternatives."""
    if isinstance(node, ListNode):
        alternatives = read_list(_read_single_term, node, path, intake)
        if not alternatives:
            intake.refuse(node, path, "至少要有一个词语")
        words = dict.fromkeys(word for term in alternatives for word in term.words)
        return Term(name=listed(term.name for term in alternatives), words=tuple(words))
    return _read_single_term(node, path, intake)


def _read_single_term(node: Node, path: Path, intake: Intake) -> Term:
    text = read_text(node, path, intake)
    name = _reference(text, intake.terms, node, path, intake)
    if name is not None:
        return Term(name=name, words=intake.terms[name])
    phrase = read_phrase(node, path, intake)
    return Term(name=phrase, words=(phrase,))


def read_fact(node: Node, path: Path, intake: Intake) -> FactNeed:
    """`organisation`, `{count: [次, 件]}`, `{document: [$plan]}` or `{title: 2}`, the forms with
    a map also with `words`, `own` and `at_least`."""
    if isinstance(node, ScalarNode):
        return FactNeed(kind=FactKind(read_choice(FACT_KINDS, node, path, intake)))
    form = entries_of(node, path, intake)
    allowed = (*FACT_KINDS, TITLES)
    check_keys(form, (*allowed, *FACT_OPTIONS), path, intake)
    heads = [entry for entry in form.entries if entry.key.text in allowed]
    if len(heads) != 1:
        intake.refuse(node, path, f"一项事实只写一个种类，可用的种类：{listed(allowed)}")
    head = heads[0]
    if head.key.text == TITLES:
        number = read_whole(head.value, path, intake)
        return FactNeed(kind=FactKind.DOCUMENT, own=False, at_least=number)
    kind = FactKind(head.key.text)
    words_node = form.get("words")
    units: tuple[str, ...] = ()
    if kind is FactKind.COUNT:
        units = read_list(read_phrase, head.value, path, intake)
    elif items_of(head.value, path, intake):
        words_node = head.value
    own_node, least_node = form.get("own"), form.get("at_least")
    return FactNeed(
        kind=kind,
        units=units,
        words=read_term(words_node, path, intake) if words_node else None,
        own=read_flag(own_node, path, intake) if own_node else True,
        at_least=read_whole(least_node, path, intake) if least_node else 1,
    )

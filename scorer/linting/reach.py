"""Patterns and phrases that can never give credit, and keys that change nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from scorer.checklist import (
    Checklist,
    FactKind,
    Item,
    LintRule,
    Others,
    Pattern,
    Scope,
    Term,
)
from scorer.errors import SourcePlace
from scorer.facts.words import UNITS
from scorer.linting.findings import LintFinding
from scorer.linting.phrases import GAP, crosses_clauses, implied_by
from scorer.linting.rulebook import (
    PatternSite,
    Role,
    Rulebook,
    Use,
    Word,
    children,
    maps_of,
    place_of,
)
from scorer.loader.nodes import MapNode, ScalarNode
from scorer.report import SectionRole

_MONEY = frozenset({"万元", "亿元"})
_UNIT = re.compile(f"(?:{UNITS})(?:次|份)?")

Why = Callable[[str], str | None]
"""Why a phrase can never serve in its place, None where it can."""


def dead_phrases(book: Rulebook) -> Iterator[LintFinding]:
    """Phrases that can never count where they stand; a term with no other kills its pattern."""
    dead: dict[Word, str | None] = {}
    sites: dict[Word, PatternSite] = {}
    for use in book.uses:
        why = _why_dead(use)
        reasons = [(word, why(word.text)) for word in use.words]
        whole = bool(reasons) and all(reason for _, reason in reasons)
        if whole and use.site and use.role in (Role.ANCHOR, Role.OTHER, Role.HEADING):
            yield _dead_pattern(use.site, reasons[0][1] or "", place_of(use.site.node, "all"))
            reasons = [(word, None) for word, _ in reasons]
        for word, reason in reasons:
            dead[word] = reason if dead.get(word, "") is not None else None
            if use.site:
                sites.setdefault(word, use.site)
    for word, reason in dead.items():
        if reason is not None:
            site = sites.get(word)
            names = (
                word.text,
                *filter(None, (word.entry,)),
                *((site.pattern.name,) if site else ()),
            )
            item = site.item.id if site and word.entry is None else None
            message = f"“{word.text}”永远不起作用：{reason}"
            remedy = "删去或改写这个词"
            yield LintFinding(LintRule.DEAD_PHRASE, word.place, item, names, message, remedy)


def _dead_pattern(site: PatternSite, reason: str, place: SourcePlace) -> LintFinding:
    return LintFinding(
        LintRule.DEAD_PATTERN,
        place,
        site.item.id,
        (site.pattern.name, site.pattern.id),
        f"{site.label}永远不会采纳：{reason}",
        "改写这个模式，或删去它",
    )


def _why_dead(use: Use) -> Why:
    if use.role in (Role.HEADING, Role.FACT):
        return lambda text: "这里不能用省略号“…”" if GAP in text else None
    if use.role is Role.CODE:
        return lambda text: None
    if use.site is None or use.role is Role.NONE:
        return _crossing
    item, pattern = use.site.item, use.site.pattern
    none = tuple(word for term in pattern.none for word in term.words)
    if use.role is Role.OTHER:
        in_clause = pattern.within is Scope.CLAUSE
        return lambda text: _crossing(text) or (_shut_out(text, none) if in_clause else None)
    alike = tuple(word for term in item.look_alikes for word in term.words)
    if use.site.kind == "waived":
        alike = ()

    def why(text: str) -> str | None:
        if text.startswith("《") and not pattern.in_titles:
            return "书名号里的命中不算（除非写 in_titles: true）"
        if use.site and use.site.kind == "waived" and (first := _outdone(text, item)):
            return f"模式“{first}”会先命中同样的字，应在它的 none 里写上“没有”的说法"
        return _crossing(text) or _alike(text, alike) or _shut_out(text, none)

    return why


def _outdone(text: str, item: Item) -> str | None:
    """The scoring pattern that a waived phrase itself always fires; what scores is not waived."""
    if any(word in text for term in item.look_alikes for word in term.words):
        return None
    for pattern in item.stated:
        bound = pattern.facts or pattern.actors or pattern.sections or pattern.under
        if bound or pattern.kinds or pattern.to_year or len(pattern.all) > 1:
            continue
        shut = any(word in text for term in pattern.none for word in term.words)
        if not shut and any(word in text for word in pattern.all[0].words):
            return pattern.name
    return None


def _crossing(text: str) -> str | None:
    return "词里有断句的标点，一个分句里放不下它" if crosses_clauses(text) else None


def _alike(text: str, alike: tuple[str, ...]) -> str | None:
    found = implied_by(text, alike)
    return f"它总是碰到貌似说法“{found}”" if found else None


def _shut_out(text: str, none: tuple[str, ...]) -> str | None:
    found = implied_by(text, none)
    return f"它含有 none 里的“{found}”" if found else None


def dead_patterns(book: Rulebook) -> Iterator[LintFinding]:
    """Patterns that the kinds, sections or years of their item shut out."""
    for site in book.sites:
        for key, reason in _shut(site, book.checklist):
            yield _dead_pattern(site, reason, place_of(site.node, key))


def _shut(site: PatternSite, checklist: Checklist) -> Iterator[tuple[str, str]]:
    item, pattern = site.item, site.pattern
    kinds = judged_kinds(item, checklist)
    if pattern.kinds and not set(pattern.kinds) & kinds:
        yield (
            "kinds",
            f"kinds 里的单位类型都不适用本要点（applies_to：{'、'.join(item.applies_to)}）",
        )
    if site.kind in ("stated", "evidenced") and set(pattern.sections) == {SectionRole.SHORTCOMINGS}:
        yield "sections", "不足部分的话不计分"
    if pattern.near is not None and pattern.near < 0:
        yield "near", "near 不能小于0"


def judged_kinds(item: Item, checklist: Checklist) -> set[str]:
    """The kinds of unit that can be judged by the item at all."""
    everybody = {kind.id for kind in checklist.unit_kinds}
    if not item.applies_to or item.others is not Others.NEVER:
        return everybody
    return set(item.applies_to)


def keys_without_effect(book: Rulebook) -> Iterator[LintFinding]:
    """Keys and units of a pattern that change nothing."""
    for site in book.sites:
        for place, names, message in _idle_keys(site, book.checklist):
            yield LintFinding(
                LintRule.NO_EFFECT,
                place,
                site.item.id,
                (*names, site.pattern.name, site.pattern.id),
                f"{site.label}：{message}",
                "删去它，或补上它要起作用所缺的",
            )


def _idle_keys(
    site: PatternSite, checklist: Checklist
) -> Iterator[tuple[SourcePlace, tuple[str, ...], str]]:
    pattern, node = site.pattern, site.node
    for key, idle, why in _conditions(pattern):
        if node.get(key) is not None and idle:
            yield place_of(node, key), (key,), f"{key} 不起作用，{why}"
    outside = sorted(set(pattern.kinds) - judged_kinds(site.item, checklist))
    if outside and set(pattern.kinds) != set(outside):
        message = f"kinds 里的 {'、'.join(outside)} 不适用本要点"
        yield place_of(node, "kinds"), ("kinds",), message
    if pattern.to_year and site.item.from_year and pattern.to_year < site.item.from_year:
        message = (
            f"to_year（{pattern.to_year}）早于要点的 from_year（{site.item.from_year}），"
            "只在还没有这项义务的年度才算"
        )
        yield place_of(node, "to_year"), ("to_year",), message
    for unit in _units_in(node):
        if not knows_unit(unit.text):
            message = f"程序不把“{unit.text}”认作量词，永远数不到"
            yield unit.place, (unit.text,), message


def _conditions(pattern: Pattern) -> tuple[tuple[str, bool, str], ...]:
    single = len(pattern.all) == 1
    counts = any(need.kind is FactKind.COUNT for need in pattern.facts)
    return (
        ("near", single, "模式只有一个词"),
        ("ordered", single, "模式只有一个词"),
        ("within", single and not pattern.facts, "模式只有一个词，也不要求事实"),
        ("pooled", not counts, "模式不要求次数、件数"),
        ("facts", not pattern.facts, "列表是空的"),
    )


def _units_in(node: MapNode) -> Iterator[ScalarNode]:
    for need in maps_of(node.get("facts")):
        for one in children(need.get("count")):
            if isinstance(one, ScalarNode):
                yield one


def knows_unit(unit: str) -> bool:
    """Whether the fact finder ever gives a count in this unit."""
    return unit in _MONEY or _UNIT.fullmatch(unit) is not None


def repeated_terms(book: Rulebook) -> Iterator[LintFinding]:
    """Terms of a pattern that are all the same: one place cannot serve twice."""
    for site in book.sites:
        seen: dict[Term, int] = {}
        for number, term in enumerate(site.pattern.all, start=1):
            first = seen.setdefault(term, number)
            if first != number:
                message = f"{site.label}：all 的第{first}、第{number}个词相同，要出现两次才算"
                yield LintFinding(
                    LintRule.NO_EFFECT,
                    place_of(site.node, "all"),
                    site.item.id,
                    (site.pattern.name, site.pattern.id),
                    message,
                    "删去一个，或换成要找的另一个词",
                )

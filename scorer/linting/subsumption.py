"""Patterns that another one always fires with, and items that look for the same thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from scorer.checklist import FactNeed, Item, LintRule, Pattern, Scope, Term
from scorer.linting.findings import LintFinding
from scorer.linting.phrases import implied_by, offset_in
from scorer.linting.reach import judged_kinds
from scorer.linting.rulebook import PatternSite, Rulebook

_RANKS = {"mentioned": 0, "stated": 1, "evidenced": 2}
_SHUT_OFF = frozenset("《“、和及与")


def subsumed_patterns(book: Rulebook) -> Iterator[LintFinding]:
    """Patterns that never decide anything, since one of the same or a higher verdict always fires
    when they do. One that quotes facts is only spared by another that quotes them too."""
    by_item: defaultdict[str, list[PatternSite]] = defaultdict(list)
    for site in book.sites:
        by_item[site.item.id].append(site)
    everybody = frozenset(kind.id for kind in book.checklist.unit_kinds)
    for sites in by_item.values():
        for number, site in enumerate(sites):
            wider = _wider_one(site, number, sites, everybody)
            if wider is not None:
                yield LintFinding(
                    LintRule.SUBSUMED_PATTERN,
                    site.node.place,
                    site.item.id,
                    (site.pattern.name, site.pattern.id),
                    f"{site.label}（{site.kind}）从不起决定作用：它命中时，"
                    f"{wider.label}（{wider.kind}）一定也命中",
                    "删去它，或把它写得比另一个更宽、判定更高",
                )


def _wider_one(
    site: PatternSite, number: int, sites: Sequence[PatternSite], everybody: frozenset[str]
) -> PatternSite | None:
    for other_number, other in enumerate(sites):
        if other is site or not _ranks_as_high(site, other):
            continue
        mutual = site.kind == other.kind and other_number > number
        if covers(other, site, everybody) and not (mutual and covers(site, other, everybody)):
            return other
    return None


def _ranks_as_high(site: PatternSite, other: PatternSite) -> bool:
    if "waived" in (site.kind, other.kind):
        return site.kind == other.kind
    if site.kind == "stated" and site.item.in_preamble and other.kind != "stated":
        return False
    if other.pattern.facts and not site.pattern.facts:
        return False
    return _RANKS[other.kind] >= _RANKS[site.kind]


def covers(wide: PatternSite, narrow: PatternSite, everybody: frozenset[str]) -> bool:
    """Whether `wide` fires in every sentence in which `narrow` does."""
    one, other = wide.pattern, narrow.pattern
    return (
        _terms_cover(one, other)
        and all(_within(term, other.none) for term in one.none)
        and _facts_cover(one, other)
        and (one.in_titles or not other.in_titles)
        and set(one.kinds or everybody) >= set(other.kinds or everybody)
        and (one.to_year is None or (other.to_year is not None and other.to_year <= one.to_year))
        and _place_covers(one, other)
    )


def _place_covers(one: Pattern, other: Pattern) -> bool:
    actors = set(other.actors) <= set(one.actors) and other.actors if one.actors else _own(other)
    sections = not one.sections or (other.sections and set(other.sections) <= set(one.sections))
    under = one.under is None or (other.under is not None and _within(other.under, (one.under,)))
    return bool(actors and sections and under)


def _own(pattern: Pattern) -> bool:
    return all(actor.value != "other_organ" for actor in pattern.actors)


def _terms_cover(one: Pattern, other: Pattern) -> bool:
    if one.ordered or one.near is not None:
        near_enough = one.near is None or (other.near is not None and other.near <= one.near)
        same_order = other.ordered or not one.ordered
        same_reach = one.within is other.within
        same_words = [t.words for t in one.all] == [t.words for t in other.all]
        return bool(near_enough and same_order and same_reach and same_words)
    far = one.within is Scope.SENTENCE or other.within is Scope.CLAUSE
    return (
        (far or len(one.all) == 1)
        and _anchor_covers(one.all[0], other.all[0])
        and all(any(_within(had, (asked,)) for had in other.all[1:]) for asked in one.all[1:])
    )


def _anchor_covers(asked: Term, had: Term) -> bool:
    for word in had.words:
        shorter = implied_by(word, asked.words)
        if shorter is None:
            return False
        start = offset_in(shorter, word) or 0
        if not _SHUT_OFF.isdisjoint(word[:start]):
            return False
    return True


def _within(had: Term, asked: Sequence[Term]) -> bool:
    """Whether every phrase of `had` holds one of the terms asked."""
    words = [word for term in asked for word in term.words]
    return all(implied_by(word, words) is not None for word in had.words)


def _facts_cover(one: Pattern, other: Pattern) -> bool:
    if not one.facts:
        return not other.facts
    if not other.facts or (other.pooled and not one.pooled):
        return False
    if one.within is Scope.CLAUSE and other.within is Scope.SENTENCE:
        return False
    return all(any(_need_covers(wide, need) for wide in one.facts) for need in other.facts)


def _need_covers(wide: FactNeed, need: FactNeed) -> bool:
    if wide.kind is not need.kind or wide.at_least > need.at_least or (wide.own and not need.own):
        return False
    if wide.units and not (need.units and set(need.units) <= set(wide.units)):
        return False
    if wide.words is None:
        return True
    return need.words is not None and set(need.words.words) <= set(wide.words.words)


def overlapping_items(book: Rulebook) -> Iterator[LintFinding]:
    """The same pattern in two items: one sentence gives credit twice."""
    everybody = frozenset(kind.id for kind in book.checklist.unit_kinds)
    known: dict[object, PatternSite] = {}
    for site in book.sites:
        if site.kind in ("waived", "mentioned"):
            continue
        first = known.setdefault(_shape(site.pattern), site)
        kinds = judged_kinds(site.item, book.checklist)
        if first.item.id == site.item.id or not kinds & judged_kinds(first.item, book.checklist):
            continue
        if set(site.pattern.kinds or everybody) & set(first.pattern.kinds or everybody):
            yield _overlap(site, first)


def _shape(pattern: Pattern) -> tuple[object, ...]:
    words = tuple(frozenset(term.words) for term in pattern.all)
    under = frozenset(pattern.under.words) if pattern.under else None
    needs = tuple(
        (need.kind, need.units, need.words.words if need.words else ()) for need in pattern.facts
    )
    return (words, needs, frozenset(pattern.actors), frozenset(pattern.sections), under)


def _overlap(site: PatternSite, first: PatternSite) -> LintFinding:
    other: Item = first.item
    return LintFinding(
        LintRule.OVERLAPPING_ITEMS,
        site.node.place,
        site.item.id,
        (site.pattern.name, site.pattern.id, other.id),
        f"{site.label}与 {other.id} 的{first.label}找的是同样的话，一句话会在两个要点各得一次分",
        "用 sections、actors 或更具体的词把两个要点分开",
    )

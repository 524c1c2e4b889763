"""What an item's examples show: which fail, which verdicts and patterns none of them shows."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from scorer.checklist import PATTERN_LISTS, Checklist, Example, Item, LintRule, Others, Verdict
from scorer.errors import SourcePlace
from scorer.linting.findings import LintFinding
from scorer.linting.phrases import parts_of
from scorer.linting.rulebook import Rulebook, maps_of, place_of
from scorer.pipeline import example_scorecard
from scorer.renderers.wording import VERDICT_WORDS
from scorer.result import ItemResult, NearMissReason
from scorer.selfcheck import failing_examples

_MENTIONED = frozenset(
    {NearMissReason.PLANNED_ONLY, NearMissReason.SHORTCOMING, NearMissReason.WRONG_SECTION}
)
_OF_A_PART = (Verdict.ABSENT, Verdict.STATED, Verdict.EVIDENCED)


def wrong_examples(book: Rulebook) -> Iterator[LintFinding]:
    """Examples that get another verdict than they say; where a look-alike did it, it is named."""
    for failure in failing_examples(book.checklist):
        place = _place(book, failure.item, failure.number)
        names = (str(failure.number), failure.example.text)
        killer = _killer(failure.item, failure.example, failure.result)
        if killer and failure.kind == "漏判":
            yield LintFinding(
                LintRule.LOOK_ALIKE_KILLS,
                place,
                failure.item.id,
                (*names, killer),
                f"貌似说法“{killer}”挡住了自己的例句；{failure.told.rstrip('。')}",
                "把这个貌似说法写得更具体，或改例句",
            )
        else:
            yield LintFinding(
                LintRule.FAILING_EXAMPLE,
                place,
                failure.item.id,
                names,
                f"{failure.kind}：{failure.told.rstrip('。')}",
                "改模式使它判对，或改例句的判定；逐步的经过见 scorer rules explain",
            )


def _killer(item: Item, example: Example, result: ItemResult) -> str | None:
    """The look-alike that a refused sentence holds."""
    if not any(miss.reason is NearMissReason.LOOK_ALIKE for miss in result.near_misses):
        return None
    words = (word for term in item.look_alikes for word in term.words)
    return next((w for w in words if all(part in example.text for part in parts_of(w))), None)


def _place(book: Rulebook, item: Item, number: int) -> SourcePlace:
    return maps_of(book.items[item.id].get("examples"))[number - 1].place


def missing_verdicts(book: Rulebook) -> Iterator[LintFinding]:
    """Verdicts that an item can give and that none of its examples has."""
    for item in book.checklist.items:
        shown = {example.verdict for example in item.examples}
        for verdict in possible_verdicts(item):
            if verdict not in shown:
                yield LintFinding(
                    LintRule.MISSING_EXAMPLE,
                    place_of(book.items[item.id], "examples"),
                    item.id,
                    (verdict.value,),
                    f"没有一个例句应判“{VERDICT_WORDS[verdict]}”（{verdict.value}）",
                    "补一句这样的例句",
                )


def possible_verdicts(item: Item) -> tuple[Verdict, ...]:
    """The verdicts that an item can give to a report of a kind that it applies to."""
    if item.structure is not None:
        return _OF_A_PART
    found = [Verdict.ABSENT, Verdict.PLANNED]
    if item.stated:
        found.append(Verdict.STATED)
    if item.evidenced:
        found.append(Verdict.EVIDENCED)
    if item.waived:
        found.append(Verdict.NOT_APPLICABLE)
    return tuple(found)


def unexercised_patterns(book: Rulebook) -> Iterator[LintFinding]:
    """Patterns that no example of their item makes fire: an edit to them would show nowhere."""
    fired = fired_patterns(book.checklist)
    for site in book.sites:
        if site.pattern.id not in fired:
            yield LintFinding(
                LintRule.NEVER_EXERCISED,
                site.node.place,
                site.item.id,
                (site.pattern.name, site.pattern.id),
                f"{site.label}（{site.kind}）没有任何例句用到，改坏了也看不出来",
                "补一句只有它能认出的例句，或删去它",
            )


def fired_patterns(checklist: Checklist) -> frozenset[str]:
    """Ids of the patterns that some example of their item makes fire.

    Every pattern is tried by itself, as an item of its own: among all of them only the best one
    of a sentence would show.
    """
    fired: set[str] = set()
    for item in checklist.items:
        alone = _each_alone(item, checklist)
        for example in item.examples if item.structure is None else ():
            scorecard = example_scorecard(item, example, alone)
            fired.update(result.item.id for result in scorecard.items if _fires(result))
    return frozenset(fired)


def _fires(result: ItemResult) -> bool:
    mentioned = result.item.mentioned and any(
        miss.reason in _MENTIONED for miss in result.near_misses
    )
    return bool(result.evidence or mentioned)


def _each_alone(item: Item, checklist: Checklist) -> Checklist:
    """A checklist with an item for every pattern of one item."""
    nothing: dict[str, Any] = dict.fromkeys(PATTERN_LISTS, ())
    bare = dataclasses.replace(
        item,
        applies_to=(),
        others=Others.NEVER,
        told_by=None,
        from_year=None,
        structure=None,
        examples=(),
        **nothing,
    )
    items = []
    for kind in PATTERN_LISTS:
        for pattern in getattr(item, kind):
            only: dict[str, Any] = {kind: (pattern,)}
            items.append(dataclasses.replace(bare, id=pattern.id, **only))
    return dataclasses.replace(checklist, items=tuple(items))

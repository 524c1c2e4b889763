"""A checklist against its own examples: an item that fails one does not load."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from scorer.checklist import PATTERN_LISTS, Checklist, Example, Item, Verdict
from scorer.errors import ChecklistError, Problem
from scorer.loader.kept import keep, key_of, recall
from scorer.paths import cache_folder
from scorer.pipeline import score_example
from scorer.renderers.wording import VERDICT_WORDS
from scorer.result import ItemResult

if TYPE_CHECKING:
    from scorer.loader import EffectiveChecklist

Run = Callable[[Item, Example, Checklist], ItemResult]

_RANKS = {
    Verdict.NOT_APPLICABLE: -1,
    Verdict.UNREADABLE: -1,
    Verdict.ABSENT: 0,
    Verdict.PLANNED: 1,
    Verdict.STATED: 2,
    Verdict.EVIDENCED: 3,
}


class ExampleFailure(NamedTuple):
    """An example that its own item judges otherwise than it says."""

    item: Item
    number: int
    """Place among the item's examples, from 1."""
    example: Example
    result: ItemResult

    @property
    def kind(self) -> str:
        """`漏判`: less is found than is there; `误判`: more is found."""
        missed = _RANKS[self.result.verdict] < _RANKS[self.example.verdict]
        return "漏判" if missed else "误判"

    @property
    def message(self) -> str:
        """The item, the sentence, what it should give, what it gave and why, in one line."""
        return f"{self.item.id}：{self.kind}：{self.told}"

    @property
    def told(self) -> str:
        """What the message says after the item and the kind of failure."""
        text = self.example.text.strip().replace("\n", " / ")
        right, given = VERDICT_WORDS[self.example.verdict], VERDICT_WORDS[self.result.verdict]
        return (
            f"例句{self.number}“{text}”应判“{right}”，"
            f"实判“{given}”（{self._matched}{self.result.reason}）"
        )

    @property
    def pattern_names(self) -> dict[str, str]:
        """Id and name of the item's patterns, by id."""
        return {
            pattern.id: f"{pattern.id} {pattern.name}"
            for kind in PATTERN_LISTS
            for pattern in getattr(self.item, kind)
        }

    @property
    def _matched(self) -> str:
        """Which patterns hit and which were refused."""
        names = self.pattern_names
        hits = dict.fromkeys(names.get(one.pattern, "") for one in self.result.evidence)
        # A pattern may hit one sentence and be refused in another: what it gave is what counts.
        refused = dict.fromkeys(
            name
            for one in self.result.near_misses
            if (name := names.get(one.pattern, "")) not in hits
        )
        told = [
            ("命中", "、".join(filter(None, hits))),
            ("未采纳", "、".join(filter(None, refused))),
        ]
        parts = [f"{label}模式{which}；" for label, which in told if which]
        return "".join(parts) or "没有模式命中；"


def failing_examples(
    checklist: Checklist, *, run: Run = score_example, items: Iterable[Item] | None = None
) -> Iterator[ExampleFailure]:
    """Every example that gets another verdict than it says, in the checklist's order; of some of
    its items only where `items` says which."""
    for item in checklist.items if items is None else items:
        around = _around(item, checklist)
        for number, example in enumerate(item.examples, start=1):
            result = run(item, example, around)
            if result.verdict is not example.verdict:
                yield ExampleFailure(item, number, example, result)


def _around(item: Item, checklist: Checklist) -> Checklist:
    """The checklist with only the items that the item's verdict depends on: running all examples
    then costs as much as there are, whatever the number of items."""
    needed = tuple(one for one in checklist.items if one.id in (item.id, item.told_by))
    return replace(checklist, items=needed)


def verify(effective: EffectiveChecklist, *, run: Run = score_example) -> None:
    """ChecklistError with every example that fails, each at its place in the file."""
    problems = []
    for failure in failing_examples(effective.checklist, run=run):
        path = ("items", failure.item.id, "examples", str(failure.number - 1), "text")
        problems.append(Problem(effective.origins.get(path), failure.message))
    if problems:
        raise ChecklistError(problems)


def load_verified_checklist(
    checklist: str | Path | None = None,
    overlays: Sequence[str | Path] = (),
    *,
    cache: Path | None = None,
) -> Checklist:
    """Like `load_checklist`, but refuses a checklist that fails its own examples.

    They run once for the same files and the same code: what passed is kept in `cache` (None: the
    user's cache folder), so that verifying costs nothing at the next start.
    """
    folder = cache or cache_folder()
    key = key_of(checklist, overlays)
    kept = recall(key, folder) if folder else None
    if kept is not None:
        return kept
    from scorer.loader import load_effective

    effective = load_effective(checklist, overlays)
    verify(effective)
    if folder:
        keep(effective.checklist, key, folder)
    return effective.checklist

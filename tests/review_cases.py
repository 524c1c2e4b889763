"""Verdicts known by hand, of the corpus and of the planted difficulties, beside those of the scorer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml
from corpus.frozen import EXAMPLES, checklist, expected, scored

from scorer.checklist import Example, Verdict
from scorer.pipeline import score_example
from scorer.report import SectionRole
from scorer.result import ItemResult

_PLANTED: Final = sorted((Path(__file__).resolve().parent / "planted").glob("*.yaml"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One item's verdict by hand and by the scorer."""

    where: str
    item: str
    right: str
    given: str
    review: str | None

    @property
    def wrong(self) -> bool:
        return self.given != self.right


def _judged(where: str, right: str, result: ItemResult) -> Judged:
    return Judged(
        where=where,
        item=result.item.id,
        right=right,
        given=result.verdict.value,
        review=result.review,
    )


@cache
def corpus_cases() -> tuple[Judged, ...]:
    """All items of all example reports."""
    return tuple(
        _judged(example.stem, expected(example).verdicts[result.item.id], result)
        for example in EXAMPLES
        for result in scored(example).items
    )


@cache
def planted_cases() -> tuple[Judged, ...]:
    """The sentences under planted/, each put into a small report of its own."""
    items = {item.id: item for item in checklist().items}
    return tuple(
        _judged(
            row["text"],
            row["verdict"],
            score_example(items[row["item"]], _example(row), checklist()),
        )
        for path in _PLANTED
        for row in yaml.safe_load(path.read_text(encoding="utf-8"))
    )


def _example(row: dict[str, Any]) -> Example:
    return Example(
        text=row["text"],
        verdict=Verdict(row["verdict"]),
        section=SectionRole(row.get("section", "measures")),
        unit_kind=row.get("unit_kind"),
    )

"""The frozen corpus: what each example report must get, and what moved since it was last accepted.

One JSON file per example, of the same name. Its keys:

unit_kind, year   what the report is, by hand; the scorer has to find both by itself
verdicts          verdict per item, decided by hand from the rubric before the scorer was asked
missed            items that the scorer gets wrong today, with the verdict that it gives instead
percent           the score that it gives today
sentences         the sentence that decides an item today, for those that have one

A person writes `verdicts`; `accept.py` writes the other three and never touches `verdicts`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from scorer.checklist import Checklist
from scorer.loader import load_checklist
from scorer.pipeline import score_file
from scorer.result import ItemResult, Scorecard

ROOT: Final = Path(__file__).resolve().parents[2]
CORPUS: Final = ROOT / "tests" / "corpus"
EXAMPLES: Final = sorted(
    path for path in (ROOT / "examples").iterdir() if path.suffix in {".txt", ".docx"}
)
_SHOWN: Final = 60
"""Characters of a sentence that a table shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What one example must get."""

    unit_kind: str
    year: int
    verdicts: dict[str, str]
    missed: dict[str, str]
    percent: float
    sentences: dict[str, str]

    def frozen(self, item: str) -> str:
        """The verdict that the item had when it was last accepted, right or wrong."""
        return self.missed.get(item, self.verdicts[item])


class Move(NamedTuple):
    """One verdict that is not what was accepted."""

    report: str
    item: str
    old: str
    new: str
    right: str
    old_sentence: str
    new_sentence: str


@cache
def checklist() -> Checklist:
    return load_checklist()


@cache
def scored(example: Path) -> Scorecard:
    return score_file(example, checklist())


def expected(example: Path) -> Expected:
    return Expected(**json.loads(expectation_file(example).read_text(encoding="utf-8")))


def expectation_file(example: Path) -> Path:
    return CORPUS / f"{example.stem}.json"


def deciding_sentence(result: ItemResult, scorecard: Scorecard) -> str:
    """The sentence behind the verdict: the best evidence, else the nearest refused; "" for none."""
    for place in (*result.evidence, *result.near_misses):
        return scorecard.report.text[place.span.start : place.span.end]
    return ""


def moves(example: Path) -> list[Move]:
    """Verdicts of an example that differ from the accepted ones, in the checklist's order."""
    before, after = expected(example), scored(example)
    found = []
    for result in after.items:
        item, new = result.item.id, result.verdict.value
        if new != before.frozen(item):
            found.append(
                Move(
                    example.stem,
                    item,
                    before.frozen(item),
                    new,
                    before.verdicts[item],
                    before.sentences.get(item, ""),
                    deciding_sentence(result, after),
                )
            )
    return found


def table(found: Sequence[Move]) -> str:
    """The moves as lines to read: report, item, old and new verdict, and the sentences behind."""
    lines = []
    for move in found:
        mark = "now right" if move.new == move.right else f"WRONG, right is {move.right}"
        lines.append(f"{move.report:22} {move.item}  {move.old} -> {move.new}  ({mark})")
        lines.append(f"{'':22}   now: {_short(move.new_sentence)}")
        if move.old_sentence != move.new_sentence:
            lines.append(f"{'':22}   was: {_short(move.old_sentence)}")
    return "\n".join(lines)


def accepted(example: Path) -> dict[str, Any]:
    """The expectation with today's results accepted: verdicts by hand stay as they are."""
    before, after = (
        json.loads(expectation_file(example).read_text(encoding="utf-8")),
        scored(example),
    )
    by_hand: dict[str, str] = before["verdicts"]
    return {
        "unit_kind": before["unit_kind"],
        "year": before["year"],
        "percent": after.percent,
        "verdicts": by_hand,
        "missed": {
            result.item.id: result.verdict.value
            for result in after.items
            if result.verdict.value != by_hand[result.item.id]
        },
        "sentences": {
            result.item.id: sentence
            for result in after.items
            if (sentence := deciding_sentence(result, after))
        },
    }


def _short(sentence: str) -> str:
    flat = sentence.replace("\n", " ")
    return (flat[:_SHOWN] + "…" if len(flat) > _SHOWN else flat) or "(no sentence)"

"""Sentences of the genre, written for this project, and the verdicts that the items must give.

They stand beside the examples in the checklist: more wordings of the same act, and neighbours'
words and numbers that must earn nothing.
"""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

import pytest

from scorer.checklist import Checklist, Example, Verdict
from scorer.loader import load_checklist
from scorer.pipeline import example_verdict
from scorer.report import SectionRole

ROOT = Path(__file__).parents[1]
TABLES = sorted((ROOT / "tests" / "items").glob("*.tsv"))


@lru_cache(maxsize=1)
def checklist() -> Checklist:
    return load_checklist(ROOT / "checklists" / "annual-report.yaml")


def rows() -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for table in TABLES:
        with table.open(encoding="utf-8", newline="") as lines:
            found.extend(csv.DictReader(lines, delimiter="\t"))
    return found


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['item']} {row['text'][:16]}")
def test_sentence_gets_its_verdict(row: dict[str, str]) -> None:
    item = next(item for item in checklist().items if item.id == row["item"])
    example = Example(
        text=row["text"],
        verdict=Verdict(row["verdict"]),
        section=SectionRole(row["section"]),
        unit_kind=row["unit_kind"],
    )
    assert example_verdict(item, example, checklist()) is example.verdict


def test_every_item_of_the_tables_has_sentences_that_earn_nothing() -> None:
    refused = {row["item"] for row in rows() if row["verdict"] not in ("stated", "evidenced")}
    assert refused >= {row["item"] for row in rows()}

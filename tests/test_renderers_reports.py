"""Whole reports through the pipeline: every result keeps the contract, every page its size."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest
from lxml import html
from rich.cells import cell_len

from scorer.loader import load_checklist
from scorer.pipeline import score_file
from scorer.renderers.gap_page import render_gap_page
from scorer.renderers.result_json import render_json, result_of, result_schema
from scorer.renderers.table import render_table
from scorer.result import Scorecard

ROOT = Path(__file__).parent.parent
REPORTS = sorted(
    path
    for folder in (ROOT / "examples", ROOT.parent / "shared" / "reports")
    for path in folder.glob("*")
    if path.suffix in {".txt", ".docx"}
)

pytestmark = pytest.mark.skipif(not REPORTS, reason="no report to score")


@pytest.fixture(scope="module", params=REPORTS, ids=lambda path: path.name)
def scorecard(request: pytest.FixtureRequest) -> Scorecard:
    return score_file(request.param, load_checklist())


def test_the_result_satisfies_the_schema_and_quotes_exactly(scorecard: Scorecard) -> None:
    result = result_of(scorecard, sentences=True)
    jsonschema.Draft202012Validator(result_schema()).validate(result)
    for item in result["items"]:
        for place in (*item["evidence"], *item["near_misses"]):
            assert scorecard.report.text[place["start"] : place["end"]] == place["quote"]
    for check in result["checks"]:
        for place in check["places"]:
            assert scorecard.report.text[place["start"] : place["end"]] == place["quote"]


def test_the_page_is_complete_and_small(scorecard: Scorecard) -> None:
    rendered = render_gap_page(scorecard)
    page = html.fromstring(rendered.decode("utf-8"))
    assert len(page.xpath("//article[@class='item']")) == len(scorecard.items)
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in page.xpath("//@href")} <= set(ids)
    assert len(rendered) <= 150_000 + 12 * max(0, len(scorecard.report.text) - 5000)


def test_two_runs_give_the_same_bytes(scorecard: Scorecard, request: pytest.FixtureRequest) -> None:
    path = request.node.callspec.params["scorecard"]
    again = score_file(path, load_checklist())
    assert render_json(again, sentences=True) == render_json(scorecard, sentences=True)
    assert render_gap_page(again) == render_gap_page(scorecard)


def test_the_table_has_a_line_per_item_within_the_width(scorecard: Scorecard) -> None:
    lines = render_table(scorecard, width=100).splitlines()
    for result in scorecard.items:
        assert sum(f" {result.item.id} " in line for line in lines) == 1
    assert max(map(cell_len, lines)) <= 100

"""The district page and the rehearsal page in a real Chromium: accessible, silent on the network,
readable on a narrow screen, whole on paper."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.chromium import AXE, Page, browser, missing

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(missing() is not None, reason=str(missing())),
]

pytest.importorskip("xlsxwriter", reason="the extra `report` is absent")

from scorer.cli import run  # noqa: E402
from scorer.paths import resource_folder  # noqa: E402
from scorer.renderers.district_page import render_district_page  # noqa: E402
from tests.test_renderers_district import row, summary  # noqa: E402

EXAMPLES = Path(__file__).parents[2] / "examples"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NAMES = ["examples", "many", "rehearsal"]


@pytest.fixture(scope="module")
def tab() -> Iterator[Page]:
    with browser() as page:
        yield page


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages of the examples, of a district of sixty units, and of an edit of the rules."""
    folder = tmp_path_factory.mktemp("pages")
    assert run(["review", str(EXAMPLES), "--out", str(folder / "out"), "--workers", "1"]) == 3
    (folder / "examples.html").write_bytes((folder / "out" / "汇总.html").read_bytes())
    more = [row(f"第{number}街道办事处", number % 28 + 1) for number in range(60)]
    (folder / "many.html").write_bytes(render_district_page(summary(*more)))
    rules = folder / "rules"
    shutil.copytree(resource_folder("checklists"), rules)
    items = rules / "items" / "pu.yaml"
    told = items.read_text(encoding="utf-8")
    items.write_text(told.replace("count: [", "count: [阕, "), encoding="utf-8")
    checklist = rules / "annual-report.yaml"
    rated = checklist.read_text(encoding="utf-8").replace("stated: 0.5", "stated: 0.25")
    checklist.write_text(rated, encoding="utf-8")
    page = folder / "rehearsal.html"
    told_to = ["--format", "html", "--output", str(page), "--workers", "1"]
    against = ["--against", str(folder / "out"), "--checklist", str(checklist)]
    assert run(["rules", "rehearse", *against, *told_to]) in {0, 1, 3}
    return folder


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_axe_finds_nothing_and_nothing_is_cut_off(
    tab: Page, folder: Path, name: str, width: int
) -> None:
    tab.open(folder / f"{name}.html", width=width)
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    tab.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[Any] = tab.evaluate(
        f"axe.run(document, {{runOnly: {RULES}}}).then(r => r.violations.map("
        "v => [v.id, v.nodes.map(n => n.html + n.failureSummary)]))"
    )
    assert found == []


@pytest.mark.parametrize("name", NAMES)
def test_the_page_asks_for_nothing_and_the_policy_refuses_nothing(
    tab: Page, folder: Path, name: str
) -> None:
    tab.open(folder / f"{name}.html")
    assert tab.requests() == [(folder / f"{name}.html").as_uri()]
    assert tab.complaints() == []


def test_every_unit_leads_to_a_gap_page_that_is_there(tab: Page, folder: Path) -> None:
    tab.open(folder / "out" / "汇总.html")
    links: list[str] = tab.evaluate(
        "[...document.querySelectorAll('a[href*=缺项页], a[href*=\"%E7%BC%BA\"]')]"
        ".map(a => decodeURIComponent(a.pathname))"
    )
    assert len(set(links)) == 8
    assert [link for link in links if not Path(link).is_file()] == []


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is absent")
@pytest.mark.parametrize("name", NAMES)
def test_on_paper_every_unit_is_there(tab: Page, folder: Path, tmp_path: Path, name: str) -> None:
    tab.open(folder / f"{name}.html")
    (tmp_path / "page.pdf").write_bytes(tab.pdf())
    printed = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "page.pdf"), "-"],
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
    ).stdout
    told = re.sub(r"\s+", "", printed)
    wanted = {
        "examples": ["白鹭区市场监督管理局", "石桥湾镇", "松鹤县商务促进局"],
        "many": [f"第{number}街道办事处" for number in range(60)],
        "rehearsal": ["松鹤县商务促进局"],
    }[name]
    assert [unit for unit in wanted if unit not in told] == []

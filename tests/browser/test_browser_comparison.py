"""The comparison page in a real Chromium: accessible, silent on the network, narrow, on paper."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scorer.comparison import compare
from scorer.renderers.comparison_page import render_comparison_page
from tests.browser.chromium import AXE, Page, browser, missing
from tests.comparing import AGAIN, FIRST, NEXT_YEAR, make_side, make_state, quoted
from tests.test_renderers_comparison import HOSTILE, every_change, of_texts

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(missing() is not None, reason=str(missing())),
]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NAMES = ["changes", "again", "later", "hostile"]


@pytest.fixture(scope="module")
def tab() -> Iterator[Page]:
    with browser() as page:
        yield page


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    long = HOSTILE + "长" * 400 + "w" * 900
    hostile = (
        make_side(make_state(verdict=verdict, title=long, quotes=quoted(long)), unit=HOSTILE)
        for verdict in ("stated", "evidenced")
    )
    pages = {
        "changes": every_change(),
        "again": of_texts(FIRST, AGAIN),
        "later": of_texts(FIRST, NEXT_YEAR),
        "hostile": compare(*hostile),
    }
    for name, comparison in pages.items():
        (folder / f"{name}.html").write_bytes(render_comparison_page(comparison))
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
    assert not tab.evaluate("document.querySelector('.print').hidden")


def test_a_mended_item_leads_to_its_change(tab: Page, folder: Path) -> None:
    tab.open(folder / "changes.html")
    tab.click("a[href='#i-XX-00']")
    assert tab.evaluate("location.hash") == "#i-XX-00"
    top = tab.evaluate("document.getElementById('i-XX-00').getBoundingClientRect().top")
    assert 0 <= top < 1000


def test_what_is_folded_opens_by_its_link(tab: Page, folder: Path) -> None:
    tab.open(folder / "changes.html")
    shown = "document.getElementById('i-XX-08').checkVisibility()"
    tab.evaluate("document.querySelector('summary').scrollIntoView()")
    tab.click("summary")
    assert tab.evaluate("document.querySelector('details').open")
    tab.click("summary")
    assert not tab.evaluate(shown)
    tab.evaluate("location.hash = '#i-XX-08'")
    assert tab.evaluate("new Promise(done => setTimeout(() => done(" + shown + "), 100))")


def test_on_a_narrow_screen_the_two_sides_stand_below_each_other(tab: Page, folder: Path) -> None:
    tab.open(folder / "changes.html", width=390)
    below = (
        "(() => { const [a, b] = document.querySelectorAll('.both > .side');"
        "return b.getBoundingClientRect().top >= a.getBoundingClientRect().bottom; })()"
    )
    assert tab.evaluate(below)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is absent")
def test_on_paper_everything_is_there_what_is_folded_too(
    tab: Page, folder: Path, tmp_path: Path
) -> None:
    tab.open(folder / "changes.html")
    (tmp_path / "page.pdf").write_bytes(tab.pdf())
    printed = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "page.pdf"), "-"],
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
    ).stdout
    told = re.sub(r"\s+", "", printed)
    pages = printed.count("\f")
    assert [f"第{n}页，共{pages}页" in told for n in range(1, pages + 1)] == [True] * pages
    for part in ("XX-08", "得分变动", "补正情况", "全文核查", "法治政府建设年度报告对照"):
        assert part in told
    assert "打印或存为" not in told and "逐项展开" not in told

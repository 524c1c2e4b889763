"""The gap page in a real Chromium: accessible, silent on the network, usable with a mouse, with the
keyboard, without JavaScript, narrow, and on paper."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scorer.renderers.gap_page import render_gap_page
from scorer.report import ReadingGap
from tests.browser.chromium import AXE, Page, browser, missing
from tests.cards import every_verdict, make_report

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(missing() is not None, reason=str(missing())),
]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
HOSTILE = (
    "一、主要举措\n学法6次<script>document.title='broken'</script>\"'><img src=x onerror=alert(1)>"
    "公职律师参训120人次=cmd|' /C calc'!A0审查合同14份\u202e责任清单宪法日" + "长" * 400 + "w" * 900
)


@pytest.fixture(scope="module")
def tab() -> Iterator[Page]:
    with browser() as page:
        yield page


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    gap = ReadingGap(message="整页是图片", page=3)
    report = make_report(complete=False, gaps=(gap,), warnings=("有批注未读。",))
    (folder / "page.html").write_bytes(render_gap_page(every_verdict(report)))
    (folder / "hostile.html").write_bytes(render_gap_page(every_verdict(make_report(HOSTILE))))
    return folder


@pytest.mark.parametrize("name", ["page.html", "hostile.html"])
@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_axe_finds_nothing_and_nothing_is_cut_off(
    tab: Page, folder: Path, name: str, width: int
) -> None:
    tab.open(folder / name, width=width)
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    tab.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[Any] = tab.evaluate(
        f"axe.run(document, {{runOnly: {RULES}}}).then(r => r.violations.map("
        "v => [v.id, v.nodes.map(n => n.html + n.failureSummary)]))"
    )
    assert found == []


@pytest.mark.parametrize("name", ["page.html", "hostile.html"])
def test_the_page_asks_for_nothing_and_the_policy_refuses_nothing(
    tab: Page, folder: Path, name: str
) -> None:
    tab.open(folder / name)
    assert tab.requests() == [(folder / name).as_uri()]
    assert tab.complaints() == []
    assert tab.evaluate("document.title").startswith("青禾区档案局")
    assert tab.evaluate("!document.querySelector('.filter').hidden")


def test_the_policy_refuses_a_script_that_is_not_the_pages_own(tab: Page, folder: Path) -> None:
    tab.open(folder / "page.html")
    tab.evaluate(
        "(() => { const s = document.createElement('script'); s.textContent = 'window.bad = 1';"
        "document.body.append(s); })()"
    )
    assert tab.evaluate("window.bad === undefined")


def shown_items(tab: Page) -> list[str]:
    shown: list[str] = tab.evaluate(
        "[...document.querySelectorAll('.item')].filter(e => e.checkVisibility()).map(e => e.id)"
    )
    return shown


def test_the_filter_shows_one_verdict_and_tells_how_many(tab: Page, folder: Path) -> None:
    tab.open(folder / "page.html")
    assert len(shown_items(tab)) == 7
    tab.click("button[data-f=planned]")
    assert shown_items(tab) == ["PU-01"]
    assert tab.evaluate("document.querySelector('.told').textContent") == "显示 1 项"
    pressed = "[...document.querySelectorAll('[aria-pressed=true]')].map(e => e.dataset.f)"
    assert tab.evaluate(pressed) == ["planned"]
    tab.click("button[data-f=review]")
    assert shown_items(tab) == ["LA-01", "EN-02"]
    tab.click("button[data-f='']")
    assert len(shown_items(tab)) == 7


def test_a_quote_lights_up_its_place_in_the_text(tab: Page, folder: Path) -> None:
    tab.open(folder / "page.html")
    tab.click("#LL-01 li.found q")
    lit = "[...document.querySelectorAll('.sheet mark.on')].map(e => e.textContent).join('')"
    assert tab.evaluate(lit) == "全年组织局党组会前学法6次，学习《档案法》等法律。"
    top = tab.evaluate("document.querySelector('mark.on').getBoundingClientRect().top")
    assert 0 < top < 1000


def test_the_text_leads_back_to_an_item_that_the_filter_hides(tab: Page, folder: Path) -> None:
    tab.open(folder / "page.html")
    tab.click("button[data-f=absent]")
    tab.click(".sheet mark.s")
    assert tab.evaluate("location.hash") == "#LA-01"
    assert "LA-01" in shown_items(tab)
    tab.click(".sheet a.ref[href='#PU-01']")
    assert tab.evaluate("location.hash") == "#PU-01"


def test_the_keyboard_reaches_items_and_text(tab: Page, folder: Path) -> None:
    tab.open(folder / "page.html")
    tab.press("Tab", 9)
    assert tab.evaluate("document.activeElement.className") == "skip"
    tab.press("Enter", 13)
    assert tab.evaluate("location.hash") == "#items"
    tab.evaluate("document.querySelector('#LL-01 li a').focus()")
    tab.press("Enter", 13)
    assert re.fullmatch(r"#c\d+", tab.evaluate("location.hash"))
    assert tab.evaluate("document.querySelector('mark:target').classList.contains('on')")
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    tab.press("Tab", 9)
    assert tab.evaluate(outline) != "none"


def test_without_javascript_everything_shows_and_links_work(tab: Page, folder: Path) -> None:
    tab.without_script(off=True)
    try:
        tab.open(folder / "page.html")
        assert len(shown_items(tab)) == 7
        assert not tab.evaluate("document.querySelector('.filter').checkVisibility()")
        tab.click("#LL-01 li.found a")
        assert tab.evaluate("document.querySelector('mark:target').textContent").startswith("全年")
    finally:
        tab.without_script(off=False)


def test_on_a_narrow_screen_the_text_follows_the_items(tab: Page, folder: Path) -> None:
    tab.open(folder / "page.html", width=390)
    below = (
        "document.querySelector('.text').getBoundingClientRect().top >= "
        "document.querySelector('.judged').getBoundingClientRect().bottom"
    )
    assert tab.evaluate(below)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is absent")
def test_on_paper_everything_is_there_whatever_the_filter_shows(
    tab: Page, folder: Path, tmp_path: Path
) -> None:
    tab.open(folder / "page.html")
    tab.click("button[data-f=absent]")
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
    for part in ("LL-01集体学法", "EN-02的要求", "五、报告原文", "审核意见", "审核日期", "9.9.9"):
        assert part in told
    assert "打印或存为" not in told
    size = subprocess.run(
        ["pdfinfo", str(tmp_path / "page.pdf")], check=True, capture_output=True, text=True
    ).stdout
    assert "A4" in size

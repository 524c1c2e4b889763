"""What reviewers decided is shown in every output of the next review, and only there."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

docx = pytest.importorskip("docx", reason="extra report")
openpyxl = pytest.importorskip("openpyxl", reason="extra report")
pytest.importorskip("sqlalchemy", reason="extra ledger")

from scorer.cli import review as command  # noqa: E402
from scorer.cli import run  # noqa: E402
from scorer.ledger import open_ledger  # noqa: E402

TINY = Path(__file__).parent / "checklists" / "tiny.yaml"
UNIT, OTHER = "某某区司法局", "某某区财政局"
REPORT = """{}2024年度法治政府建设情况报告
一、主要举措
充分发挥法律顾问作用。开展普法宣传5场。
{}
2025年1月10日
"""
WHEN = ("--time", "2025-03-03T10:00")
Call = Callable[..., None]


@pytest.fixture
def season(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "报告").mkdir()
    for unit in (UNIT, OTHER):
        (tmp_path / f"报告/{unit}.txt").write_text(REPORT.format(unit, unit), "utf-8")
    reviewed(tmp_path)
    return tmp_path


def reviewed(folder: Path, *more: str) -> int:
    places = ["review", str(folder / "报告"), "--out", str(folder / "结果"), "--workers", "1"]
    return run([*places, "--checklist", str(TINY), *more])


def decided(folder: Path, subject: str, *more: str, who: str = "审查人甲") -> None:
    ledger = str(folder / "结果/审查记录.sqlite")
    by = ("--reviewer", who, "--reason", f"{who}看过附件", *WHEN)
    assert run(["decide", ledger, UNIT, subject, *more, *by]) == 0


def tree(folder: Path) -> dict[str, bytes]:
    out = folder / "结果"
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and ".scorer" not in path.parts and "审查记录" not in path.name
    }


def listed(folder: Path) -> dict[str, dict]:
    told = json.loads((folder / "结果/清单.json").read_bytes())
    return {unit["unit"]: unit["figures"] for unit in told["units"]}


def words(path: Path) -> str:
    made = docx.Document(path)
    nodes = (node for node in made.element.body.iter() if node.tag.endswith("}t"))
    return re.sub(r"\s", "", "".join(node.text or "" for node in nodes))


def rows(folder: Path, name: str) -> list[dict]:
    sheet = openpyxl.load_workbook(folder / "结果/汇总表.xlsx")[name]
    heads = [cell.value for cell in sheet[3]]
    lines = sheet.iter_rows(min_row=4, values_only=True)
    return [dict(zip(heads, line, strict=True)) for line in lines]


def test_a_decision_is_in_every_output_and_the_result_stays_the_programs(
    season: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    before = tree(season)
    decided(season, "LA-01", "--verdict", "有实据")
    decided(season, "LA-01", "--verdict", "缺失", who="审查人乙")
    decided(season, "LA-01", "--verdict", "有实据", who="审查人乙")
    capfd.readouterr()
    assert reviewed(season) == 0
    assert "审查意见：有效 2 条。" in capfd.readouterr().out
    after = tree(season)
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {
        *("清单.csv", "清单.json", "汇总.html", "汇总表.xlsx"),
        *(f"{folder}/{UNIT}.{end}" for folder, end in (("缺项页", "html"), ("审查表", "docx"))),
        *({f"补正通知书/{UNIT}.docx"} & set(before)),
    }
    figures = listed(season)[UNIT]
    told = figures["after_review"]
    assert told["verdicts"] == {"LA-01": "evidenced"}
    assert told["decisions"]["holds"] == 2 and told["decisions"]["superseded"] == 1
    assert told["percent"] > figures["percent"]
    assert listed(season)[OTHER]["after_review"] is None
    page = (season / f"结果/缺项页/{UNIT}.html").read_text("utf-8")
    for said in ("审查改判", "由泛泛表述改判为有实据", "审查人甲看过附件", "2025-03-03 10:00"):
        assert said in page
    sheet = words(season / f"结果/审查表/{UNIT}.docx")
    assert f"折合百分制{told['percent']:.1f}分" in sheet and "审查改判√有实据" in sheet
    line = next(row for row in rows(season, "总表") if row["单位"] == UNIT)
    assert (line["总分"], line["程序总分"]) == (told["percent"], figures["percent"])
    assert (line["改判项数"], line["有效意见"], line["意见不一"]) == (1, 2, 0)
    item = next(r for r in rows(season, "逐项审查") if (r["单位"], r["编号"]) == (UNIT, "LA-01"))
    assert (item["判定"], item["改判为"], item["审查人"]) == ("△ 泛泛表述", "有实据", "审查人乙")
    assert (item["审查意见"], item["日期"]) == ("审查人乙看过附件", "2025-03-03")
    assert [row["效力"] for row in rows(season, "审查意见")] == ["有效", "本人后来另有意见", "有效"]
    district = (season / "结果/汇总.html").read_text("utf-8")
    assert f"程序 {figures['percent']:.1f}" in district and f"{told['percent']:.1f}" in district
    table = list(csv.DictReader(io.StringIO(after["清单.csv"].decode("utf-8-sig"))))
    known = {row["单位"]: row for row in table}
    assert known[UNIT]["审查后得分率%"] == str(told["percent"])
    assert known[UNIT]["有效意见"] == "2" and known[OTHER]["有效意见"] == ""


def test_the_same_decisions_make_nothing_again(
    season: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    decided(season, "LA-01", "--verdict", "有实据")
    reviewed(season)
    first = tree(season)
    capfd.readouterr()
    reviewed(season)
    assert "评查：2/2，其中2份上次已完成" in capfd.readouterr().err
    assert tree(season) == first


def test_a_disputed_and_a_reopened_decision_are_shown_with_both_sides(season: Path) -> None:
    decided(season, "LA-01", "--verdict", "有实据")
    decided(season, "LA-01", "--verdict", "缺失", who="审查人乙")
    reviewed(season)
    page = (season / f"结果/缺项页/{UNIT}.html").read_text("utf-8")
    assert page.count("意见不一，按程序的判定") == 2 and "审查改判" not in page
    district = (season / "结果/汇总.html").read_text("utf-8")
    assert district.count("意见不一，按程序的判定") == 2
    path = season / f"报告/{UNIT}.txt"
    path.write_text(path.read_text("utf-8").replace("充分发挥", "认真发挥"), "utf-8")
    reviewed(season)
    for said in ("原来的句子", "充分发挥法律顾问作用。", "现在的句子", "认真发挥法律顾问作用。"):
        assert said in (season / f"结果/缺项页/{UNIT}.html").read_text("utf-8")
    line = next(row for row in rows(season, "总表") if row["单位"] == UNIT)
    assert (line["须重新审查"], line["意见不一"], line["总分"]) == (2, 0, line["程序总分"])
    (lost,) = {row["原来的句子（现已不见）"] for row in rows(season, "审查意见")}
    assert lost == "充分发挥法律顾问作用。"


def test_another_ledger_is_read_where_it_is_named(season: Path) -> None:
    decided(season, "LA-01", "--verdict", "有实据")
    other = season / "别处.sqlite"
    (season / "结果/审查记录.sqlite").rename(other)
    assert reviewed(season, "--ledger", str(other)) == 0
    assert listed(season)[UNIT]["after_review"] is not None
    assert reviewed(season, "--ledger", str(season / "新.sqlite")) == 0
    assert listed(season)[UNIT]["after_review"] is None


def test_a_ledger_that_cannot_be_read_stops_before_anything_is_made(
    season: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    before = tree(season)
    (season / "坏.sqlite").write_bytes(b"no database at all" * 100)
    assert reviewed(season, "--ledger", str(season / "坏.sqlite")) == 2
    assert "坏.sqlite" in capfd.readouterr().err
    assert tree(season) == before


def test_without_the_extra_the_review_goes_on_and_says_what_is_missing(
    season: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    decided(season, "LA-01", "--verdict", "有实据")
    monkeypatch.setattr(command, "find_spec", lambda _: None)
    assert reviewed(season) == 0
    assert "没有安装组件 ledger" in capfd.readouterr().err
    assert listed(season)[UNIT]["after_review"] is None


def test_the_notices_day_is_told_or_left_blank(season: Path) -> None:
    name = next(iter((season / "结果/补正通知书").glob("*.docx")))
    assert "2025年3月10日" not in words(name)
    assert reviewed(season, "--issued", "2025-03-10") == 0
    assert "2025年3月10日" in words(name)
    assert reviewed(season, "--issued", "改天") == 2


def test_a_workbook_with_its_decisions_filled_in_brings_nothing_new(
    season: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    decided(season, "LA-01", "--verdict", "有实据")
    reviewed(season)
    with open_ledger(season / "结果/审查记录.sqlite") as ledger:
        before = ledger.decisions()
    capfd.readouterr()
    book = str(season / "结果/汇总表.xlsx")
    code = run(["collect", book, "--ledger", str(season / "结果/审查记录.sqlite")])
    assert (code, capfd.readouterr().err) == (0, "")
    with open_ledger(season / "结果/审查记录.sqlite") as ledger:
        assert ledger.decisions() == before

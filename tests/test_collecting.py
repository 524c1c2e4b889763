"""Sheets and workbooks that people filled in by hand: what is taken, what is told, nothing lost."""

from __future__ import annotations

import json
import re
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

docx = pytest.importorskip("docx", reason="extra report")
xlsxwriter = pytest.importorskip("xlsxwriter", reason="extra report")
openpyxl = pytest.importorskip("openpyxl", reason="extra report")

from scorer.collecting import Collection, collect, read_filled  # noqa: E402
from scorer.errors import UsageError  # noqa: E402
from scorer.ledger import Decision, Ledger, Run, open_ledger  # noqa: E402

UNIT = "某某区司法局"
DIGEST = "ab" * 32
NOW = "2025-04-01T10:00:00+08:00"
HEADER = ("编号", "项目", "判定", "改判为", "审查意见")
FINDINGS = ("编号", "程度", "问题和建议", "处理", "审查意见")
COLUMNS = ("报告摘要", "键", "编号", "项目", "单位", "改判为", "审查意见", "审查人", "日期")
Read = Callable[..., Collection]


def run_of(**changes: Any) -> Run:
    items = [
        {
            "id": name,
            "title": title,
            "verdict": verdict,
            "points": 4 * credit,
            "max_points": 4.0,
            "evidence": [{"quote": quote}],
            "near_misses": [],
        }
        for name, title, verdict, credit, quote in (
            ("LA-01", "法律顾问", "stated", 0.5, "发挥法律顾问作用。"),
            ("LA-02", "公职律师", "absent", 0.0, "下一步培训。"),
            ("LA-03", "合同审查", "evidenced", 1.0, "审查合同6份。"),
        )
    ]
    checks = [
        {"id": "CK-01", "message": "年度错位", "places": []},
        {"id": "CK-03", "message": "数字前后不一", "places": [{"quote": "12件"}]},
        {"id": "CK-03", "message": "又一处不一", "places": []},
    ]
    credits = {"evidenced": 1.0, "stated": 0.5, "planned": 0.0, "absent": 0.0}
    points = {"LA-01": 4.0, "LA-02": 4.0, "LA-03": 4.0}
    values = {
        "unit": UNIT,
        "year": 2024,
        "file": "a.docx",
        "recorded_at": "2025-03-02T09:00:00",
        "report_digest": DIGEST,
        "checklist_id": "x",
        "checklist_version": "1",
        "checklist_digest": "c" * 64,
        "tool_version": "0",
        "percent": 50.0,
        "points": 6.0,
        "max_points": 12.0,
        "grade": "合格",
        "weights": json.dumps({"credits": credits, "points": points}),
        "result": json.dumps({"items": items, "checks": checks}),
    }
    return Run(**(values | changes))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "审查记录.sqlite") as opened:
        opened.add([run_of()])
        yield opened


@pytest.fixture
def read(ledger: Ledger, tmp_path: Path) -> Read:
    """Collect bytes as a file of a name, or paths."""

    def collected(
        *contents: bytes | Path, name: str = "", reviewer: str = "审查人甲"
    ) -> Collection:
        paths = []
        for number, content in enumerate(contents):
            if isinstance(content, Path):
                paths.append(content)
                continue
            kind = ".xlsx" if b"xl/workbook" in content else ".docx"
            paths.append(tmp_path / (name or f"表{number}{kind}"))
            paths[-1].write_bytes(content)
        return collect(ledger, read_filled(paths), reviewer=reviewer, now=NOW)

    return collected


def word(
    *tables: Sequence[Sequence[str]],
    lines: Sequence[str] = (),
    identifier: str = DIGEST,
    change: Callable[[Any], None] = lambda document: None,
) -> bytes:
    """A document of lines and tables; `change` may spoil it."""
    document = docx.Document()
    document.core_properties.identifier = identifier
    for line in lines:
        document.add_paragraph(line)
    for rows in tables:
        table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, words in zip(row.cells, cells, strict=False):
                cell.text = words
        document.add_paragraph()
    change(document)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def row(name: str, change: str = "", opinion: str = "") -> tuple[str, ...]:
    return (name, "项目", "判定", change, opinion)


def excel(
    *rows: Sequence[Any],
    columns: Sequence[str] = COLUMNS,
    name: str = "逐项审查",
    change: Callable[[Any, Any], None] = lambda book, sheet: None,
) -> bytes:
    """A workbook with title, note and header, as the district's."""
    made = BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    sheet = book.add_worksheet(name)
    sheet.write_row(0, 2, ["逐项审查（在黄色格中填写）"])
    sheet.write_row(2, 0, columns)
    for at, cells in enumerate(rows, start=3):
        sheet.write_row(at, 0, cells)
    change(book, sheet)
    book.close()
    return made.getvalue()


def line(name: str = "LA-01", *filled: Any, digest: str = DIGEST) -> list[Any]:
    return [digest, name, name, "项目", UNIT, *filled]


def told(result: Collection) -> list[tuple[str, str, str, str, str]]:
    return [
        (one.subject, one.new, one.reason, one.reviewer, one.decided_at[:10])
        for unit in result.units
        for one in unit.taken
    ]


def faults(result: Collection) -> str:
    return "\n".join(map(str, result.faults))


def notices(result: Collection) -> str:
    return "\n".join(map(str, result.notices))


TODAY = NOW[:10]
TAKEN = [("LA-01", "evidenced", "有合同", "审查人甲", TODAY)]
CHANGED = row("LA-01", "有实据", "有合同")


def test_a_plain_sheet_is_taken_with_the_score_before_and_after(read: Read) -> None:
    result = read(word([HEADER, CHANGED, row("LA-02")]))
    assert told(result) == TAKEN
    assert (result.files, result.rows, result.empty, result.known) == (1, 2, 0, 0)
    unit = result.units[0]
    assert (unit.unit, unit.year, unit.before, unit.after) == (UNIT, 2024, 50.0, 66.7)
    assert not result.faults and not result.notices


def test_a_sheet_with_nothing_filled_in_is_counted_and_no_error(read: Read) -> None:
    result = read(word([HEADER, row("LA-01"), row("LA-02", "/", "——")]))
    assert (result.empty, result.taken, result.faults, result.units) == (1, 0, (), ())


@pytest.mark.parametrize(
    "table",
    [
        [("审核意见", "改判结果", "要点编号"), ("有合同", "√", "LA-01")],
        [("序号", "审查 意见（请填写）", "改判为：", "编号"), ("1", "有合同", "有实据", "LA-01")],
        [("编号", "意见"), ("LA-01", "改判为有实据，有合同")],
        [("项目", "审查意见", "改判为"), ("1. 法律顾问", "有合同", "有实据")],
        [("大标题", "", ""), ("编号", "改判为", "审查意见"), ("la-01", "有实据", "有合同")],
        [("编号", "改判为", "审查意见", "审查意见"), ("LA-01", "有实据", "有合同", "别的")],
    ],
)
def test_columns_are_known_by_their_words_wherever_they_stand(read: Read, table: Any) -> None:
    result = read(word(table))
    assert faults(result) == ""
    assert told(result) == TAKEN


@pytest.mark.parametrize(
    ("row_", "expected"),
    [
        (row("LA-02", "", "请补附件"), ("LA-02", "", "请补附件")),
        (row("LA-01", "同意", ""), ("LA-01", "stated", "同意")),
        (row("LA-03", "同意", "合同在附件"), ("LA-03", "evidenced", "合同在附件")),
        (row("LA-01", "△ 泛泛表述", ""), ("LA-01", "stated", "同意")),
        (row("LA-01", "有实据，有合同", ""), ("LA-01", "evidenced", "有合同")),
        (row("LA-01", "有实据", "改判为有实据：有合同"), ("LA-01", "evidenced", "有合同")),
        (row("LA-02", "", "同意"), ("LA-02", "", "同意")),
        (row("LA-02", "不适用", "没有公职律师"), ("LA-02", "not_applicable", "没有公职律师")),
    ],
)
def test_rows_say_verdicts_and_remarks(read: Read, row_: Any, expected: tuple[str, ...]) -> None:
    result = read(word([HEADER, row_]))
    assert faults(result) == ""
    assert [one[:3] for one in told(result)] == [expected]


def test_findings_are_taken_by_their_key_or_number_or_words(read: Read) -> None:
    result = read(
        word(
            [
                FINDINGS,
                ("CK-01", "", "年度错位", "采纳", ""),
                ("CK-03#1", "", "数字前后不一", "不采纳", "是两件事"),
                ("CK-03", "", "又一处不一", "√", ""),
            ]
        )
    )
    assert faults(result) == ""
    assert [one[:3] for one in told(result)] == [
        ("CK-01#1", "accepted", "采纳"),
        ("CK-03#1", "dismissed", "是两件事"),
        ("CK-03#2", "accepted", "采纳"),
    ]


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        (row("LA-01", "有实据"), "LA-01：改判了，但没有写理由。请在“审查意见”"),
        (row("LA-01", "有实据", "缺失"), "写的判定不一样"),
        (row("LA-01", "很好", "有合同"), "“很好”不是可以填的"),
        (row("LA-01", "", "改判为优秀"), "写了改判，但是“优秀”不是"),
        (row("LA-09", "有实据", "有合同"), "已经没有“LA-09”"),
        (row("LA-01\nLA-02", "有实据", "有合同"), "一行里有几个编号（LA-01、LA-02）"),
        (("", "不认得的项目", "", "缺失", "没有"), "按名称也认不出"),
        (("", "", "", "缺失", "没有"), "看不出是哪一项"),
    ],
)
def test_a_row_with_a_fault_is_told_and_the_others_are_taken(
    read: Read, cells: Any, why: str
) -> None:
    result = read(word([HEADER, cells, row("LA-02", "缺失", "没有写")]))
    assert why in faults(result)
    assert "表0.docx，第1张表第2行：" in faults(result)
    assert [one[:2] for one in told(result)] == [("LA-02", "absent")]


def test_findings_have_faults_of_their_own(read: Read) -> None:
    result = read(
        word(
            [
                FINDINGS,
                ("CK-01#1", "", "", "不采纳", ""),
                ("CK-03", "", "", "采纳", ""),
                ("CK-09#1", "", "", "采纳", ""),
                ("CK-03#1", "", "", "有实据", "x"),
            ]
        )
    )
    shown = faults(result)
    assert result.taken == 0
    assert len(result.faults) == 4
    for words in ("填了不采纳，但没有写理由", "CK-03有2条", "没有“CK-09#1”", "采纳、不采纳"):
        assert words in shown


def test_who_and_when_come_from_the_row_then_the_signature_then_the_command(read: Read) -> None:
    header = (*HEADER, "审查人", "日期")
    signed = [("审查人", "审查人 乙（签字）", "日期", "2025 年 3 月 5 日")]
    rows = [header, (*CHANGED, "审查人丙", "2025.3.4"), (*row("LA-02", "缺失", "没有"), "", "")]
    both = read(word(rows, signed))
    assert [one[3:] for one in told(both)] == [
        ("审查人丙", "2025-03-04"),
        ("审查人乙", "2025-03-05"),
    ]


@pytest.mark.parametrize(
    ("text", "who", "day"),
    [
        ("审查人：审查人丁　　复核人：审查人戊　　日期：", "审查人丁", TODAY),
        ("审查人（签字）：审查人丁 2025年3月6日", "审查人丁", "2025-03-06"),
        ("审查人：____　日期：　年　月　日", "审查人甲", TODAY),
        ("审查人：", "审查人甲", TODAY),
    ],
)
def test_a_signature_may_be_a_line(read: Read, text: str, who: str, day: str) -> None:
    assert [one[3:] for one in told(read(word([HEADER, CHANGED], lines=[text])))] == [(who, day)]


def test_without_any_name_a_row_is_not_taken(read: Read) -> None:
    result = read(word([HEADER, CHANGED]), reviewer="")
    assert "没有写审查人" in faults(result) and "--reviewer" in faults(result)
    assert result.taken == 0


def test_a_name_or_date_that_is_none_is_told(read: Read) -> None:
    header = (*HEADER, "审查人", "日期")
    result = read(
        word(
            [header, (*CHANGED, "说" * 50, ""), (*row("LA-02", "缺失", "没有"), "审查人甲", "昨天")]
        )
    )
    assert "不像姓名" in faults(result) and "日期“昨天”认不出" in faults(result)


# ---------------------------------------------------------------- which report a sheet is on


def test_a_sheet_that_lost_its_mark_is_known_by_the_printed_digest(read: Read) -> None:
    line_ = f"检查单摘要 {'c' * 64}；原文件摘要 {DIGEST}（均为 SHA-256）"
    result = read(word([HEADER, CHANGED], lines=[line_], identifier="word 12"))
    assert told(result) == TAKEN
    assert not result.notices


@pytest.mark.parametrize(
    "known_by",
    [
        {"lines": ["审查表（2024年度）", f"报告单位：{UNIT}"]},
        {"lines": ["审查表"], "tables": [[("报告单位", UNIT), ("报告年度", "2024年度")]]},
    ],
)
def test_then_by_unit_and_year_and_it_is_said(read: Read, known_by: Any) -> None:
    tables = known_by.pop("tables", [])
    result = read(word(*tables, [HEADER, CHANGED], identifier="", **known_by))
    assert told(result) == TAKEN
    assert "按单位和年度认作“某某区司法局”2024年度的报告" in notices(result)


@pytest.mark.parametrize(
    ("lines", "identifier", "why"),
    [
        ((), "", "看不出是哪份报告"),
        (("报告单位：没有的局",), "", "没有“没有的局”的评查结果"),
        ((f"报告单位：{UNIT}", "2019年度"), "", "没有“某某区司法局”2019年度的评查结果"),
        ((), "0" * 64, "记录库里没有这份报告（原文件摘要 000000000000……）"),
        (("报告单位：某某区财政局",), DIGEST, "不要拿别的单位的表来改"),
        ((f"报告单位：{UNIT}",), "", "有几个年度的评查结果（2023、2024）"),
    ],
)
def test_a_sheet_on_no_known_report_is_told(
    read: Read, ledger: Ledger, lines: Sequence[str], identifier: str, why: str
) -> None:
    ledger.add([run_of(unit="某某区财政局", report_digest="1" * 64)])
    if "2023" in why:
        ledger.add([run_of(year=2023, report_digest="2" * 64)])
    result = read(word([HEADER, CHANGED], lines=lines, identifier=identifier))
    assert why in faults(result)
    assert result.taken == 0


def test_a_file_that_two_units_handed_in_is_told_apart_by_the_unit(
    read: Read, ledger: Ledger
) -> None:
    ledger.add([run_of(unit="某某区财政局")])
    assert "有2个单位报送" in faults(read(word([HEADER, CHANGED])))
    result = read(word([HEADER, CHANGED], lines=["单位名称：某某区财政局"]))
    assert [unit.unit for unit in result.units] == ["某某区财政局"]


def test_a_sheet_is_on_the_run_whose_rules_it_names(read: Read, ledger: Ledger) -> None:
    newer = run_of(checklist_digest="d" * 64)
    ledger.add([newer])
    line_ = f"检查单摘要 {'c' * 64}；原文件摘要 {DIGEST}"
    result = read(word([HEADER, CHANGED], lines=[line_]))
    assert result.units[0].taken[0].run == run_of().key
    assert "按较早的结果（2025-03-02）" in notices(result)
    assert read(word([HEADER, row("LA-02", "", "请补")])).units[0].taken[0].run == newer.key


def test_a_bureaus_own_template_is_read_back(tmp_path: Path) -> None:
    pytest.importorskip("docxtpl", reason="extra report")
    from scorer.renderers.review_sheet import render_review_sheet
    from scorer.season import RegisterEntry, ReviewedReport, Season
    from tests.cards import every_verdict

    template = docx.Document()
    template.add_paragraph("{{ 单位 }}报告审核单（{{ 年度 }}）")
    table = template.add_table(rows=0, cols=4)
    for cells in (
        ("审核意见", "改判", "内容", "编号"),
        ("{%tr for 组 in 各组 %}", "", "", ""),
        ("{%tr for 项 in 组.各项 %}", "", "", ""),
        ("", "", "{{ 项.名称 }}：{{ 项.判定 }}", "{{ 项.编号 }}"),
        ("{%tr endfor %}", "", "", ""),
        ("{%tr endfor %}", "", "", ""),
    ):
        for cell, words in zip(table.add_row().cells, cells, strict=True):
            cell.text = words
    source = BytesIO()
    template.save(source)
    reviewed = ReviewedReport(entry=RegisterEntry(unit=UNIT), scorecard=every_verdict())
    season = Season(year=2023)
    made = docx.Document(BytesIO(render_review_sheet(reviewed, season, template=source.getvalue())))
    cells = next(r for r in made.tables[0].rows if r.cells[3].text == "LA-01").cells
    cells[0].text, cells[1].text = "有合同", "√"
    made.save(tmp_path / "a.docx")
    filled = next(iter(read_filled([tmp_path / "a.docx"])))
    assert filled.rows == 7
    (entry,) = filled.entries
    assert (entry.subject, entry.change, entry.opinion) == ("LA-01", "√", "有合同")
    assert (entry.origin.digest, entry.origin.year) == ("ab" * 32, 2023)


def test_broken_properties_do_not_stop_a_sheet(read: Read) -> None:
    lines = [f"报告单位：{UNIT}", "2024年度"]
    broken = with_part(word([HEADER, CHANGED], lines=lines), "core.xml$", lambda part: b"<x")
    assert told(read(broken)) == TAKEN


# ---------------------------------------------------------------- edited beyond recognition


def test_a_split_table_is_read_to_its_end(read: Read) -> None:
    result = read(word([HEADER, row("LA-01")], [row("LA-02", "缺失", "没有"), row("LA-03")]))
    assert [one[:2] for one in told(result)] == [("LA-02", "absent")]
    assert result.rows == 3


def test_a_table_without_header_is_told(read: Read) -> None:
    result = read(word([CHANGED, row("LA-02")], [FINDINGS, ("CK-01#1", "", "", "采纳", "")]))
    assert "表0.docx，第1张表：表头没有了" in faults(result)
    assert [one[0] for one in told(result)] == ["CK-01#1"]
    alone = read(word([CHANGED]))
    assert "没有可以读回意见的表" in faults(alone)


def merged(*areas: tuple[int, int, int, int]) -> Callable[[Any], None]:
    def change(document: Any) -> None:
        table = document.tables[0]
        for top, left, bottom, right in areas:
            table.cell(top, left).merge(table.cell(bottom, right))

    return change


def test_an_opinion_in_a_merged_cell_counts_for_each_row(read: Read) -> None:
    rows = [HEADER, row("LA-01", "", "请补附件"), row("LA-02")]
    result = read(word(rows, change=merged((1, 4, 2, 4))))
    assert [one[:3] for one in told(result)] == [
        ("LA-01", "", "请补附件"),
        ("LA-02", "", "请补附件"),
    ]
    assert "有1行的意见同上一行在一个合并的单元格里" in notices(result)


def test_a_verdict_merged_with_its_reason_is_read_as_one(read: Read) -> None:
    rows = [HEADER, row("LA-01", "改判为有实据：", "有合同")]
    assert told(read(word(rows, change=merged((1, 3, 1, 4))))) == TAKEN


def test_a_groups_row_is_no_opinion(read: Read) -> None:
    rows = [HEADER, ("法律顾问（2/4 分）", "", "", "", ""), CHANGED]
    assert told(read(word(rows, change=merged((1, 0, 1, 4))))) == TAKEN


def test_deleted_text_is_not_read(read: Read) -> None:
    def change(document: Any) -> None:
        run = document.tables[0].cell(1, 4).paragraphs[0].runs[0]._r
        deleted = docx.oxml.OxmlElement("w:del")
        run.addprevious(deleted)
        deleted.append(run)

    assert "没有写理由" in faults(read(word([HEADER, CHANGED], change=change)))


def test_what_is_said_twice_counts_once_and_two_things_are_told(read: Read) -> None:
    result = read(
        word(
            [
                HEADER, CHANGED, CHANGED,
                row("LA-02", "缺失", "没有"), row("LA-02", "有实据", "有的"),
                row("LA-03", "", "请补"), row("LA-03", "", "再补"),
            ]
        )
    )  # fmt: skip
    assert [one[:3] for one in told(result)] == [
        ("LA-01", "evidenced", "有合同"),
        ("LA-03", "", "请补"),
        ("LA-03", "", "再补"),
    ]
    assert "写了几种意见" in faults(result)
    assert "第1张表第4行" in faults(result) and "第1张表第5行" in faults(result)


def test_words_on_the_whole_sheet_are_told_not_to_be_kept(read: Read) -> None:
    ending = [("审查意见", "同意报送", "最终得分", "88"), ("审查人", "审查人乙", "日期", "")]
    result = read(word([HEADER, CHANGED], ending))
    assert "“审查意见”（同意报送）不登记" in notices(result)
    assert "“最终得分”（88）不登记" in notices(result)
    assert result.units[0].taken[0].reviewer == "审查人乙"


# ---------------------------------------------------------------- again, later, otherwise


def test_the_same_file_adds_nothing_twice_and_a_new_word_does(read: Read) -> None:
    first = word([HEADER, CHANGED, row("LA-02", "", "请补")])
    read(first)
    again = read(first)
    assert (again.taken, again.known) == (0, 2)
    assert told(read(word([HEADER, row("LA-01", "有实据", "有 合同")]))) == []
    assert told(read(word([HEADER, row("LA-01", "缺失", "合同无效")])))[0][1] == "absent"
    back = read(first)
    assert back.taken == 0
    assert "仍以后来的为准" in notices(back)


def signed(change: str, reason: str, day: str) -> bytes:
    return word([HEADER, row("LA-01", change, reason)], [("审查人", "审查人乙", "日期", day)])


def test_days_tell_which_word_is_the_last(read: Read, ledger: Ledger) -> None:
    late, early = signed("缺失", "无效", "2025-3-9"), signed("有实据", "有合同", "2025-3-5")
    result = read(late, early)
    assert [one[1] for one in told(result)] == ["evidenced", "absent"]
    assert result.units[0].after == 33.3
    older = read(signed("不适用", "没有", "2025-3-7"))
    assert "在2025-03-09已有后来的决定" in faults(older)
    assert told(read(signed("有实据", "有合同", "2025-3-12")))[0][1] == "evidenced"
    assert len(ledger.decisions()) == 3


def test_the_same_word_on_changed_evidence_is_a_new_decision(read: Read, ledger: Ledger) -> None:
    sheet = word([HEADER, CHANGED])
    read(sheet)
    told_ = json.loads(run_of().result)
    told_["items"][0]["evidence"] = [{"quote": "认真发挥法律顾问作用。"}]
    ledger.add([run_of(report_digest="cd" * 32, result=json.dumps(told_))])
    moved = read(word([HEADER, CHANGED], identifier="cd" * 32))
    assert moved.taken == 1
    assert not moved.units[0].reopened
    kept = run_of(report_digest="ef" * 32, result=json.dumps(told_))
    ledger.add([kept])
    assert read(word([HEADER, CHANGED], identifier="ef" * 32)).known == 1


def test_conflicts_are_told_and_both_are_kept(read: Read, ledger: Ledger) -> None:
    read(word([HEADER, CHANGED]))
    result = read(word([HEADER, row("LA-01", "缺失", "无效")]), reviewer="审查人乙")
    conflict = result.units[0].conflicts[0]
    assert conflict.subject == "LA-01"
    assert set(conflict.sides) == {("审查人甲", "evidenced"), ("审查人乙", "absent")}
    assert len(ledger.decisions()) == 2
    assert (result.units[0].before, result.units[0].after) == (66.7, 50.0)


def test_a_dry_run_writes_nothing(ledger: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "表.docx"
    path.write_bytes(word([HEADER, CHANGED]))
    result = collect(ledger, read_filled([path]), reviewer="审查人甲", now=NOW, dry_run=True)
    assert result.taken == 1
    assert ledger.decisions() == ()


# ---------------------------------------------------------------- the workbook


def test_the_workbooks_rows_are_taken(read: Read) -> None:
    result = read(excel(line("LA-01", "有实据", "有合同", "审查人乙", "2025-03-04"), line("LA-02")))
    assert told(result) == [("LA-01", "evidenced", "有合同", "审查人乙", "2025-03-04")]
    assert result.rows == 2


def test_dates_numbers_and_formulas_are_read_as_shown_or_told(read: Read) -> None:
    def change(book: Any, sheet: Any) -> None:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(3, 0, line("LA-01", "", "有合同", "审查人乙"))
        sheet.write_formula(3, 5, '=IF(1,"有实据")', None, "有实据")
        sheet.write_datetime(3, 8, __import__("datetime").datetime(2025, 3, 4), day)
        sheet.write_row(4, 0, line("LA-02", "", "x"))
        sheet.write_formula(4, 5, "=A1", None, "")
        sheet.write_row(5, 0, line("LA-03", 4, "x"))
        sheet.write_row(6, 0, line("LA-03", "", 12.0))
        sheet.write_row(7, 0, line("LA-02", "", "x"))
        sheet.write_formula(7, 5, "=1/0", None, "#DIV/0!")
        sheet.write_row(8, 0, line("LA-02", True, "x"))

    result = read(excel(change=change))
    assert told(result) == [
        ("LA-01", "evidenced", "有合同", "审查人乙", "2025-03-04"),
        ("LA-03", "", "12", "审查人甲", TODAY),
    ]
    shown = faults(result)
    assert "工作表“逐项审查”第5行：单元格是公式，没有算出的结果" in shown
    assert "“4”不是可以填的" in shown
    assert "错误值“#DIV/0!”" in shown
    assert "“是”不是可以填的" in shown


def test_text_that_looks_like_a_formula_is_text(read: Read) -> None:
    def change(book: Any, sheet: Any) -> None:
        sheet.write_string(3, 6, "=1+1 是原文")

    result = read(excel(line("LA-01"), change=change))
    assert [one[2] for one in told(result)] == ["=1+1 是原文"]


def test_a_workbooks_merged_cells_count_for_each_row(read: Read) -> None:
    def change(book: Any, sheet: Any) -> None:
        sheet.merge_range(3, 6, 4, 6, "请补附件")

    result = read(excel(line("LA-01"), line("LA-02"), change=change))
    assert [one[:3] for one in told(result)] == [
        ("LA-01", "", "请补附件"),
        ("LA-02", "", "请补附件"),
    ]
    assert "有1行的意见" in notices(result)


def test_deleted_hidden_columns_are_made_good_by_what_is_shown(read: Read) -> None:
    shown = COLUMNS[2:]
    result = read(excel(["LA-01", "项目", UNIT, "有实据", "有合同"], columns=shown))
    assert told(result) == TAKEN
    assert "按单位和年度认作" in notices(result)
    findings = ("编号", "名称", "单位", "问题", "处理", "审查意见")
    rows = [
        ["CK-03", "重复", UNIT, "又一处不一", "采纳", ""],
        ["CK-01", "年度", UNIT, "x", "采纳", ""],
    ]
    result = read(excel(*rows, columns=findings, name="全文核查"))
    assert [one[0] for one in told(result)] == ["CK-03#2", "CK-01#1"]


def test_a_row_without_its_digest_is_known_by_its_unit(read: Read) -> None:
    result = read(excel(line("LA-01", "有实据", "有合同", digest="")))
    assert told(result) == TAKEN
    assert "文件的标记没有了" in notices(result)


def test_a_row_far_down_costs_nothing(read: Read) -> None:
    def change(book: Any, sheet: Any) -> None:
        sheet.write_string(1_048_575, 1, "LA-02")
        sheet.write_string(1_048_575, 6, "请补附件")
        sheet.write_string(1_048_575, 0, DIGEST)

    begun = time.process_time()
    assert [one[:3] for one in told(read(excel(line(), change=change)))] == [
        ("LA-02", "", "请补附件")
    ]
    assert time.process_time() - begun < 15


def test_faults_in_a_workbook_name_the_unit(read: Read) -> None:
    assert "某某区司法局，LA-01：改判了" in faults(read(excel(line("LA-01", "有实据"))))


def test_other_sheets_and_moved_headers_do_no_harm(read: Read) -> None:
    def change(book: Any, sheet: Any) -> None:
        other = book.add_worksheet("总表")
        other.write_row(2, 0, ["单位", "得分", "备注说明"])
        other.write_row(3, 0, [UNIT, 50, "LA-01"])
        extra = book.add_worksheet("补充")
        extra.write_row(6, 1, ["单位", "编号", "改判为", "审查意见", "报告摘要"])
        extra.write_row(7, 1, [UNIT, "LA-02", "缺失", "没有", DIGEST])

    result = read(excel(line("LA-01", "有实据", "有合同"), change=change))
    assert [one[0] for one in told(result)] == ["LA-01", "LA-02"]


# ---------------------------------------------------------------- files that are none


def zipped(**parts: bytes) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return made.getvalue()


def with_part(content: bytes, pattern: str, change: Callable[[bytes], bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, change(part) if re.search(pattern, name) else part)
    return made.getvalue()


def after_declaration(words: bytes) -> Callable[[bytes], bytes]:
    return lambda part: re.sub(rb"(<\?xml.*?\?>)", lambda m: m[1] + words, part, count=1)


OLE = bytes.fromhex("D0CF11E0A1B11AE1")
DTD = after_declaration(b'<!DOCTYPE x [<!ENTITY a "b">]>')
BAD = [
    ("a.docx", b"", "是空文件"),
    ("a.docx", b"PK\x03\x04 damaged", "损坏"),
    ("a.docx", OLE + b"\0" * 600, "另存为 .docx"),
    ("a.pdf", b"%PDF-1.7", "不是 .docx 审查表"),
    ("a.csv", "编号,审查意见".encode(), "另存为 .docx 或 .xlsx"),
    ("a.zip", zipped(a=b"x"), "不是 .docx 审查表"),
    ("a.docx", word(lines=["没有表"]), "没有可以读回意见的表"),
    ("a.docx", word([("编号", "项目"), ("LA-01", "x")]), "表头要有“编号”"),
    ("a.xlsx", excel(columns=("单位", "得分")), "没有可以读回意见的工作表"),
    ("a.docx", zipped(**{"word/document.xml": b" " * (60 << 20)}), "压缩炸弹"),
    ("a.xlsx", zipped(**{"xl/workbook.xml": b" " * (60 << 20)}), "压缩炸弹"),
    ("a.docx", with_part(word([HEADER, CHANGED]), "document.xml$", DTD), "DTD"),
    ("a.xlsx", with_part(excel(line()), "sheet1.xml$", DTD), "DTD"),
    ("a.docx", with_part(word([HEADER, CHANGED]), "document.xml$", lambda p: p[:900]), "已损坏"),
    ("a.xlsx", with_part(excel(line()), "sheet1.xml$", lambda p: p[:300]), "已损坏"),
    (
        "a.xlsx",
        with_part(
            excel(line()),
            "sheet1.xml$",
            lambda p: p.replace(b'<row r="4"', b'<row r="99999999999"'),
        ),
        "已损坏",
    ),
    ("a.xlsx", with_part(excel(line()), "workbook.xml$", lambda p: b""), "已损坏"),
]


@pytest.mark.parametrize(("name", "content", "why"), BAD, ids=[f"{n}-{w}" for n, _, w in BAD])
def test_a_file_that_cannot_be_read_is_told_with_what_to_do(
    read: Read, name: str, content: bytes, why: str
) -> None:
    result = read(content, name=name)
    assert result.taken == 0
    assert len(result.faults) == 1
    assert result.faults[0].file == name
    assert why in result.faults[0].message


def test_a_folder_is_gone_through_and_only_sheets_are_asked_about(
    read: Read, tmp_path: Path
) -> None:
    folder = tmp_path / "结果"
    (folder / "审查表").mkdir(parents=True)
    (folder / "审查表" / "甲.docx").write_bytes(word([HEADER, CHANGED]))
    (folder / "审查表" / "~$甲.docx").write_bytes(b"x")
    (folder / "审查表" / "乙的审查表.doc").write_bytes(b"x")
    (folder / "审查表" / "丙.docx").write_bytes(b"x")
    (folder / "通知书.docx").write_bytes(word(lines=["补正通知书"]))
    (folder / "丁.docx").write_bytes(word([CHANGED], lines=["法治政府建设年度报告审查表"]))
    (folder / "清单.xlsx").write_bytes(excel(columns=("单位", "得分")))
    result = read(folder, folder / "审查表" / "甲.docx")
    assert told(result) == TAKEN
    assert [fault.file for fault in result.faults] == ["丁.docx", "审查表/乙的审查表.doc"]


def test_a_path_that_is_not_there_stops_before_anything_is_taken(
    read: Read, tmp_path: Path
) -> None:
    good = tmp_path / "a.docx"
    good.write_bytes(word([HEADER, CHANGED]))
    with pytest.raises(UsageError, match="找不到"):
        read(good, tmp_path / "没有.docx")
    assert read(good).taken == 1


def test_decisions_are_all_added_or_none(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(word([HEADER, CHANGED, row("LA-02", "缺失", "没有")]))
    calls: list[int] = []

    def add(_ledger: Ledger, values: Sequence[Decision]) -> int:
        calls.append(len(values))
        return len(values)

    monkeypatch.setattr(Ledger, "add", add)
    collect(ledger, read_filled([path]), reviewer="审查人甲", now=NOW)
    assert calls == [2]

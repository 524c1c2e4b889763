"""What the workbook and the district page promise: every number right, every text only text."""

from __future__ import annotations

import dataclasses
import re
import zipfile
from datetime import date
from io import BytesIO

import pytest
from jinja2 import meta, nodes
from lxml import html

openpyxl = pytest.importorskip("openpyxl", reason="reads the workbook back")
pytest.importorskip("xlsxwriter", reason="extra report")

from scorer.checklist import Verdict  # noqa: E402
from scorer.paths import resource_folder  # noqa: E402
from scorer.renderers import district_values, district_workbook  # noqa: E402
from scorer.renderers.district_page import page_href, render_district_page  # noqa: E402
from scorer.renderers.district_values import DistrictPage  # noqa: E402
from scorer.renderers.district_workbook import render_district_workbook  # noqa: E402
from scorer.renderers.pages import Shell, environment  # noqa: E402
from scorer.renderers.wording import VERDICT_SYMBOLS  # noqa: E402
from scorer.season import (  # noqa: E402
    CopyPiece,
    DistrictSummary,
    RegisterEntry,
    ReviewedReport,
    Season,
    UnitRow,
)
from scorer.summary import summarise, unit_row  # noqa: E402
from tests.cards import every_verdict, make_report  # noqa: E402
from tests.opinions import opinion  # noqa: E402

SEASON = Season(year=2023, bureau="青禾区司法局")
HOSTILE = '=HYPERLINK("http://x.test","点")'
SHEETS = [
    "总表",
    "项目与单位",
    "共性问题",
    "图表",
    "未报送",
    "雷同",
    "逐项审查",
    "全文核查",
    "审查意见",
    "说明",
]


def row(unit: str, number: int, **changes) -> UnitRow:
    report = make_report(digest=f"{number:064x}", unit=unit)
    values = {
        "entry": RegisterEntry(unit=unit, contact="@电话"),
        "scorecard": every_verdict(report),
        "file": f"{unit}.docx",
        "received": date(2024, 3, number),
        "gap_page": f"gap/{unit}.html",
        "opinions": (
            opinion("LL-01", "evidenced", old="evidenced", reason="+同意"),
            opinion("CK-03#1", "accepted", reason="不改"),
        ),
    }
    return unit_row(ReviewedReport(**(values | changes)), SEASON)


def summary(*more: UnitRow) -> DistrictSummary:
    rows = [
        row("甲局", 1),
        row("乙局", 4),
        row(HOSTILE, 5, gap_page=""),
        row("坏局", 6, scorecard=None, problem="-文件打不开。"),
        row("缺局", 7, scorecard=None, file=""),
        *more,
    ]
    return summarise(rows, every_verdict().checklist, SEASON, tool_version="9.9.9")


@pytest.fixture(scope="module")
def district() -> DistrictSummary:
    return summary()


@pytest.fixture(scope="module")
def book(district: DistrictSummary):
    return openpyxl.load_workbook(BytesIO(render_district_workbook(district)), rich_text=True)


@pytest.fixture(scope="module")
def page(district: DistrictSummary) -> html.HtmlElement:
    return html.fromstring(render_district_page(district).decode("utf-8"))


def table(book, name: str) -> list[dict]:
    sheet = book[name]
    heads = [cell.value for cell in sheet[3]]
    return [
        dict(zip(heads, (cell.value for cell in line), strict=True))
        for line in sheet.iter_rows(min_row=4, max_row=sheet.max_row)
    ]


def test_the_workbook_has_its_sheets_in_order(book) -> None:
    assert book.sheetnames == SHEETS


def test_the_overview_tells_each_units_figures(book, district: DistrictSummary) -> None:
    lines = table(book, "总表")
    assert [line["单位"] for line in lines] == [unit.entry.unit for unit in district.units]
    known = {line["单位"]: line for line in lines}
    one = next(unit for unit in district.units if unit.entry.unit == "乙局")
    line = known["乙局"]
    assert line["总分"] == one.percent
    assert (line["得分"], line["满分"], line["等次"]) == (one.points, one.max_points, one.grade)
    assert (line["有实据"], line["泛泛"], line["仅计划"], line["缺失"]) == (2, 1, 1, 1)
    assert (line["应改正"], line["应核对"], line["供参考"]) == (1, 1, 1)
    assert line["报送情况"] == "逾期 3 天"
    assert known["甲局"]["报送情况"] == "按期"
    assert line["已判定/适用"] == f"{one.judged}/{one.applicable}"
    assert line["报告摘要"] == one.digest
    for group, score in zip(district.checklist.groups, one.groups, strict=True):
        assert line[group.title] == (score.points if score.max_points else None)
    assert known["坏局"]["总分"] is None
    assert known["坏局"]["说明"] == "-文件打不开。"


def test_the_matrix_has_a_symbol_for_every_item_and_unit(book, district: DistrictSummary) -> None:
    lines = table(book, "项目与单位")
    for unit in district.scored:
        for line, mark in zip(lines, unit.marks, strict=True):
            assert line["编号"] == mark.id
            assert line[unit.entry.unit] == VERDICT_SYMBOLS[mark.verdict]
    grounds = {cell.fill.fgColor.rgb for cell in book["项目与单位"]["D"][3:]}
    assert len(grounds) == len(Verdict)


def test_common_gaps_are_the_summarys(book, district: DistrictSummary) -> None:
    lines = {line["编号"]: line for line in table(book, "共性问题")}
    for share in district.items:
        if not share.gaps:
            assert share.id not in lines
            continue
        line = lines[share.id]
        assert (line["判定单位"], line["缺失"]) == (share.judged, share.counts[Verdict.ABSENT])
        assert line["缺失率"] == pytest.approx(share.missing_share)
        assert line["合计失分"] == share.lost
    assert "×甲局" in lines["PU-02"]["没有实据的单位（× 缺失，○ 仅计划，△ 泛泛表述）"]
    sheet = book["共性问题"]
    for cell in sheet["A"][3:]:
        target = cell.hyperlink.location.split("!C")[1]
        assert book["逐项审查"][f"C{target}"].value == cell.value


def test_who_did_not_submit_is_listed_with_contact(book) -> None:
    lines = {line["单位"]: line for line in table(book, "未报送")}
    assert lines["缺局"]["情况"] == "未报送"
    assert lines["坏局"]["情况"] == "未能评分"
    assert lines["缺局"]["联系方式"] == "@电话"


def test_copies_stand_side_by_side_with_their_common_words(book, district: DistrictSummary) -> None:
    assert district.copied
    lines = table(book, "雷同")
    assert len(lines) == len(district.copied)
    sheet = book["雷同"]
    first = district.copied[0]
    shown = "".join(piece.text for piece in first.first.pieces)
    assert str(sheet["H4"].value) == shown
    assert lines[0]["相同字数"] == first.shared


def test_rows_for_reviewers_have_keys_and_choices(book, district: DistrictSummary) -> None:
    items = table(book, "逐项审查")
    keys = {(line["报告摘要"], line["键"]) for line in items}
    assert keys == {(u.digest, mark.id) for u in district.scored for mark in u.marks}
    assert len(items) == len(keys)
    sheet = book["逐项审查"]
    assert sheet.column_dimensions["A"].hidden
    choices = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert choices == {f"M4:M{3 + len(items)}": '"有实据,泛泛表述,仅计划或自认不足,缺失,不适用"'}
    assert {line["审查意见"] for line in items if line["键"] == "LL-01"} == {"+同意"}
    findings = table(book, "全文核查")
    assert {(line["报告摘要"], line["键"]) for line in findings} == {
        (u.digest, f.key) for u in district.scored for f in u.findings
    }
    assert {line["审查意见"] for line in findings if line["键"] == "CK-03#1"} == {"不改"}


def test_every_sheet_is_written_downwards_so_that_no_cell_is_lost_on_its_way_to_the_disk(
    district: DistrictSummary, book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(district_workbook._OPTIONS, "constant_memory", False)
    content = render_district_workbook(district)
    whole = openpyxl.load_workbook(BytesIO(content), rich_text=True)
    for sheet in whole:
        kept = [[cell.value for cell in row] for row in book[sheet.title].iter_rows()]
        assert kept == [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_no_text_becomes_a_formula(district: DistrictSummary) -> None:
    words = ""
    with zipfile.ZipFile(BytesIO(render_district_workbook(district))) as package:
        for part in package.namelist():
            if part.startswith("xl/worksheets/sheet"):
                cells = package.read(part).decode()
                assert "<f>" not in re.sub(r"<(dataValidation|cfRule).*?</\1>", "", cells)
                words += cells
    for text in ("=HYPERLINK(", "@电话", "-文件打不开。", "+同意"):
        assert f">{text}" in words


@pytest.mark.parametrize("name", SHEETS)
def test_every_sheet_prints_across_and_tables_keep_their_heads(book, name: str) -> None:
    sheet = book[name]
    assert sheet.page_setup.orientation == ("portrait" if name == "图表" else "landscape")
    assert sheet.print_area
    if name not in ("图表", "说明"):
        assert sheet.freeze_panes is not None
        assert sheet.auto_filter.ref.startswith("A3:")
        assert sheet.print_title_rows == "$3:$3"


def test_excel_draws_the_charts(district: DistrictSummary) -> None:
    with zipfile.ZipFile(BytesIO(render_district_workbook(district))) as package:
        charts = [part for part in package.namelist() if part.startswith("xl/charts/chart")]
    assert len(charts) == 4


def test_the_same_summary_gives_the_same_bytes(district: DistrictSummary) -> None:
    assert render_district_workbook(district) == render_district_workbook(district)
    assert render_district_page(district) == render_district_page(district)


def test_an_empty_district_has_a_workbook_and_a_page() -> None:
    empty = summarise([], every_verdict().checklist, Season(), tool_version="9.9.9")
    book = openpyxl.load_workbook(BytesIO(render_district_workbook(empty)))
    assert book.sheetnames == SHEETS
    shown = render_district_page(empty).decode("utf-8")
    assert "应报单位都已报送并评分" in shown
    assert "没有发现雷同段落" in shown


@pytest.mark.parametrize(
    "path",
    [
        "http://x.test/a",
        "\\\\host\\share\\a",
        "/etc/passwd",
        "C:\\a",
        "javascript:alert(1)",
        "a" * 3000,
    ],
)
def test_the_workbook_links_to_nothing_outside(path: str) -> None:
    book = openpyxl.load_workbook(
        BytesIO(render_district_workbook(summary(row("丙局", 9, gap_page=path))))
    )
    cells = [cell for line in book["总表"].iter_rows() for cell in line if cell.value == "丙局"]
    assert cells[0].hyperlink is None


def test_units_link_to_their_gap_pages(book) -> None:
    links = {cell.value: cell.hyperlink for cell in book["总表"]["B"][3:]}
    assert links["甲局"].target == "gap/甲局.html"
    assert links[HOSTILE] is None
    items = {cell.value: cell.hyperlink for cell in book["逐项审查"]["E"][3:4]}
    (link,) = items.values()
    assert link is None or link.location == "LL-01"


def test_whole_passages_and_control_characters_fit_in_cells() -> None:
    made = summary(row("丁\x00\ufffe局", 9))
    first = made.copied[0].first._replace(pieces=(CopyPiece("全同" * 9000, True),))
    changed = dataclasses.replace(
        made, copied=(dataclasses.replace(made.copied[0], first=first, same_unit=True),)
    )
    book = openpyxl.load_workbook(BytesIO(render_district_workbook(changed)))
    assert book["雷同"]["B4"].value == "与本单位往年"
    assert len(book["雷同"]["H4"].value) == 8002
    assert "丁\ufffd\ufffd局" in [cell.value for cell in book["总表"]["B"]]
    assert "与本单位往年的报告" in render_district_page(changed).decode("utf-8")


def test_the_page_template_uses_every_field_and_no_other() -> None:
    used, attributes = set(), set()
    for name in ("base.html", "district.html"):
        source = (resource_folder("templates") / name).read_text(encoding="utf-8")
        parsed = environment().parse(source)
        used |= meta.find_undeclared_variables(parsed)
        used -= {macro.name for macro in parsed.find_all(nodes.Macro)}
        found = list(parsed.find_all(nodes.Getattr))
        attributes |= {one.attr for one in found if getattr(one.node, "name", "") != "loop"}
    assert used == {f.name for value in (DistrictPage, Shell) for f in dataclasses.fields(value)}
    views = [v for v in vars(district_values).values() if hasattr(v, "_fields")]
    assert attributes == {field for view in views for field in view._fields}


def test_the_page_asks_for_nothing_from_outside(page: html.HtmlElement) -> None:
    assert not page.xpath("//link | //img | //iframe | //*[@src] | //*[@style or @onclick]")
    outside = [h for h in page.xpath("//@href") if not h.startswith(("#", "gap/"))]
    assert outside == []
    assert "'unsafe" not in page.xpath("string(//meta[@http-equiv]/@content)")
    assert "url(" not in page.xpath("string(//style)")


def test_every_number_of_the_page_leads_to_its_gap_page(page: html.HtmlElement) -> None:
    heat = page.xpath("//table[@class='heat']//td")
    assert len(heat) == 3 * 7
    assert page.xpath("//table[@class='heat']//td/a/@href")[0] == "gap/乙局.html#LL-01"
    assert page.xpath("//table[@class='gaps']//a[contains(@href, '#PU-02')]")
    assert page.xpath("//table[@class='ranking']//a[@href='gap/甲局.html#g-LL']")
    assert page.xpath("//table[@class='ranking']//a[@href='gap/甲局.html#checks']")


def test_the_page_counts_what_the_summary_counts(page: html.HtmlElement) -> None:
    facts = dict(
        zip(page.xpath("//dl/div/dt/text()"), page.xpath("//dl/div/dd/text()"), strict=True)
    )
    assert facts["应报"] == "5 份"
    assert facts["已评分"] == "3 份"
    assert facts["未能评分"] == "1 份"
    assert facts["未报送"] == "1 家"
    assert facts["逾期报送"] == "3 家"
    shown = page.text_content()
    assert HOSTILE in shown
    assert "-文件打不开。" in shown


def test_a_row_without_score_has_all_its_cells(page: html.HtmlElement) -> None:
    cells = {len(line.xpath("./*")) for line in page.xpath("//table[@class='ranking']//tr")}
    assert len(cells) == 1


def test_many_units_are_folded() -> None:
    more = [row(f"{number}局", number) for number in range(10, 18)]
    page = html.fromstring(render_district_page(summary(*more)).decode("utf-8"))
    assert page.xpath("//details/summary[text()='11 家']")


def test_incomplete_files_are_said_so() -> None:
    card = every_verdict(make_report(complete=False, digest="cc" * 32))
    made = summary(row("丙局", 9, scorecard=card))
    assert "文件没有读全" in render_district_page(made).decode("utf-8")
    lines = {
        line["单位"]: line
        for line in table(openpyxl.load_workbook(BytesIO(render_district_workbook(made))), "总表")
    }
    assert lines["丙局"]["说明"] == "文件没有读全"


@pytest.mark.parametrize(
    ("path", "href"),
    [
        ("gap/甲 局#1.html", "gap/甲%20局%231.html"),
        ("//x.test/a", "x.test/a"),
        ("javascript:alert(1)", "javascript%3Aalert%281%29"),
        ("", ""),
    ],
)
def test_a_path_can_only_lead_beside_the_page(path: str, href: str) -> None:
    assert page_href(path) == href


def test_a_report_of_another_year_is_marked_in_page_and_workbook() -> None:
    made = summary(dataclasses.replace(row("丙局", 9), year=2021))
    told = "报告年度是2021年，不是2023年"
    assert told in render_district_page(made).decode("utf-8")
    lines = {
        line["单位"]: line
        for line in table(openpyxl.load_workbook(BytesIO(render_district_workbook(made))), "总表")
    }
    assert lines["丙局"]["说明"] == told


def test_a_kind_that_the_register_gives_is_shown_by_its_title() -> None:
    kind = every_verdict().checklist.unit_kinds[0]
    broken = row(
        "碎局", 9, entry=RegisterEntry(unit="碎局", kind=kind.id), scorecard=None, problem="已损坏"
    )
    shown = {unit.entry.unit: unit.kind for unit in summary(broken).units}
    assert shown["碎局"] == kind.title != kind.id


def test_the_overview_is_printed_on_one_wide_page_that_can_be_read(district) -> None:
    said = dataclasses.replace(district.units[0], opinions=(opinion("LA-01"),))
    decided = dataclasses.replace(district, units=(said, *district.units[1:]))
    for summary, most in ((district, 235), (decided, 275)):
        sheet = openpyxl.load_workbook(BytesIO(render_district_workbook(summary)))["总表"]
        heads = {cell.column: cell.value for cell in sheet[3]}
        # Neighbours of one width share an entry.
        columns = [
            (heads[number], one.width)
            for one in sheet.column_dimensions.values()
            for number in range(one.min, one.max + 1)
            if not one.hidden
        ]
        shown = {head for head, _ in columns}
        told = {"程序总分", "程序等次", "改判项数", "有效意见", "须重新审查", "意见不一"}
        assert told & shown == (told if summary.decided else set())
        printed = sheet.print_area.rpartition("$")[0].rpartition("$")[2]
        assert sheet[f"{printed}3"].value == "说明"
        assert 150 < sum(width for head, width in columns if head != "文件") < most
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (8, "landscape")
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert (sheet.print_title_rows, sheet.print_title_cols) == ("$3:$3", "$A:$B")

"""The rules as an Excel workbook: whole, safe, and back again with what was edited and nothing else."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from scorer.authoring import RuleFiles, load_rule_files, open_rule_files, save
from scorer.authoring.cells import FLAG, NUMBER, WHOLE, YEAR, choice, choices, mapping, plain_text
from scorer.authoring.exporting import render_workbook
from scorer.authoring.faults import WorkbookError, letter
from scorer.authoring.importing import import_workbook
from scorer.authoring.tables import Entity, layouts_of, tables_of, with_tables
from scorer.authoring.wordings import (
    WordingError,
    read_facts,
    read_terms,
    read_word,
    show_facts,
    show_terms,
)
from scorer.cli import run
from scorer.errors import UsageError
from scorer.loader import load_checklist
from scorer.renderers.rules_workbook import (
    Introduction,
    Table,
    TableColumn,
    TableRow,
    render_rules_workbook,
)

ROOT = Path(__file__).parents[1]
TINY = Path(__file__).parent / "checklists" / "tiny.yaml"

Edit = Callable[[Any], object]


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    shutil.copy(TINY, tmp_path / "tiny.yaml")
    return tmp_path / "tiny.yaml"


@pytest.fixture(scope="module")
def exported() -> bytes:
    return render_workbook(open_rule_files(TINY))


@pytest.fixture(scope="module")
def shipped() -> bytes:
    return render_workbook(open_rule_files())


def column(sheet: Any, title: str) -> int:
    return next(int(cell.column) for cell in sheet[1] if cell.value == title)


def row(sheet: Any, **wanted: str) -> int:
    """Number of the first row whose cells say what is wanted."""
    for number in range(2, sheet.max_row + 1):
        if all(
            str(sheet.cell(number, column(sheet, key)).value) == said
            for key, said in wanted.items()
        ):
            return number
    raise AssertionError(wanted)


def put(sheet: Any, number: int, **cells: Any) -> None:
    for title, value in cells.items():
        sheet.cell(number, column(sheet, title)).value = value


def add(sheet: Any, **cells: Any) -> int:
    number = int(sheet.max_row) + 1
    put(sheet, number, **cells)
    return number


def edited(content: bytes, *edits: Edit) -> bytes:
    book = load_workbook(io.BytesIO(content))
    for edit in edits:
        edit(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def texts(files: RuleFiles) -> str:
    return files.main.source.text


def taken(content: bytes, path: Path = TINY) -> RuleFiles:
    return import_workbook(content, "x.xlsx", open_rule_files(path)).files


def faults(content: bytes, path: Path = TINY) -> list[str]:
    with pytest.raises(WorkbookError) as caught:
        import_workbook(content, "x.xlsx", open_rule_files(path))
    return [str(fault) for fault in caught.value.faults]


def set_points(book: Any) -> None:
    put(book["要点"], row(book["要点"], 编号="LA-01"), 分值=5.0)
    put(book["分组"], row(book["分组"], 编号="LA"), 分值="7.5")


# ---- the way out


def test_every_sheet_has_a_frozen_filtered_header_with_notes_and_a_hidden_key(
    shipped: bytes,
) -> None:
    book = load_workbook(io.BytesIO(shipped))
    names = [
        "说明",
        "要点",
        "模式",
        "短语",
        "例句",
        "依据",
        "提示词",
        "分组",
        "单位类型",
        "等级",
        "导出记录",
    ]
    assert book.sheetnames == names
    assert book["导出记录"].sheet_state == "veryHidden"
    for name in names[1:-1]:
        sheet = book[name]
        assert sheet.freeze_panes and sheet.auto_filter.ref
        assert sheet.column_dimensions["A"].hidden
        heads = [cell for cell in sheet[1] if cell.value]
        assert all(cell.comment and len(cell.comment.text) > 3 for cell in heads[1:])
        keys = [sheet.cell(number, 1).value for number in range(2, sheet.max_row + 1)]
        assert len(set(keys)) == len(keys)


def test_closed_sets_have_drop_down_lists(shipped: bytes) -> None:
    book = load_workbook(io.BytesIO(shipped))
    found = {}
    for name in ("例句", "模式", "要点", "依据", "提示词"):
        for rule in book[name].data_validations.dataValidation:
            for area in rule.sqref.ranges:
                found[(name, book[name].cell(1, area.min_col).value)] = rule.formula1
    assert "有实据" in found[("例句", "判定")]
    assert found[("模式", "范围")] == '"同一分句,同一句"'
    assert "LA" in found[("要点", "分组")]
    assert {
        ("依据", "核实"),
        ("例句", "放在哪一部分"),
        ("提示词", "表示"),
        ("模式", "判作"),
    } <= set(found)


def test_every_item_phrase_and_example_is_there(shipped: bytes) -> None:
    book, checklist = load_workbook(io.BytesIO(shipped)), load_checklist()
    assert book["要点"].max_row - 1 == len(checklist.items)
    assert book["例句"].max_row - 1 == sum(len(item.examples) for item in checklist.items)
    assert book["依据"].max_row - 1 == sum(len(item.basis) for item in checklist.items)
    assert book["提示词"].max_row - 1 == len(checklist.cues)
    sheet = book["短语"]
    assert {sheet.cell(n, 2).value for n in range(2, sheet.max_row + 1)} == set(checklist.terms)


def test_cells_hold_text_whatever_it_begins_with_and_no_formula() -> None:
    words = ("=1+1", "+86", "-x", "@sum", "http://x.cn", "1/2")
    table = Table(
        "表", (TableColumn("列", 9, "注"),), tuple(TableRow(one, (one,)) for one in words)
    )
    content = render_rules_workbook(Introduction("题", ()), [table], [])
    sheet = load_workbook(io.BytesIO(content))["表"]
    cells = [sheet.cell(number, 2) for number in range(2, 8)]
    assert [(cell.value, cell.data_type, cell.number_format) for cell in cells] == [
        (one, "s", "@") for one in words
    ]


def test_a_text_that_no_cell_can_hold_is_told() -> None:
    table = Table("表", (TableColumn("列", 9, "注"),), (TableRow("k", ("长" * 33_000,)),))
    with pytest.raises(UsageError, match="超过一个单元格能装的32000字"):
        render_rules_workbook(Introduction("题", ()), [table], [])


def test_the_same_rules_give_the_same_bytes(exported: bytes) -> None:
    assert render_workbook(open_rule_files(TINY)) == exported


def test_comments_of_the_files_are_shown_beside_their_rows(shipped: bytes) -> None:
    sheet = load_workbook(io.BytesIO(shipped))["提示词"]
    number = row(sheet, 编号="done-already")
    assert "压过同一小句里" in sheet.cell(number, column(sheet, "注释（只供看）")).value


def test_what_all_cells_say_is_what_the_files_say() -> None:
    """Not only what was edited: every cell read back gives the same rules."""
    files = open_rule_files()
    again = {}
    for layout in layouts_of(files):
        rows = []
        for entity in tables_of(files)[layout.name]:
            shown = {key: value for key, value in entity.fields.items()}
            for one in layout.columns:
                said = one.form.show(entity.fields.get(one.key, ""))
                if entity.fields.get(one.key) is not None and said:
                    shown[one.key] = one.form.read(said)
            rows.append(Entity(entity.key, entity.place, shown, entity.home))
        again[layout.name] = tuple(rows)
    before = load_rule_files(files).checklist
    after = load_rule_files(with_tables(files, again)).checklist
    assert after.cues == before.cues or [c.words for c in after.cues] == [
        c.words for c in before.cues
    ]
    assert {item.id: item.examples for item in after.items} == {
        i.id: i.examples for i in before.items
    }
    for old, new in zip(before.items, after.items, strict=True):
        for one, other in zip(old.evidenced, new.evidenced, strict=True):
            assert [term.words for term in one.all] == [term.words for term in other.all]
            assert (one.facts, one.within, one.near) == (other.facts, other.within, other.near)


# ---- the way back without edits


def test_no_edit_changes_no_byte_of_the_shipped_rules(shipped: bytes) -> None:
    files = open_rule_files()
    assert import_workbook(shipped, "x.xlsx", files) == (files, (), ())


@pytest.mark.office
def test_no_edit_changes_no_byte_after_libreoffice_saved_it(shipped: bytes, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice is not installed")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "x.xlsx").write_bytes(shipped)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        office,
        profile,
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "in" / "x.xlsx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    files = open_rule_files()
    assert import_workbook((tmp_path / "x.xlsx").read_bytes(), "x.xlsx", files) == (files, (), ())


def sort_rows(book: Any) -> None:
    sheet = book["例句"]
    rows = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=2)]
    for number, line in enumerate(reversed(rows), start=2):
        for at, value in enumerate(line, start=1):
            sheet.cell(number, at).value = value


def pieces(book: Any) -> None:
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    sheet = book["要点"]
    at = row(sheet, 编号="LA-01"), column(sheet, "怎样补")
    sheet.cell(*at).value = CellRichText("写明聘", TextBlock(InlineFont(b=True), "请了谁。"))


@pytest.mark.parametrize(
    "edit",
    [
        sort_rows,
        pieces,
        lambda book: put(book["要点"], row(book["要点"], 编号="LA-01"), 分值="4"),
        lambda book: put(book["模式"], row(book["模式"], 名称="engaged"), 相隔=14.0),
        lambda book: put(book["要点"], 40, 名称="   "),
        lambda book: book["要点"].insert_rows(1),
        lambda book: put(
            book["要点"], row(book["要点"], 编号="LA-01"), 怎样补="写明聘请了谁。  \r\n"
        ),
        lambda book: put(
            book["提示词"], row(book["提示词"], 编号="planned-01"), **{"注释（只供看）": "改了"}
        ),
        lambda book: book["要点"].delete_cols(99),
    ],
)
def test_what_programs_change_by_themselves_is_no_edit(exported: bytes, edit: Edit) -> None:
    assert texts(taken(edited(exported, edit))) == TINY.read_text("utf-8")


# ---- edits


@pytest.mark.parametrize(
    ("edits", "old", "new"),
    [
        (
            [set_points],
            [("points: 4\n", "points: 5\n"), ("points: 6.5}", "points: 7.5}")],
            None,
        ),
        (
            [
                lambda b: put(
                    b["要点"], row(b["要点"], 编号="LA-01"), 从哪年起=2024.0, 适用单位="政府办公室"
                )
            ],
            [
                (
                    "    applies_to: all\n    requirement: 单位聘",
                    "    applies_to: [office]\n    from_year: 2024\n    requirement: 单位聘",
                )
            ],
            None,
        ),
        (
            [
                lambda b: put(
                    b["例句"], row(b["例句"], 例句="开展法律服务宣传。"), 例句="开展宣传, 服务。"
                )
            ],
            [("{text: 开展法律服务宣传。, ", '{text: "开展宣传, 服务。", ')],
            None,
        ),
        (
            [lambda b: put(b["例句"], row(b["例句"], 判定="仅计划或自认不足"), 报告年度=None)],
            [(", year: 2023}", "}")],
            None,
        ),
        (
            [lambda b: add(b["例句"], 要点="LA-01", 例句="办理其他事务。", 判定="缺失")],
            [
                (
                    "宣传。, verdict: absent}\n",
                    "宣传。, verdict: absent}\n      - {text: 办理其他事务。, verdict: absent}\n",
                )
            ],
            None,
        ),
        (
            [lambda b: add(b["例句"], 要点="LA-01", 例句="发挥法律顾问的\n作用。", 判定="stated")],
            [
                (
                    "宣传。, verdict: absent}\n",
                    "宣传。, verdict: absent}\n      - text: |-\n          发挥法律顾问的\n          作用。\n        verdict: stated\n",
                )
            ],
            None,
        ),
        (
            [lambda b: put(b["短语"], row(b["短语"], 说法="法律顾问室"), 说法="法顾")],
            [("[法律顾问, 法律顾问室]", "[法律顾问, 法顾]")],
            None,
        ),
        (
            [
                lambda b: add(b["短语"], 词条="新词条", 说法="新说法"),
                lambda b: add(b["短语"], 词条="续聘", 说法="【新词条】"),
            ],
            [("  续聘: [续聘, 聘请]\n", "  续聘: [续聘, 聘请, $新词条]\n  新词条: [新说法]\n")],
            None,
        ),
        (
            [lambda b: put(b["短语"], row(b["短语"], 说法="法律顾问室"), 词条="续聘")],
            [
                ("[法律顾问, 法律顾问室]", "[法律顾问]"),
                ("[续聘, 聘请]", "[续聘, 聘请, 法律顾问室]"),
            ],
            None,
        ),
        (
            [lambda b: put(b["模式"], row(b["模式"], 名称="engaged"), 按次序="否", 相隔=None)],
            [("near: 14, ordered: true}", "ordered: false}")],
            None,
        ),
        (
            [
                lambda b: put(
                    b["模式"], row(b["模式"], 名称="number"), 不能有的词=None, 谁做的="本单位"
                )
            ],
            [("        none: [村]\n", ""), ("actors: [leader, unit]", "actors: [unit]")],
            None,
        ),
        (
            [
                lambda b: put(
                    b["模式"],
                    row(b["模式"], 名称="number"),
                    可核查的事实="机构名称\n数量（名；家）\n数量（不限），含（顾问），至少3个\n文件（合同），不限本单位\n书名（2）",
                )
            ],
            [("words: [顾问], at_least: 2}", "words: 顾问, at_least: 3}")],
            None,
        ),
        (
            [
                lambda b: add(
                    b["模式"],
                    要点="LA-02",
                    判作="有实据",
                    名称="many",
                    都要出现的词="公职律师\n【签约】；配备",
                    可核查的事实="数量（名）",
                )
            ],
            [
                (
                    "    stated: [{name: told, all: [公职律师]}]\n",
                    "    stated: [{name: told, all: [公职律师]}]\n    evidenced:\n      - {name: many, all: [公职律师, [$签约, 配备]], facts: [{count: [名]}]}\n",
                )
            ],
            None,
        ),
        (
            [lambda b: b["模式"].delete_rows(row(b["模式"], 判作="只认主题"))],
            [("    mentioned:\n      - {name: subject, all: [顾…问]}\n", "")],
            None,
        ),
        (
            [lambda b: put(b["模式"], row(b["模式"], 名称="subject"), 判作="泛泛表述")],
            [
                ("    mentioned:\n      - {name: subject, all: [顾…问]}\n", ""),
                (
                    "{name: told, all: [$法律顾问]}\n",
                    "{name: told, all: [$法律顾问]}\n      - {name: subject, all: [顾…问]}\n",
                ),
            ],
            None,
        ),
        (
            [
                lambda b: put(
                    b["依据"], row(b["依据"], 条款="第2条"), 核实="已核对原文", 到哪年止="2030年"
                )
            ],
            [
                (
                    "confidence: secondary, from_year: 2016}",
                    "confidence: verified, from_year: 2016, to_year: 2030}",
                )
            ],
            None,
        ),
        (
            [
                lambda b: put(
                    b["提示词"], row(b["提示词"], 编号="planned-01"), 词语="下一步；下阶段"
                )
            ],
            [("words: [下一步]", "words: [下一步, 下阶段]")],
            None,
        ),
        (
            [lambda b: put(b["提示词"], row(b["提示词"], 编号="planned-01"), 表示="无")],
            [("words: [下一步], status: planned", "words: [下一步], status: null")],
            None,
        ),
        (
            [lambda b: put(b["等级"], row(b["等级"], 等次="良好"), **{"得分率从（%）": 75})],
            [("percent: 70", "percent: 75")],
            None,
        ),
        (
            [
                lambda b: put(
                    b["单位类型"],
                    row(b["单位类型"], 编号="department"),
                    单位名称的结尾或词="局；委",
                )
            ],
            [("names: [局]", "names: [局, 委]")],
            None,
        ),
    ],
)
def test_an_edited_cell_changes_its_own_place_in_the_file(
    exported: bytes, edits: list[Edit], old: list[tuple[str, str]], new: None
) -> None:
    expected = TINY.read_text("utf-8")
    for before, after in old:
        assert expected.count(before) == 1, before
        expected = expected.replace(before, after)
    content = edited(exported, *edits)
    files = open_rule_files(TINY)
    assert texts(import_workbook(content, "x.xlsx", files, keep_failing=True).files) == expected


def new_item(book: Any) -> None:
    add(
        book["要点"],
        编号="LA-03",
        分组="LA",
        名称="新要点",
        分值=1,
        适用单位="全部",
        要求="写。",
        怎样补="写明。",
    )
    put(book["分组"], row(book["分组"], 编号="LA"), 分值=7.5)
    add(book["模式"], 要点="LA-03", 判作="泛泛表述", 名称="told", 都要出现的词="甲乙")
    add(book["依据"], 要点="LA-03", 文件="某某意见", 核实="待核")
    for text, verdict in (
        ("开展甲乙。", "泛泛表述"),
        ("落实甲乙。", "泛泛表述"),
        ("下一步开展甲乙。", "仅计划"),
        ("宣传。", "缺失"),
    ):
        add(book["例句"], 要点="LA-03", 例句=text, 判定=verdict)


def test_a_new_item_comes_with_its_rows_behind_its_group(exported: bytes) -> None:
    found = taken(edited(exported, new_item))
    checklist = load_rule_files(found).checklist
    assert [item.id for item in checklist.items] == ["ST-01", "LA-01", "LA-02", "LA-03"]
    text = texts(found)
    assert text.index("id: LA-02") < text.index("id: LA-03") < text.index("id: ST-01")
    assert len(checklist.items[3].examples) == 4


def without_item(book: Any) -> None:
    book["要点"].delete_rows(row(book["要点"], 编号="LA-02"))
    put(book["分组"], row(book["分组"], 编号="LA"), 分值=4)


def test_a_deleted_item_is_retired_and_takes_its_rows_with_it(exported: bytes) -> None:
    found = taken(edited(exported, without_item))
    checklist = load_rule_files(found).checklist
    assert [item.id for item in checklist.items] == ["ST-01", "LA-01"]
    assert checklist.retired == ("LA-02",)


def test_differences_are_told_in_words(exported: bytes) -> None:
    content = edited(
        exported,
        set_points,
        lambda b: put(b["提示词"], row(b["提示词"], 编号="planned-01"), 词语="下阶段"),
        lambda b: b["短语"].delete_rows(row(b["短语"], 说法="法律顾问室")),
        lambda b: add(b["短语"], 词条="签约", 说法="签署"),
    )
    found = import_workbook(content, "x.xlsx", open_rule_files(TINY), keep_failing=True)
    assert found.changes == (
        "要点　LA-01“聘请法律顾问”：分值 4 → 5",
        "短语　新增签约“签署”",
        "短语　删去法律顾问“法律顾问室”",
        "提示词　planned-01：词语增加“下阶段”，删去“下一步”",
        "分组　LA“法律顾问”：分值 6.5 → 7.5",
    )


# ---- files that changed since


def changed(path: Path, *pairs: tuple[str, str]) -> None:
    text = path.read_text("utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, "utf-8")


def test_what_only_the_file_changed_stays(exported: bytes, tiny: Path) -> None:
    changed(
        tiny, ("advice: 写明聘请了谁。", "advice: 写清楚。"), ("[续聘, 聘请]", "[续聘, 聘请, 聘任]")
    )
    found = texts(taken(edited(exported, set_points), tiny))
    assert "advice: 写清楚。" in found
    assert "[续聘, 聘请, 聘任]" in found
    assert "points: 5\n" in found


def test_what_both_changed_alike_is_no_conflict(exported: bytes, tiny: Path) -> None:
    changed(tiny, ("points: 4", "points: 5"), ("points: 6.5", "points: 7.5"))
    assert import_workbook(edited(exported, set_points), "x", open_rule_files(tiny)).changes == ()


def test_what_was_imported_can_be_imported_again(exported: bytes, tiny: Path) -> None:
    content = edited(
        exported,
        new_item,
        lambda b: put(b["例句"], row(b["例句"], 例句="开展法律服务宣传。"), 例句="开展宣传。"),
        lambda b: put(b["短语"], row(b["短语"], 说法="法律顾问室"), 说法="法顾"),
    )
    files = open_rule_files(tiny)
    save(files, import_workbook(content, "x", files).files)
    assert import_workbook(content, "x", open_rule_files(tiny)).changes == ()


def test_what_both_changed_differently_is_told_with_both(exported: bytes, tiny: Path) -> None:
    changed(tiny, ("points: 4", "points: 3"), ("points: 6.5", "points: 5.5"))
    assert faults(edited(exported, set_points), tiny) == [
        "要点!E2：分值两边都改过：导出时“4”，表里“5”，规则文件里现为“3”；"
        "请把这一格改成最后要的，再重新导出、导入",
        "分组!D3：分值两边都改过：导出时“6.5”，表里“7.5”，规则文件里现为“5.5”；"
        "请把这一格改成最后要的，再重新导出、导入",
    ]


def test_a_row_deleted_on_one_side_and_changed_on_the_other_is_told(
    exported: bytes, tiny: Path
) -> None:
    def drop(book: Any) -> None:
        book["模式"].delete_rows(row(book["模式"], 名称="engaged"))
        put(book["短语"], row(book["短语"], 说法="法律顾问室"), 说法="法顾")

    changed(tiny, ("near: 14", "near: 15"), ("[法律顾问, 法律顾问室]", "[法律顾问]"))
    found = faults(edited(exported, drop), tiny)
    assert found == [
        "模式：表里删去了LA-01·有实据“engaged”，导出以后规则文件里却改过它；请重新导出再删",
        "短语!B3：导出以后规则文件里删去了这一行，表里却改了它；请删去这一行，或者作为新行重写",
    ]


# ---- what is refused


def merge_cells(book: Any) -> None:
    book["例句"].merge_cells("B3:B4")


def formula(book: Any) -> None:
    put(book["要点"], row(book["要点"], 编号="LA-01"), 分值="=1+3")


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (formula, "要点!E2：是公式，请改成文字或数字"),
        (merge_cells, "例句!B3:B4：合并了单元格，请取消合并，每行写全"),
        (lambda b: setattr(b["例句"], "title", "句子"), "例句：没有这张表，是不是改了名？现有：说明、要点、模式、短语、句子、依据、提示词、分组、单位类型、等级；请改回原名"),
        (lambda b: b["例句"].delete_cols(column(b["例句"], "判定")), "例句：缺少“判定”这一列，是不是删了或改了表头？请按导出时的样子补上"),
        (lambda b: b["例句"].delete_cols(1), "例句：缺少“位置（勿改）”这一列，是不是删了或改了表头？请按导出时的样子补上"),
        (lambda b: put(b["例句"], 3, 判定="有"), "例句!D3：判定只能是缺失、仅计划或自认不足、泛泛表述、有实据、不适用，现为“有”"),
        (lambda b: put(b["例句"], 3, 判定=None), "例句!D3：判定不能空着"),
        (lambda b: put(b["例句"], 3, 例句="有\u200b字"), "例句!C3：有不可见字符U+200B，请删去"),
        (lambda b: put(b["例句"], 3, 报告年度=datetime(2025, 3, 1)), "例句!H3：成了日期（2025-03-01 00:00:00）；请把单元格格式设为“文本”再写"),
        (lambda b: put(b["例句"], 3, 报告年度=25), "例句!H3：应为报告年度，如2025，现为“25”"),
        (lambda b: put(b["例句"], 3, 要点="LA-09"), "例句!B3：没有要点“LA-09”，请先在“要点”表里加上"),
        (lambda b: put(b["要点"], 2, 分值="四分"), "要点!E2：应为数字，现为“四分”"),
        (lambda b: put(b["要点"], 2, 编号="LA-08"), "要点!B2：编号一经使用不能更改（原为“LA-01”）"),
        (lambda b: put(b["要点"], 2, 适用单位="学校"), "要点!F2：单位类型只能是全部、政府办公室、其他部门，几个用“；”隔开，现有“学校”"),
        (lambda b: put(b["要点"], 2, 开头也算="1"), "要点!N2：只能写是、否或空着，现为“1”"),
        (lambda b: put(b["要点"], 2, 分值=5), "分组!D3：分组 LA 定为6.5分，其要点合计7.5分；两者应相等"),
        (lambda b: put(b["模式"], 2, 都要出现的词="【没有】"), "模式!E2：LA-01：词汇表里没有词条“没有”"),
        (lambda b: put(b["模式"], 2, 都要出现的词="$法律顾问"), "模式!E2：“$法律顾问”：词条请写成【法律顾问】"),
        (lambda b: put(b["模式"], 2, 都要出现的词="甲【乙】"), "模式!E2：“甲【乙】”：【】只能把一个词条名整个括起来"),
        (lambda b: put(b["模式"], 2, 都要出现的词="；"), "模式!E2：没有写词语"),
        (lambda b: put(b["模式"], 2, 都要出现的词="甲.*乙"), "模式!E2：LA-01：“甲.*乙”：这里写的是词语，不能用正则表达式"),
        (lambda b: put(b["模式"], 2, 相隔=1.5), "模式!J2：应为整数，现为“1.5”"),
        (lambda b: put(b["模式"], 2, 可核查的事实="次数"), "模式!G2：“次数”：事实只能是数量、比率、日期、文件、会议、机构名称、人名、书名，要限定时写在圆括号里，如 数量（名；家）"),
        (lambda b: put(b["短语"], 2, 说法="甲；乙"), "短语!C2：一行只写一个说法，现有“甲；乙”；请分成几行"),
        (lambda b: add(b["短语"], 词条="法律顾问", 说法="法律顾问室"), "短语!C8：上面已有一样的一行，请删去一行"),
        (lambda b: add(b["短语"], 说法="无主"), "短语!B8：词条不能空着"),
        (lambda b: add(b["例句"], 要点="LA-01", 例句="发挥作用。", 判定="有实据"), "例句!D14：LA-01：漏判：例句5“发挥作用。”应判“有实据”，实判“缺失”（没有模式命中；全文没有写到这项内容。）"),
        (lambda b: put(b["提示词"], 2, 管哪边="左"), "提示词!E2：管哪边只能是管后文、管前文、管前后、截断前面、貌似线索，现为“左”"),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_told_with_sheet_and_cell(
    exported: bytes, edit: Edit, message: str
) -> None:
    assert message in faults(edited(exported, edit))


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (lambda b: put(b["短语"], 3, 说法="甲.*乙"), "短语!C3：“甲.*乙”：这里写的是词语，不能用正则表达式"),
        (lambda b: add(b["短语"], 词条="新", 说法="【没有】"), "短语!C8：词汇表里没有词条“没有”"),
        (lambda b: put(b["要点"], 3, 随哪一要点="LA-77"), "要点!H3：LA-02：told_by 指的要点“LA-77”不存在；是否想写“LA-02”？"),
        (lambda b: put(b["依据"], 2, 到哪年止=2000), "依据!B2：LA-01：from_year（2016）晚于 to_year（2000）"),
        (lambda b: b["例句"].delete_rows(6, 4), "要点!B3：LA-02：至少要有4个例句，现有0个"),
    ],
)  # fmt: skip
def test_what_the_loader_refuses_is_told_with_sheet_and_cell(
    exported: bytes, edit: Edit, message: str
) -> None:
    found = faults(edited(exported, edit))
    assert any(message in one or one in message for one in found), found


def test_cells_are_found_through_files_of_many_parts(shipped: bytes) -> None:
    content = edited(
        shipped,
        lambda b: put(b["短语"], row(b["短语"], 词条="法律顾问"), 说法="甲...乙"),
        lambda b: put(b["提示词"], row(b["提示词"], 编号="done-already"), 词语="已；......"),
        lambda b: put(b["要点"], row(b["要点"], 编号="LA-02"), 貌似的说法="a|b"),
    )
    found = faults(content, ROOT / "checklists" / "annual-report.yaml")
    assert len(found) >= 2
    assert all("!" in one.partition("：")[0] for one in found)


def test_a_cell_formatted_far_below_costs_nothing(exported: bytes) -> None:
    def far(book: Any) -> None:
        book["例句"].cell(1_048_576, 16_384).number_format = "@"
        book["例句"].cell(900_000, 3).value = None

    assert texts(taken(edited(exported, far))) == TINY.read_text("utf-8")


def test_all_faults_are_told_at_once_and_nothing_is_written(
    exported: bytes, tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = edited(
        exported,
        lambda b: put(b["例句"], 3, 判定="有"),
        lambda b: put(b["要点"], 2, 分值="四"),
        lambda b: put(b["等级"], 2, 等次=None),
    )
    (tmp_path / "x.xlsx").write_bytes(content)
    before = tiny.read_bytes()
    assert run(["rules", "import", str(tmp_path / "x.xlsx"), "--checklist", str(tiny)]) == 2
    told = capsys.readouterr().err
    assert "工作簿有3处问题，规则文件一处也没有改：" in told
    assert all(place in told for place in ("例句!D3：", "要点!E2：", "等级!B2："))
    assert tiny.read_bytes() == before


def test_items_that_are_gone_take_no_new_rows(exported: bytes) -> None:
    rows: Edit = lambda b: add(b["例句"], 要点="LA-02", 例句="新句。", 判定="缺失")  # noqa: E731
    assert faults(edited(exported, without_item, rows)) == ["例句!B14：要点LA-02已删去"]


def bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(4):
            archive.writestr(f"{number}.xml", b"0" * 90_000_000)
    return stream.getvalue()


def foreign() -> bytes:
    stream = io.BytesIO()
    Workbook().save(stream)
    return stream.getvalue()


def record(number: int, column_number: int, words: str) -> Edit:
    return lambda book: setattr(book["导出记录"].cell(number, column_number), "value", words)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda content: b"\xd0\xcf\x11\xe0", "旧的 .xls 格式或者加了密码"),
        (lambda content: b"text", "不是 .xlsx 工作簿"),
        (lambda content: content[:4000], "不是 .xlsx 工作簿"),
        (lambda content: bomb(), "解开后过大"),
        (lambda content: b"PK" + b"0" * 31_000_000, "超过30MB"),
        (lambda content: foreign(), "这不是 scorer rules export 导出的工作簿"),
        (lambda content: edited(content, record(1, 2, "9")), "工作簿的形式是“9”，本程序只认“1”"),
        (
            lambda content: edited(content, record(2, 2, "other")),
            "从检查单“other”导出的，不能导入“tiny”",
        ),
        (lambda content: edited(content, record(5, 3, "[")), "导出记录被改坏了"),
    ],
)
def test_what_is_no_such_workbook_is_refused(
    exported: bytes, make: Callable[[bytes], bytes], message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        import_workbook(make(exported), "x.xlsx", open_rule_files(TINY))


def test_a_broken_archive_is_told(exported: bytes) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", b"<x")
    with pytest.raises(UsageError, match="可能已损坏"):
        import_workbook(stream.getvalue(), "x.xlsx", open_rule_files(TINY))


# ---- words of cells


@pytest.mark.parametrize(
    "fact",
    [
        "organisation", {"count": ["名", "家"]}, {"count": []}, {"title": 2}, {"document": ["$x", "y"], "own": False},
        {"count": ["次"], "words": "培训", "at_least": 2}, {"person": [], "words": ["甲", "$乙"], "own": True},
    ],
)  # fmt: skip
def test_facts_are_read_as_they_are_shown(fact: Any) -> None:
    assert read_facts(show_facts([fact])) == [fact]


@pytest.mark.parametrize("cell", ["书名", "书名（两）", "数量（次），大约", "数量（次", "数量）"])
def test_facts_that_nobody_understands_are_refused(cell: str) -> None:
    with pytest.raises(WordingError):
        read_facts(cell)


@pytest.mark.parametrize("terms", [["$甲", ["乙", "$丙"]], ["甲…乙"], [["a", "b"], ["c", "d"]]])
def test_terms_are_read_as_they_are_shown(terms: Any) -> None:
    assert read_terms(show_terms(terms)) == terms


@pytest.mark.parametrize(
    ("text", "word"), [("【 甲 】", "$甲"), (" 乙 ", "乙"), ("“八五”", "“八五”")]
)
def test_words_lose_their_blanks(text: str, word: str) -> None:
    assert read_word(text) == word


def bad_cells() -> Iterator[tuple[Callable[[str], object], str]]:
    yield NUMBER.read, "1e99"
    yield NUMBER.read, "nan"
    yield WHOLE.read, "x"
    yield YEAR.read, "1800"
    yield FLAG.read, "也许"
    yield choice({"a": "甲"}, "种类").read, "乙"
    yield choices({"a": "甲"}, "种类").read, "甲；乙"
    yield mapping("缺陷").read, "没有冒号"
    yield plain_text, "\u202e"


@pytest.mark.parametrize(("read", "text"), list(bad_cells()))
def test_a_cell_that_says_nothing_right_is_refused(
    read: Callable[[str], object], text: str
) -> None:
    with pytest.raises(WordingError):
        read(text)


def test_numbers_are_read_in_any_width() -> None:
    assert (
        NUMBER.read("１．５"),
        NUMBER.read("4.0"),
        YEAR.read("2025年度"),
        FLAG.read("TRUE"),
    ) == (1.5, 4, 2025, True)
    assert mapping("缺陷").read("a: 一\nb：二") == {"a": "一", "b": "二"}
    assert choices({"a": "甲"}, "x", everything="全部").read("全部") == "all"
    assert (letter(1), letter(26), letter(27)) == ("A", "Z", "AA")


# ---- commands


def test_the_commands_go_out_and_back(
    tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "x.xlsx"
    assert run(["rules", "export", str(book), "--checklist", str(tiny)]) == 0
    back = ["rules", "import", str(book), "--checklist", str(tiny)]
    assert f"scorer {' '.join(back)} --dry-run\n" in capsys.readouterr().out
    assert run(back) == 0
    assert "工作簿里没有改动，规则文件一个字也没有变。" in capsys.readouterr().out
    book.write_bytes(edited(book.read_bytes(), set_points))
    before = tiny.read_bytes()
    assert run([*back, "--dry-run"]) == 0
    assert "共2处改动，没有写（--dry-run）；将要改的文件：" in capsys.readouterr().out
    assert tiny.read_bytes() == before
    assert run(back) == 0
    assert f"共2处改动，已写入：{tiny}" in capsys.readouterr().out
    assert b"points: 5\n" in tiny.read_bytes()


def test_shipped_rules_go_out_with_the_way_to_a_copy_of_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["rules", "export", str(tmp_path / "x.xlsx")]) == 0
    assert "要改，先用 scorer checklists --copy-to 规则" in capsys.readouterr().out


def test_failing_examples_are_written_when_told_so(
    tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], exported: bytes
) -> None:
    book = tmp_path / "x.xlsx"
    book.write_bytes(
        edited(exported, lambda b: put(b["例句"], row(b["例句"], 判定="泛泛表述"), 判定="有实据"))
    )
    back = ["rules", "import", str(book), "--checklist", str(tiny)]
    assert run(back) == 2
    assert run([*back, "--keep-failing"]) == 0
    assert "注意：例句!D" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["x.xls", "absent.xlsx"])
def test_a_file_that_cannot_be_is_told(name: str, tiny: Path, tmp_path: Path) -> None:
    assert run(["rules", "import", str(tmp_path / name), "--checklist", str(tiny)]) == 2

"""A bureau's own Word templates: tried before a run, used in it, made again only when changed."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

docx = pytest.importorskip("docx", reason="extra report")
pytest.importorskip("docxtpl", reason="extra report")

from scorer.batch import own_templates  # noqa: E402
from scorer.cli import run  # noqa: E402
from scorer.renderers import word_values  # noqa: E402
from scorer.renderers.word_fields import MEANINGS, fields_text  # noqa: E402
from scorer.renderers.word_template import try_template  # noqa: E402
from scorer.renderers.word_values import NAMES, ReviewSheet  # noqa: E402

TINY = Path(__file__).parent / "checklists" / "tiny.yaml"
PAGE = Path(__file__).parents[1] / "docs" / "word-templates.zh-CN.md"
UNIT = "青禾区司法局"
REPORT = f"""{UNIT}2024年度法治政府建设情况报告
一、主要举措
充分发挥法律顾问作用。
{UNIT}
2025年1月10日
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "报告").mkdir()
    (tmp_path / f"报告/{UNIT}.txt").write_text(REPORT, "utf-8")
    return tmp_path


def reviewed(place: Path, *more: object, workers: int = 1) -> int:
    told = ["review", place / "报告", "--out", place / "结果", "--checklist", TINY]
    return run([*map(str, told), "--workers", str(workers), *map(str, more)])


def own(path: Path, *lines: str) -> Path:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(path)
    return path


def bureaus_sheet(path: Path) -> Path:
    """As a bureau would make it: its own heading and columns, one row for each item."""
    document = docx.Document()
    document.add_heading("青禾区依法治区办评查表", 1)
    document.add_paragraph("{{ 单位 }}（{{ 年度 }}）　总分 {{ 总分 }}　{{ 等次 or '未评' }}")
    document.add_paragraph("{%p for 组 in 各组 %}")
    document.add_paragraph("{{ 组.名称 }}")
    table = document.add_table(rows=4, cols=4, style="Table Grid")
    rows = (
        ("编号", "项目", "判定", "审查意见"),
        ("{%tr for 项 in 组.各项 %}", "", "", ""),
        ("{{ 项.编号 }}", "{{ 项.名称 }}", "{{ 项.符号 }}{{ 项.判定 }}", ""),
        ("{%tr endfor %}", "", "", ""),
    )
    for row, words in zip(table.rows, rows, strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{{ 说明 }}")
    document.save(path)
    return path


def words(path: Path) -> str:
    nodes = docx.Document(str(path)).element.body.iter()
    return "".join(node.text or "" for node in nodes if node.tag.endswith("}t"))


def test_a_bureaus_templates_make_the_word_files_of_a_review(place: Path) -> None:
    sheet = bureaus_sheet(place / "报告/我局审查表.docx")
    notice = own(
        place / "通知.docx",
        "青法治办函　{{ 单位 }}：",
        "{%p for 事 in 待补事项 %}",
        "{{ 事.序号 }}．{{ 事.名称 }}",
        "{%p endfor %}",
    )
    assert reviewed(place, "--sheet-template", sheet, "--notice-template", notice, workers=2) == 0
    shown = words(place / f"结果/审查表/{UNIT}.docx")
    assert shown.startswith(f"青禾区依法治区办评查表{UNIT}（2024年度）")
    assert "编号项目判定审查意见" in shown and "△泛泛表述" in shown
    assert words(place / f"结果/补正通知书/{UNIT}.docx").startswith(f"青法治办函　{UNIT}：1．")
    # The template lay among the reports and is none of them.
    assert "我局审查表" not in (place / "结果/清单.csv").read_text("utf-8-sig")


def test_word_files_are_made_again_when_a_template_changed_and_only_then(place: Path) -> None:
    sheet, made = own(place / "表.docx", "甲{{ 单位 }}"), place / f"结果/审查表/{UNIT}.docx"
    assert reviewed(place, "--sheet-template", sheet) == 0
    os.utime(made, (1, 1))
    assert reviewed(place, "--sheet-template", sheet) == 0
    assert made.stat().st_mtime == 1
    own(sheet, "乙{{ 单位 }}")
    assert reviewed(place, "--sheet-template", sheet) == 0
    assert words(made) == f"乙{UNIT}"
    assert reviewed(place) == 0
    assert "附表" in words(made)


def huge(path: Path) -> None:
    path.write_bytes(b"0" * (own_templates.MOST_BYTES + 1))


def old_word(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0 old")


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda path: own(path, "{{ 单位名 }}"), "没有“单位名”这个字段。这里可用的字段：单位、"),
        (lambda path: own(path, "{{ 单位.__class__ }}"), "__class__"),
        (lambda path: own(path, "{% if 单位 %}"), "是否成对"),
        (lambda path: own(path, "{{ 各组 | first }}"), "不能使用"),
        (lambda path: own(path, "{{ 单位 < 3 }}"), "填不出来"),
        (lambda path: path.write_text("no Word file", "utf-8"), "打不开"),
        (old_word, "旧格式（.doc）"),
        (huge, "超过5MB"),
        (lambda path: path.mkdir(), "打不开审查表的模板"),
        (lambda path: None, "找不到审查表的模板"),
    ],
)
def test_a_template_that_cannot_be_used_is_told_before_anything_is_written(
    place: Path, capfd: pytest.CaptureFixture[str], make: Callable[[Path], object], told: str
) -> None:
    path = place / "我局的表.docx"
    make(path)
    assert reviewed(place, "--sheet-template", path) == 2
    said = capfd.readouterr().err
    assert told in said and "我局的表.docx" in said and "审查表的模板" in said
    assert not (place / "结果").exists()


def test_fields_of_the_sheet_are_not_those_of_the_notice(
    place: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = own(place / "通知.docx", "{{ 判定汇总 }}")
    assert reviewed(place, "--notice-template", path) == 2
    assert "补正通知书的模板不能用。Word 模板“通知.docx”有 1 处要改" in capfd.readouterr().err


def test_shipped_templates_are_copied_to_be_changed_and_nothing_is_overwritten(
    place: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["templates"]) == 0
    assert "--sheet-template 审查表模板.docx" in capfd.readouterr().out
    folder = place / "我局模板"
    assert run(["templates", "--copy-to", str(folder)]) == 0
    assert "已复制2个 Word 模板" in capfd.readouterr().out
    sheet, notice = folder / "审查表模板.docx", folder / "补正通知书模板.docx"
    assert reviewed(place, "--sheet-template", sheet, "--notice-template", notice) == 0
    sheet.write_bytes(b"mine")
    assert run(["templates", "--copy-to", str(folder)]) == 2
    assert "为免覆盖没有复制" in capfd.readouterr().err
    assert sheet.read_bytes() == b"mine"
    (place / "文件").touch()
    assert run(["templates", "--copy-to", str(place / "文件/里")]) == 2
    assert "写不进" in capfd.readouterr().err


def test_the_page_for_bureaus_tells_every_field(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["templates", "--fields"]) == 0
    table = capfd.readouterr().out
    assert PAGE.read_text("utf-8").endswith(table), "scorer templates --fields makes it"
    assert set(MEANINGS) == set(NAMES)
    for kind in (value for value in vars(word_values).values() if isinstance(value, type)):
        for name, hint in get_type_hints(kind).items():
            assert f"| {NAMES[name]} | {'列表（' if get_args(hint) else '文字 |'}" in fields_text()


def test_what_the_page_shows_as_examples_works() -> None:
    text = PAGE.read_text("utf-8")
    shown = [line[2:] for line in text.splitlines() if line.startswith("> {") or "> 关于" in line]
    assert len(shown) == 4
    inside = [line for line in shown if "项." in line]
    lines = [line for line in shown if line not in inside]
    lines += ["{%p for 组 in 各组 %}", "{%p for 项 in 组.各项 %}", *inside]
    lines += ["{%p endfor %}", "{%p endfor %}", *re.findall(r"`(\{\{ 等次.*?\}\})`", text)]
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    made = BytesIO()
    document.save(made)
    try_template(ReviewSheet, made.getvalue(), name="例.docx")

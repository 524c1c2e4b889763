"""A checklist's files → the workbook that a lawyer edits."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from scorer.authoring.columns import Column, Layout
from scorer.authoring.files import RuleFiles, load_rule_files
from scorer.authoring.tables import Tables, cells_of, layouts_of, tables_of
from scorer.renderers.rules_workbook import (
    Introduction,
    Table,
    TableColumn,
    TableRow,
    render_rules_workbook,
)

FORM_VERSION = "1"
_PIECE = 30_000
"""Characters of a hidden cell: Excel takes 32,767."""


def render_workbook(files: RuleFiles) -> bytes:
    """The workbook's bytes. ChecklistError where the checklist does not load."""
    checklist = load_rule_files(files).checklist
    sheets, tables = layouts_of(files), tables_of(files)
    about = (
        ("形式", FORM_VERSION),
        ("检查单", checklist.id, checklist.title, checklist.version, checklist.date),
        ("摘要", checklist.digest, digest_of(files)),
    )
    introduction = _introduction(checklist.title, checklist.version, checklist.date)
    record = [*about, *_record(sheets, tables)]
    return render_rules_workbook(introduction, [_table(one, tables) for one in sheets], record)


def digest_of(files: RuleFiles) -> str:
    """SHA-256 over all files as they are."""
    digest = hashlib.sha256()
    for file in files.files:
        digest.update(hashlib.sha256(file.content).digest())
    return digest.hexdigest()


def _table(layout: Layout, tables: Tables) -> Table:
    rows = (TableRow(one.key, cells_of(one, layout)) for one in tables[layout.name])
    return Table(layout.name, tuple(map(_column, layout.columns)), tuple(rows))


def _column(column: Column) -> TableColumn:
    return TableColumn(
        column.title,
        column.width,
        column.note,
        choices=column.form.choices,
        is_number=column.form.is_number,
        is_shown=column.shown,
    )


def _record(sheets: tuple[Layout, ...], tables: Tables) -> Iterator[tuple[str, ...]]:
    for layout in sheets:
        for entity in tables[layout.name]:
            said = json.dumps(cells_of(entity, layout), ensure_ascii=False)
            pieces = (said[at : at + _PIECE] for at in range(0, len(said), _PIECE))
            yield layout.name, entity.key, *pieces


def _introduction(title: str, version: str, date: str) -> Introduction:
    return Introduction(
        f"{title}（版本{version}，{date}）",
        (
            (
                "怎样用",
                (
                    "1. 在下面各张表里改，改完存盘，仍存为 .xlsx。",
                    "2. 运行：scorer rules import 本文件 --checklist 检查单 --dry-run　"
                    "先看会改什么；去掉 --dry-run 才写进规则文件。",
                    "3. 没有改的地方，规则文件一个字也不变，注释都在。有一处看不懂，就一处也不写，"
                    "并逐处告诉是哪张表、哪一格、应当怎样写。",
                    "4. 导出以后规则文件又被别人改过的：您没有动的格子以规则文件为准；"
                    "两边都改了同一格的，会列出来请您定。",
                ),
            ),
            (
                "各张表",
                (
                    "要点：每行一个要点，即报告应当写到的一项内容。",
                    "模式：每行一种认法。一个要点有几种认法，命中一种即可；判作“有实据”的要有可核查的事实。",
                    "短语：每行一个说法。模式里写【词条】，就等于写出这个词条的全部说法。",
                    "例句：每行一句和它应得的判定。规则改得对不对，靠例句来试。",
                    "依据：每行一条法律依据。",
                    "提示词：说明一句话讲的是已经做了、打算做、没做好还是上级的要求。",
                    "分组、单位类型、等级：分值、各类单位的名称、等次的界线。",
                ),
            ),
            (
                "约定",
                (
                    "加一行：在末尾或者中间插一行写上就行；新要点要同时写依据，例句不少于四句。",
                    "删一行：删去整行。删去要点的，编号停用，它的模式、例句、依据一并删去。",
                    "几个词用“；”隔开；“都要出现的词”里，换行（Alt+Enter）表示另一个条件。",
                    "“…”表示中间可隔不超过12个字。这里写的是词语，不是正则表达式。",
                    "灰底的列只供看；表头右上角有红色三角的，鼠标停上去有说明；有限几种写法的，点开是下拉框。",
                    "不要改表名、表头，不要合并单元格，不要写公式。可以排序、筛选、调列宽。",
                ),
            ),
        ),
    )

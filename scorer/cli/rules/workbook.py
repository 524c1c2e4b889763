"""`scorer rules export` and `import`: the rules as an Excel workbook, and back."""

from __future__ import annotations

from pathlib import Path

import click

from scorer.cli.chinese import ChineseCommand
from scorer.cli.options import checklist_option
from scorer.cli.output import say, warn, write_whole
from scorer.errors import UsageError

_OWN_COPY = "要改，先用 scorer checklists --copy-to 规则 取一份，再加 --checklist 导出。"


@click.command(
    "export",
    cls=ChineseCommand,
    help=(
        "把检查单导出成 Excel 工作簿，供熟悉业务的人直接改：要点、模式、短语、例句、依据、提示词"
        "各一张表，有下拉框和说明。改完用 scorer rules import 写回。"
    ),
)
@click.argument("workbook", type=click.Path(path_type=Path), metavar="工作簿.xlsx")
@checklist_option
def export_rules(workbook: Path, checklist: str | None) -> None:
    """Write the workbook."""
    from scorer.authoring import open_rule_files
    from scorer.authoring.exporting import render_workbook

    _refuse_other_suffixes(workbook)
    write_whole(workbook, render_workbook(open_rule_files(checklist)))
    if checklist is None:
        say(f"已写出 {workbook}：随程序安装的规则，只供查看。{_OWN_COPY}")
    else:
        say(f"已写出 {workbook}；改完先看会改什么，再去掉 --dry-run 写回：")
        say(f"scorer rules import {workbook} --checklist {checklist} --dry-run")


@click.command(
    "import",
    cls=ChineseCommand,
    help=(
        "把改过的工作簿写回规则文件：只动改了的地方，注释、次序都在。有一处看不懂或判不对，"
        "就一处也不写，并逐处列出表和单元格。导出以后规则文件又改过的，两边的改动合在一起，"
        "改了同一格的请您定。"
    ),
)
@click.argument("workbook", type=click.Path(path_type=Path), metavar="工作簿.xlsx")
@click.option("--checklist", required=True, metavar="编号或文件", help="写回哪一份检查单。")
@click.option("--dry-run", is_flag=True, help="只列出会改什么，不写。")
@click.option(
    "--keep-failing",
    is_flag=True,
    help="例句判得不对也写；规则改到判对以前，这份检查单不能用来评分。",
)
def import_rules(workbook: Path, checklist: str, dry_run: bool, keep_failing: bool) -> None:
    """Take the workbook's edits over."""
    from scorer.authoring import changed_files, open_rule_files, save
    from scorer.authoring.importing import import_workbook

    _refuse_other_suffixes(workbook)
    try:
        content = workbook.read_bytes()
    except OSError as error:
        raise UsageError(f"读不了“{workbook}”：请核对路径；正在 Excel 里开着的请先关闭") from error
    files = open_rule_files(checklist)
    found = import_workbook(content, workbook.name, files, keep_failing=keep_failing)
    if not found.changes:
        say("工作簿里没有改动，规则文件一个字也没有变。")
        return
    for line in found.changes:
        say(line)
    for line in found.notices:
        warn(f"注意：{line}")
    names = "、".join(
        str(one.target)
        for one in (changed_files(files, found.files) if dry_run else save(files, found.files))
    )
    done = "没有写（--dry-run）；将要改的文件" if dry_run else "已写入"
    say(f"共{len(found.changes)}处改动，{done}：{names or '无'}")


def _refuse_other_suffixes(workbook: Path) -> None:
    if workbook.suffix.lower() != ".xlsx":
        raise UsageError(f"“{workbook.name}”：工作簿应是 .xlsx 文件")

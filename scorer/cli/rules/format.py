"""`scorer rules format`: rule files put in order, their meaning kept."""

from __future__ import annotations

from pathlib import Path

import click

from scorer.cli.chinese import ChineseCommand
from scorer.cli.options import checklist_option
from scorer.cli.output import say


@click.command(
    name="format",
    cls=ChineseCommand,
    help=(
        "把规则文件排整齐：键的次序、缩进、空格、引号照随附文件的样子，注释和方括号里的换行保留。"
        "写之前核对内容和检查单的摘要不变，否则不写。不写文件就排 --checklist 自己的各个文件。"
    ),
)
@click.argument(
    "files",
    nargs=-1,
    metavar="[文件]…",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@checklist_option
@click.option("--check", is_flag=True, help="只看哪些文件没有排整齐，不写；有则退出码为1。")
def form(files: tuple[Path, ...], checklist: str | None, check: bool) -> int:
    """Put the files in order, or tell which are not."""
    from scorer.authoring.tidying import files_of, save_tidied, tidied

    found = tidied(files or files_of(checklist))
    changed = [one for one in found if one.changes]
    rest = f"其余{len(found) - len(changed)}个本来就整齐。"
    if check:
        for one in changed:
            say(f"没有排整齐：{one.source.name}")
        say(f"{len(changed)}个文件没有排整齐，{rest}")
        return int(bool(changed))
    loaded = save_tidied(found, checklist)
    for one in changed:
        say(f"排整齐：{one.source.name}")
    proof = f"内容逐项核对没有变，{loaded}份检查单的摘要也没有变；" if changed else ""
    say(f"排了{len(changed)}个文件，{proof}{rest}")
    return 0

"""`scorer templates`: the shipped Word templates, for a bureau to change."""

from __future__ import annotations

from pathlib import Path

import click

from scorer.cli.chinese import ChineseCommand
from scorer.cli.output import say
from scorer.errors import UsageError

_TEMPLATES = {
    "审查表模板.docx": ("review_sheet.docx", "--sheet-template"),
    "补正通知书模板.docx": ("notice.docx", "--notice-template"),
}


@click.command(
    cls=ChineseCommand,
    help=(
        "列出随附的 Word 模板。要改成本单位自己的格式，先用 --copy-to 复制一份出来："
        "改随附的那一份，升级时会丢。写法见 docs/word-templates.zh-CN.md。"
    ),
)
@click.option(
    "--copy-to",
    type=click.Path(path_type=Path),
    metavar="文件夹",
    help="把随附的 Word 模板复制到这个文件夹，供修改；同名的文件不会被覆盖。",
)
@click.option("--fields", is_flag=True, help="列出模板里能用的全部字段和含义。")
def templates(copy_to: Path | None, fields: bool) -> None:
    """One line for each template, a copy of both, or all that a template may name."""
    if fields:
        from scorer.renderers.word_fields import fields_text

        say(fields_text())
        return
    if copy_to is not None:
        _copy(copy_to)
    where = copy_to or Path()
    for name, (_, option) in _TEMPLATES.items():
        say(f"{name}  改好以后在 scorer review 后面加 {option} {where / name}")


def _copy(folder: Path) -> None:
    from scorer.paths import resource_folder

    there = [name for name in _TEMPLATES if (folder / name).exists()]
    if there:
        raise UsageError(
            f"“{folder}”里已有“{there[0]}”，为免覆盖没有复制；请改名，或换一个文件夹。"
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, (shipped, _) in _TEMPLATES.items():
            # Bytes alone: an installed file may be read-only, the copy is there to be edited.
            (folder / name).write_bytes((resource_folder("templates") / shipped).read_bytes())
    except OSError as error:
        raise UsageError(f"写不进“{folder}”：{error.strerror}；请换一个文件夹。") from error
    say(f"已复制{len(_TEMPLATES)}个 Word 模板到“{folder}”。")

"""`scorer rules show`: the rules as they take effect."""

from __future__ import annotations

from pathlib import Path

import click

from scorer.cli.chinese import ChineseCommand
from scorer.cli.options import checklist_option, overlay_option, version_option
from scorer.cli.output import emit, say, write_whole
from scorer.errors import UsageError


@click.command(
    cls=ChineseCommand,
    help=(
        "显示生效的检查单：补充规则已经加上，各部分合成一份。"
        "不带 --origins 时，输出本身就是一份可以使用的检查单，可以存档备查。"
    ),
)
@click.argument("item", required=False, metavar="[要点编号]")
@checklist_option
@version_option
@overlay_option
@click.option("--origins", is_flag=True, help="每行末尾注明这个值出自哪个文件、哪一行。")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="写到文件（UTF-8）；不写则输出到屏幕。",
)
def show(
    item: str | None,
    checklist: str | None,
    checklist_version: str | None,
    overlays: tuple[str, ...],
    origins: bool,
    output: Path | None,
) -> None:
    """Print the effective checklist, or one item of it, as YAML."""
    from scorer.loader import find_version, load_effective
    from scorer.loader.printing import render_checklist, render_item

    source = find_version(checklist, checklist_version)
    effective = load_effective(source, overlays)
    if item is None:
        text: str | None = render_checklist(effective.root, origins=origins)
    else:
        text = render_item(effective.root, item, origins=origins)
    if text is None:
        known = "、".join(one.id for one in effective.checklist.items)
        raise UsageError(f"检查单里没有要点“{item}”；现有：{known}")
    if output is None:
        emit(text.encode("utf-8"))
    else:
        write_whole(output, text.encode("utf-8"))
        say(f"已写出 {output}")

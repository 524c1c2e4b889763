"""`scorer rules`: the rules as they take effect, and what editors need to know of their files."""

from __future__ import annotations

import json
from pathlib import Path

import click

from scorer.cli.chinese import ChineseCommand, ChineseGroup
from scorer.cli.options import checklist_option, overlay_option, version_option
from scorer.cli.output import emit, say, write_whole
from scorer.errors import UsageError

_COMMANDS = {
    "show": ("scorer.cli.rules:show", "显示生效的检查单或其中一个要点，可附每个值的出处。"),
    "schema": ("scorer.cli.rules:schema", "写出规则文件的 JSON Schema，供编辑器补全和提示。"),
}


@click.group(
    cls=ChineseGroup,
    table=_COMMANDS,
    help="查看生效的规则（检查单加上补充规则），以及给编辑器提供规则文件的格式。",
)
def rules() -> None:
    """Group of the commands for those who keep the rules."""


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
def show(
    item: str | None,
    checklist: str | None,
    checklist_version: str | None,
    overlays: tuple[str, ...],
    origins: bool,
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
    emit(text.encode("utf-8"))


@click.command(cls=ChineseCommand, help="把规则文件的 JSON Schema 写到文件夹里，每种文件一份。")
@click.argument("folder", type=click.Path(path_type=Path), metavar="文件夹")
def schema(folder: Path) -> None:
    """Write one schema for each kind of rule file."""
    from scorer.loader.schema import rule_schemas

    for name, content in rule_schemas().items():
        path = folder / f"{name}.schema.json"
        text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
        write_whole(path, f"{text}\n".encode())
        say(str(path))

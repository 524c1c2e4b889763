"""`scorer rules diff`: two checklists compared, in words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scorer.cli.chinese import ChineseCommand, OneOf
from scorer.cli.output import emit, say

if TYPE_CHECKING:
    from scorer.checklist import Checklist


@click.command(
    cls=ChineseCommand,
    help=(
        "说出新检查单同旧的有什么不同，哪些可能改变判定。"
        "每一份写编号或文件，可接 @版本 和 +补充规则，"
        "如 annual-report@2026.1 或 annual-report+tianjin。"
    ),
)
@click.argument("old", metavar="旧")
@click.argument("new", metavar="新")
@click.option("--format", "form", type=OneOf(["text", "json"]), default="text", help="输出的形式。")
def diff(old: str, new: str, form: str) -> None:
    """Print the differences between two checklists."""
    from scorer.differences import differences, differences_json, lines_of

    result = differences(_loaded(old), _loaded(new))
    if form == "json":
        content = json.dumps(differences_json(result), ensure_ascii=False, indent=1)
        emit(f"{content}\n".encode())
    else:
        for line in lines_of(result):
            say(line)


def _loaded(wanted: str) -> Checklist:
    """The checklist that `id@version+overlay` names; a file of just that name comes first."""
    from scorer.loader import find_version, load_checklist

    if Path(wanted).is_file():
        return load_checklist(wanted)
    named, *overlays = wanted.split("+")
    name, _, version = named.partition("@")
    return load_checklist(find_version(name or None, version or None), overlays)

"""`scorer rules suggest`: phrases that an item might learn from archived reports."""

from __future__ import annotations

import click

from scorer.cli.chinese import Between, ChineseCommand, OneOf
from scorer.cli.options import checklist_option, overlay_option, version_option
from scorer.cli.output import emit
from scorer.errors import UsageError


@click.command(
    cls=ChineseCommand,
    help=(
        "从存档的报告里给一个要点找备选词：只差一个词就会命中的句子里写的是什么，"
        "哪些词常同本项的词一起出现。逐个写明有几份报告用到、例句、加到哪条模式，"
        "以及采用后有几份报告的判定会变。存档不会有任何改动。"
    ),
)
@click.argument("item", metavar="要点编号")
@click.option(
    "--against",
    required=True,
    metavar="存档",
    help="往年的报告：一个文件夹（或压缩包）、scorer review 的结果文件夹、审查记录库的文件或地址。",
)
@click.option(
    "--top",
    type=Between(1, 200, whole=True),
    default=20,
    metavar="个数",
    help="最多列几个（默认20）。",
)
@checklist_option
@version_option
@overlay_option
@click.option(
    "--format",
    "format_",
    type=OneOf(("text", "json", "yaml")),
    default="text",
    metavar="格式",
    help="text 中文说明（默认）；json 数据；yaml 只要可以粘贴的规则。",
)
def suggest(
    item: str,
    against: str,
    top: int,
    checklist: str | None,
    checklist_version: str | None,
    overlays: tuple[str, ...],
    format_: str,
) -> int:
    """Print the suggestions."""
    from scorer import suggesting
    from scorer.archive import open_archive
    from scorer.loader import find_version, load_checklist

    rules = load_checklist(find_version(checklist, checklist_version), overlays)
    known = {one.id: one for one in rules.items}
    if item not in known:
        raise UsageError(f"检查单里没有要点“{item}”；现有：{'、'.join(known)}")
    if known[item].structure is not None:
        raise UsageError(f"{item} 要求的是报告的一个部分，不靠词语判断，没有词可以推荐")
    with open_archive(against) as archive:
        found = suggesting.suggest(
            archive.reports, known[item], rules, most=top, archive=archive.shown
        )
    writers = {"text": suggesting.as_text, "json": suggesting.as_json, "yaml": suggesting.as_yaml}
    emit(writers[format_](found).encode("utf-8"))
    return 3 if found.left_out else 0

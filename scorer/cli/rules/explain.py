"""`scorer rules explain`: why an item got its verdict, step by step."""

from __future__ import annotations

from pathlib import Path

import click

from scorer.cli.chinese import Between, ChineseCommand, OneOf
from scorer.cli.options import checklist_option, overlay_option, version_option
from scorer.cli.output import emit
from scorer.errors import UsageError


@click.command(
    cls=ChineseCommand,
    help=(
        "逐步说明一个要点为什么这样判：文字怎样切分，每小句由哪个标志词定性，谁做的，有哪些事实，"
        "每条模式命中还是没有命中、差在哪里，怎样改就会判得更高。\n"
        "用 --text 给一句话（会放进一份小报告里），或者用 --report 给一份报告。"
    ),
)
@click.argument("item", metavar="要点编号")
@click.option("--text", metavar="文字", help="要解释的一句或几句话。")
@click.option(
    "--report", type=click.Path(path_type=Path), metavar="文件", help="要解释的一份报告。"
)
@checklist_option
@version_option
@overlay_option
@click.option("--unit-kind", metavar="类型", help="单位类型（编号或名称）。")
@click.option("--year", type=Between(1990, 2100, whole=True), metavar="年份", help="报告年度。")
@click.option(
    "--section",
    type=OneOf(("measures", "shortcomings", "leader", "plan")),
    default="measures",
    metavar="部分",
    help="--text 放在哪一部分：measures 举措成效（默认）、shortcomings 不足、leader 第一责任人、"
    "plan 下一年度安排。",
)
@click.option(
    "--format",
    "format_",
    type=OneOf(("text", "json")),
    default="text",
    metavar="格式",
    help="text 中文说明（默认）；json 数据。",
)
def explain(
    item: str,
    text: str | None,
    report: Path | None,
    checklist: str | None,
    checklist_version: str | None,
    overlays: tuple[str, ...],
    unit_kind: str | None,
    year: int | None,
    section: str,
    format_: str,
) -> None:
    """Print the explanation."""
    from scorer.cli.scoring import known_kind
    from scorer.explaining import as_json, as_text, explain_reading, explain_sentence
    from scorer.explaining.explanation import item_of
    from scorer.loader import find_version, load_checklist
    from scorer.readers import read
    from scorer.report import SectionRole

    if (text is None) is (report is None):
        raise UsageError("--text 和 --report 要写一个，也只能写一个")
    # Not verified against its examples: an item whose examples fail is what is to be explained.
    rules = load_checklist(find_version(checklist, checklist_version), overlays)
    found, kind = item_of(rules, item), known_kind(unit_kind, rules)
    if report is not None:
        explanation = explain_reading(read(report), found, rules, unit_kind=kind, year=year)
    elif not (text or "").strip():
        raise UsageError("--text 里没有文字")
    else:
        explanation = explain_sentence(
            text or "", found, rules, section=SectionRole(section), unit_kind=kind, year=year
        )
    shown = as_json(explanation) if format_ == "json" else as_text(explanation)
    emit(shown.encode("utf-8"))

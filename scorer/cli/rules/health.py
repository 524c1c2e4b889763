"""`scorer rules health`: how the items fare with the reviewers, and examples out of decisions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from scorer.cli.chinese import ChineseCommand, OneOf
from scorer.cli.ledger import opened_ledger
from scorer.cli.options import checklist_option
from scorer.cli.output import emit, say, write_whole
from scorer.errors import UsageError

if TYPE_CHECKING:
    from scorer.rule_health import ProposedExample


@click.command(
    cls=ChineseCommand,
    help=(
        "按审查记录库看每个要点的情况：采信了多少（从未、每份、各类单位各多少），审查人改判了多少、"
        "往哪个方向改，采信的准确率和找全率（附区间），改判得最多的句子。\n"
        "用 --to-example 把一条改判意见的原句变成要点的例句，写进规则文件；单位名称换成某某。"
    ),
)
@click.option(
    "--ledger", "place", required=True, metavar="记录库", help="文件或 postgresql:// 地址。"
)
@click.option("--item", "items", multiple=True, metavar="要点编号", help="只看这些要点，可写多次。")
@click.option("--same-rules", is_flag=True, help="只算用最近一次评查的那版规则评的报告。")
@click.option(
    "--format",
    "format_",
    type=OneOf(("text", "json")),
    default="text",
    metavar="text|json",
    help="输出的格式。",
)
@click.option(
    "--output", type=click.Path(path_type=Path), metavar="文件", help="写到文件；不写则输出到屏幕。"
)
@click.option(
    "--to-example", "decision", metavar="意见编号", help="把这条意见的原句写成要点的例句。"
)
@click.option("--text", metavar="句子", help="例句改用这个写法（与 --to-example 一起用）。")
@click.option(
    "--keep-failing",
    is_flag=True,
    help="规则现在还判得不对，例句也写进去（与 --to-example 一起用）；改对规则以前检查单不能用。",
)
@checklist_option
@click.pass_context
def health(
    context: click.Context,
    place: str,
    items: tuple[str, ...],
    same_rules: bool,
    format_: str,
    output: Path | None,
    decision: str | None,
    text: str | None,
    keep_failing: bool,
    checklist: str | None,
) -> None:
    """Show the health of the rules, or make an example of a decision."""
    if decision is not None:
        _write_example(context, _proposed(place, decision, text), checklist, keep_failing)
        return
    if text is not None or keep_failing:
        raise UsageError("--text 和 --keep-failing 要与 --to-example 一起用")
    content = _rendered(place, items, same_rules, format_, checklist)
    if output is None:
        emit(content)
    else:
        write_whole(output, content)
        say(str(output))


def _rendered(
    place: str, items: tuple[str, ...], same_rules: bool, format_: str, checklist: str | None
) -> bytes:
    from scorer.rule_health import rule_health

    with opened_ledger(place, existing=True) as ledger:
        found = rule_health(ledger, items, same_rules=same_rules)
    if format_ == "json":
        from scorer.renderers.health_json import render_health_json

        return render_health_json(found)
    from scorer.loader import load_checklist
    from scorer.renderers.health_text import render_health_text

    kinds = {kind.id: kind.title for kind in load_checklist(checklist).unit_kinds}
    return render_health_text(found, kinds).encode("utf-8", "replace")


def _proposed(place: str, decision: str, text: str | None) -> ProposedExample:
    from scorer.rule_health import propose_example

    with opened_ledger(place, existing=True) as ledger:
        proposed = propose_example(ledger, decision)
    if text is not None:
        proposed = proposed._replace(text=text.strip())
    if not proposed.text:
        raise UsageError("这条意见没有引出句子，请用 --text 写明例句")
    say(f"例句：{proposed.text}")
    if text is None:
        say(
            "例句会写进规则文件，随规则一起给别人看。单位名称已换成某某；"
            "人名、律师事务所等名称程序认不全，请核对，需要改的用 --text 另写。"
        )
    return proposed


def _write_example(
    context: click.Context, proposed: ProposedExample, checklist: str | None, keep_failing: bool
) -> None:
    from scorer.cli.rules.add_example import add_example

    context.invoke(
        add_example,
        item=proposed.item,
        text=proposed.text,
        verdict=proposed.verdict,
        section=proposed.section,
        year=proposed.year,
        heading=None,
        unit_kind=None,
        keep_failing=keep_failing,
        checklist=checklist,
    )

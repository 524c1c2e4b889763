"""`scorer checklists` and `scorer check`: which rules there are, and whether they hold."""

from __future__ import annotations

import click

from scorer.cli.chinese import ChineseCommand
from scorer.cli.options import overlay_option
from scorer.cli.output import say


@click.command(cls=ChineseCommand, help="列出随附的检查单和补充规则。")
def checklists() -> None:
    """One line for each shipped checklist and overlay."""
    from scorer.loader import load_checklist, shipped_checklists, shipped_overlays
    from scorer.loader.sources import title_of

    for name in shipped_checklists():
        found = load_checklist(name)
        points = sum(group.points for group in found.groups)
        say(
            f"{name}  {found.title}  版本{found.version}（{found.date}）  "
            f"{len(found.items)}项  {points:g}分"
        )
    for name in shipped_overlays():
        say(f"{name}  {title_of(name)}，用 --overlay {name} 加上")


@click.command(
    cls=ChineseCommand,
    help="检查一份检查单：写法有没有错、前后是否一致、每个例句判得对不对。全部错误一次列出；有错时退出码为2。",
)
@click.argument("checklist", required=False, metavar="[编号或文件]")
@overlay_option
def check(checklist: str | None, overlays: tuple[str, ...]) -> None:
    """Load a checklist afresh and run all of its examples."""
    from scorer.loader import load_effective
    from scorer.selfcheck import verify

    effective = load_effective(checklist, overlays)
    verify(effective)
    found = effective.checklist
    examples = sum(len(item.examples) for item in found.items)
    say(f"{found.title} {found.version}：{len(found.items)}个要点、{examples}个例句，全部通过。")
    say(f"摘要：{found.digest}")

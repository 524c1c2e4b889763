"""`scorer rules lint`: what in the rules is dead, needless, untested or unfounded."""

from __future__ import annotations

import json

import click

from scorer.cli.chinese import ChineseCommand, OneOf
from scorer.cli.options import checklist_option, overlay_option, version_option
from scorer.cli.output import emit, say

_NEVER = "never"


@click.command(
    cls=ChineseCommand,
    help=(
        "查规则里不起作用、多余、没有例句或没有依据的地方：永远不会采纳的模式，被别的词包住的词，"
        "没有用到的词条，挡住自己例句的貌似说法，重叠的要点，等等。"
        "有意这样写的，在该要点（或检查单）的 allow 下写明 rule 和 reason，放过的处数照样列出。"
    ),
)
@checklist_option
@version_option
@overlay_option
@click.option("--format", "form", type=OneOf(["text", "json"]), default="text", help="输出的形式。")
@click.option(
    "--fail-on",
    type=OneOf(["error", "warning", "hint", _NEVER]),
    default="error",
    help="有这一级或更重的问题时退出码为1；不写则只看错误。",
)
@click.option("--allowed", is_flag=True, help="也列出用 allow 放过的每一处和理由。")
def lint(
    checklist: str | None,
    checklist_version: str | None,
    overlays: tuple[str, ...],
    form: str,
    fail_on: str,
    allowed: bool,
) -> int:
    """Print all findings; the exit code tells whether any is grave enough."""
    from scorer.linting import lint as find
    from scorer.linting.findings import SEVERITIES
    from scorer.linting.telling import lines_of, report_json
    from scorer.loader import find_version

    report = find(find_version(checklist, checklist_version), overlays)
    if form == "json":
        text = json.dumps(report_json(report), ensure_ascii=False, indent=1)
        emit(f"{text}\n".encode())
    else:
        for line in lines_of(report, allowed=allowed):
            say(line)
    if fail_on == _NEVER:
        return 0
    grave = SEVERITIES[: [*SEVERITIES].index(fail_on) + 1]  # type: ignore[arg-type]
    return int(any(report.count(severity) for severity in grave))

"""Scorecard in, a table for the terminal out: score, groups, gaps first, the page's path.

Everything goes through `rich.text.Text`, never through markup: a report may hold brackets.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Final

from rich.box import HORIZONTALS, SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from scorer.checklist import Verdict
from scorer.renderers.wording import (
    DISCLAIMER,
    SEVERITY_WORDS,
    SHORT_WORDS,
    VERDICT_SYMBOLS,
    by_severity,
    gap_messages,
    percent_text,
    points_text,
    printable,
    unit_kind_title,
)
from scorer.result import Finding, ItemResult, Scorecard

_STYLES: Final = {
    Verdict.ABSENT: "red",
    Verdict.PLANNED: "dark_orange",
    Verdict.STATED: "yellow",
    Verdict.EVIDENCED: "green",
    Verdict.NOT_APPLICABLE: "bright_black",
    Verdict.UNREADABLE: "magenta",
}
_MENDED: Final = (Verdict.UNREADABLE, Verdict.EVIDENCED, Verdict.NOT_APPLICABLE)
_NARROWEST: Final = 60
_VERDICT_COLUMNS: Final = 11
_POINTS_COLUMNS: Final = 4
_GAPS_BETWEEN: Final = 8


def render_table(
    scorecard: Scorecard, *, width: int = 100, colour: bool = False, page: str | None = None
) -> str:
    """The table as lines of at most `width` columns (60 at least), a full-width character being
    two; without `colour` no escape sequences. `page` is the gap page's path."""
    width = max(width, _NARROWEST)
    console = Console(
        file=StringIO(),
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        legacy_windows=False,
        markup=False,
        highlight=False,
        emoji=False,
        record=False,
    )
    with console.capture() as captured:
        for part in _parts(scorecard, width):
            console.print(part)
    lines = [line.rstrip() for line in captured.get().splitlines()]
    if page is not None:
        # Not through the console: a path that is broken into lines cannot be clicked or copied.
        lines.append(f"详见：{page}")
    return "\n".join(lines) + "\n"


def _parts(scorecard: Scorecard, width: int) -> Iterable[RenderableType]:
    yield _head(scorecard)
    for message in gap_messages(scorecard.report):
        yield Text(f"！没有读全：{printable(message)}", style="bold red")
    for warning in scorecard.report.warnings:
        yield Text(f"提示：{printable(warning)}")
    yield _groups(scorecard)
    gaps = [result for result in scorecard.items if result.points_at_stake > 0]
    gaps.sort(key=lambda result: -result.points_at_stake)
    if gaps:
        yield _items("待补的项（按可补分数）", gaps, width, are_gaps=True)
    rest = [result for result in scorecard.items if result.points_at_stake <= 0]
    rest.sort(key=lambda result: _MENDED.index(result.verdict))
    if rest:
        yield _items("其余各项", rest, width, are_gaps=False)
    if scorecard.findings:
        yield _findings(scorecard.findings)
    yield Text()
    yield Text(DISCLAIMER, style="bright_black")


def _head(scorecard: Scorecard) -> Text:
    report = scorecard.report
    kind = unit_kind_title(scorecard.checklist, report.unit_kind)
    year = "年度未识别" if report.year is None else f"{report.year}年度"
    head = Text()
    head.append(f"{printable(report.unit) or '未识别出报告单位'}  ", style="bold")
    head.append(year + ("（推断）" if report.year is not None and report.year_guessed else ""))
    head.append(
        f"  {kind}" + ("（推断，可用 --unit-kind 指定）" if report.unit_kind_guessed else "")
    )
    head.append("\n得分 ")
    head.append(f"{percent_text(scorecard.percent)}  {scorecard.grade}", style="bold")
    head.append(
        f"  （{points_text(scorecard.points)}/{points_text(scorecard.max_points)} 分，"
        f"已判定 {scorecard.judged}/{scorecard.applicable} 项，共 {len(scorecard.items)} 项）"
    )
    return head


def _table(title: str) -> Table:
    return Table(
        title=title,
        title_justify="left",
        title_style="bold",
        box=SIMPLE_HEAD,
        pad_edge=False,
        padding=(0, 1, 0, 0),
        show_edge=False,
    )


def _groups(scorecard: Scorecard) -> Table:
    table = _table("\n分组得分")
    table.add_column("组别", no_wrap=True)
    for heading in ("得分", "满分", "得分率"):
        table.add_column(heading, justify="right", no_wrap=True)
    for heading in (Verdict.EVIDENCED, Verdict.STATED, Verdict.PLANNED, Verdict.ABSENT):
        table.add_column(VERDICT_SYMBOLS[heading], justify="right", no_wrap=True)
    for group in scorecard.groups:
        verdicts = [r.verdict for r in scorecard.items if r.item.group == group.id]
        table.add_row(
            group.title,
            points_text(group.points),
            points_text(group.max_points),
            f"{group.points / group.max_points:.0%}" if group.max_points else "不计",
            *(
                str(verdicts.count(verdict) or "")
                for verdict in (
                    Verdict.EVIDENCED,
                    Verdict.STATED,
                    Verdict.PLANNED,
                    Verdict.ABSENT,
                )
            ),
        )
    return table


def _items(title: str, results: Sequence[ItemResult], width: int, *, are_gaps: bool) -> Table:
    """One line per item: titles as long as they need, what is left for the last column."""
    ids = max(cell_len(result.item.id) for result in results)
    titles = min(max(cell_len(result.item.title) for result in results), width // 3)
    last = width - _VERDICT_COLUMNS - ids - titles - _POINTS_COLUMNS - _GAPS_BETWEEN
    table = _table(f"\n{title}")
    table.add_column("判定", width=_VERDICT_COLUMNS, no_wrap=True)
    table.add_column("编号", width=ids, no_wrap=True)
    table.add_column("要点", width=titles, no_wrap=True)
    table.add_column("可补" if are_gaps else "得分", width=_POINTS_COLUMNS, justify="right")
    table.add_column("怎么补" if are_gaps else "理由", width=last, no_wrap=True)
    for result in results:
        verdict = result.verdict
        points = result.points_at_stake if are_gaps else result.points
        told = result.item.advice if are_gaps else result.reason
        flag = "（请复核）" if result.review else ""
        table.add_row(
            Text(f"{VERDICT_SYMBOLS[verdict]} {SHORT_WORDS[verdict]}", style=_STYLES[verdict]),
            result.item.id,
            _line(result.item.title, titles),
            points_text(points) if result.max_points else "",
            _line(flag + told, last),
        )
    return table


def _line(text: str, width: int) -> Text:
    """The text on one line, cut at `width` columns."""
    line = Text(printable(text.replace("\n", " ")))
    line.truncate(width, overflow="ellipsis")
    return line


def _findings(findings: Iterable[Finding]) -> Table:
    table = _table("\n全文核查")
    table.box = HORIZONTALS
    table.add_column("程度", no_wrap=True)
    table.add_column("编号", no_wrap=True)
    table.add_column("提示", overflow="fold")
    for finding in by_severity(findings):
        told = f"{finding.title}：{printable(finding.message)}{printable(finding.suggestion)}"
        table.add_row(SEVERITY_WORDS[finding.severity], finding.id, Text(told))
    return table

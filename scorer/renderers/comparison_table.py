"""Comparison in, a table for the terminal out: what moved and why, what was mended, which items."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Final

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from scorer.compared import ChangeKind, Comparison, ItemChange, ItemState, Mending, Promise
from scorer.renderers.comparison_words import (
    BASIS_WORDS,
    CAUSE_WORDS,
    KIND_WORDS,
    LISTED,
    OUTCOME_WORDS,
    RELATION_WORDS,
    STATE_WORDS,
    kept_text,
    mended_text,
    rules_text,
    signed,
    year_text,
)
from scorer.renderers.wording import (
    DISCLAIMER,
    SEVERITY_WORDS,
    SHORT_WORDS,
    percent_text,
    points_text,
    printable,
)

_NARROWEST: Final = 60


def render_comparison_table(
    comparison: Comparison, *, width: int = 100, colour: bool = False
) -> str:
    """Lines of at most `width` columns (60 at least); without `colour` no escape sequences."""
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
    )
    with console.capture() as captured:
        for part in _parts(comparison, width):
            console.print(part)
    return "\n".join(line.rstrip() for line in captured.get().splitlines()) + "\n"


def _parts(comparison: Comparison, width: int) -> Iterable[RenderableType]:
    yield _head(comparison)
    for notice in comparison.notices:
        yield Text(f"！{printable(notice.text)}", style="bold yellow")
    yield _groups(comparison)
    yield Text(BASIS_WORDS[comparison.basis], style="bright_black")
    yield from _followed(comparison)
    for kind in LISTED:
        changes = comparison.of_kind(kind)
        if changes and kind is not ChangeKind.REQUOTED:
            yield _items(f"{KIND_WORDS[kind]}（{len(changes)}项）", changes, width)
    requoted = len(comparison.of_kind(ChangeKind.REQUOTED))
    yield Text(f"\n其余：依据的原句有变 {requoted} 项，没有变化 {comparison.unchanged} 项。")
    yield from _findings(comparison)
    yield from _texts(comparison)
    yield Text(f"\n{DISCLAIMER}", style="bright_black")


def _head(comparison: Comparison) -> Text:
    head = Text(f"{RELATION_WORDS[comparison.relation]}\n", style="bold")
    for name, side in (("原", comparison.old), ("新", comparison.new)):
        unit = printable(side.unit) or "未识别出报告单位"
        head.append(
            f"{name}：{unit}  {year_text(side)}  {printable(side.source)}  "
            f"{percent_text(side.percent)} 分 {printable(side.grade)}  （{rules_text(side)}）\n",
            style="none",
        )
    move = comparison.percent
    head.append(
        f"得分变动 {signed(move.total)}：规则 {signed(move.rules)}，报告 {signed(move.text)}"
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


def _groups(comparison: Comparison) -> Table:
    table = _table("\n分组变动")
    table.add_column("组别", no_wrap=True)
    for heading in ("原", "新", "变动", "规则", "报告"):
        table.add_column(heading, justify="right", no_wrap=True)
    for change in comparison.groups:
        old, new = (
            "无" if one is None else f"{points_text(one.points)}/{points_text(one.max_points)}"
            for one in (change.old, change.new)
        )
        table.add_row(printable(change.title), old, new, *map(signed, change.points))
    old_side, new_side = comparison.old, comparison.new
    table.add_row(
        "合计",
        f"{points_text(old_side.points)}/{points_text(old_side.max_points)}",
        f"{points_text(new_side.points)}/{points_text(new_side.max_points)}",
        *map(signed, comparison.points),
    )
    return table


def _followed(comparison: Comparison) -> Iterable[Text]:
    followed: Sequence[Mending | Promise] = comparison.mendings or comparison.promises
    if not followed:
        return
    told = mended_text(comparison) if comparison.mendings else kept_text(comparison)
    yield Text(f"\n{told}", style="bold")
    for one in followed:
        if one.outcome in {"open", "better"}:
            yield Text(
                printable(f"  {one.old.id} {one.old.title}：{OUTCOME_WORDS[one.outcome]}")
                if comparison.mendings
                else printable(f"  {one.old.id} {one.old.title}")
            )


def _items(title: str, changes: Sequence[ItemChange], width: int) -> Table:
    table = _table(f"\n{title}")
    titles = min(max(cell_len(change.title) for change in changes), width // 3)
    table.add_column("编号", no_wrap=True)
    table.add_column("要点", width=titles, no_wrap=True)
    table.add_column("原", no_wrap=True)
    table.add_column("新", no_wrap=True)
    table.add_column("分", justify="right", no_wrap=True)
    table.add_column("原因", no_wrap=True)
    for change in changes:
        line = Text(printable(change.title.replace("\n", " ")))
        line.truncate(titles, overflow="ellipsis")
        table.add_row(
            Text(printable(change.id)),
            line,
            _word(change.old),
            _word(change.new),
            signed(change.points.total),
            CAUSE_WORDS[change.cause],
        )
    return table


def _word(item: ItemState | None) -> str:
    return "无此项" if item is None else SHORT_WORDS[item.verdict]


def _findings(comparison: Comparison) -> Iterable[Text]:
    told = [change for change in comparison.findings if change.state != "kept"]
    kept = len(comparison.findings) - len(told)
    if comparison.findings:
        yield Text(f"\n全文核查：仍有 {kept} 条", style="bold")
    for change in told:
        finding = change.finding
        yield Text(
            printable(
                f"  {STATE_WORDS[change.state]}  {finding.id} {SEVERITY_WORDS[finding.severity]}  "
                f"{finding.title}：{finding.message}"
            )
        )


def _texts(comparison: Comparison) -> Iterable[Text]:
    takeover, difference = comparison.takeover, comparison.difference
    if takeover is not None:
        yield Text(
            f"\n沿用的文字：新报告正文 {takeover.body} 字，其中 {takeover.taken} 字"
            f"（{takeover.share:.0%}）同原报告逐字相同，共 {len(takeover.passages)} 处。"
        )
    if difference is not None:
        yield Text(
            f"\n文字增删：新增 {difference.added} 字，删去 {difference.removed} 字，"
            f"共 {len(difference.changes)} 处；另有 {difference.moved} 句只是换了位置。"
        )

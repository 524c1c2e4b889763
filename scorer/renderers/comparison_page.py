"""Comparison in, the comparison page out: one HTML file that shows both reports side by side."""

from __future__ import annotations

from typing import Final

from scorer.compared import (
    Cause,
    ChangeKind,
    Comparison,
    GroupState,
    ItemChange,
    ItemState,
    Move,
    Side,
)
from scorer.renderers.comparison_values import (
    ChangeView,
    ComparisonPage,
    FindingRow,
    KindView,
    MoveRow,
    QuoteCell,
    ScoreView,
    SideCell,
    StateView,
)
from scorer.renderers.comparison_views import follow_view, texts_view
from scorer.renderers.comparison_words import (
    BASIS_WORDS,
    CAUSE_WORDS,
    KIND_WORDS,
    LISTED,
    RELATION_WORDS,
    STATE_WORDS,
    rules_text,
    signed,
    year_text,
)
from scorer.renderers.pages import render_page, shell
from scorer.renderers.wording import (
    DISCLAIMER,
    SEVERITY_WORDS,
    VERDICT_WORDS,
    date_text,
    percent_text,
    points_text,
    printable,
)

QUOTES_SHOWN: Final = 3
QUOTE_CHARACTERS: Final = 300


def render_comparison_page(comparison: Comparison) -> bytes:
    """The page as UTF-8; the same comparison gives the same bytes."""
    around = shell("gap_page.css", "comparison.js", "comparison.css")
    return render_page("comparison.html", comparison_page(comparison), around)


def comparison_page(comparison: Comparison) -> ComparisonPage:
    """Everything that the page shows, as its template sees it."""
    old, new = comparison.old, comparison.new
    return ComparisonPage(
        heading=RELATION_WORDS[comparison.relation],
        unit=_units(old, new),
        years=_years(old, new),
        cells=_cells(old, new),
        notices=tuple(printable(notice.text) for notice in comparison.notices),
        score=_score(comparison),
        follow=follow_view(comparison),
        kinds=tuple(_kind(comparison, kind) for kind in LISTED if comparison.of_kind(kind)),
        kinds_note=_kinds_note(comparison),
        findings=_findings(comparison),
        texts=texts_view(comparison),
        are_copies=comparison.takeover is not None,
        disclaimer=DISCLAIMER,
        digests=_digests(old, new),
        tool_version=printable(comparison.tool_version),
    )


def _digests(old: Side, new: Side) -> tuple[SideCell, ...]:
    told = (
        ("报告文件", printable(old.digest), printable(new.digest)),
        ("检查单", printable(old.checklist_digest), printable(new.checklist_digest)),
    )
    return tuple(SideCell(label, one, two, one != two) for label, one, two in told)


def _score(comparison: Comparison) -> ScoreView:
    old, new, percent = comparison.old, comparison.new, comparison.percent
    longest = max((abs(group.points.total or 0.0) for group in comparison.groups), default=0.0)
    whole = tuple(GroupState("", "", side.points, side.max_points) for side in (old, new))
    moved, rules, text = (signed(part) if percent.total is not None else "—" for part in percent)
    return ScoreView(
        percent_text(old.percent),
        percent_text(new.percent),
        printable(old.grade),
        printable(new.grade),
        moved,
        rules,
        text,
        _sign(percent.total),
        BASIS_WORDS[comparison.basis],
        tuple(
            _row(group.title, (group.old, group.new), group.points, longest)
            for group in comparison.groups
        ),
        _row("合计", (whole[0], whole[1]), comparison.points, 0.0),
    )


def _units(old: Side, new: Side) -> str:
    names = dict.fromkeys(printable(side.unit) or "（未识别出报告单位）" for side in (old, new))
    return "、".join(names)


def _years(old: Side, new: Side) -> str:
    return "与".join(dict.fromkeys(year_text(side) for side in (old, new)))


def _cells(old: Side, new: Side) -> tuple[SideCell, ...]:
    told = [
        ("报告单位", *(printable(side.unit) or "未识别出" for side in (old, new))),
        ("单位类别", *(printable(side.kind_title) for side in (old, new))),
        ("报告年度", *(year_text(side) for side in (old, new))),
        ("落款日期", *(date_text(side.signed_on or "") or "未识别出" for side in (old, new))),
        ("原文件", *(printable(side.source) for side in (old, new))),
        ("检查单", *(rules_text(side) for side in (old, new))),
        ("评分程序", *(printable(f"{side.tool_version} 版") for side in (old, new))),
    ]
    return tuple(SideCell(label, one, two, one != two) for label, one, two in told)


def _sign(value: float | None) -> str:
    if not value:
        return "level"
    return "up" if value > 0 else "down"


def _row(
    title: str, states: tuple[GroupState | None, GroupState | None], move: Move, longest: float
) -> MoveRow:
    old, new = (
        "—" if state is None else f"{points_text(state.points)}/{points_text(state.max_points)}"
        for state in states
    )
    total = move.total or 0.0
    width = round(50 * abs(total) / longest, 1) if longest else 0.0
    return MoveRow(
        printable(title),
        old,
        new,
        signed(move.total),
        signed(move.rules),
        signed(move.text),
        _sign(total),
        50 - width if total < 0 else 50,
        width,
    )


def _kind(comparison: Comparison, kind: ChangeKind) -> KindView:
    changes = tuple(_change(change) for change in comparison.of_kind(kind))
    return KindView(kind.value, KIND_WORDS[kind], changes, kind is ChangeKind.REQUOTED)


def _kinds_note(comparison: Comparison) -> str:
    if not comparison.items:
        return f"全部 {comparison.unchanged} 项的判定、得分和依据都没有变化。"
    told = [
        f"{KIND_WORDS[kind]} {len(comparison.of_kind(kind))} 项"
        for kind in LISTED
        if comparison.of_kind(kind)
    ]
    return f"{'，'.join(told)}；其余 {comparison.unchanged} 项没有变化。"


def _change(change: ItemChange) -> ChangeView:
    new = change.new
    return ChangeView(
        printable(change.id),
        printable(change.title),
        signed(change.points.total),
        _sign(change.points.total),
        _move_parts(change),
        (_state(change.old), _state(new)),
        printable(new.advice) if new is not None and change.kind is ChangeKind.LOST else "",
    )


def _move_parts(change: ItemChange) -> str:
    move = change.points
    if change.cause is Cause.BOTH or (move.rules and move.text):
        return f"{CAUSE_WORDS[Cause.BOTH]}：规则 {signed(move.rules)}，文字 {signed(move.text)}"
    return CAUSE_WORDS[change.cause]


def _state(item: ItemState | None) -> StateView | None:
    if item is None:
        return None
    return StateView(
        item.verdict.value,
        VERDICT_WORDS[item.verdict],
        f"{points_text(item.points)}/{points_text(item.max_points)}" if item.max_points else "",
        printable(item.reason),
        tuple(
            QuoteCell(_shortened(quote.text), printable(quote.place), printable(quote.why))
            for quote in item.quotes[:QUOTES_SHOWN]
        ),
    )


def _shortened(text: str) -> str:
    text = printable(text)
    return text if len(text) <= QUOTE_CHARACTERS else f"{text[:QUOTE_CHARACTERS]}……"


def _findings(comparison: Comparison) -> tuple[FindingRow, ...]:
    return tuple(
        FindingRow(
            change.state,
            STATE_WORDS[change.state],
            printable(change.finding.id),
            printable(change.finding.title),
            SEVERITY_WORDS[change.finding.severity],
            printable(change.finding.message),
            tuple(_shortened(quote) for quote in change.finding.quotes[:QUOTES_SHOWN]),
        )
        for change in comparison.findings
    )

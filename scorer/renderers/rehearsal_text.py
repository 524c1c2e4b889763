"""A rehearsal in, a few dozen lines for the terminal out; page and JSON have the sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from scorer.rehearsed import DecidedVerdicts, Rehearsal, RehearsedItem, RuleVersion
from scorer.renderers.rehearsal_items import verdict_word
from scorer.renderers.wording import percent_text, printable

ITEMS_SHOWN: Final = 15
REPORTS_SHOWN: Final = 10
LINES_SHOWN: Final = 10


def render_rehearsal_text(rehearsal: Rehearsal) -> str:
    """Lines, the last one ended too."""
    return "".join(f"{printable(line)}\n" for line in _lines(rehearsal))


def _lines(rehearsal: Rehearsal) -> Iterator[str]:
    yield from _failures(rehearsal)
    yield f"现行规则：{_rules(rehearsal.old)}"
    yield f"改后规则：{_rules(rehearsal.new)}"
    yield (
        f"存档 {rehearsal.archive}：试跑{len(rehearsal.reports)}份；"
        f"判定有变{rehearsal.moved}处、{rehearsal.moving}份，得分有变{rehearsal.rescored}份。"
    )
    if rehearsal.decided is not None:
        yield from _decided(rehearsal.decided)
    yield from _scores(rehearsal)
    yield from _items(rehearsal)
    yield from _reports(rehearsal)
    yield from _left_out(rehearsal)


def _rules(version: RuleVersion) -> str:
    overlays = "".join(f"＋{name}" for name in version.overlays)
    return f"{version.title} {version.version}版{overlays}（{version.place}）"


def _failures(rehearsal: Rehearsal) -> Iterator[str]:
    if rehearsal.failures:
        yield f"注意：改后的规则有{len(rehearsal.failures)}个例句判得不对，请先改正："
        yield from (f"  {one}" for one in rehearsal.failures[:LINES_SHOWN])
        yield from _rest(len(rehearsal.failures) - LINES_SHOWN, "个")


def _decided(decided: DecidedVerdicts) -> Iterator[str]:
    if not decided.verdicts:
        yield "审查人的意见：这些报告还没有已定的判定。"
        return
    yield (
        f"审查人已定{len(decided.verdicts)}个判定：现行规则相符{decided.old_agreeing}个，"
        f"改后相符{decided.new_agreeing}个（改对{len(decided.gained)}个，"
        f"改错{len(decided.lost)}个）。"
    )
    if decided.disputed:
        yield f"  另有{decided.disputed}个审查人意见不一，不计。"


def _scores(rehearsal: Rehearsal) -> Iterator[str]:
    old, new = rehearsal.old_middle, rehearsal.new_middle
    if old is not None and new is not None:
        means = f"平均{old.mean:.1f} → {new.mean:.1f}"
        yield f"得分率：{means}，中位{old.median:.1f} → {new.median:.1f}。"
    if rehearsal.grade_moves:
        moves = "，".join(
            f"{before}→{after}{count}份" for (before, after), count in rehearsal.grade_moves.items()
        )
        yield f"等次有变：{moves}。"
    for one in rehearsal.crossings:
        if one.risen or one.fallen:
            title = f"（{one.title}）" if one.title else ""
            yield f"  {one.percent:g}分线{title}：升上{len(one.risen)}份，跌下{len(one.fallen)}份"


def _items(rehearsal: Rehearsal) -> Iterator[str]:
    moved = [item for item in rehearsal.items if item.moved]
    if moved:
        yield "判定变动最多的要点："
    yield from (_item(item) for item in moved[:ITEMS_SHOWN])
    yield from _rest(len(moved) - ITEMS_SHOWN, "项")


def _item(item: RehearsedItem) -> str:
    ways = "，".join(
        f"{verdict_word(old).text} → {verdict_word(new).text} {count}"
        for (old, new), count in item.ways.items()
    )
    return f"  {item.id} {item.title}：{item.moved}处（{ways}）"


def _reports(rehearsal: Rehearsal) -> Iterator[str]:
    changed = rehearsal.changed
    if changed:
        yield "有变动的报告（得分变动大的在前）："
    for report in changed[:REPORTS_SHOWN]:
        old, new = report.old, report.new
        grade = "" if old.grade == new.grade else f"，{old.grade} → {new.grade}"
        yield (
            f"  {report.name}：{percent_text(old.percent)} → {percent_text(new.percent)}"
            f"{grade}（{'、'.join(move.item for move in report.moves) or '只有分值有变'}）"
        )
    yield from _rest(len(changed) - REPORTS_SHOWN, "份")


def _left_out(rehearsal: Rehearsal) -> Iterator[str]:
    if rehearsal.left_out:
        yield f"没有试跑{len(rehearsal.left_out)}份："
        for one in rehearsal.left_out[:LINES_SHOWN]:
            yield f"  {one.name}：{one.reason}"
        yield from _rest(len(rehearsal.left_out) - LINES_SHOWN, "份")


def _rest(count: int, measure: str) -> Iterator[str]:
    if count > 0:
        yield f"  ……其余{count}{measure}见 --format json 或 html。"

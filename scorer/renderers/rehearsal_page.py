"""A rehearsal in, its page out: one HTML file, its size bounded however large the archive is.

What the page leaves out it counts, and names the JSON that has all of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from scorer.rehearsed import (
    DecidedVerdict,
    DecidedVerdicts,
    LineCrossing,
    Rehearsal,
    RehearsedReport,
    RuleVersion,
)
from scorer.renderers.pages import render_page, shell
from scorer.renderers.rehearsal_items import direction, item_views, verdict_word
from scorer.renderers.rehearsal_values import (
    BandPair,
    CrossingRow,
    DecidedRow,
    DecidedView,
    Fact,
    GradeRow,
    NameList,
    RehearsalPage,
    ReportRow,
)
from scorer.renderers.wording import DISCLAIMER, percent_text, printable

REPORTS_SHOWN: Final = 500
NAMES_SHOWN: Final = 200
NAMES_OPEN: Final = 8
"""Up to so many names are listed openly; more are folded."""
DECIDED_SHOWN: Final = 40
FAILURES_SHOWN: Final = 20
LEFT_OUT_SHOWN: Final = 100
_ITEMS_IN_ROW: Final = 12


def render_rehearsal_page(rehearsal: Rehearsal) -> bytes:
    """The page as UTF-8; the same rehearsal gives the same bytes."""
    page = rehearsal_page(rehearsal)
    return render_page(
        "rehearsal.html", page, shell("overview.css", "district.js", "rehearsal.css")
    )


def rehearsal_page(rehearsal: Rehearsal) -> RehearsalPage:
    """Everything that the page shows, as its template sees it."""
    items, quiet = item_views(rehearsal)
    changed = rehearsal.changed
    directions = Counter(_direction(report) for report in changed)
    return RehearsalPage(
        old_rules=_rules(rehearsal.old),
        new_rules=_rules(rehearsal.new),
        old_digest=rehearsal.old.digest,
        new_digest=rehearsal.new.digest,
        facts=_facts(rehearsal),
        failures=tuple(map(printable, rehearsal.failures[:FAILURES_SHOWN])),
        failures_rest=max(0, len(rehearsal.failures) - FAILURES_SHOWN),
        decided=_decided(rehearsal.decided, rehearsal) if rehearsal.decided else None,
        bands=_bands(rehearsal),
        grades=tuple(
            GradeRow(printable(one.title), one.old, one.new, _signed(one.new - one.old))
            for one in rehearsal.grades
        ),
        grade_moves=tuple(
            f"{printable(old)} → {printable(new)} {count} 份"
            for (old, new), count in rehearsal.grade_moves.items()
        ),
        crossings=tuple(_crossing(one) for one in rehearsal.crossings if one.risen or one.fallen),
        items=items,
        quiet=quiet,
        reports=tuple(_report(report) for report in changed[:REPORTS_SHOWN]),
        reports_rest=max(0, len(changed) - REPORTS_SHOWN),
        directions=tuple(
            (word, directions[word]) for word in ("上升", "下降", "分数不变") if directions[word]
        ),
        left_out=tuple(
            (printable(one.name), printable(one.reason))
            for one in rehearsal.left_out[:LEFT_OUT_SHOWN]
        ),
        left_out_rest=max(0, len(rehearsal.left_out) - LEFT_OUT_SHOWN),
        tool_version=rehearsal.tool_version,
        disclaimer=DISCLAIMER,
    )


def _rules(version: RuleVersion) -> str:
    overlays = "".join(f"＋{name}" for name in version.overlays)
    return printable(f"{version.title} {version.version} 版{overlays}（{version.place}）")


def _facts(rehearsal: Rehearsal) -> tuple[Fact, ...]:
    grades = sum(rehearsal.grade_moves.values())
    old, new = rehearsal.old_middle, rehearsal.new_middle
    means = "—" if old is None or new is None else f"{old.mean:.1f} → {new.mean:.1f}"
    return (
        Fact("存档", printable(rehearsal.archive)),
        Fact("试跑报告", f"{len(rehearsal.reports)} 份"),
        Fact("未能试跑", f"{len(rehearsal.left_out)} 份"),
        Fact("判定有变", f"{rehearsal.moved} 处，{rehearsal.moving} 份"),
        Fact("得分有变", f"{rehearsal.rescored} 份，等次有变 {grades} 份"),
        Fact("平均得分率", means),
    )


def _bands(rehearsal: Rehearsal) -> tuple[BandPair, ...]:
    most = max((count for band in rehearsal.bands for count in (band.old, band.new)), default=0)
    return tuple(
        BandPair(
            f"{band.low}～{band.high}",
            band.old,
            band.new,
            round(100 * band.old / (most or 1), 1),
            round(100 * band.new / (most or 1), 1),
        )
        for band in reversed(rehearsal.bands)
    )


def _crossing(crossing: LineCrossing) -> CrossingRow:
    label = f"{percent_text(crossing.percent)}"
    if crossing.title:
        label += f"（{printable(crossing.title)}）"
    return CrossingRow(label, _names(crossing.risen), _names(crossing.fallen))


def _names(names: Sequence[str]) -> NameList:
    shown = tuple(map(printable, names[:NAMES_SHOWN]))
    return NameList(len(names), shown, len(names) - len(shown), len(names) > NAMES_OPEN)


def _report(report: RehearsedReport) -> ReportRow:
    moves = [(move.item, direction(move.old.verdict, move.new.verdict)) for move in report.moves]
    old, new = report.old, report.new
    grade = old.grade if old.grade == new.grade else f"{old.grade} → {new.grade}"
    return ReportRow(
        printable(report.name),
        printable(report.source),
        percent_text(old.percent),
        percent_text(new.percent),
        _signed(report.shift),
        _direction(report),
        printable(grade),
        tuple(moves[:_ITEMS_IN_ROW]),
        max(0, len(moves) - _ITEMS_IN_ROW),
    )


def _direction(report: RehearsedReport) -> str:
    if not report.shift:
        return "分数不变"
    return "上升" if report.shift > 0 else "下降"


def _signed(number: float) -> str:
    return f"{number:+g}".replace("-", "－").replace("+", "＋") if number else "0"


def _decided(decided: DecidedVerdicts, rehearsal: Rehearsal) -> DecidedView:
    titles = {item.id: item.title for item in rehearsal.items}
    most = len(decided.verdicts) or 1
    lost, gained = decided.lost, decided.gained
    return DecidedView(
        settled=len(decided.verdicts),
        disputed=decided.disputed,
        old_agreeing=decided.old_agreeing,
        new_agreeing=decided.new_agreeing,
        old_width=round(100 * decided.old_agreeing / most, 1),
        new_width=round(100 * decided.new_agreeing / most, 1),
        lost=tuple(_decided_row(one, titles) for one in lost[:DECIDED_SHOWN]),
        lost_rest=max(0, len(lost) - DECIDED_SHOWN),
        gained=tuple(_decided_row(one, titles) for one in gained[:DECIDED_SHOWN]),
        gained_rest=max(0, len(gained) - DECIDED_SHOWN),
    )


def _decided_row(one: DecidedVerdict, titles: dict[str, str]) -> DecidedRow:
    return DecidedRow(
        printable(one.name),
        one.item,
        printable(titles.get(one.item, "")),
        verdict_word(one.decided),
        verdict_word(one.old),
        verdict_word(one.new),
        printable(f"{one.reviewer}：{one.reason}"),
        printable(one.quote),
    )

"""The Chinese words and symbols that every renderer uses for verdicts, reasons and severities.

Symbols are those of paper forms and exist in GB18030, so that a Windows console can print them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from scorer.checklist import Basis, Checklist, Item, Verdict
from scorer.report import Report, SectionRole
from scorer.result import Finding, NearMissReason, Severity
from scorer.season import UnitRow

VERDICT_WORDS: Final[Mapping[Verdict, str]] = {
    Verdict.ABSENT: "缺失",
    Verdict.PLANNED: "仅计划或自认不足",
    Verdict.STATED: "泛泛表述",
    Verdict.EVIDENCED: "有实据",
    Verdict.NOT_APPLICABLE: "不适用",
    Verdict.UNREADABLE: "未能判定",
}
SHORT_WORDS: Final[Mapping[Verdict, str]] = {**VERDICT_WORDS, Verdict.PLANNED: "仅计划"}
"""At most four characters, for buttons and columns; the full word stands near by."""
VERDICT_SYMBOLS: Final[Mapping[Verdict, str]] = {
    Verdict.ABSENT: "×",
    Verdict.PLANNED: "○",
    Verdict.STATED: "△",
    Verdict.EVIDENCED: "√",
    Verdict.NOT_APPLICABLE: "－",
    Verdict.UNREADABLE: "？",
}
VERDICT_MEANINGS: Final[Mapping[Verdict, str]] = {
    Verdict.ABSENT: "全文没有写到，或者只有字面相近的话",
    Verdict.PLANNED: "只写了下一步打算、自己的不足或上级的要求",
    Verdict.STATED: "写了报告年度做过，但没有可核查的事实",
    Verdict.EVIDENCED: "写了报告年度做过，并有可核查的事实",
    Verdict.NOT_APPLICABLE: "不适用于这类单位或这一年度，不计入总分",
    Verdict.UNREADABLE: "文件有未能读取的部分，不作缺失处理，不计入总分",
}
REASON_WORDS: Final[Mapping[NearMissReason, str]] = {
    NearMissReason.PLANNED_ONLY: "只是计划或要求，没有写报告年度已经做了",
    NearMissReason.SHORTCOMING: "是自认的不足，不能作为做过的依据",
    NearMissReason.WRONG_SECTION: "写在不计分的部分（不足、开头套语等）",
    NearMissReason.NO_FACT: "没有次数、日期、名称等可核查的事实",
    NearMissReason.LOOK_ALIKE: "字面相近，说的是另一件事",
    NearMissReason.OTHER_ACTOR: "做这件事的不是本项要求的人或单位",
    NearMissReason.OTHER_YEAR: "说的是其他年度的事",
}
SEVERITY_WORDS: Final[Mapping[Severity, str]] = {
    "error": "应改正",
    "warning": "应核对",
    "hint": "供参考",
}
CONFIDENCE_WORDS: Final[Mapping[str, str]] = {
    "verified": "",
    "secondary": "间接核实",
    "recalled": "待核",
}
ROLE_WORDS: Final[Mapping[SectionRole, str]] = {
    SectionRole.PREAMBLE: "开头",
    SectionRole.MEASURES: "主要举措和成效",
    SectionRole.SHORTCOMINGS: "不足和原因",
    SectionRole.LEADER: "第一责任人履职",
    SectionRole.PLAN: "下一年度安排",
    SectionRole.SIGNATURE: "落款",
    SectionRole.OTHER: "其他",
}
DISCLAIMER: Final = (
    "得分衡量的是报告文本是否完整、是否可以核查，不评价单位工作本身的好坏。"
    "判定由程序对照检查单提出，供审核人员参考，以审核人员的决定为准。"
)

# Controls that could reorder, hide or colour text on a page or a terminal: C0 but tab and line
# feed, DEL and C1, and the marks that override the direction of writing.
_CONTROLS = (
    *(code for code in range(0x20) if code not in (0x09, 0x0A)),
    *range(0x7F, 0xA0),
    *(0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)),
    *range(0xD800, 0xE000),
)
_VISIBLE = dict.fromkeys(_CONTROLS, "\N{REPLACEMENT CHARACTER}")


def printable(text: str) -> str:
    """The text with control characters shown as U+FFFD; its length does not change."""
    return text if text.isprintable() else text.translate(_VISIBLE)


def gap_messages(report: Report) -> tuple[str, ...]:
    """What could not be read of the file, with the page where it has one."""
    return tuple(
        f"第{gap.page}页：{gap.message}" if gap.page is not None else gap.message
        for gap in report.gaps
    )


def points_text(points: float) -> str:
    """Points with at most two decimals and none that is needless: 61.5, 82."""
    return f"{points:.2f}".rstrip("0").rstrip(".")


def percent_text(percent: float | None) -> str:
    """A percentage with one decimal, or a dash where nothing could be judged."""
    return "—" if percent is None else f"{percent:.1f}"


def by_severity(findings: Iterable[Finding]) -> list[Finding]:
    """What must be mended first, then by the check's id."""
    order: tuple[Severity, ...] = ("error", "warning", "hint")
    return sorted(findings, key=lambda finding: (order.index(finding.severity), finding.id))


def date_text(date: str) -> str:
    """An ISO date, or year and month, as it is written in Chinese; empty for empty."""
    parts = zip(date.split("-"), "年月日", strict=False) if date else ()
    return "".join(f"{int(number)}{unit}" for number, unit in parts)


def unit_kind_title(checklist: Checklist, kind: str) -> str:
    """The checklist's title of a kind of unit, the id itself where it has none."""
    return next((known.title for known in checklist.unit_kinds if known.id == kind), kind)


def basis_of(item: Item, year: int | None) -> tuple[Basis, ...]:
    """The legal sources that were in force for the report year; all where no year is known."""
    if year is None:
        return item.basis
    return tuple(
        basis
        for basis in item.basis
        if (basis.from_year is None or basis.from_year <= year)
        and (basis.to_year is None or year <= basis.to_year)
    )


def unit_remark(row: UnitRow, year: int | None) -> str:
    """What a reader of the district's lists has to know of a unit's file before its figures: why
    it has none, that it was not read whole, that it is not the report of the season's `year`."""
    if row.problem or not row.scored:
        return row.problem
    other = year is not None and row.year not in {None, year}
    told = (
        f"报告年度是{row.year}年，不是{year}年" if other else "",
        "" if row.complete else "文件没有读全",
    )
    return "；".join(filter(None, told))

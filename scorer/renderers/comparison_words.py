"""The Chinese words in which page and table tell of a comparison."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from scorer.compared import Basis, Cause, ChangeKind, Comparison, Relation, Side
from scorer.renderers.wording import points_text, printable

KIND_WORDS: Final[Mapping[ChangeKind, str]] = {
    ChangeKind.GAINED: "判定提高",
    ChangeKind.LOST: "判定降低",
    ChangeKind.APPLIES: "变为适用",
    ChangeKind.DROPS: "变为不适用",
    ChangeKind.READ: "原来未能判定",
    ChangeKind.UNREAD: "现在未能判定",
    ChangeKind.REWEIGHTED: "判定未变，分值有变",
    ChangeKind.ADDED: "规则新增的项",
    ChangeKind.RETIRED: "规则取消的项",
    ChangeKind.REQUOTED: "判定未变，依据的原句有变",
}
"""In the order in which they are listed; losses come first on the page by `LISTED`."""
LISTED: Final = (
    ChangeKind.LOST,
    ChangeKind.GAINED,
    ChangeKind.APPLIES,
    ChangeKind.DROPS,
    ChangeKind.UNREAD,
    ChangeKind.READ,
    ChangeKind.REWEIGHTED,
    ChangeKind.ADDED,
    ChangeKind.RETIRED,
    ChangeKind.REQUOTED,
)
CAUSE_WORDS: Final[Mapping[Cause, str]] = {
    Cause.TEXT: "因报告文字",
    Cause.RULES: "因评分规则",
    Cause.BOTH: "规则和文字都有影响",
    Cause.UNKNOWN: "规则和文字分不清",
}
BASIS_WORDS: Final[Mapping[Basis, str]] = {
    Basis.SAME_RULES: "两份报告按同一规则、同一版本的程序评分，变动全部来自报告。",
    Basis.SAME_TEXT: "两份结果评的是同一份报告，变动全部来自规则（包括程序版本）。",
    Basis.OLD_TEXT_NEW_RULES: (
        "规则和报告都变了。把原报告按新规则重评一次：同原来得分的差是规则引起的，"
        "其余是报告文字引起的，两者相加正好等于总变动。"
    ),
    Basis.NEW_TEXT_OLD_RULES: (
        "规则和报告都变了。把新报告按旧规则评一次：同原报告得分的差是报告文字引起的，"
        "其余是规则引起的，两者相加正好等于总变动。"
    ),
    Basis.UNKNOWN: "规则和报告都变了，只凭两份结果分不清各占多少，不作推断。",
}
RELATION_WORDS: Final[Mapping[Relation, str]] = {
    Relation.RESUBMISSION: "补正重报前后对照",
    Relation.LATER_YEAR: "两个年度的报告对照",
    Relation.EARLIER_YEAR: "两个年度的报告对照",
    Relation.OTHER_UNIT: "两个单位的报告对照",
    Relation.UNKNOWN_YEAR: "两份报告对照",
}
OUTCOME_WORDS: Final[Mapping[str, str]] = {
    "mended": "已补正",
    "better": "有改进，仍缺可核查的事实",
    "open": "未补正",
    "done": "已写做了",
    "void": "不再要求，或未能判定",
}
STATE_WORDS: Final[Mapping[str, str]] = {"new": "新出现", "gone": "已消除", "kept": "仍有"}
UNKNOWN: Final = "分不清"


def signed(value: float | None) -> str:
    """A difference with its sign: +2.5, -1, 0; a dash where it cannot be told."""
    if value is None:
        return UNKNOWN
    if value == 0:
        return "0"
    return f"{'+' if value > 0 else '-'}{points_text(abs(value))}"


def year_text(side: Side) -> str:
    """The report year, or that it is not known."""
    return "年度未识别" if side.year is None else f"{side.year}年度"


def rules_text(side: Side) -> str:
    """Checklist, version and overlays."""
    overlays = "".join(f"，叠加 {overlay}" for overlay in side.overlays)
    return printable(f"{side.checklist_title} {side.checklist_version}版{overlays}")


def mended_text(comparison: Comparison) -> str:
    """How many of the items asked for were mended."""
    outcomes = [mending.outcome for mending in comparison.mendings]
    if not outcomes:
        return "原报告没有需要补正的项。"
    told = [f"原报告需要补正的 {len(outcomes)} 项，已补正 {outcomes.count('mended')} 项"]
    for outcome in ("better", "open", "void"):
        if outcomes.count(outcome):
            told.append(f"{OUTCOME_WORDS[outcome]} {outcomes.count(outcome)} 项")
    return f"{'；'.join(told)}。"


def kept_text(comparison: Comparison) -> str:
    """How many of the older report's plans are told as done."""
    outcomes = [promise.outcome for promise in comparison.promises]
    if not outcomes:
        return "原报告没有只写计划或自认不足的项。"
    done = outcomes.count("done")
    told = [f"原报告只写计划或自认不足的 {len(outcomes)} 项，新报告写了做过的 {done} 项"]
    for outcome, words in (("open", "仍没有写到做了"), ("void", OUTCOME_WORDS["void"])):
        if outcomes.count(outcome):
            told.append(f"{words}的 {outcomes.count(outcome)} 项")
    return f"{'，'.join(told)}。"

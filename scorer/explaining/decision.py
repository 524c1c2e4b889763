"""How the matches became the verdict, and the smallest changes that would lift it."""

from __future__ import annotations

from collections.abc import Sequence

from scorer.checklist import Checklist, Others, Pattern, Verdict
from scorer.explaining.values import PatternAccount, Step
from scorer.explaining.wording import any_of, patterns_of, phrases_of
from scorer.renderers.wording import REASON_WORDS, VERDICT_WORDS, points_text, unit_kind_title
from scorer.report import Report
from scorer.result import ItemResult, NearMissReason

MOST_CHANGES = 3
_CREDITED = (Verdict.STATED, Verdict.EVIDENCED)
_ANEW = "另写一小句"
_LADDER = (Verdict.ABSENT, Verdict.PLANNED, Verdict.STATED, Verdict.EVIDENCED)
_TOLD = (
    NearMissReason.PLANNED_ONLY.value,
    NearMissReason.SHORTCOMING.value,
    NearMissReason.WRONG_SECTION.value,
)


def decision_lines(
    result: ItemResult, patterns: Sequence[PatternAccount], report: Report, checklist: Checklist
) -> tuple[str, ...]:
    """From the matches to the verdict and its points, step by step."""
    lines = [*_structure_lines(result, report)] if result.item.structure else [*_ranks(patterns)]
    lines += _applicability(result, report, checklist)
    lines.append(f"判定：{VERDICT_WORDS[result.verdict]}。{result.reason}")
    if result.max_points:
        credit = f"{points_text(result.max_points)}分×{result.credit:g}"
        lines.append(f"分值{credit}，得{points_text(result.points)}分。")
    else:
        lines.append("得分：不计入总分。")
    if result.review:
        lines.append(f"提请人工核对：{result.review}")
    return tuple(lines)


def _ranks(patterns: Sequence[PatternAccount]) -> list[str]:
    """From the best rank down; the first that something reaches decides."""
    matched = {
        verdict: [one.id for one in patterns if one.verdict is verdict and one.matched]
        for verdict in (Verdict.EVIDENCED, Verdict.STATED, Verdict.NOT_APPLICABLE)
    }
    lines = []
    for verdict in (Verdict.EVIDENCED, Verdict.STATED):
        ids = matched[verdict]
        if ids:
            lines.append(
                f"“{VERDICT_WORDS[verdict]}”的模式命中：{'、'.join(ids)}；以最高一档为准。"
            )
            return lines
        lines.append(f"“{VERDICT_WORDS[verdict]}”的模式没有命中。")
    if matched[Verdict.NOT_APPLICABLE]:
        ids = matched[Verdict.NOT_APPLICABLE]
        return [*lines, f"报告写明没有这类事项（{'、'.join(ids)}），本项不适用。"]
    reasons = dict.fromkeys(
        attempt.reason for one in patterns for attempt in one.attempts if attempt.reason in _TOLD
    )
    if reasons:
        told = "；".join(REASON_WORDS[NearMissReason(reason)] for reason in reasons)
        return [*lines, f"提到了这件事，但{told}，所以是“{VERDICT_WORDS[Verdict.PLANNED]}”。"]
    return [*lines, "也没有作为计划或不足提到，所以按没有写到看待。"]


def _structure_lines(result: ItemResult, report: Report) -> list[str]:
    """Items that ask for a part of the report: the part that was found, and what it lacks."""
    lines = ["本项要求的是报告的一个部分，不用词语模式，按各部分的标题、位置和内容判断。"]
    for found in result.evidence:
        note = f"：{found.note}" if found.note else ""
        quote = report.quote(found.span).replace("\n", " ")
        lines.append(f"依据（{VERDICT_WORDS[found.verdict]}{note}）：{quote}")
    for miss in result.near_misses:
        quote = report.quote(miss.span).replace("\n", " ")
        lines.append(f"没有采信（{REASON_WORDS[miss.reason]}）：{quote}")
    if not (result.evidence or result.near_misses):
        lines.append("没有找到这个部分。")
    return lines


def _applicability(result: ItemResult, report: Report, checklist: Checklist) -> list[str]:
    item = result.item
    lines = []
    if item.from_year and report.year and report.year < item.from_year:
        lines.append(f"这项要求从{item.from_year}年度起才有，此前没有写到的不算缺失。")
    if item.applies_to and report.unit_kind not in item.applies_to:
        kind = unit_kind_title(checklist, report.unit_kind)
        rule = {
            Others.NEVER: "一律不适用",
            Others.WHEN_TOLD: "写到了才判",
            Others.WHEN_HAD: "写明有过才判",
        }[item.others]
        told = f"，或者{item.told_by}写到了也判" if item.told_by else ""
        lines.append(f"本项不是对{kind}提出的，对这类单位{rule}{told}。")
    if result.verdict is Verdict.UNREADABLE:
        lines.append("文件没有读全，没有找到也不能判为缺失。")
    return lines


def smallest_changes(result: ItemResult, patterns: Sequence[PatternAccount]) -> tuple[str, ...]:
    """What would lift the verdict, fewest changes first; empty where nothing can."""
    item = result.item
    if result.verdict not in _LADDER[:-1]:
        return ()
    if item.structure:
        return (item.advice,)
    rank = _LADDER.index(result.verdict)
    by_id = patterns_of(item)
    options: list[tuple[int, int, str, str]] = []
    for order, account in enumerate(patterns):
        higher = account.verdict in _CREDITED and _LADDER.index(account.verdict) > rank
        if higher and all(step.remedy for step in account.outside):
            for attempt in account.attempts:
                where = f"“{attempt.anchor}”这一处"
                options += _option(account, attempt.failed, order, where)
            if not account.attempts:
                pattern = by_id[account.id]
                options += _option(account, whole_remedy(pattern), order + len(patterns), _ANEW)
    # Of two patterns that the same change would meet, the first one gives the most.
    told: dict[str, str] = {}
    for _, _, change, line in sorted(options):
        told.setdefault(change, line)
    return tuple(told.values())[:MOST_CHANGES] or (item.advice,)


def whole_remedy(pattern: Pattern) -> list[Step]:
    """What to write where the text has nothing of a pattern."""
    steps = [Step("term", False, "", f"写上{phrases_of(term.words)}") for term in pattern.all]
    if pattern.facts:
        steps.append(Step("fact", False, "", f"写明{any_of(pattern.facts)}"))
    return steps


def _option(
    account: PatternAccount, steps: Sequence[Step], order: int, where: str
) -> list[tuple[int, int, str, str]]:
    """One change for sorting; none where something cannot be mended by wording."""
    remedies = list(dict.fromkeys(step.remedy for step in steps))
    if not remedies or not all(remedies):
        return []
    change = f"{where}：{'；'.join(remedies)}"
    line = f"{change}，就会命中{account.id}（{VERDICT_WORDS[account.verdict]}）。"
    return [(len(remedies), order, change, line)]

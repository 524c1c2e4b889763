"""Reviewers' opinions in, the words for them out, the same on page, sheet, workbook and screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from scorer.opinions import ACCEPTED, DISMISSED, DecisionKind, Hold, Opinion, hold_counts
from scorer.renderers.page_values import OpinionView
from scorer.renderers.wording import VERDICT_WORDS, percent_text, printable
from scorer.season import DistrictSummary

HOLD_WORDS: Final[Mapping[Hold, str]] = {
    Hold.HOLDS: "有效",
    Hold.REOPENED: "须重新审查（原句有变）",
    Hold.CONFLICT: "意见不一，按程序的判定",
    Hold.GONE: "已无此项",
    Hold.SUPERSEDED: "本人后来另有意见",
}
_COUNTED: Final = (Hold.HOLDS, Hold.REOPENED, Hold.CONFLICT, Hold.GONE)
_SHORT: Final = {
    Hold.HOLDS: "有效",
    Hold.REOPENED: "须重新审查",
    Hold.CONFLICT: "意见不一",
    Hold.GONE: "已无此项",
}
_WORDS: Final = {
    **{verdict.value: word for verdict, word in VERDICT_WORDS.items()},
    ACCEPTED: "采纳",
    DISMISSED: "不采纳",
}


def decision_word(decided: str) -> str:
    """The word for a verdict, or for what was decided on a finding; empty for a mere remark."""
    return _WORDS.get(decided, printable(decided))


def change_text(opinion: Opinion) -> str:
    """What was decided, in words."""
    match opinion.kind:
        case DecisionKind.REMARK:
            return "附言"
        case DecisionKind.FINDING:
            return decision_word(opinion.new)
        case DecisionKind.VERDICT if opinion.old == opinion.new:
            return f"同意判为{decision_word(opinion.new)}"
        case DecisionKind.VERDICT:
            return f"由{decision_word(opinion.old)}改判为{decision_word(opinion.new)}"


def standing_text(opinion: Opinion) -> str:
    """Whether it stands, in words."""
    if opinion.kind is DecisionKind.REMARK and opinion.hold is Hold.HOLDS:
        return ""
    if opinion.kind is DecisionKind.REMARK and opinion.hold is Hold.REOPENED:
        return "原句有变"
    return HOLD_WORDS[opinion.hold]


def time_text(opinion: Opinion) -> str:
    """When it was decided, to the minute, as it was recorded."""
    return printable(moment_text(opinion.decided_at))


def moment_text(moment: str) -> str:
    """A moment as it was recorded (ISO 8601), to the minute, for people."""
    return moment.replace("T", " ")[:16]


def scores_text(opinion: Opinion) -> str:
    """The score before and after, where the decision moved it."""
    before, after = opinion.score_before, opinion.score_after
    if before == after:
        return ""
    return f"{percent_text(before)} → {percent_text(after)}"


def counts_text(opinions: Iterable[Opinion]) -> str:
    """How many decisions stand in which way: 有效 3 条，须重新审查 1 条; empty for none."""
    return count_words(hold_counts(opinions))


def count_words(counts: Mapping[Hold, int]) -> str:
    """The same of counts, which must have every way of standing."""
    return "，".join(f"{_SHORT[hold]} {counts[hold]} 条" for hold in _COUNTED if counts[hold])


def total_counts_text(summary: DistrictSummary) -> str:
    """The same of a whole district."""
    return counts_text(opinion for row in summary.scored for opinion in row.opinions)


def opinions_on(subject: str, opinions: Sequence[Opinion]) -> tuple[OpinionView, ...]:
    """What reviewers last said on an item or a finding."""
    return tuple(
        opinion_view(one)
        for one in opinions
        if one.subject == subject and one.hold is not Hold.SUPERSEDED
    )


def opinion_view(opinion: Opinion) -> OpinionView:
    """The opinion in words."""
    return OpinionView(
        opinion.hold.value,
        standing_text(opinion),
        printable(opinion.reviewer),
        time_text(opinion),
        change_text(opinion),
        printable(opinion.reason),
        scores_text(opinion),
        tuple(map(printable, opinion.lost)),
        tuple(map(printable, opinion.gained)),
    )

"""Parts that the review sheet and the notice have in common: dates, gaps, findings, quotes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from scorer.checklist import Verdict
from scorer.deciding import decided_scorecard
from scorer.opinions import Opinion
from scorer.renderers.page_summary import worth_mending
from scorer.renderers.page_values import FindingView, OpinionView, QuoteView
from scorer.renderers.word_template import document_text
from scorer.renderers.word_values import WordFinding, WordGap, WordOpinion, WordQuote
from scorer.renderers.wording import (
    CONFIDENCE_WORDS,
    VERDICT_WORDS,
    basis_of,
    date_text,
    points_text,
)
from scorer.result import ItemResult, Scorecard
from scorer.season import (
    ReviewedReport,
    Season,
    due_date,
    publication_date,
)

TITLE_CHARACTERS: Final = 200
BLANK_DATE: Final = "　　　　年　　月　　日"
_GAPS: Final = (Verdict.ABSENT, Verdict.PLANNED, Verdict.STATED)


def scorecard_of(reviewed: ReviewedReport) -> Scorecard:
    """The scorecard; ValueError where there is none, for then there is nothing to write about."""
    if reviewed.scorecard is None:
        raise ValueError("a report without a scorecard has neither sheet nor notice")
    return reviewed.scorecard


def day_text(day: date | None, unknown: str = BLANK_DATE) -> str:
    """A date in Chinese, or room to write one."""
    return unknown if day is None else date_text(day.isoformat())


def report_year(card: Scorecard, season: Season) -> int | None:
    return card.report.year if card.report.year is not None else season.year


def due_text(reviewed: ReviewedReport, year: int | None) -> str:
    """Until when the report was due."""
    return day_text(_due(reviewed, year))


def publication_text(year: int | None) -> str:
    return day_text(None if year is None else publication_date(year))


def on_time_text(reviewed: ReviewedReport, year: int | None) -> str:
    """Whether it came in time; empty where that is not known."""
    due = _due(reviewed, year)
    if reviewed.received is None or due is None:
        return ""
    days = (reviewed.received - due).days
    return f"逾期 {days} 天" if days > 0 else "按期报送"


def _due(reviewed: ReviewedReport, year: int | None) -> date | None:
    return reviewed.entry.due or (None if year is None else due_date(year))


def gaps(card: Scorecard, opinions: Sequence[Opinion] = ()) -> tuple[WordGap, ...]:
    """Items that are missing or without fact after the reviewers' decisions, the weightiest first.
    An item that they judged otherwise than the program has their reason."""
    year = card.report.year
    after = decided_scorecard(card, opinions)
    program = {result.item.id: result.verdict for result in card.items}
    found = []
    for number, result in enumerate(_open_results(after), 1):
        changed = result.verdict is not program[result.item.id]
        reason = _reviewers_reason(result.item.id, opinions) if changed else result.reason
        found.append(_gap(number, replace(result, reason=reason), year))
    return tuple(found)


def _reviewers_reason(item: str, opinions: Sequence[Opinion]) -> str:
    reasons = dict.fromkeys(one.reason for one in opinions if one.subject == item and one.decides)
    return f"审查意见：{'；'.join(reasons)}"


def gap_points(card: Scorecard, opinions: Sequence[Opinion] = ()) -> str:
    """What the gaps weigh together."""
    after = decided_scorecard(card, opinions)
    return points_text(sum(result.points_at_stake for result in _open_results(after)))


def _open_results(card: Scorecard) -> list[ItemResult]:
    return [result for result in worth_mending(card.items) if result.verdict in _GAPS]


def _gap(number: int, result: ItemResult, year: int | None) -> WordGap:
    item = result.item
    sources = []
    for basis in basis_of(item, year):
        caution = CONFIDENCE_WORDS[basis.confidence]
        sources.append(
            f"{basis.document}{basis.article or ''}{f'（{caution}）' if caution else ''}"
        )
    return WordGap(
        str(number),
        item.id,
        item.title,
        VERDICT_WORDS[result.verdict],
        document_text(result.reason),
        item.requirement,
        item.advice,
        "；".join(sources),
        points_text(result.points_at_stake),
    )


def word_findings(views: Sequence[FindingView]) -> tuple[WordFinding, ...]:
    """The gap page's findings."""
    return tuple(
        WordFinding(
            str(number),
            view.id,
            view.key,
            view.title,
            view.severity_word,
            document_text(view.message),
            document_text(view.suggestion),
            view.deduction,
            tuple(map(word_quote, view.places)),
            tuple(map(word_opinion, view.opinions)),
        )
        for number, view in enumerate(views, 1)
    )


def word_opinion(view: OpinionView) -> WordOpinion:
    """What a reviewer said."""
    return WordOpinion(
        document_text(view.change),
        view.standing,
        document_text(view.reviewer, TITLE_CHARACTERS),
        document_text(view.time),
        document_text(view.reason),
        view.scores,
        tuple(map(document_text, view.lost)),
        tuple(map(document_text, view.gained)),
    )


def word_quote(view: QuoteView) -> WordQuote:
    """A quote of the gap page; what is marked there as a fact is listed here."""
    facts = dict.fromkeys(piece.text for piece in view.pieces if piece.fact)
    return WordQuote(
        document_text("".join(piece.text for piece in view.pieces)),
        document_text("、".join(facts)),
        document_text(view.place),
        document_text(view.why),
    )

"""Spans of the report in, quotes with their place out, as the gap page shows them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from scorer.renderers.page_values import PlaceView, QuotePiece, QuoteView
from scorer.renderers.wording import REASON_WORDS, ROLE_WORDS, printable
from scorer.report import Report, Span
from scorer.result import Evidence, Fact, NearMiss, Place

EVIDENCE_SHOWN: Final = 2
"""Most quotes of evidence on an item; further ones are named by their paragraph."""
QUOTES_SHOWN: Final = 3
"""Most quotes on an item, of evidence and near misses together."""
QUOTE_CHARACTERS: Final = 160
"""Longest quote on an item; the text beside it has the whole."""
_HEADING_CHARACTERS: Final = 16
# Word's residue before a heading, `[bookmark: _GoBack]`, is a finding and no part of its name.
_RESIDUE: Final = re.compile(r"^(?:\[[^\]]{0,40}\]\s*)+")


def evidence_view(report: Report, found: Evidence, misses: Sequence[NearMiss]) -> QuoteView:
    """Evidence with its facts marked, and why it is not more: a structure item's defect, or the
    reason why the same words were refused as better evidence."""
    why = found.note or next(
        (REASON_WORDS[miss.reason] for miss in misses if miss.span == found.span), ""
    )
    return _quote(report, found.span, found.facts, _place(report, found), why)


def near_miss_view(report: Report, miss: NearMiss) -> QuoteView:
    """A refused candidate with the one reason in plain words."""
    return _quote(report, miss.span, (), _place(report, miss), REASON_WORDS[miss.reason])


def place_views(
    report: Report, found: Sequence[Evidence | NearMiss], shown: int
) -> tuple[PlaceView, ...]:
    """The places after the first `shown`, named but not quoted; each paragraph is named once."""
    views: dict[int, PlaceView] = {}
    for further in found[shown:]:
        number = report.sentences[further.sentence].paragraph + 1
        place = PlaceView(f"第{number}段", f"c{further.span.start}", further.span.end)
        views.setdefault(number, place)
    return tuple(views.values())


def finding_place_view(report: Report, place: Place) -> QuoteView:
    """A place that a finding points to; it need not be a sentence."""
    span = place.span
    number = next(
        (p.number for p in report.paragraphs if span.start < p.span.end),
        len(report.paragraphs) - 1,
    )
    return _quote(report, span, (), f"第{number + 1}段", "")


def _quote(report: Report, span: Span, facts: Sequence[Fact], place: str, why: str) -> QuoteView:
    pieces = _pieces(report.text, span, facts)
    return QuoteView(pieces, place, f"c{span.start}", span.end, printable(why))


def _pieces(text: str, span: Span, facts: Sequence[Fact]) -> tuple[QuotePiece, ...]:
    """The quote, cut where a checkable fact begins or ends, and shortened at its end."""
    shown = min(span.end, span.start + QUOTE_CHARACTERS)
    pieces, at = [], span.start
    for start, end in sorted(fact.span for fact in facts):
        if at <= start and end <= shown:
            pieces += [QuotePiece(text[at:start], False), QuotePiece(text[start:end], True)]
            at = end
    pieces.append(QuotePiece(text[at:shown] + ("……" if shown < span.end else ""), False))
    return tuple(QuotePiece(printable(piece.text), piece.fact) for piece in pieces if piece.text)


def _place(report: Report, found: Evidence | NearMiss) -> str:
    """Where a quote stands: headings from outside in, page where there is one, paragraph from 1."""
    sentence = report.sentences[found.sentence]
    paragraph = report.paragraphs[sentence.paragraph]
    path = [report.quote(report.sentences[number].span) for number in paragraph.headings]
    if not path:
        section = report.sections[sentence.section]
        path = [section.title or ROLE_WORDS[section.role]]
    where = f"第{paragraph.number + 1}段"
    if paragraph.page is not None:
        where = f"第{paragraph.page}页，{where}"
    return f"{' / '.join(map(_shortened, path))} · {where}"


def _shortened(title: str) -> str:
    title = _RESIDUE.sub("", printable(title)).rstrip("。：")
    return title if len(title) <= _HEADING_CHARACTERS else f"{title[:_HEADING_CHARACTERS]}…"

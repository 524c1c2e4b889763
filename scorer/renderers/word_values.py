"""What Word templates see; a bureau writes its own templates with these.

Values are plain strings, decided before the template runs, and lists of such values.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from scorer.renderers.word_names import NAMES as NAMES


class WordQuote(NamedTuple):
    """A quote with its place; `facts` are its checkable facts, `why` what is wrong with it.

    `full_at` is the item above which already shows the whole sentence, `start` how it begins;
    both are empty where this is the first time."""

    text: str
    facts: str
    place: str
    why: str
    start: str = ""
    full_at: str = ""


class WordBasis(NamedTuple):
    """A legal source; `caution` is 待核 or 间接核实, empty where the text was read."""

    document: str
    article: str
    caution: str


class WordOpinion(NamedTuple):
    """What a reviewer decided or remarked; `lost` and `gained` are quotes that changed since."""

    change: str
    standing: str
    reviewer: str
    decided_at: str
    grounds: str
    scores: str
    lost: tuple[str, ...]
    gained: tuple[str, ...]


class WordItem(NamedTuple):
    """An item with everything that the gap page shows of it; the fields `decided_…` are empty
    where no reviewer changed the verdict."""

    number: str
    id: str
    title: str
    verdict: str
    symbol: str
    points: str
    max_points: str
    requirement: str
    reason: str
    review: str
    quotes: tuple[WordQuote, ...]
    more_quotes: str
    misses: tuple[WordQuote, ...]
    more_misses: str
    advice: str
    basis: tuple[WordBasis, ...]
    decided_verdict: str
    decided_symbol: str
    decided_points: str
    decided_max_points: str
    opinions: tuple[WordOpinion, ...]
    gap_number: str = ""
    """Its number among the items to supplement; empty where it is none of them."""


class WordGroup(NamedTuple):
    """A group with its points, its items per verdict and its items."""

    title: str
    points: str
    max_points: str
    rate: str
    evidenced: str
    stated: str
    planned: str
    absent: str
    uncounted: str
    items: tuple[WordItem, ...]


class WordTally(NamedTuple):
    """How many items got a verdict and what points that made."""

    symbol: str
    verdict: str
    meaning: str
    total: str
    max_points: str
    rate: str
    points: str


class WordSection(NamedTuple):
    """A part of the report as it was recognised."""

    role: str
    heading: str
    place: str
    characters: str


class WordFinding(NamedTuple):
    """A finding of a check on the whole text. `key` is its check's id and its number among that
    check's findings (CK-03#2), by which a sheet that was filled in is read back."""

    number: str
    id: str
    key: str
    title: str
    severity: str
    message: str
    suggestion: str
    deduction: str
    quotes: tuple[WordQuote, ...]
    opinions: tuple[WordOpinion, ...]


class WordGap(NamedTuple):
    """An item to supplement, what would satisfy it and where that is laid down."""

    number: str
    id: str
    title: str
    verdict: str
    reason: str
    requirement: str
    advice: str
    sources: str
    stake: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSheet:
    """Context of `review_sheet.docx`."""

    unit: str
    kind: str
    report_title: str
    year: str
    year_guess: str
    signed: str
    source: str
    length: str
    received: str
    due: str
    on_time: str
    publish_by: str
    bureau: str
    percent: str
    points: str
    max_points: str
    grade: str
    grade_scale: str
    decided_percent: str
    decided_points: str
    decided_max_points: str
    decided_grade: str
    opinion_counts: str
    judged: str
    applicable: str
    item_count: str
    deduction: str
    unread: tuple[str, ...]
    warnings: tuple[str, ...]
    sections: tuple[WordSection, ...]
    tally: tuple[WordTally, ...]
    groups: tuple[WordGroup, ...]
    findings: tuple[WordFinding, ...]
    gaps: tuple[WordGap, ...]
    gap_count: str
    gap_points: str
    supplement_by: str
    disclaimer: str
    checklist: str
    checklist_digest: str
    report_digest: str
    tool_version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Context of `notice.docx`."""

    unit: str
    report_title: str
    year: str
    source: str
    received: str
    due: str
    on_time: str
    publish_by: str
    bureau: str
    contact: str
    issued: str
    percent: str
    grade: str
    unread: tuple[str, ...]
    gaps: tuple[WordGap, ...]
    gap_count: str
    findings: tuple[WordFinding, ...]
    supplement_by: str
    disclaimer: str
    checklist: str
    report_digest: str

"""The explanation of one item in one report, put together from the prepared' own values."""

from __future__ import annotations

from typing import Final

from scorer.checklist import Checklist, Example, Item, Verdict
from scorer.errors import UsageError
from scorer.explaining.clauses import section_lines, sentence_accounts
from scorer.explaining.decision import decision_lines, smallest_changes
from scorer.explaining.patterns import pattern_accounts, sentences_touched
from scorer.explaining.values import Explanation
from scorer.matcher.tracing import trace_item
from scorer.pipeline import example_report, judge, prepare
from scorer.readers import read_text
from scorer.renderers.wording import unit_kind_title
from scorer.report import Reading, SectionRole, SentenceKind

SHORT: Final = 8
"""Sentences up to which a text is shown whole."""
_BUILT: Final = (SentenceKind.TITLE, SentenceKind.PREAMBLE, SentenceKind.HEADING)


def item_of(checklist: Checklist, item_id: str) -> Item:
    """The item of that id. UsageError where there is none, with what is near."""
    for item in checklist.items:
        if item.id == item_id:
            return item
    known = "、".join(item.id for item in checklist.items)
    retired = "（这个编号已经停用）" if item_id in checklist.retired else ""
    raise UsageError(f"检查单里没有要点“{item_id}”{retired}；现有：{known}")


def explain_reading(
    reading: Reading,
    item: Item,
    checklist: Checklist,
    *,
    unit_kind: str | None = None,
    year: int | None = None,
) -> Explanation:
    """Why the item got its verdict in a report that was read."""
    prepared = prepare(reading, checklist, unit_kind=unit_kind, year=year)
    report = prepared.report
    trace = trace_item(
        report,
        prepared.assertions,
        prepared.actors,
        prepared.facts,
        checklist=checklist,
        item=item.id,
    )
    result = next(one for one in judge(prepared, checklist).items if one.item.id == item.id)
    patterns = pattern_accounts(trace, item, checklist.terms)
    touched = sentences_touched(trace)
    touched.update(found.sentence for found in result.evidence)
    touched.update(miss.sentence for miss in result.near_misses)
    bodies = [s.number for s in report.sentences if s.kind not in _BUILT]
    shown = sorted(touched.union(bodies) if len(bodies) <= SHORT else touched)
    return Explanation(
        item=item,
        result=result,
        unit_kind=report.unit_kind,
        unit_kind_title=unit_kind_title(checklist, report.unit_kind),
        year=report.year,
        sections=section_lines(report),
        sentences=sentence_accounts(prepared, shown, checklist),
        left_out=len(report.sentences) - len(shown),
        patterns=patterns,
        decision=decision_lines(result, patterns, report, checklist),
        changes=smallest_changes(result, patterns),
    )


def explain_example(item: Item, example: Example, checklist: Checklist) -> Explanation:
    """Why the item judges one of its examples as it does."""
    text, unit_kind, year = example_report(item, example)
    reading = read_text(text)
    return explain_reading(reading, item, checklist, unit_kind=unit_kind, year=year)


def explain_sentence(
    text: str,
    item: Item,
    checklist: Checklist,
    *,
    section: SectionRole = SectionRole.MEASURES,
    unit_kind: str | None = None,
    year: int | None = None,
) -> Explanation:
    """As for an example: the text is put into a small report, in a section of that role."""
    example = Example(
        text=text, verdict=Verdict.ABSENT, section=section, unit_kind=unit_kind, year=year
    )
    return explain_example(item, example, checklist)

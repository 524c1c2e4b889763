"""CK-04: different numbers for the same thing. CK-15: numbers whose scope or base is unclear."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from scorer.checklist import FactKind
from scorer.checks.inspection import Check, Inspection
from scorer.report import SectionRole, Sentence, SentenceKind
from scorer.result import Fact, Finding

CONFLICT = Check("CK-04", "数字前后不一")
SCOPE = Check("CK-15", "数据口径")

SMALLEST = 10
"""Smallest number worth comparing: small counts of one thing differ for good reasons."""

_PART = re.compile(r"其中|分别|同意|部分|新增|上年|同比|增加|减少|下降")
_MENDED = re.compile(r"(?:已|完成|全部)整改|整改(?:完成)?|已办结|办结")
_FOUND = re.compile(r"发现|排查出?|检查出|梳理出?|查出")
_BRACKETS = re.compile(r"[的了各类条等共计合计累计全年总已]")
_CUMULATED = re.compile(
    r"(?:自|从)?20\d{2}年以来|近[两三几\d]+年|连续[两三四五六七八九\d]+年|[“”十四五]{3,5}(?:期间|以来)"
)
_HALF_YEAR = re.compile(r"上半年|前三季度|截至(?:[1-9]|1[01])月(?:底|末|\d)|1[-—至][6-9]月|一季度")


def _counts(inspection: Inspection) -> Iterator[tuple[Fact, Sentence]]:
    report = inspection.report
    for fact in inspection.facts:
        if fact.kind is FactKind.COUNT and fact.value is not None:
            sentence = report.sentences[report.clauses[fact.clause].sentence]
            if sentence.kind is SentenceKind.BODY:
                yield fact, sentence


Thing = tuple[str, str, str]
"""What is counted, its unit, and the verb that tells what was done with it."""


def _thing(inspection: Inspection, fact: Fact) -> Thing | None:
    """The last two characters of the noun without filler words, the unit and the first verb."""
    if fact.owner is None or fact.unit is None:
        return None
    noun = _BRACKETS.sub("", inspection.report.quote(fact.owner))
    clause = inspection.report.clauses[fact.clause].span
    before = inspection.report.text[clause.start : fact.span.end]
    verbs = [verb for verb in inspection.words("同一口径动作") if verb in before]
    if len(noun) < 2 or not verbs:
        return None
    return noun[-2:], fact.unit, min(verbs, key=before.index)


def _totals(inspection: Inspection) -> dict[Thing, list[tuple[Fact, Sentence]]]:
    """Larger counts that are told as totals, by what they count."""
    totals: defaultdict[Thing, list[tuple[Fact, Sentence]]] = defaultdict(list)
    for fact, sentence in _counts(inspection):
        clause = inspection.report.quote(inspection.report.clauses[fact.clause].span)
        thing = _thing(inspection, fact)
        if thing is None or (fact.value or 0) < SMALLEST or _PART.search(clause):
            continue
        totals[thing].append((fact, sentence))
    return totals


def _conflicts(inspection: Inspection) -> Iterator[Finding]:
    topics = inspection.words("同一口径")
    for (noun, unit, _), found in _totals(inspection).items():
        if noun not in topics:
            continue
        first, place = found[0]
        for other, elsewhere in found[1:]:
            if other.value == first.value or elsewhere.paragraph == place.paragraph:
                continue
            yield CONFLICT.finding(
                inspection,
                "hint",
                f"“{noun}”前后写了不同的数：{first.text} 与 {other.text}（单位：{unit}）。",
                suggestion="人工核对两处的统计口径；口径不同的写明各自的范围和截止日。",
                spans=[place.span, elsewhere.span],
            )
            break


def _units(inspection: Inspection) -> Iterator[Finding]:
    """发现隐患40处，已整改40份: one number with two units."""
    by_sentence: defaultdict[int, list[Fact]] = defaultdict(list)
    for fact, sentence in _counts(inspection):
        by_sentence[sentence.number].append(fact)
    text = inspection.report.text
    for number, facts in by_sentence.items():
        for one, two in pairwise(facts):
            between = text[one.span.end : two.span.start]
            start = inspection.report.clauses[one.clause].span.start
            if (
                one.unit != two.unit
                and one.value == two.value
                and _MENDED.search(between)
                and len(between) < SMALLEST
                and _FOUND.search(text[start : one.span.start])
            ):
                yield CONFLICT.finding(
                    inspection,
                    "warning",
                    f"同一批问题用了两个单位：{one.text} 与 {two.text}。",
                    suggestion="统一计量单位。",
                    spans=[inspection.report.sentences[number].span],
                )


def _bases(inspection: Inspection) -> Iterator[Finding]:
    """Rates without any count in their sentence; cumulated or part-year numbers."""
    report = inspection.report
    counted = {report.clauses[fact.clause].sentence for fact, _ in _counts(inspection)}
    for fact in inspection.facts:
        sentence = report.sentences[report.clauses[fact.clause].sentence]
        if fact.kind is not FactKind.RATE or sentence.kind is not SentenceKind.BODY:
            continue
        if sentence.number not in counted and inspection.role(sentence) is SectionRole.MEASURES:
            yield SCOPE.finding(
                inspection,
                "hint",
                f"只写了比率“{fact.text}”，没有写基数。",
                suggestion="补上基数，如“X件，办结率100%”。",
                spans=[sentence.span],
            )
    for sentence in inspection.body:
        if sentence.number not in counted or inspection.role(sentence) is not SectionRole.MEASURES:
            continue
        yield from _part_years(inspection, sentence)


def _part_years(inspection: Inspection, sentence: Sentence) -> Iterator[Finding]:
    text = inspection.quote(sentence)
    for pattern, what in ((_CUMULATED, "跨年累计的数"), (_HALF_YEAR, "不满一年的数")):
        match = pattern.search(text)
        if match:
            yield SCOPE.finding(
                inspection,
                "hint",
                f"“{match.group()}”看来是{what}，不是报告年度全年的数。",
                suggestion="改写报告年度全年的数，或者写明统计的起止日期。",
                spans=[sentence.span],
            )


def find(inspection: Inspection) -> Iterator[Finding]:
    """Conflicts and units first, then scopes and bases."""
    yield from _conflicts(inspection)
    yield from _units(inspection)
    yield from _bases(inspection)

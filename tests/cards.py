"""Scorecards built by hand, so that renderers are tested without any stage of the engine."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from typing import Any

from scorer.checklist import (
    ActorWords,
    Basis,
    Checklist,
    FactKind,
    Grade,
    Group,
    Item,
    Outline,
    Status,
    UnitKind,
    Verdict,
)
from scorer.report import (
    Clause,
    Paragraph,
    Report,
    Section,
    SectionRole,
    Sentence,
    SentenceKind,
    Span,
)
from scorer.result import (
    Evidence,
    Fact,
    Finding,
    GroupScore,
    ItemResult,
    NearMiss,
    NearMissReason,
    Place,
    Scorecard,
    SentenceResult,
    SentenceStatus,
)

TEXT = "\n".join(
    [
        "青禾区档案局2023年度法治政府建设情况报告",
        "区政府：",
        "现将青禾区档案局2023年度法治政府建设情况报告如下：",
        "一、主要举措和成效",
        "（一）加强学法用法",
        "全年组织局党组会前学法6次，学习《档案法》等法律。开展干部法治培训，参训120人次。",
        "（二）规范决策",
        "聘请某某律师事务所担任法律顾问，审查合同14份。充分发挥公职律师作用。",
        "二、存在的不足和原因",
        "一是普法形式不够丰富；二是以案释法开展不多。",
        "三、下一年度安排",
        "下一步将制定法治宣传教育责任清单。2022年举办宪法日活动1次。",
        "青禾区档案局",
        "2024年1月10日",
    ]
)
"""A short report of an invented unit; one section per heading 一、二、三、."""

_ROLES = {
    "一": SectionRole.MEASURES,
    "二": SectionRole.SHORTCOMINGS,
    "三": SectionRole.PLAN,
}
_TOP = re.compile(r"[一二三]、")
_HEADING = re.compile(r"(?:[一二三]、|（[一二三]）)[^。]*$")


def make_report(text: str = TEXT, **changes: Any) -> Report:
    """A report segmented by the simplest rules: a sentence ends at 。 or at the line's end."""
    paragraphs: list[Paragraph] = []
    sentences: list[Sentence] = []
    sections: list[Section] = []
    opened, title, title_span, role = 0, "", None, SectionRole.PREAMBLE
    headings: list[int] = []
    start = 0
    for number, line in enumerate(text.split("\n")):
        span = Span(start, start + len(line))
        is_heading = _HEADING.match(line) is not None
        if _TOP.match(line):
            if start:
                sections.append(
                    Section(len(sections), Span(opened, start), title, title_span, role)
                )
            opened, title, title_span, role = start, line, span, _ROLES[line[0]]
            headings = []
        paragraphs.append(Paragraph(number, span, len(sections), tuple(headings), None))
        kind = SentenceKind.HEADING if is_heading else SentenceKind.BODY
        if number == 0:
            kind = SentenceKind.TITLE
        at = start
        for piece in re.findall(r"[^。]+。?", line) or [""]:
            where = len(sentences)
            sentences.append(
                Sentence(
                    where,
                    Span(at, at + len(piece)),
                    number,
                    len(sections),
                    kind,
                    where,
                    where + 1,
                )
            )
            at += len(piece)
        if is_heading:
            headings = [*headings[:1], len(sentences) - 1] if headings else [len(sentences) - 1]
        start = span.end + 1
    sections.append(Section(len(sections), Span(opened, len(text)), title, title_span, role))
    report = Report(
        source="青禾区档案局.docx",
        format="docx",
        digest="ab" * 32,
        text=text,
        title=text.split("\n")[0],
        unit="青禾区档案局",
        unit_kind="department",
        unit_kind_guessed=True,
        year=2023,
        year_guessed=False,
        signed_by="青禾区档案局",
        signed_on="2024-01-10",
        sections=tuple(sections),
        paragraphs=tuple(paragraphs),
        sentences=tuple(sentences),
        clauses=tuple(Clause(s.number, s.span, s.number, s.section) for s in sentences),
        complete=True,
        warnings=(),
    )
    return dataclasses.replace(report, **changes)


def sentence_with(report: Report, words: str) -> Sentence:
    """The first sentence that holds the words."""
    return next(s for s in report.sentences if words in report.quote(s.span))


def make_item(identifier: str, **changes: Any) -> Item:
    item = Item(
        id=identifier,
        group=identifier[:2],
        title=f"{identifier}的要求",
        points=4.0,
        requirement="本单位写明报告年度做了什么，并有可核查的事实。",
        basis=(
            Basis(document="某某条例（2019年）", article="第30条", confidence="verified"),
            Basis(document="某某意见", article="第2条", confidence="recalled"),
        ),
        advice="写明时间、次数和内容，例如“X月X日组织学法X次”。",
        applies_to=(),
    )
    return dataclasses.replace(item, **changes)


def evidence_at(
    report: Report,
    item: str,
    words: str,
    *,
    verdict: Verdict = Verdict.EVIDENCED,
    facts: Sequence[str] = (),
) -> Evidence:
    """Evidence on the sentence that holds the words; each fact is a text within that sentence."""
    sentence = sentence_with(report, words)
    found = []
    for fact in facts:
        begin = report.text.index(fact, sentence.span.start)
        digits = re.match(r"\d+", fact)
        found.append(
            Fact(
                FactKind.COUNT,
                Span(begin, begin + len(fact)),
                sentence.number,
                fact,
                value=float(digits.group()) if digits else None,
                unit=fact[digits.end() :] if digits else None,
            )
        )
    return Evidence(
        item,
        sentence.span,
        sentence.number,
        Status.DONE,
        f"{item}.a",
        verdict,
        tuple(found),
    )


def miss_at(report: Report, item: str, words: str, reason: NearMissReason) -> NearMiss:
    sentence = sentence_with(report, words)
    return NearMiss(item, sentence.span, sentence.number, Status.PLANNED, f"{item}.a", reason)


def result_for(
    item: Item,
    verdict: Verdict,
    *,
    evidence: Sequence[Evidence] = (),
    near_misses: Sequence[NearMiss] = (),
    review: str | None = None,
) -> ItemResult:
    """The item's result with the arithmetic of the default credits."""
    credit = {Verdict.STATED: 0.5, Verdict.EVIDENCED: 1.0}.get(verdict, 0.0)
    counted = verdict not in (Verdict.NOT_APPLICABLE, Verdict.UNREADABLE)
    most = item.points if counted else 0.0
    return ItemResult(
        item=item,
        verdict=verdict,
        credit=credit,
        points=most * credit,
        max_points=most,
        reason=f"判为{verdict.value}的理由。",
        evidence=tuple(evidence),
        near_misses=tuple(near_misses),
        review=review,
        points_at_stake=most * (1 - credit),
    )


def make_checklist(items: Sequence[Item]) -> Checklist:
    titles = {"LL": "学法用法", "LA": "法律顾问与公职律师", "PU": "普法", "EN": "行政执法"}
    ids = tuple(dict.fromkeys(item.group for item in items))
    return Checklist(
        id="annual-report",
        title="法治政府建设年度报告检查单",
        version="2026.1",
        date="2026-11-01",
        digest="cd" * 32,
        overlays=(),
        groups=tuple(
            Group(
                id=group,
                title=titles.get(group, group),
                points=sum(item.points for item in items if item.group == group),
            )
            for group in ids
        ),
        items=tuple(items),
        unit_kinds=(
            UnitKind(id="department", title="其他部门"),
            UnitKind(id="office", title="政府办公室"),
        ),
        grades=(Grade(title="良好", percent=70), Grade(title="需补充完善", percent=0)),
        credits={
            Verdict.ABSENT: 0,
            Verdict.PLANNED: 0,
            Verdict.STATED: 0.5,
            Verdict.EVIDENCED: 1,
        },
        cues=(),
        outline=Outline(headings={}),
        actors=ActorWords(
            leader=(),
            kinds={},
            government_leader=(),
            other_person=(),
            unit=(),
            government=(),
            other_organ=(),
        ),
    )


def make_scorecard(report: Report, results: Sequence[ItemResult], **changes: Any) -> Scorecard:
    """The scorecard that adds up the results."""
    checklist = make_checklist([result.item for result in results])
    points = sum(result.points for result in results)
    most = sum(result.max_points for result in results)
    outside = (Verdict.NOT_APPLICABLE, Verdict.UNREADABLE)
    percent = round(100 * points / most, 1) if most else None
    scorecard = Scorecard(
        report=report,
        checklist=checklist,
        items=tuple(results),
        groups=tuple(
            GroupScore(
                id=group.id,
                title=group.title,
                points=sum(r.points for r in results if r.item.group == group.id),
                max_points=sum(r.max_points for r in results if r.item.group == group.id),
            )
            for group in checklist.groups
        ),
        points=points,
        max_points=most,
        percent=percent,
        grade=next((g.title for g in checklist.grades if (percent or 0) >= g.percent), "")
        if most
        else "未能判定",
        judged=sum(result.verdict not in outside for result in results),
        applicable=sum(result.verdict is not Verdict.NOT_APPLICABLE for result in results),
        findings=(),
        sentences=tuple(SentenceResult(SentenceStatus.OTHER, None) for _ in report.sentences),
        tool_version="9.9.9",
    )
    return dataclasses.replace(scorecard, **changes)


def every_verdict(report: Report | None = None, **changes: Any) -> Scorecard:
    """One item of every verdict, near misses, a review flag, and findings of all severities."""
    report = report or make_report()
    told = sentence_with(report, "审查合同14份")
    results = [
        result_for(
            make_item("LL-01", title="集体学法"),
            Verdict.EVIDENCED,
            evidence=[evidence_at(report, "LL-01", "学法6次", facts=["6次"])],
        ),
        result_for(
            make_item("LL-02"),
            Verdict.EVIDENCED,
            evidence=[
                evidence_at(report, "LL-02", "学法6次", facts=["6次"]),
                evidence_at(report, "LL-02", "参训120人次", facts=["120人次"]),
            ],
        ),
        result_for(
            make_item("LA-01"),
            Verdict.STATED,
            evidence=[evidence_at(report, "LA-01", "公职律师", verdict=Verdict.STATED)],
            near_misses=[miss_at(report, "LA-01", "审查合同14份", NearMissReason.NO_FACT)],
            review="有一句没有主语，请核对。",
        ),
        result_for(
            make_item("PU-01", points=3.0),
            Verdict.PLANNED,
            near_misses=[
                miss_at(report, "PU-01", "责任清单", NearMissReason.PLANNED_ONLY),
                miss_at(report, "PU-01", "宪法日", NearMissReason.OTHER_YEAR),
            ],
        ),
        result_for(make_item("PU-02", points=2.5), Verdict.ABSENT),
        result_for(make_item("EN-01"), Verdict.NOT_APPLICABLE),
        result_for(make_item("EN-02"), Verdict.UNREADABLE, review="请查看原件。"),
    ]
    title = report.sentences[0].span
    findings = (
        Finding(
            id="CK-15",
            title="数据口径",
            severity="hint",
            message="写明截止日。",
            suggestion="加上截至何时。",
            places=(),
        ),
        Finding(
            id="CK-03",
            title="整段重复",
            severity="warning",
            message="有两处相同。",
            suggestion="删去一处。",
            places=(Place(Span(told.span.start + 4, told.span.end - 3)), Place(title)),
        ),
        Finding(
            id="CK-01",
            title="年度错位",
            severity="error",
            message="标题年度与报告年度不符。",
            suggestion="改为报告年度。",
            places=(Place(title),),
            deduction=1.0,
        ),
    )
    return make_scorecard(report, results, findings=findings, **changes)

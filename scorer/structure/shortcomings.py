"""The shortcomings that a report admits and the causes that it gives for them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scorer.checklist import Status, Verdict
from scorer.report import Report, SectionRole, Sentence, SentenceKind
from scorer.result import NearMiss, NearMissReason, SentenceStatus
from scorer.structure.stage import Found, Stage, body_of, carried_by, sections_of, sentences_with

_POINT = re.compile(
    r"^(?:[一二三四五六七八九十]是|第[一二三四五六七八九十][，、,是]|[（(][一二三四五六七八九十\d]{1,3}[）)]"
    r"|\d{1,2}[.．、]|[①-⑳]|[一二三四五六七八九十]{1,3}、|其[一二三四五六][，、,是])"
)

_LACKS = re.compile("不[高强足够深广到严细实全]|缺|滞后|薄弱|有待|单一|不健全|不规范|不完善")
LISTED = 3
"""Clauses of one sentence (or parts of a list: 素养不高、普法不够) that each admit something of a
field of work, and so are points."""


def _points(stage: Stage) -> list[Sentence]:
    """The sentences that open a shortcoming: numbered ones, or else every one that names one."""
    admitted = sentences_with(stage, SectionRole.SHORTCOMINGS, SentenceStatus.SHORTCOMING)
    numbers = {section.number for section in sections_of(stage, SectionRole.SHORTCOMINGS)}
    titles = {section.title_span for section in stage.report.sections}
    headings = [
        sentence
        for sentence in stage.report.sentences
        if sentence.section in numbers
        and sentence.kind is SentenceKind.HEADING
        and sentence.span not in titles
    ]
    opened = [*headings, *(s for s in admitted if _opens_point(stage.report, s))]
    return sorted(opened) if len(opened) >= 2 else sorted(admitted)


def _opens_point(report: Report, sentence: Sentence) -> bool:
    text = report.quote(sentence.span)
    return _POINT.match(text) is not None or "：一是" in text or "：1" in text


def find_shortcomings(stage: Stage) -> Found:
    points = _points(stage)
    if not points:
        return _run_in_shortcomings(stage)
    text = "".join(stage.report.quote(point.span) for point in points)
    fields = stage.words("工作领域")
    if fields and not any(field in text for field in fields):
        return carried_by(stage, points[:3], Verdict.STATED, "no_field"), []
    several = len(points) >= 2 or sum(text.count(mark) for mark in ("二是", "另一方面")) >= 1
    several = several or _listed_in_one(stage, points[0])
    if not several:
        return carried_by(stage, points[:3], Verdict.STATED, "few_points"), []
    return carried_by(stage, points[:4], Verdict.EVIDENCED), []


def _listed_in_one(stage: Stage, sentence: Sentence) -> bool:
    """Whether one sentence lists points: 学法不够经常，监督有待加强，队伍建设滞后。"""
    fields = stage.words("工作领域")
    listed = 0
    for clause in stage.report.clauses[sentence.first_clause : sentence.last_clause]:
        assertion = stage.assertions[clause.number]
        if assertion.status is Status.SHORTCOMING and assertion.cue:
            text = stage.report.quote(clause.span)
            parts = [part for part in text.split("、") if _LACKS.search(part)]
            of_a_field = [part for part in parts if any(field in part for field in fields)]
            listed += max(len(of_a_field), any(field in text for field in fields))
    return listed >= LISTED


def _run_in_shortcomings(stage: Stage) -> Found:
    """Shortcomings admitted outside a section of their own."""
    admitted = [
        sentence
        for sentence in stage.report.sentences
        if sentence.kind is SentenceKind.BODY
        and stage.sentences[sentence.number].status is SentenceStatus.SHORTCOMING
    ]
    if len(admitted) >= 2:
        return carried_by(stage, admitted[:3], Verdict.EVIDENCED), []
    return carried_by(stage, admitted, Verdict.STATED, "few_points"), []


def _left_open(stage: Stage, causes: Sequence[Sentence], body: Sequence[Sentence]) -> bool:
    """Whether one of three or more numbered shortcomings has no cause among its own sentences.

    Causes below the last shortcoming, or in a paragraph without one, are told of all of them.
    """
    opening = [s for s in body if _opens_point(stage.report, s)]
    points = [s.number for s in opening]
    if len(points) < 3 or causes[0].number > points[-1]:
        return False
    if {cause.paragraph for cause in causes} - {s.paragraph for s in opening}:
        return False
    ends = [*points[1:], body[-1].number + 1]
    return any(
        not any(start <= cause.number < end for cause in causes)
        for start, end in zip(points, ends, strict=True)
    )


def _gives_cause(stage: Stage, sentence: Sentence) -> bool:
    """Whether a sentence, or a clause of one that admits a shortcoming, gives a cause."""
    if stage.sentences[sentence.number].status is SentenceStatus.CAUSE:
        return True
    clauses = stage.assertions[sentence.first_clause : sentence.last_clause]
    return any(assertion.status is Status.CAUSE for assertion in clauses)


def find_causes(stage: Stage) -> Found:
    body = body_of(stage, SectionRole.SHORTCOMINGS)
    told = [s for s in body if _gives_cause(stage, s)]
    others = stage.words("他人原因")
    own = [s for s in told if not any(word in stage.report.quote(s.span) for word in others)]
    if own:
        points = len(_points(stage))
        general = own[-1].number >= body[-1].number - 1 and len(own) == 1 and len(body) > 2
        if points <= 1 or ((general or len(own) >= 2) and not _left_open(stage, own, body)):
            return carried_by(stage, own[:3], Verdict.EVIDENCED), []
        return carried_by(stage, own, Verdict.STATED, "some_points"), []
    hints = [
        s
        for s in body
        if s not in told
        and any(word in stage.report.quote(s.span) for word in stage.words("主观原因"))
    ]
    if hints:
        return carried_by(stage, hints[:2], Verdict.STATED, "hinted"), []
    misses = [
        NearMiss(
            stage.item.id,
            s.span,
            s.number,
            Status.CAUSE,
            f"{stage.item.id}.found",
            NearMissReason.OTHER_ACTOR,
        )
        for s in told
    ]
    return [], misses

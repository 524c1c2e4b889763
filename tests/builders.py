"""Small values for tests: a report without text, items, patterns, a checklist around them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from scorer.checklist import (
    ActorKind,
    ActorWords,
    Basis,
    Checklist,
    Grade,
    Group,
    Item,
    Outline,
    Pattern,
    Status,
    Term,
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
from scorer.result import Actor, Assertion, SentenceResult, SentenceStatus

CREDITS = {
    Verdict.ABSENT: 0.0,
    Verdict.PLANNED: 0.0,
    Verdict.STATED: 0.5,
    Verdict.EVIDENCED: 1.0,
}
GRADES = (
    Grade(title="良好", percent=70),
    Grade(title="合格", percent=50),
    Grade(title="待补充", percent=0),
)


def make_term(*words: str) -> Term:
    return Term(name=words[0], words=words)


def make_pattern(*terms: str | Sequence[str], **fields: Any) -> Pattern:
    """A pattern over terms; a term is a phrase or a list of alternatives."""
    made = tuple(make_term(t) if isinstance(t, str) else make_term(*t) for t in terms)
    return Pattern(**({"id": "XX-01.a", "name": "told", "all": made} | fields))


def make_item(id: str = "XX-01", **fields: Any) -> Item:
    values: dict[str, Any] = {
        "id": id,
        "group": id.split("-")[0],
        "title": "事项",
        "points": 2.0,
        "requirement": "要求。",
        "basis": (Basis(document="某某规定", confidence="recalled"),),
        "advice": "写明次数。",
        "applies_to": (),
    }
    return Item(**(values | fields))


def make_checklist(*items: Item, **fields: Any) -> Checklist:
    groups = tuple(
        Group(id=group, title=group, points=sum(i.points for i in items if i.group == group))
        for group in dict.fromkeys(item.group for item in items)
    )
    values: dict[str, Any] = {
        "id": "test",
        "title": "测试检查单",
        "version": "1",
        "date": "2026-01-01",
        "digest": "0" * 64,
        "overlays": (),
        "groups": groups,
        "items": items,
        "unit_kinds": (),
        "grades": GRADES,
        "credits": CREDITS,
        "cues": (),
        "outline": Outline(headings={}),
        "actors": ActorWords(
            leader=("主要负责人",),
            kinds={"enforcement": ("局长",)},
            government_leader=("区长",),
            other_person=("分管领导", "副局长"),
            unit=("我局",),
            government=("区政府",),
            other_organ=("法院",),
            not_actors=("各部门主要负责人",),
            objects=("协助", "督促"),
        ),
    }
    return Checklist(**(values | fields))


def make_report(
    *sections: tuple[SectionRole, str],
    unit_kind: str = "enforcement",
    year: int | None = 2024,
    **fields: Any,
) -> Report:
    """A report whose sections are one paragraph each, cut at 。 and ，; for tests of later stages."""
    text = "\n".join(body for _, body in sections)
    made: dict[str, list[Any]] = {"sections": [], "paragraphs": [], "sentences": [], "clauses": []}
    start = 0
    for number, (role, body) in enumerate(sections):
        span = Span(start, start + len(body))
        made["sections"].append(Section(number, span, "", None, role))
        made["paragraphs"].append(Paragraph(number, span, number, (), None))
        _cut_sentences(made, body, start, number)
        start += len(body) + 1
    values: dict[str, Any] = {
        "source": "报告.txt",
        "format": "txt",
        "digest": "0" * 64,
        "text": text,
        "title": "某某区某某局2024年度法治政府建设情况报告",
        "unit": "某某区某某局",
        "unit_kind": unit_kind,
        "unit_kind_guessed": False,
        "year": year,
        "year_guessed": False,
        "signed_by": None,
        "signed_on": None,
        "complete": True,
        "warnings": (),
    }
    return Report(**(values | {name: tuple(parts) for name, parts in made.items()} | fields))


def _cut_sentences(made: dict[str, list[Any]], body: str, start: int, section: int) -> None:
    for sentence in body.split("。"):
        if not sentence:
            continue
        first = len(made["clauses"])
        end = start + len(sentence) + 1
        number = len(made["sentences"])
        offset = start
        parts = sentence.split("，")
        for place, part in enumerate(parts):
            stop = end if place == len(parts) - 1 else offset + len(part) + 1
            made["clauses"].append(
                Clause(len(made["clauses"]), Span(offset, stop), number, section)
            )
            offset = stop
        made["sentences"].append(
            Sentence(
                number,
                Span(start, end),
                section,
                section,
                SentenceKind.BODY,
                first,
                len(made["clauses"]),
            )
        )
        start = end


def all_done(report: Report) -> tuple[Assertion, ...]:
    return tuple(Assertion(Status.DONE, None, None) for _ in report.clauses)


def nobody(report: Report) -> tuple[Actor, ...]:
    return tuple(Actor(ActorKind.UNKNOWN, "") for _ in report.clauses)


def sentences_done(report: Report) -> tuple[SentenceResult, ...]:
    return tuple(SentenceResult(SentenceStatus.DONE, None) for _ in report.sentences)

"""A scorer of a dozen lines for tests of the evaluation: one line is one sentence, and an item
gets the verdict of the first of its patterns all of whose terms stand in one line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from scorer.checklist import (
    ActorWords,
    Checklist,
    Item,
    Outline,
    Pattern,
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
from scorer.result import (
    Evidence,
    Finding,
    ItemResult,
    NearMiss,
    NearMissReason,
    Place,
    Scorecard,
    SentenceResult,
    SentenceStatus,
)


def term(*words: str) -> Term:
    return Term(name=words[0], words=words)


def pattern(*terms: Term, **fields: object) -> Pattern:
    return Pattern(id="X", name="x", all=terms, **fields)  # type: ignore[arg-type]


def item(name: str, **fields: object) -> Item:
    return Item(  # type: ignore[arg-type]
        id=name,
        group="G",
        title=f"项目{name}",
        points=1,
        requirement="",
        basis=(),
        advice="",
        applies_to=(),
        **fields,
    )


def checklist(*items: Item) -> Checklist:
    return Checklist(
        id="test",
        title="测试清单",
        version="1",
        date="2024-01-01",
        digest="0",
        overlays=(),
        groups=(),
        items=items,
        unit_kinds=(),
        grades=(),
        credits={},
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


def report_of(text: str) -> Report:
    spans, start = [], 0
    for line in text.split("\n"):
        spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    return Report(
        source="x.txt",
        format="txt",
        digest="0",
        text=text,
        title="",
        unit="某某局",
        unit_kind="department",
        unit_kind_guessed=True,
        year=2023,
        year_guessed=True,
        signed_by=None,
        signed_on=None,
        sections=(Section(0, Span(0, len(text)), "", None, SectionRole.MEASURES),),
        paragraphs=tuple(Paragraph(n, span, 0, (), None) for n, span in enumerate(spans)),
        sentences=tuple(
            Sentence(n, span, n, 0, SentenceKind.BODY, n, n + 1) for n, span in enumerate(spans)
        ),
        clauses=tuple(Clause(n, span, n, 0) for n, span in enumerate(spans)),
        complete=True,
        warnings=(),
    )


def score_report(report: Report, rules: Checklist, findings: Sequence[Finding] = ()) -> Scorecard:
    return Scorecard(
        report=report,
        checklist=rules,
        items=tuple(_judge(report, one) for one in rules.items),
        groups=(),
        points=0,
        max_points=0,
        percent=None,
        grade="",
        judged=0,
        applicable=0,
        findings=tuple(findings),
        sentences=tuple(
            SentenceResult(
                SentenceStatus.PLANNED if "下一步" in report.quote(s.span) else SentenceStatus.DONE,
                None,
            )
            for s in report.sentences
        ),
        tool_version="0",
    )


def score_file(path: Path, rules: Checklist) -> Scorecard:
    return score_report(report_of(path.read_text(encoding="utf-8").strip()), rules)


def finding(name: str, *spans: Span, severity: str = "warning") -> Finding:
    return Finding(  # type: ignore[arg-type]
        id=name,
        title="",
        severity=severity,
        message="有问题",
        suggestion="",
        places=tuple(Place(span) for span in spans),
    )


def _judge(report: Report, one: Item) -> ItemResult:
    verdict, evidence, missed = Verdict.ABSENT, (), ()
    ladder = [(p, Verdict.EVIDENCED) for p in one.evidenced] + [
        (p, Verdict.STATED) for p in one.stated
    ]
    for rule, level in ladder:
        line = next((s for s in report.sentences if _fits(rule, report.quote(s.span))), None)
        if line is None:
            continue
        if "下一步" in report.quote(line.span):
            missed = (
                NearMiss(
                    one.id, line.span, line.number, None, rule.id, NearMissReason.PLANNED_ONLY
                ),
            )
            verdict = Verdict.PLANNED
            continue
        verdict, evidence = level, (Evidence(one.id, line.span, line.number, None, rule.id, level),)
        break
    review = "只见于计划" if missed else None
    return ItemResult(
        item=one, verdict=verdict, credit=0, points=0, max_points=1, reason="", evidence=evidence,
        near_misses=missed, review=review, points_at_stake=0,
    )  # fmt: skip


def _fits(rule: Pattern, text: str) -> bool:
    return all(any(word in text for word in needed.words) for needed in rule.all)

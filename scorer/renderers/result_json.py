"""Scorecard in, the JSON of the result contract out (`docs/result.md`), schema 1.

Keys stand in the contract's order; the same scorecard gives the same bytes.
"""

from __future__ import annotations

import json
from typing import Any, Final

from scorer.paths import resource_folder
from scorer.renderers.wording import basis_of, gap_messages
from scorer.report import Report, Span
from scorer.result import Evidence, Fact, Finding, ItemResult, NearMiss, Scorecard

SCHEMA_VERSION: Final = 1
TOOL_NAME: Final = "rule-of-law-scorer"

Json = dict[str, Any]


def result_schema() -> Json:
    """The JSON Schema (2020-12) that every result satisfies."""
    text = (resource_folder("templates") / "result.schema.json").read_text(encoding="utf-8")
    schema: Json = json.loads(text)
    return schema


def result_of(scorecard: Scorecard, *, sentences: bool = False) -> Json:
    """The result as plain values; `sentences` adds the status of every sentence."""
    report, checklist = scorecard.report, scorecard.checklist
    result: Json = {
        "schema": SCHEMA_VERSION,
        "tool": {"name": TOOL_NAME, "version": scorecard.tool_version},
        "checklist": {
            "id": checklist.id,
            "title": checklist.title,
            "version": checklist.version,
            "digest": checklist.digest,
            "overlays": list(checklist.overlays),
        },
        "report": _report(report),
        "score": {
            "points": scorecard.points,
            "max_points": scorecard.max_points,
            "percent": scorecard.percent,
            "grade": scorecard.grade,
            "judged": scorecard.judged,
            "applicable": scorecard.applicable,
            "items": len(scorecard.items),
        },
        "groups": [
            {
                "id": group.id,
                "title": group.title,
                "points": group.points,
                "max_points": group.max_points,
            }
            for group in scorecard.groups
        ],
        "items": [_item(report, item) for item in scorecard.items],
        "checks": [_check(report, finding) for finding in scorecard.findings],
    }
    if sentences:
        result["sentences"] = _sentences(scorecard)
    return result


def render_json(scorecard: Scorecard, *, sentences: bool = False) -> bytes:
    """The result as UTF-8 JSON, indented, one line feed at the end."""
    result = result_of(scorecard, sentences=sentences)
    text = json.dumps(result, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    # A lone surrogate out of a damaged file has no UTF-8 form; JSON's own escape has the same look.
    return text.encode("utf-8", "backslashreplace")


def _report(report: Report) -> Json:
    return {
        "source": report.source,
        "format": report.format,
        "digest": report.digest,
        "title": report.title,
        "unit": report.unit,
        "unit_kind": report.unit_kind,
        "unit_kind_guessed": report.unit_kind_guessed,
        "year": report.year,
        "year_guessed": report.year_guessed,
        "signed_by": report.signed_by,
        "signed_on": report.signed_on,
        "characters": len(report.text),
        "sections": [
            {
                "index": section.number,
                "title": section.title,
                "role": section.role.value,
                "start": section.span.start,
                "end": section.span.end,
            }
            for section in report.sections
        ],
        "reading": {
            "complete": report.complete,
            "warnings": list(dict.fromkeys((*gap_messages(report), *report.warnings))),
        },
    }


def _item(report: Report, result: ItemResult) -> Json:
    item = result.item
    return {
        "id": item.id,
        "group": item.group,
        "title": item.title,
        "verdict": result.verdict.value,
        "points": result.points,
        "max_points": result.max_points,
        "credit": result.credit,
        "reason": result.reason,
        "evidence": [_evidence(report, found) for found in result.evidence],
        "near_misses": [_near_miss(report, miss) for miss in result.near_misses],
        "review": result.review,
        "advice": item.advice,
        "points_at_stake": result.points_at_stake,
        "basis": [
            {
                "document": basis.document,
                "article": basis.article,
                "confidence": basis.confidence,
            }
            for basis in basis_of(item, report.year)
        ],
    }


def _quote(report: Report, span: Span) -> Json:
    return {"quote": report.quote(span), "start": span.start, "end": span.end}


def _place(report: Report, found: Evidence | NearMiss) -> Json:
    sentence = report.sentences[found.sentence]
    return {
        **_quote(report, found.span),
        "section": sentence.section,
        "paragraph": sentence.paragraph,
        "status": None if found.status is None else found.status.value,
    }


def _evidence(report: Report, found: Evidence) -> Json:
    paragraph = report.paragraphs[report.sentences[found.sentence].paragraph]
    evidence = {
        **_place(report, found),
        "facts": [_fact(fact) for fact in found.facts],
        "pattern": found.pattern,
        "path": [report.quote(report.sentences[number].span) for number in paragraph.headings],
    }
    if paragraph.page is not None:
        evidence["page"] = paragraph.page
    return evidence


def _near_miss(report: Report, miss: NearMiss) -> Json:
    return {**_place(report, miss), "reason": miss.reason.value}


def _fact(fact: Fact) -> Json:
    value = fact.value
    return {
        "kind": fact.kind.value,
        "text": fact.text,
        "value": int(value) if value is not None and value == int(value) else value,
        "unit": fact.unit,
    }


def _check(report: Report, finding: Finding) -> Json:
    return {
        "id": finding.id,
        "title": finding.title,
        "severity": finding.severity,
        "message": finding.message,
        "suggestion": finding.suggestion,
        "deduction": finding.deduction,
        "places": [_quote(report, place.span) for place in finding.places],
    }


def _sentences(scorecard: Scorecard) -> list[Json]:
    return [
        {
            "start": sentence.span.start,
            "end": sentence.span.end,
            "section": sentence.section,
            "paragraph": sentence.paragraph,
            "status": told.status.value,
            "cue": told.cue,
        }
        for sentence, told in zip(scorecard.report.sentences, scorecard.sentences, strict=True)
    ]

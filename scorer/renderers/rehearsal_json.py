"""A rehearsal in, its JSON out (templates/rehearsal.schema.json), schema 1.

Complete: every moved verdict of every report with both sentences. The same rehearsal gives the same
bytes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from scorer.kinds import Verdict
from scorer.paths import resource_folder
from scorer.rehearsed import (
    DecidedVerdict,
    DecidedVerdicts,
    ItemMove,
    ItemSide,
    QuotedSentence,
    Rehearsal,
    RehearsedItem,
    RehearsedReport,
    RuleVersion,
    ScoreMiddle,
    Total,
)

SCHEMA_VERSION: Final = 1

Json = dict[str, Any]


def rehearsal_schema() -> Json:
    """The JSON Schema (2020-12) that every rehearsal satisfies."""
    text = (resource_folder("templates") / "rehearsal.schema.json").read_text(encoding="utf-8")
    schema: Json = json.loads(text)
    return schema


def render_rehearsal_json(rehearsal: Rehearsal) -> bytes:
    """UTF-8 JSON, indented, one line feed at the end."""
    text = json.dumps(_told(rehearsal), ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    return text.encode("utf-8", "backslashreplace")


def _told(rehearsal: Rehearsal) -> Json:
    return {
        "schema": SCHEMA_VERSION,
        "tool": {"version": rehearsal.tool_version},
        "archive": rehearsal.archive,
        "old": _version(rehearsal.old),
        "new": _version(rehearsal.new),
        "failing_examples": list(rehearsal.failures),
        "summary": {
            "reports": len(rehearsal.reports),
            "changed": len(rehearsal.changed),
            "moved": rehearsal.moved,
            "moving": rehearsal.moving,
            "rescored": rehearsal.rescored,
            "left_out": len(rehearsal.left_out),
            "old": _middle(rehearsal.old_middle),
            "new": _middle(rehearsal.new_middle),
        },
        "decisions": None if rehearsal.decided is None else _decided(rehearsal.decided),
        "bands": [band._asdict() for band in rehearsal.bands],
        "grades": [grade._asdict() for grade in rehearsal.grades],
        "grade_moves": [
            {"old": old, "new": new, "count": count}
            for (old, new), count in rehearsal.grade_moves.items()
        ],
        "crossings": [
            {**crossing._asdict(), "title": crossing.title or None}
            for crossing in rehearsal.crossings
        ],
        "items": [_item(item) for item in rehearsal.items],
        "reports": [_report(report) for report in rehearsal.reports],
        "left_out": [one._asdict() for one in rehearsal.left_out],
    }


def _version(version: RuleVersion) -> Json:
    return {**version._asdict(), "overlays": list(version.overlays)}


def _middle(middle: ScoreMiddle | None) -> Json | None:
    return None if middle is None else middle._asdict()


def _decided(decided: DecidedVerdicts) -> Json:
    return {
        "settled": len(decided.verdicts),
        "disputed": decided.disputed,
        "old_agreeing": decided.old_agreeing,
        "new_agreeing": decided.new_agreeing,
        "gained": [_one_decided(one) for one in decided.gained],
        "lost": [_one_decided(one) for one in decided.lost],
    }


def _one_decided(one: DecidedVerdict) -> Json:
    return {
        **one._asdict(),
        "decided": one.decided.value,
        "old": _verdict(one.old),
        "new": _verdict(one.new),
    }


def _item(item: RehearsedItem) -> Json:
    return {
        "id": item.id,
        "title": item.title,
        "old_points": item.old_points,
        "new_points": item.new_points,
        "moved": item.moved,
        "requoted": item.requoted,
        "ways": [
            {"old": _verdict(old), "new": _verdict(new), "count": count}
            for (old, new), count in item.ways.items()
        ],
        "old_counts": _counts(item.old_counts),
        "new_counts": _counts(item.new_counts),
    }


def _counts(counts: Mapping[Verdict, int]) -> dict[str, int]:
    return {verdict.value: count for verdict, count in counts.items()}


def _report(report: RehearsedReport) -> Json:
    return {
        "name": report.name,
        "unit": report.unit,
        "year": report.year,
        "unit_kind": report.unit_kind,
        "source": report.source,
        "digest": report.digest,
        "changed": report.changed,
        "old": _total(report.old),
        "new": _total(report.new),
        "moves": [_move(move) for move in report.moves],
        "requoted": list(report.requoted),
    }


def _total(total: Total) -> Json:
    return total._asdict()


def _move(move: ItemMove) -> Json:
    return {"item": move.item, "old": _side(move.old), "new": _side(move.new)}


def _side(side: ItemSide) -> Json:
    return {
        "verdict": _verdict(side.verdict),
        "points": side.points,
        "max_points": side.max_points,
        "reason": side.reason,
        "quote": None if side.quote is None else _quote(side.quote),
    }


def _quote(quote: QuotedSentence) -> Json:
    return {
        "pieces": [{"text": piece.text, "look": piece.look or None} for piece in quote.pieces],
        "place": quote.place,
        "pattern": quote.pattern or None,
        "refused": quote.refused or None,
    }


def _verdict(verdict: Verdict | None) -> str | None:
    return None if verdict is None else verdict.value

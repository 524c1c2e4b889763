"""Comparison in, its JSON out (`docs/comparison.md`), schema 1; the same comparison gives the same
bytes. What cannot be told is null, never 0."""

from __future__ import annotations

import json
from typing import Any, Final

from scorer.compared import (
    Comparison,
    FindingChange,
    GroupChange,
    GroupState,
    ItemChange,
    ItemState,
    Mending,
    Move,
    Promise,
    Side,
    Stretch,
    Takeover,
    TextDifference,
)
from scorer.copies import CopiedPassage, CopyPiece
from scorer.paths import resource_folder

SCHEMA_VERSION: Final = 1
TOOL_NAME: Final = "rule-of-law-scorer"

Json = dict[str, Any]


def comparison_schema() -> Json:
    """The JSON Schema (2020-12) that every comparison satisfies."""
    text = (resource_folder("templates") / "comparison.schema.json").read_text(encoding="utf-8")
    schema: Json = json.loads(text)
    return schema


def render_comparison_json(comparison: Comparison) -> bytes:
    """The comparison as UTF-8 JSON, indented, one line feed at the end."""
    text = json.dumps(comparison_of(comparison), ensure_ascii=False, indent=2, allow_nan=False)
    # A lone surrogate out of a damaged file has no UTF-8 form; JSON's own escape has the same look.
    return f"{text}\n".encode("utf-8", "backslashreplace")


def comparison_of(comparison: Comparison) -> Json:
    """The comparison as plain values."""
    takeover, difference = comparison.takeover, comparison.difference
    return {
        "schema": SCHEMA_VERSION,
        "tool": {"name": TOOL_NAME, "version": comparison.tool_version},
        "relation": comparison.relation.value,
        "basis": comparison.basis.value,
        "notices": [{"id": notice.id, "text": notice.text} for notice in comparison.notices],
        "old": _side(comparison.old),
        "new": _side(comparison.new),
        "moved": {
            "percent": _move(comparison.percent),
            "points": _move(comparison.points),
            "groups": [_group_change(change) for change in comparison.groups],
        },
        "items": [_item_change(change) for change in comparison.items],
        "unchanged": comparison.unchanged,
        "checks": [_finding(change) for change in comparison.findings],
        "mendings": [_followed(mending) for mending in comparison.mendings],
        "plans": [_followed(promise) for promise in comparison.promises],
        "takeover": None if takeover is None else _takeover(takeover),
        "difference": None if difference is None else _difference(difference),
    }


def _side(side: Side) -> Json:
    return {
        "source": side.source,
        "digest": side.digest,
        "title": side.title,
        "unit": side.unit,
        "unit_kind": side.unit_kind,
        "year": side.year,
        "signed_on": side.signed_on,
        "complete": side.complete,
        "checklist": {
            "id": side.checklist_id,
            "title": side.checklist_title,
            "version": side.checklist_version,
            "digest": side.checklist_digest,
            "overlays": list(side.overlays),
        },
        "tool_version": side.tool_version,
        "score": {
            "points": side.points,
            "max_points": side.max_points,
            "percent": side.percent,
            "grade": side.grade,
        },
    }


def _move(move: Move) -> Json:
    return {"total": move.total, "rules": move.rules, "text": move.text}


def _group_change(change: GroupChange) -> Json:
    return {
        "id": change.id,
        "title": change.title,
        "old": _group(change.old),
        "new": _group(change.new),
        "points": _move(change.points),
    }


def _group(group: GroupState | None) -> Json | None:
    return group and {"points": group.points, "max_points": group.max_points}


def _item_change(change: ItemChange) -> Json:
    return {
        "id": change.id,
        "title": change.title,
        "kind": change.kind.value,
        "cause": change.cause.value,
        "old": _item(change.old),
        "new": _item(change.new),
        "points": _move(change.points),
    }


def _item(item: ItemState | None) -> Json | None:
    return item and {
        "group": item.group,
        "verdict": item.verdict.value,
        "points": item.points,
        "max_points": item.max_points,
        "reason": item.reason,
        "quotes": [
            {"quote": quoted.text, "place": quoted.place, "refused": quoted.why}
            for quoted in item.quotes
        ],
    }


def _finding(change: FindingChange) -> Json:
    finding = change.finding
    return {
        "state": change.state,
        "id": finding.id,
        "title": finding.title,
        "severity": finding.severity,
        "message": finding.message,
        "quotes": list(finding.quotes),
    }


def _followed(followed: Mending | Promise) -> Json:
    old, new = followed.old, followed.new
    return {
        "id": old.id,
        "title": old.title,
        "outcome": followed.outcome,
        "points_at_stake": old.points_at_stake,
        "old_verdict": old.verdict.value,
        "new_verdict": new and new.verdict.value,
    }


def _takeover(takeover: Takeover) -> Json:
    return {
        "share": takeover.share,
        "taken": takeover.taken,
        "body": takeover.body,
        "passages": [_passage(passage) for passage in takeover.passages],
    }


def _passage(passage: CopiedPassage) -> Json:
    old, new = passage.first, passage.second
    return {
        "shared": passage.shared,
        "similarity": passage.similarity,
        "old": {"paragraph": old.paragraph, "pieces": _pieces(old.pieces)},
        "new": {"paragraph": new.paragraph, "pieces": _pieces(new.pieces)},
    }


def _difference(difference: TextDifference) -> Json:
    return {
        "added": difference.added,
        "removed": difference.removed,
        "moved": difference.moved,
        "changes": [
            {"old": _stretch(change.old), "new": _stretch(change.new)}
            for change in difference.changes
        ],
    }


def _stretch(stretch: Stretch | None) -> Json | None:
    return stretch and {"paragraph": stretch.paragraph, "pieces": _pieces(stretch.pieces)}


def _pieces(pieces: tuple[CopyPiece, ...]) -> list[Json]:
    return [{"text": piece.text, "same": piece.same} for piece in pieces]

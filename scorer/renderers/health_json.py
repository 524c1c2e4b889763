"""The rules' health in, its JSON out (templates/health.schema.json), schema 1."""

from __future__ import annotations

import json
from typing import Any, Final

from scorer.health import ItemHealth, RuleHealth, Share
from scorer.paths import resource_folder

SCHEMA_VERSION: Final = 1

Json = dict[str, Any]


def health_schema() -> Json:
    """The JSON Schema (2020-12) that every health satisfies."""
    text = (resource_folder("templates") / "health.schema.json").read_text(encoding="utf-8")
    schema: Json = json.loads(text)
    return schema


def render_health_json(health: RuleHealth) -> bytes:
    """UTF-8 JSON, indented, one line feed at the end; the same health gives the same bytes."""
    told: Json = {
        "schema": SCHEMA_VERSION,
        "tool": {"version": health.tool_version},
        "ledger": health.ledger,
        "reports": health.reports,
        "rules": [used._asdict() for used in health.rules],
        "items": [_item(item) for item in health.items],
    }
    text = json.dumps(told, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    return text.encode("utf-8", "backslashreplace")


def _item(item: ItemHealth) -> Json:
    return {
        "id": item.id,
        "title": item.title,
        "judged": item.judged,
        "credited": item.credited,
        "habit": item.habit or None,
        "kinds": [
            {
                "kind": kind.kind,
                "judged": kind.judged,
                "credited": kind.credited,
                "verdicts": {verdict.value: count for verdict, count in kind.verdicts.items()},
            }
            for kind in item.kinds
        ],
        "reviewed": item.reviewed,
        "overruled": item.overruled,
        "disputed": item.disputed,
        "ways": [
            {"given": given.value, "decided": decided.value, "count": count}
            for (given, decided), count in item.ways.items()
        ],
        "precision": _share(item.precision),
        "recall": _share(item.recall),
        "worst": [
            {**one._asdict(), "given": one.given.value, "decided": one.decided.value}
            for one in item.worst
        ],
    }


def _share(share: Share | None) -> Json | None:
    if share is None:
        return None
    return {
        "share": round(share.value, 4),
        "part": share.part,
        "of": share.of,
        "low": round(share.low, 4),
        "high": round(share.high, 4),
    }

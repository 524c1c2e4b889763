"""What a review came to, per unit and per file, and its two lists: a table for people, JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final

from scorer import __version__
from scorer.batch.allotting import Allotment, UnitFile
from scorer.batch.sources import Trouble
from scorer.batch.stages import Failed, Scored
from scorer.checklist import Checklist
from scorer.register import Register

SCHEMA_VERSION: Final = 1


class State(StrEnum):
    """What became of a unit."""

    SCORED = "scored"
    UNREAD = "unread"
    NOT_SUBMITTED = "not_submitted"


STATE_WORDS: Final = {
    State.SCORED: "已评",
    State.UNREAD: "读不了",
    State.NOT_SUBMITTED: "未报送",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitOutcome:
    """A unit's row."""

    unit: str
    state: State
    listed: bool
    file: str = ""
    reason: str = ""
    note: str = ""
    due: date | None = None
    received: date | None = None
    contact: str = ""
    figures: Mapping[str, Any] = field(default_factory=dict)
    outputs: Mapping[str, str] = field(default_factory=dict)
    """Names below the results folder, with the digests of what was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOutcome:
    """A file that counts for no unit."""

    name: str
    unit: str
    reason: str
    unread: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Everything that a review came to."""

    units: tuple[UnitOutcome, ...]
    files: tuple[FileOutcome, ...]
    notices: tuple[str, ...] = ()
    """What was wrong with the register."""

    @property
    def unread(self) -> tuple[tuple[str, str], ...]:
        """Files that could not be read and why, by name."""
        units = [(one.file, one.reason) for one in self.units if one.state is State.UNREAD]
        return tuple(sorted({*units, *((f.name, f.reason) for f in self.files if f.unread)}))

    def count(self, state: State) -> int:
        """Units in a state."""
        return sum(unit.state is state for unit in self.units)


def outcomes(
    allotment: Allotment,
    scored: Mapping[str, Scored | Failed],
    troubles: Sequence[Trouble],
    register: Register | None,
) -> Review:
    """The rows, in the order of the units."""
    received = register.received if register else {}
    units = tuple(_unit(unit, scored, received) for unit in allotment.units)
    files = [
        FileOutcome(name=one.name, unit=one.unit, reason=one.reason, unread=one.unread)
        for one in allotment.others
    ]
    files += [FileOutcome(name=t.name, unit="", reason=t.reason, unread=True) for t in troubles]
    files.sort(key=lambda one: one.name)
    notices = register.notices if register else ()
    return Review(units=units, files=tuple(files), notices=notices)


def _unit(
    unit: UnitFile, scored: Mapping[str, Scored | Failed], received: Mapping[str, date]
) -> UnitOutcome:
    told = scored.get(unit.file) if unit.file else None
    done = isinstance(told, Scored)
    state = State.SCORED if done else State.UNREAD if unit.file else State.NOT_SUBMITTED
    return UnitOutcome(
        unit=unit.entry.unit,
        state=state,
        listed=unit.listed,
        file=unit.file or "",
        reason=told.reason if isinstance(told, Failed) else unit.reason,
        note=unit.note,
        due=unit.entry.due,
        received=received.get(unit.entry.unit),
        contact=unit.entry.contact,
        figures=told.figures if isinstance(told, Scored) else {},
        outputs=told.outputs if isinstance(told, Scored) else {},
    )


def render_json(review: Review, checklist: Checklist) -> bytes:
    """The list for programs; the same review gives the same bytes."""
    told = {
        "schema": SCHEMA_VERSION,
        "tool": {"version": __version__},
        "checklist": {
            "id": checklist.id,
            "title": checklist.title,
            "version": checklist.version,
            "digest": checklist.digest,
            "overlays": list(checklist.overlays),
        },
        "units": [
            {
                "unit": one.unit,
                "state": one.state.value,
                "in_register": one.listed,
                "file": one.file or None,
                "reason": one.reason or None,
                "note": one.note or None,
                "due": one.due.isoformat() if one.due else None,
                "received": one.received.isoformat() if one.received else None,
                "contact": one.contact or None,
                "figures": dict(one.figures) or None,
                "outputs": dict(one.outputs),
            }
            for one in review.units
        ],
        "other_files": [
            {"file": one.name, "unit": one.unit or None, "reason": one.reason, "unread": one.unread}
            for one in review.files
        ],
        "register_notices": list(review.notices),
    }
    text = json.dumps(told, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    return text.encode("utf-8", "backslashreplace")


_COLUMNS: Final = (
    *("单位", "状态", "文件", "年度", "得分率%", "等次", "得分", "满分", "有实据", "泛泛表述"),
    *("仅计划或自认不足", "缺失", "未能判定", "不适用", "检查发现", "需人工看的判定"),
    *("审查后得分率%", "审查后等次", "有效意见", "须重新审查", "意见不一"),
    *("收到日期", "截止日期", "联系人", "缺项页", "说明"),
)
_VERDICTS: Final = (
    *("evidenced", "stated", "planned", "absent"),
    *("unreadable", "not_applicable"),
)
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def render_table(review: Review) -> bytes:
    """The list for people: CSV that Excel opens in Chinese and in which no cell is a formula."""
    lines = io.StringIO()
    table = csv.writer(lines, lineterminator="\r\n")
    table.writerow(_COLUMNS)
    for one in review.units:
        table.writerow([_safe(cell) for cell in _row(one)])
    for other in review.files:
        state = "读不了" if other.unread else "没有采用"
        blank = [""] * (len(_COLUMNS) - 4)
        table.writerow([_safe(c) for c in (other.unit, state, other.name, *blank, other.reason)])
    return b"\xef\xbb\xbf" + lines.getvalue().encode("utf-8", "replace")


def _row(one: UnitOutcome) -> list[object]:
    told = one.figures
    verdicts = told.get("verdicts", {})
    after = told.get("after_review") or {}
    page = next((name for name in one.outputs if name.endswith(".html")), "")
    unread = "" if told.get("complete", True) else "文件没有读全，未能判定的项请看原件"
    remarks = [one.reason, one.note, unread, "" if one.listed else "不在台账里"]
    return [
        one.unit,
        STATE_WORDS[one.state],
        one.file,
        *(told.get(name) for name in ("year", "percent", "grade", "points", "max_points")),
        *(verdicts.get(name) for name in _VERDICTS),
        *(told.get(name) for name in ("findings", "to_look_at")),
        *(after.get(name) for name in ("percent", "grade")),
        *(after.get("decisions", {}).get(name) for name in ("holds", "reopened", "conflict")),
        *(day.isoformat() if day else "" for day in (one.received, one.due)),
        one.contact,
        page,
        "；".join(filter(None, remarks)),
    ]


def _safe(cell: object) -> object:
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return "" if cell is None else cell

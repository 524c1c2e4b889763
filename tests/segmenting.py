"""Outline, kinds of unit and readings for the tests of `scorer.segment`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from scorer.checklist import Outline, UnitKind
from scorer.report import Block, Reading, Report, SectionRole
from scorer.segment import segment

OUTLINE = Path(__file__).parent.parent / "checklists" / "outline.yaml"

KINDS = (
    UnitKind(
        id="office", title="政府办公室", names=("人民政府办公室", "政府办公室", "政府办", "府办")
    ),
    UnitKind(
        id="township",
        title="乡镇街道",
        names=("镇人民政府", "乡人民政府", "街道办事处", "镇", "乡"),
    ),
    UnitKind(
        id="government", title="区县政府", names=("人民政府", "区政府", "县政府", "区", "县", "市")
    ),
    UnitKind(
        id="enforcement",
        title="有行政执法权的部门",
        names=("市场监督管理局", "执法局"),
        signs=("持有执法证", "次…执法检查", "行政处罚…件", "罚款…元"),
        refines="department",
    ),
    UnitKind(id="department", title="其他部门", names=("局", "委员会", "委", "办公室", "办")),
)


@cache
def outline() -> Outline:
    """The shipped outline, read without the loader."""
    data = yaml.safe_load(OUTLINE.read_text(encoding="utf-8"))
    return Outline(
        **{
            key: {SectionRole(role): tuple(words) for role, words in value.items()}
            if isinstance(value, dict)
            else tuple(value)
            for key, value in data.items()
        }
    )


def reading(text: str) -> Reading:
    """A reading with one block per line."""
    blocks = tuple(Block(text=line) for line in text.split("\n"))
    return Reading(source="report.txt", format="txt", digest="", blocks=blocks)


def segmented(text: str, *, unit_kind: str | None = None, year: int | None = None) -> Report:
    """A report from text alone."""
    return segment(reading(text), outline(), KINDS, unit_kind=unit_kind, year=year)


def roles(report: Report) -> list[str]:
    """The roles of the sections in order."""
    return [section.role.value for section in report.sections]


def sentences(report: Report, kind: str) -> list[str]:
    """The sentences of one kind."""
    return [report.quote(s.span) for s in report.sentences if s.kind.value == kind]

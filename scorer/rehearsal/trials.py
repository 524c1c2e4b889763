"""An archived report in, both checklists' scores of it side by side out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import NamedTuple

from scorer.archive import ArchivedReport
from scorer.checklist import Checklist
from scorer.pipeline import Prepared, judge, prepare, prepare_again
from scorer.rehearsal.quoting import deciding, side_of
from scorer.rehearsed import ItemMove, RehearsedReport, Total
from scorer.report import Report
from scorer.result import ItemResult, Scorecard


class Pair(NamedTuple):
    """Two checklists and which of their parts say the same. Stages before the items depend on
    these parts alone, so that what says the same need not be done twice."""

    old: Checklist
    new: Checklist
    same_outline: bool
    """And the same kinds of units: whether both segment a text alike."""
    same_cues: bool
    same_actors: bool


def pair_of(old: Checklist, new: Checklist) -> Pair:
    """Both checklists, compared."""
    outline = alike(old.outline, new.outline) and alike(old.unit_kinds, new.unit_kinds)
    return Pair(old, new, outline, alike(old.cues, new.cues), alike(old.actors, new.actors))


def alike(one: object, other: object) -> bool:
    """Whether two rule values say the same, part by part and in the same order."""
    if type(one) is not type(other):
        return False
    if is_dataclass(one):
        names = [field.name for field in fields(one)]
        return all(alike(getattr(one, name), getattr(other, name)) for name in names)
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return alike(tuple(one.items()), tuple(other.items()))
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(alike, one, other))
    return one == other


def try_report(report: ArchivedReport, pair: Pair, name: str) -> RehearsedReport:
    """Both results. `name` is the archive's own. ReadError where the text is no such report."""
    known = prepare(report.reading, pair.old, unit_kind=report.unit_kind, reports_only=True)
    old = judge(known, pair.old)
    new = judge(_known_to_new(known, report, pair), pair.new)
    told = old.report
    old_items = {result.item.id: result for result in old.items}
    new_items = {result.item.id: result for result in new.items}
    unit = report.unit or told.unit
    year = told.year if report.year is None else report.year
    return RehearsedReport(
        name=_name(unit, year) or name,
        unit=unit,
        year=year,
        unit_kind=told.unit_kind,
        source=report.source,
        digest=report.digest,
        old=_total(old),
        new=_total(new),
        old_verdicts={key: result.verdict for key, result in old_items.items()},
        new_verdicts={key: result.verdict for key, result in new_items.items()},
        moves=tuple(
            ItemMove(
                key,
                side_of(old_items.get(key), told),
                side_of(new_items.get(key), new.report),
            )
            for key in dict.fromkeys((*new_items, *old_items))
            if _verdict(old_items.get(key)) is not _verdict(new_items.get(key))
        ),
        requoted=tuple(
            key
            for key, result in new_items.items()
            if key in old_items and _requoted(old_items[key], result, told, new.report)
        ),
    )


def _known_to_new(known: Prepared, report: ArchivedReport, pair: Pair) -> Prepared:
    if not pair.same_outline:
        return prepare(report.reading, pair.new, unit_kind=report.unit_kind)
    return prepare_again(known, pair.new, same_cues=pair.same_cues, same_actors=pair.same_actors)


def _name(unit: str, year: int | None) -> str:
    return f"{unit}（{year}年度）" if unit and year is not None else unit


def _total(card: Scorecard) -> Total:
    return Total(card.points, card.max_points, card.percent, card.grade)


def _verdict(result: ItemResult | None) -> object:
    return None if result is None else result.verdict


def _requoted(old: ItemResult, new: ItemResult, before: Report, after: Report) -> bool:
    """Whether evidence for the same verdict is another sentence."""
    if old.verdict is not new.verdict or not (old.evidence and new.evidence):
        return False
    first, second = deciding(old), deciding(new)
    return (
        first is not None
        and second is not None
        and before.quote(first.span) != after.quote(second.span)
    )

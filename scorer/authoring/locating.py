"""Places in the edited files → cells of the workbook that the edit came from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from scorer.authoring.faults import Fault
from scorer.authoring.files import RuleFile, RuleFiles
from scorer.authoring.merging import Merge
from scorer.authoring.spans import ListSpan, MapSpan, Span, spans_of, value_of
from scorer.authoring.tables import Entity, Tables
from scorer.checklist import PATTERN_LISTS
from scorer.errors import ChecklistError, Problem, SourcePlace

_LINE_END = re.compile(r"\r\n|\r|\n")
_LISTS = {
    "items": "要点",
    "cues": "提示词",
    "groups": "分组",
    "unit_kinds": "单位类型",
    "grades": "等级",
}
_NESTED = {"examples": "例句", "basis": "依据", **dict.fromkeys(PATTERN_LISTS, "模式")}

Keys = tuple[str | int, ...]


def faults_of(
    error: ChecklistError, files: RuleFiles, tables: Tables, merges: Mapping[str, Merge]
) -> Iterator[Fault]:
    """The loader's problems as faults of cells; those of no cell keep their place in the file."""
    for problem in error.problems:
        yield _fault(problem, files, tables, merges) or Fault("", "", str(problem))


def cell_of_example(item: str, number: int, tables: Tables, merges: Mapping[str, Merge]) -> str:
    """Cell of an example's verdict; empty where the workbook does not have it."""
    rows = [one for one in tables["例句"] if one.place == (item,)]
    return _cell(merges["例句"], rows[number], "verdict")


def _fault(
    problem: Problem, files: RuleFiles, tables: Tables, merges: Mapping[str, Merge]
) -> Fault | None:
    place = problem.place
    file = next((one for one in files.files if place and one.source.name == place.path), None)
    if place is None or file is None:
        return None
    keys = _keys_at(file, place)
    found = _row_at(file, keys, tables) if keys else None
    if found is None:
        return None
    sheet, entity, key = found
    merge = merges[sheet]
    if key not in merge.sheet.letters:
        key = merge.layout.required[0]
    cell = _cell(merge, entity, key)
    return Fault(sheet, cell, problem.message) if cell else None


def _cell(merge: Merge, entity: Entity, key: str) -> str:
    number = merge.rows.get(entity.key)
    return f"{merge.sheet.letters[key]}{number}" if number else ""


def _row_at(file: RuleFile, keys: Keys, tables: Tables) -> tuple[str, Entity, str] | None:
    """Sheet, row and key of a place in a file; the part's name comes first."""
    part, *inner = keys
    rows = {sheet: [one for one in tables[sheet] if one.home == file.path] for sheet in tables}
    if part == "vocabulary" and inner:
        mine = [one for one in rows["短语"] if one.place == (inner[0],)]
        at = inner[1] if len(inner) > 1 and isinstance(inner[1], int) else 0
        return ("短语", mine[at], "phrase") if at < len(mine) else None
    sheet = _LISTS.get(str(part))
    if sheet is None or not inner or not isinstance(inner[0], int):
        return None
    entity = rows[sheet][inner[0]]
    key = str(inner[1]) if len(inner) > 1 else ""
    if key not in _NESTED or sheet != "要点":
        return sheet, entity, key
    return _nested(entity, key, inner[2:], rows)


def _nested(
    item: Entity, key: str, inner: list[str | int], rows: Mapping[str, list[Entity]]
) -> tuple[str, Entity, str] | None:
    sheet = _NESTED[key]
    place = (str(item.fields["id"]), key)
    mine = [one for one in rows[sheet] if one.place == place[: len(one.place)]]
    at = inner[0] if inner and isinstance(inner[0], int) else 0
    if at >= len(mine):
        return "要点", item, "id"
    return sheet, mine[at], str(inner[1]) if len(inner) > 1 else ""


def _keys_at(file: RuleFile, place: SourcePlace) -> Keys:
    """Keys that lead to a place, the name of the checklist's part first."""
    text = file.source.text
    starts = [0, *(found.end() for found in _LINE_END.finditer(text))]
    root = spans_of(text, file.source.name)
    keys = tuple(_way(root, starts[place.line - 1] + place.column - 1))
    said = value_of(root)
    wrapped = isinstance(said, dict) and list(said) == [file.key]
    inline = not file.key or wrapped
    if not inline:
        return (file.key, *keys)
    if keys and isinstance(root, MapSpan):
        return _without_names(root, keys)
    return keys


def _without_names(root: MapSpan, keys: Keys) -> Keys:
    """Among an inline list's elements those that name files are none of the rows."""
    listed = root.get(str(keys[0]))
    if len(keys) < 2 or not isinstance(listed, ListSpan) or not isinstance(keys[1], int):
        return keys
    before = listed.items[: keys[1]]
    return (keys[0], sum(isinstance(one, MapSpan) for one in before), *keys[2:])


def _way(span: Span, at: int) -> Iterator[str | int]:
    if isinstance(span, ListSpan):
        for number, item in enumerate(span.items):
            if item.start <= at <= item.end:
                yield number
                yield from _way(item, at)
                return
    elif isinstance(span, MapSpan):
        for entry in span.entries:
            if entry.key.start <= at <= entry.end:
                yield entry.key.text
                yield from _way(entry.value, at)
                return

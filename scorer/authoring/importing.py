"""An edited workbook → the edited files of its checklist, tried before anything is written."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from scorer.authoring.columns import Layout
from scorer.authoring.exporting import FORM_VERSION
from scorer.authoring.faults import Fault, WorkbookError
from scorer.authoring.files import RuleFiles, load_rule_files
from scorer.authoring.locating import cell_of_example, faults_of
from scorer.authoring.merging import Merge, Record
from scorer.authoring.tables import Entity, Fields, Tables, layouts_of, tables_of, with_tables
from scorer.authoring.workbooks import BookText, read_book
from scorer.errors import ChecklistError, UsageError
from scorer.loader import EffectiveChecklist
from scorer.selfcheck import failing_examples

_PARTS = {
    "短语": "vocabulary",
    "提示词": "cues",
    "分组": "groups",
    "单位类型": "unit_kinds",
    "等级": "grades",
}


class Imported(NamedTuple):
    """The files as the workbook wants them, and what changed."""

    files: RuleFiles
    changes: tuple[str, ...]
    notices: tuple[str, ...]


def import_workbook(
    content: bytes, name: str, files: RuleFiles, *, keep_failing: bool = False
) -> Imported:
    """Take a workbook's edits over into the files, in memory. WorkbookError holds every fault
    with its sheet and cell, UsageError why the workbook is none of this checklist."""
    sheets = layouts_of(files)
    book = read_book(content, name, sheets)
    _refuse_others(book, files)
    merges = _merged(sheets, book, files)
    faults = [fault for merge in merges.values() for fault in merge.faults]
    if faults:
        raise WorkbookError(faults)
    tables = {sheet: tuple(merge.entities) for sheet, merge in merges.items()}
    changes = tuple(line for merge in merges.values() for line in merge.changes)
    if not changes:
        return Imported(files, (), ())
    retired = [str(one.fields["id"]) for one in merges["要点"].deleted]
    after = with_tables(files, tables, retired)
    try:
        effective = load_rule_files(after)
    except ChecklistError as error:
        raise WorkbookError(faults_of(error, after, tables, merges)) from error
    failing = _failing(effective, files, tables, merges)
    if failing and not keep_failing:
        raise WorkbookError(failing)
    return Imported(after, changes, tuple(str(fault) for fault in failing))


def _refuse_others(book: BookText, files: RuleFiles) -> None:
    """UsageError where the workbook is of another form or another checklist."""
    about = {row[0]: row[1:] for row in book.record if row}
    version = about.get("形式", ("",))[0]
    if version != FORM_VERSION:
        raise UsageError(f"工作簿的形式是“{version}”，本程序只认“{FORM_VERSION}”；请重新导出")
    main = files.main.value
    own = main.get("id") if isinstance(main, dict) else ""
    other = about.get("检查单", ("",))[0]
    if other != own:
        raise UsageError(f"这个工作簿是从检查单“{other}”导出的，不能导入“{own}”")


def _record(book: BookText, sheet: str) -> Record:
    found = {}
    for row in book.record:
        if len(row) > 2 and row[0] == sheet:
            found[row[1]] = tuple(json.loads("".join(row[2:])))
    return found


def _merged(sheets: Sequence[Layout], book: BookText, files: RuleFiles) -> Mapping[str, Merge]:
    """Each sheet, merged; items first, since the others belong to them."""
    current = tables_of(files)
    merges: dict[str, Merge] = {}
    for layout in sheets:
        home = _Homes(files, layout.name, merges)
        gone = frozenset(
            str(one.fields["id"]) for one in (merges["要点"].deleted if merges else ())
        )
        try:
            record = _record(book, layout.name)
        except ValueError as error:
            raise UsageError("隐藏的导出记录被改坏了；请重新导出，再把改动抄过去") from error
        merge = Merge(layout, book.sheets[layout.name], record, home, gone)
        merge.run(current[layout.name])
        if "item" in layout.place:
            _check_items(merge, merges["要点"])
        merges[layout.name] = merge
    return merges


class _Homes:
    """In which file a new row belongs."""

    def __init__(self, files: RuleFiles, sheet: str, merges: Mapping[str, Merge]) -> None:
        self._files, self._sheet = files, sheet
        self._items = merges["要点"].entities if merges else []

    def __call__(self, place: tuple[str, ...], fields: Fields, rows: Sequence[Entity]) -> Path:
        if self._sheet == "要点":
            kin = [one for one in rows if one.fields.get("group") == fields.get("group")]
            return (kin or list(rows))[-1].home
        if place and self._sheet != "短语":
            found = [one.home for one in self._items if one.fields.get("id") == place[0]]
            return found[0] if found else Path()
        same = [one.home for one in rows if one.place == place]
        return same[-1] if same else self._files.holding(_PARTS[self._sheet])[-1].path


def _check_items(merge: Merge, items: Merge) -> None:
    """A fault for each row of an item that there is not."""
    known = {str(one.fields["id"]) for one in items.entities}
    for entity in merge.entities:
        if entity.place[0] not in known and not items.faults:
            number = merge.rows.get(entity.key)
            cell = f"{merge.sheet.letters['item']}{number}" if number else ""
            message = f"没有要点“{entity.place[0]}”，请先在“要点”表里加上"
            merge.faults.append(Fault(merge.layout.name, cell, message))


def _failing(
    effective: EffectiveChecklist, before: RuleFiles, tables: Tables, merges: Mapping[str, Merge]
) -> list[Fault]:
    """Examples that the edited rules judge otherwise than they say, and did not before."""
    found = list(failing_examples(effective.checklist))
    if not found:
        return []
    old = {
        (one.item.id, one.example.text, one.example.verdict)
        for one in failing_examples(load_rule_files(before).checklist)
    }
    return [
        Fault("例句", cell_of_example(one.item.id, one.number - 1, tables, merges), one.message)
        for one in found
        if (one.item.id, one.example.text, one.example.verdict) not in old
    ]

"""Three sides of each cell → one: what was exported, what the workbook says now, what the files
say now.

A cell that the workbook did not change keeps the file's value. One that both changed, each its
own way, is a conflict and is told with both. Only cells that are taken over are read as rules.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from scorer.authoring.columns import Column, Layout
from scorer.authoring.faults import Fault
from scorer.authoring.tables import Entity, Fields, cells_of
from scorer.authoring.telling import label_of, tell_change
from scorer.authoring.wordings import WordingError
from scorer.authoring.workbooks import CellText, SheetRow, SheetText, tidy

Record = Mapping[str, tuple[str, ...]]
"""Cells of one sheet as they were exported, by key."""


@dataclass(slots=True)
class Merge:
    """One sheet on its way; what is found is gathered."""

    layout: Layout
    sheet: SheetText
    record: Record
    home_of: Callable[[tuple[str, ...], Fields, Sequence[Entity]], Path]
    """In which file a new row belongs, by its place, its values and the rows so far."""
    gone: frozenset[str] = frozenset()
    """Items that were deleted: their rows go with them."""
    entities: list[Entity] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    """Number of the workbook's row, by key."""
    deleted: list[Entity] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def run(self, current: Sequence[Entity]) -> None:
        """Take the workbook's rows over into `entities`."""
        self.entities = [one for one in current if not self._belongs_to_gone(one.place)]
        originals = self._originals()
        anchor: Entity | None = None
        for row in self.sheet.rows:
            if originals.get(row.key) is row:
                found = next((one for one in self.entities if one.key == row.key), None)
                if found:
                    anchor = self._kept(row, found)
                else:
                    self._lost(row)
            else:
                anchor = self._new(row, anchor) or anchor
        for key in self.record:
            if key not in originals:
                self._drop(key)

    def _belongs_to_gone(self, place: tuple[str, ...]) -> bool:
        return bool(place) and self.layout.place[0] == "item" and place[0] in self.gone

    def _originals(self) -> dict[str, SheetRow]:
        """The row that each key belongs to: rows that were copied bring their keys with them."""
        found: dict[str, SheetRow] = {}
        for row in self.sheet.rows:
            if row.key in self.record:
                same = not self._differing(row, self.record[row.key])
                if row.key not in found or (same and not self._is_same(found[row.key])):
                    found[row.key] = row
        return found

    def _is_same(self, row: SheetRow) -> bool:
        return not self._differing(row, self.record[row.key])

    def _differing(self, row: SheetRow, exported: tuple[str, ...]) -> list[Column]:
        return [
            column
            for column, old in zip(self.layout.columns, exported, strict=True)
            if not column.shown and row.cells[column.key] != CellText(tidy(old))
        ]

    def _fault(self, row: SheetRow, key: str, message: str) -> None:
        self.faults.append(
            Fault(self.layout.name, f"{self.sheet.letters.get(key, '')}{row.number}", message)
        )

    def _kept(self, row: SheetRow, old: Entity) -> Entity:
        """A row that is in the files too, with the cells that the workbook changed."""
        exported = dict(zip(self.layout.columns, self.record[row.key], strict=True))
        now = dict(zip(self.layout.columns, cells_of(old, self.layout), strict=True))
        self.rows[old.key] = row.number
        new = old
        for column in self._differing(row, self.record[row.key]):
            said, mine = row.cells[column.key], tidy(now[column])
            if mine != tidy(exported[column]) and not said.fault and said.text != mine:
                message = (
                    f"{column.title}两边都改过：导出时“{exported[column]}”，表里“{said.text}”，"
                    f"规则文件里现为“{now[column]}”；请把这一格改成最后要的，再重新导出、导入"
                )
                self._fault(row, column.key, message)
            elif said.text != mine or said.fault:
                new = self._with_cell(row, column, new)
        if new is old:
            return old
        self.changes.extend(tell_change(self.layout, old, new))
        at = self.entities.index(old)
        if new.place == old.place:
            self.entities[at] = new
        else:
            del self.entities[at]
            new = new._replace(home=self.home_of(new.place, new.fields, self.entities))
            self._put(new, None)
        return new

    def _with_cell(self, row: SheetRow, column: Column, entity: Entity) -> Entity:
        if column.key == "id":
            self._fault(row, "id", f"编号一经使用不能更改（原为“{entity.fields['id']}”）")
            return entity
        before = len(self.faults)
        fields, place = dict(entity.fields), list(entity.place)
        self._read(row, column, fields, place)
        if len(self.faults) > before:
            return entity
        return entity._replace(fields=fields, place=tuple(place))

    def _read(self, row: SheetRow, column: Column, fields: Fields, place: list[str]) -> None:
        """One cell into the fields or the place of its row."""
        said = row.cells[column.key]
        if said.fault or (not said.text and column.key in self.layout.required):
            self._fault(row, column.key, said.fault or f"{column.title}不能空着")
            return
        if not said.text:
            fields.pop(column.key, None)
            return
        try:
            value = column.form.read(said.text)
        except WordingError as error:
            self._fault(row, column.key, str(error))
            return
        if column.key in self.layout.place:
            place[self.layout.place.index(column.key)] = str(value)
        else:
            fields[column.key] = value

    def _new(self, row: SheetRow, anchor: Entity | None) -> Entity | None:
        fields: Fields = {}
        place = [""] * len(self.layout.place)
        before = len(self.faults)
        for column in self.layout.columns:
            if not column.shown:
                self._read(row, column, fields, place)
        if len(self.faults) > before:
            return None
        entity = Entity(f"+{row.number}", tuple(place), fields, Path())
        if self._belongs_to_gone(entity.place):
            self._fault(row, "item", f"要点{place[0]}已删去")
            return None
        twin = next((one for one in self.entities if self._same_row(one, entity)), None)
        if twin:
            if twin.key in self.record or twin.key.startswith("+"):
                self._fault(row, self.layout.required[-1], "上面已有一样的一行，请删去一行")
            return twin
        entity = entity._replace(home=self.home_of(entity.place, fields, self.entities))
        self.rows[entity.key] = row.number
        self._put(entity, anchor)
        self.changes.append(f"{self.layout.name}　新增{label_of(self.layout, entity)}")
        return entity

    def _same_row(self, one: Entity, other: Entity) -> bool:
        key = "text" if self.layout.name == "例句" else ""
        if key:
            return one.place == other.place and one.fields.get(key) == other.fields.get(key)
        return one.place == other.place and one.fields == other.fields

    def _put(self, entity: Entity, anchor: Entity | None) -> None:
        """Behind the row above it in the workbook, or behind the last one of its kind."""
        at = len(self.entities)
        kin = [n for n, one in enumerate(self.entities) if _kin(one) == _kin(entity)]
        if anchor in self.entities and anchor and _kin(anchor) == _kin(entity):
            at = self.entities.index(anchor) + 1
        elif kin:
            at = kin[-1] + 1
        self.entities.insert(at, entity)

    def _lost(self, row: SheetRow) -> None:
        """A row that the files do not have any more."""
        said = [row.cells[one.key].text for one in self.layout.columns if not one.shown]
        if any(said == self._shown(one) for one in self.entities):
            return
        if self._differing(row, self.record[row.key]) and not self._row_of_gone(row):
            cell = self.layout.required[0]
            message = "导出以后规则文件里删去了这一行，表里却改了它；请删去这一行，或者作为新行重写"
            self._fault(row, cell, message)

    def _shown(self, entity: Entity) -> list[str]:
        pairs = zip(self.layout.columns, cells_of(entity, self.layout), strict=True)
        return [tidy(cell) for column, cell in pairs if not column.shown]

    def _row_of_gone(self, row: SheetRow) -> bool:
        return "item" in row.cells and row.cells["item"].text in self.gone

    def _drop(self, key: str) -> None:
        old = next((one for one in self.entities if one.key == key), None)
        if old is None:
            return
        exported = [
            tidy(cell)
            for column, cell in zip(self.layout.columns, self.record[key], strict=True)
            if not column.shown
        ]
        named = label_of(self.layout, old)
        if self._shown(old) != exported:
            message = f"表里删去了{named}，导出以后规则文件里却改过它；请重新导出再删"
            self.faults.append(Fault(self.layout.name, "", message))
            return
        self.entities.remove(old)
        self.deleted.append(old)
        self.changes.append(f"{self.layout.name}　删去{named}")


def _kin(entity: Entity) -> tuple[object, ...]:
    """Rows of one kind stand together: of one item and list, of one term, items of one group."""
    return entity.place or (entity.fields.get("group"),)

"""Rows of a table with text in, what reviewers filled in out; Word and Excel alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from scorer.collecting.columns import Columns, header_columns
from scorer.collecting.values import Entry, Origin, Told
from scorer.collecting.words import is_blank

UNUSABLE: Final = "\ufdd0"
"""Begins the text of a cell that has no usable text; what comes after it says why."""
SUBJECT: Final = re.compile(r"[A-Za-z]{1,8}-\d{1,4}(?:#\d{1,4})?")
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_FILLED: Final = ("change", "handling", "opinion")


class Row(NamedTuple):
    """A row of a table."""

    place: str
    cells: Sequence[str]
    same: Sequence[int]
    """A number for each cell; cells that are merged have the same."""


@dataclass(slots=True)
class Taken:
    """What was found so far in a file."""

    file: str
    entries: list[Entry] = field(default_factory=list)
    rows: int = 0
    merged: int = 0
    """Rows that share a reviewer's cell with the row above."""
    tables: int = 0
    """Tables with a header that says where to write."""
    faults: list[Told] = field(default_factory=list)

    def fault(self, place: str, message: str) -> None:
        self.faults.append(Told(self.file, place, message))


def take_rows(
    taken: Taken, rows: Iterable[Row], origin: Origin, columns: Columns | None = None
) -> Columns | None:
    """Add what a table says. `columns` are those of a table before it, of which this one may be
    the rest. Returns the table's columns, None where nothing can be filled in there."""
    before: Sequence[int] = ()
    for row in rows:
        found = header_columns(row.cells)
        if found:
            taken.tables += columns is None
            columns = found
        elif columns is not None:
            _take_row(taken, row, columns, origin)
            taken.merged += _shares(row, before, columns)
        before = row.same
    return columns


def lacks_header(row: Row) -> bool:
    """Whether a table that begins with this row has lost its header."""
    ids = [cell for cell in row.cells[:3] if SUBJECT.fullmatch(cell.strip())]
    return bool(ids) and len(set(row.same)) > 3


def _take_row(taken: Taken, row: Row, columns: Columns, origin: Origin) -> None:
    told = {
        name: row.cells[at].strip() if at < len(row.cells) else "" for name, at in columns.items()
    }
    if _is_heading(row, columns):
        return
    filled = any(not is_blank(told.get(name, "")) for name in _FILLED)
    if not any(told.get(name) for name in ("subject", "key", "title", "words")):
        if filled:
            taken.fault(row.place, "填写了意见，但看不出是哪一项（编号和名称都没有）。请补上编号。")
        return
    taken.rows += 1
    if not filled:
        return
    unusable = next((told[n] for n in (*_FILLED, "reviewer", "day") if _bad(told.get(n, ""))), "")
    if unusable:
        taken.fault(row.place, f"{unusable[1:]}。请改成文字再读。")
        return
    taken.entries.append(_entry(taken, row, told, columns, origin))


def _entry(taken: Taken, row: Row, told: dict[str, str], columns: Columns, origin: Origin) -> Entry:
    change = "handling" if "change" not in columns else "change"
    merged = [_at(row, columns, name) for name in (change, "opinion")]
    digest = _DIGEST.search(told.get("digest", "").lower())
    if digest and digest[0] != origin.digest:
        origin = Origin(digest=digest[0], year=origin.year)
    elif "digest" in columns and not digest:
        origin = replace(origin, digest="")
    if told.get("unit"):
        origin = replace(origin, unit=told["unit"])
    return Entry(
        file=taken.file,
        place=row.place,
        origin=origin,
        subject=told.get("key") or told.get("subject", ""),
        title=told.get("words") or told.get("title", ""),
        finding="change" not in columns and "handling" in columns,
        change=told.get(change, ""),
        opinion=told.get("opinion", ""),
        reviewer=told.get("reviewer", ""),
        day=told.get("day", ""),
        one_cell=merged[0] is not None and merged[0] == merged[1],
    )


def _bad(cell: str) -> bool:
    return cell.startswith(UNUSABLE)


def _is_heading(row: Row, columns: Columns) -> bool:
    """Whether one merged cell holds both what a row is on and what is filled in: a group's row."""
    says = {_at(row, columns, name) for name in ("subject", "key", "title", "words")} - {None}
    open_ = {_at(row, columns, name) for name in _FILLED} - {None}
    return bool(says & open_)


def _shares(row: Row, before: Sequence[int], columns: Columns) -> bool:
    """Whether a filled cell is merged with the row above."""
    return any(
        columns[name] < min(len(before), len(row.same))
        and row.same[columns[name]] == before[columns[name]]
        and not is_blank(row.cells[columns[name]])
        and not _is_heading(row, columns)
        for name in _FILLED
        if name in columns
    )


def _at(row: Row, columns: Columns, name: str) -> int | None:
    at = columns.get(name)
    return row.same[at] if at is not None and at < len(row.same) else None

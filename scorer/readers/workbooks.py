"""Excel workbooks (.xlsx) of strangers, opened within limits: rows of cells and merged areas out.

They are read as a stream. Loaded whole, openpyxl makes every cell of a merged area or of a link's
range, and one such range of a few bytes may span a sheet of seventeen thousand million cells.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from types import TracebackType
from typing import Any, Final, NamedTuple

from scorer.errors import ReadError
from scorer.readers.archive import Archive
from scorer.readers.rawfile import RawFile

_MERGED: Final = re.compile(rb'<(?:\w+:)?mergeCell [^>]*?ref="([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)"')
_DOCTYPE: Final = b"<!DOCTYPE"
_PROLOG: Final = 4096
_MOST_ROWS: Final = 1_048_576
"""Excel has no more; a damaged file may tell of a thousand times as many."""
_DAMAGED: Final = "打不开，可能已损坏。请用 Excel 或 WPS 打开后另存为 .xlsx 再试。"


class Area(NamedTuple):
    """A merged area; rows and columns count from 1, the last ones are in it."""

    top: int
    left: int
    bottom: int
    right: int


class Book:
    """An open workbook; with `values`, formulas are their results. To be used in a `with`.

    ReadError, on opening or later, where it is damaged, past the limits, or openpyxl is missing.
    """

    def __init__(self, raw: RawFile, *, values: bool = False) -> None:
        self._raw = raw
        self._archive = _without_dtd(raw)
        self._book = _opened(raw, values=values)

    def __enter__(self) -> Book:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._book.close()

    @property
    def titles(self) -> tuple[str, ...]:
        """Titles of the sheets that have cells, in their order."""
        return tuple(sheet.title for sheet in self._book.worksheets)

    def is_shown(self, title: str) -> bool:
        """Whether a person sees the sheet without looking for it."""
        return bool(self._book[title].sheet_state == "visible")

    def rows(self, title: str, *, columns: int) -> Iterator[tuple[int, tuple[Any, ...]]]:
        """Rows with their numbers: openpyxl's cells of the first columns; gaps are empty rows."""
        sheet = self._book[title]
        # Without a last column, the rows of a gap cost nothing.
        sheet.reset_dimensions()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                for number, row in enumerate(sheet.iter_rows(), start=1):
                    if number > _MOST_ROWS:
                        raise self._raw.error(_DAMAGED)
                    yield number, tuple(row[:columns])
        except (ReadError, GeneratorExit):
            raise
        except Exception as error:
            # openpyxl reads sheets late, and has no error of its own for damage.
            raise self._raw.error(_DAMAGED) from error

    def merged(self, title: str) -> tuple[Area, ...]:
        """The merged areas of a sheet."""
        from openpyxl.utils import column_index_from_string

        part = self._archive.read(self._book[title]._worksheet_path)
        return tuple(
            Area(
                int(top),
                column_index_from_string(left.decode()),
                int(bottom),
                column_index_from_string(right.decode()),
            )
            for left, top, right, bottom in _MERGED.findall(part)
        )


def _without_dtd(raw: RawFile) -> Archive:
    """The container, within limits and without a DTD in any part that openpyxl parses."""
    archive = Archive(raw)
    for name in archive.names:
        if name.lower().endswith((".xml", ".rels")):
            head = archive.read(name)[:_PROLOG].replace(b"\0", b"")
            if _DOCTYPE in head:
                raise raw.error(
                    f"内部的 {name} 含有 DTD，正常的表格没有这个，出于安全不予读取。"
                    "请用 Excel 或 WPS 打开后另存为 .xlsx 再试。"
                )
    return archive


def _opened(raw: RawFile, *, values: bool) -> Any:
    try:
        from openpyxl import load_workbook
    except ModuleNotFoundError:
        raise raw.error(
            '读 Excel 表需要组件 openpyxl：请运行 pip install "rule-of-law-scorer[report]"。'
        ) from None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return load_workbook(io.BytesIO(raw.data), read_only=True, data_only=values)
    except Exception as error:
        # openpyxl has no error of its own for damage: zip, XML and key errors all mean the same.
        raise raw.error(_DAMAGED) from error

"""A district's summary in, the Excel workbook (汇总表) out.

Every text is written as a text: whatever a report or a register holds, Excel computes nothing of
it. The same summary gives the same bytes. Needs XlsxWriter (extra `report`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from scorer.renderers.district_workbook.charts import write_charts
from scorer.renderers.district_workbook.copied import write_copied
from scorer.renderers.district_workbook.decided import write_decided
from scorer.renderers.district_workbook.gaps import write_gaps
from scorer.renderers.district_workbook.legend import write_legend
from scorer.renderers.district_workbook.matrix import write_matrix
from scorer.renderers.district_workbook.missing import write_missing
from scorer.renderers.district_workbook.overview import write_overview
from scorer.renderers.district_workbook.remarks import write_findings, write_items
from scorer.renderers.district_workbook.sheets import Book, formats
from scorer.renderers.district_workbook.streamed import (
    Streamed,
    has_links,
    relations,
    with_rows,
)
from scorer.renderers.extras import needed
from scorer.season import DistrictSummary

_MADE: Final = datetime(2026, 1, 1)
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_PORTION: Final = 1 << 16
_WORKSHEETS: Final = "xl/worksheets/"
_LINKS: Final = f"{_WORKSHEETS}_rels/"
_OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_SHEETS: Final = (
    write_overview,
    write_matrix,
    write_gaps,
    write_charts,
    write_missing,
    write_copied,
    write_items,
    write_findings,
    write_decided,
    write_legend,
)
"""In the order of the tabs."""


def render_district_workbook(summary: DistrictSummary, *, scratch: Path | None = None) -> bytes:
    """The .xlsx. On the sheets 逐项审查 and 全文核查 the hidden columns A and B hold the report's
    digest and the item's id or the finding's key: by these a reviewer's words find their place.

    While it is made its rows lie in a folder below `scratch` (None: the system's), not in memory,
    so that every sheet has to be written row by row, downwards. OSError where the disk is full.
    """
    needed("xlsxwriter", "生成 Excel 汇总表")
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    with TemporaryDirectory(prefix=".scorer-", dir=scratch) as folder:
        made = Path(folder) / "book.xlsx"
        workbook = Workbook(str(made), {**_OPTIONS, "tmpdir": folder})
        workbook.set_properties({"title": "法治政府建设年度报告审查汇总表", "created": _MADE})
        book = Book(workbook, formats(workbook), {})
        try:
            for write in _SHEETS:
                write(book, summary)
            workbook.close()
        except FileCreateError as error:
            raise error.args[0] from error
        finally:
            _let_go(workbook)
        names = {sheet.name: number for number, sheet in enumerate(workbook.worksheets(), 1)}
        parts = {
            f"{_WORKSHEETS}sheet{names[name]}.xml": book.streamed[name] for name in book.streamed
        }
        return _mended(made, parts)


def _let_go(workbook: Any) -> None:
    """Close the sheets' files, which a workbook that came to nothing keeps open."""
    for sheet in workbook.worksheets():
        if sheet.constant_memory:
            sheet._opt_close()


def _mended(path: Path, streamed: Mapping[str, Streamed]) -> bytes:
    """The workbook with the rows that were left out of its sheets, by the parts' names, with / in
    its links to other files (XlsxWriter writes \\, which only Windows follows, while Excel follows
    both everywhere) and without the marks of this machine's files."""
    made = BytesIO()
    with ZipFile(path) as package, ZipFile(made, "w", ZIP_DEFLATED) as mended:
        for part in package.infolist():
            name = part.filename
            with package.open(part) as kept:
                if name in streamed:
                    _put(mended, name, with_rows(kept.read(), streamed[name]))
                elif name.startswith(_LINKS):
                    _put(mended, name, (told.replace(b"\\", b"/") for told in _portions(kept)))
                else:
                    _put(mended, name, _portions(kept))
            if name in streamed and has_links(streamed[name]):
                links = f"{_LINKS}{name.removeprefix(_WORKSHEETS)}.rels"
                _put(mended, links, relations(streamed[name]))
    return made.getvalue()


def _put(package: ZipFile, name: str, portions: Iterable[bytes]) -> None:
    entry = ZipInfo(name, _EPOCH)
    entry.compress_type, entry.create_system = ZIP_DEFLATED, 0
    with package.open(entry, "w") as target:
        for portion in portions:
            target.write(portion)


def _portions(kept: IO[bytes]) -> Iterator[bytes]:
    return iter(partial(kept.read, _PORTION), b"")

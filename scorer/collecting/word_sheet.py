"""A filled-in review sheet (.docx) in, its entries out: whatever template it was made from."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from scorer.collecting.columns import plain
from scorer.collecting.rows import Row, Taken, lacks_header, take_rows
from scorer.collecting.values import Filled, Origin, Told
from scorer.errors import ReadError
from scorer.readers.docx.body import Story
from scorer.readers.docx.package import Package, W
from scorer.readers.docx.tables import grid_of
from scorer.readers.rawfile import RawFile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element as Element

_TABLE: Final = W + "tbl"
_IDENTIFIER: Final = "{http://purl.org/dc/elements/1.1/}identifier"
_CORE: Final = "docProps/core.xml"
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_REPORT: Final = re.compile(r"原文件摘要[:：\s]*([0-9a-f]{64})")
_RULES: Final = re.compile(r"检查单摘要[:：\s]*([0-9a-f]{64})")
_UNIT_LABELS: Final = ("报告单位", "单位名称", "报送单位", "单位")
_REVIEWER_LABELS: Final = ("审查人", "审核人", "审查人员", "审查人签字", "审查人签名")
_DAY_LABELS: Final = ("日期", "审查日期", "审核日期")
_YEAR: Final = re.compile(r"((?:19|20)\d\d)\s*年度")
_UNIT_LINE: Final = re.compile(r"(?:报告单位|单位名称|报送单位)[:：]\s*([^\s，。；]+)")
_SIGNED: Final = re.compile(r"审[查核]人(?:员)?(?:[（(][^）)]*[）)])?[:：][ 　\t]*([^\n]*)")
_SIGNED_END: Final = re.compile(r"[ 　\t]{2,}|复核人|日期|\d{4}\s*年|$")
_DATED: Final = re.compile(r"\d{4}\s*[年./\-]\s*\d{1,2}\s*[月./\-]\s*\d{1,2}")
_SIGN_HERE: Final = re.compile(r"[（(]?(?:签字|签名|盖章|签章)[）)]?[:：]?")
_SHEET: Final = re.compile(r"审\s*查\s*表")
_CONCLUSION: Final = ("最终得分", "最终等次")


class NoSheet(Exception):
    """The document has no table where a reviewer could write. `looks_like` tells whether it
    seems to have been a review sheet."""

    def __init__(self, *, looks_like: bool) -> None:
        super().__init__()
        self.looks_like = looks_like


def read_word_sheet(raw: RawFile) -> Filled:
    """What was filled in. NoSheet where nothing could be; ReadError where it cannot be opened."""
    package = Package(raw)
    root = package.root(package.document)
    story = Story(package, root)
    body = root.find(W + "body")
    text = "\n".join(block.text for block in story.blocks(root if body is None else body))
    tables = [_rows(story, table, n) for n, table in enumerate(root.iter(_TABLE), start=1)]
    taken = Taken(raw.name)
    others = _take_tables(taken, tables, _origin(package, text, tables))
    if not taken.tables:
        raise NoSheet(looks_like=bool(taken.faults) or bool(_SHEET.search(text[:300])))
    return _signed(taken, text, others)


def _take_tables(taken: Taken, tables: Sequence[list[Row]], origin: Origin) -> list[list[Row]]:
    """Take all tables; returns those in which there is nothing to fill in row by row."""
    others, columns, width = [], None, 0
    for rows in tables:
        if not rows:
            continue
        is_rest = columns is not None and lacks_header(rows[0]) and len(rows[0].cells) == width
        found = take_rows(taken, rows, origin, columns if is_rest else None)
        if found is None and lacks_header(rows[0]):
            taken.fault(
                rows[0].place.rpartition("第")[0],
                "表头没有了，看不出哪一列是审查意见，这张表没有读。"
                "请从原来的审查表复制表头（编号、改判为、审查意见）放在第一行。",
            )
        elif found is None:
            others.append(rows)
        else:
            columns, width = found, len(rows[0].cells)
    return others


def _signed(taken: Taken, text: str, others: Sequence[list[Row]]) -> Filled:
    """The entries with name and day of the signature where their own row tells none."""
    reviewer, day = _signature(text, others)
    entries = tuple(
        replace(entry, reviewer=entry.reviewer or reviewer, day=entry.day or day)
        for entry in taken.entries
    )
    notices = [Told(taken.file, *told) for told in _conclusion(others)]
    if taken.merged:
        message = (
            f"有{taken.merged}行的意见同上一行在一个合并的单元格里，按每一行都写了这条意见登记。"
        )
        notices.append(Told(taken.file, "", message))
    return Filled(
        file=taken.file,
        entries=entries,
        rows=taken.rows,
        notices=tuple(notices),
        faults=tuple(taken.faults),
    )


def _rows(story: Story, table: Element, number: int) -> list[Row]:
    texts: dict[Element, tuple[int, str]] = {}
    rows = []
    for at, cells in enumerate(grid_of(table), start=1):
        for cell in cells:
            if cell not in texts:
                shown = "\n".join(block.text for block in story.blocks(cell))
                texts[cell] = (len(texts), shown)
        told = [texts[cell] for cell in cells]
        rows.append(Row(f"第{number}张表第{at}行", [t for _, t in told], [n for n, _ in told]))
    return rows


def _origin(package: Package, text: str, tables: Sequence[list[Row]]) -> Origin:
    """What the sheet tells of its report: the file's own property, else what is printed."""
    printed, rules, year = _REPORT.search(text), _RULES.search(text), _YEAR.search(text)
    line = _UNIT_LINE.search(text)
    unit = _labelled(tables, _UNIT_LABELS) or (line[1] if line else "")
    return Origin(
        digest=_identifier(package) or (printed[1] if printed else ""),
        rules=rules[1] if rules else "",
        unit="".join(unit.split()),
        year=int(year[1]) if year else None,
    )


def _identifier(package: Package) -> str:
    if _CORE not in package.archive:
        return ""
    try:
        told = package.root(_CORE).findtext(f".//{_IDENTIFIER}") or ""
    except ReadError:
        return ""
    return told.strip() if _DIGEST.fullmatch(told.strip()) else ""


def _signature(text: str, others: Sequence[list[Row]]) -> tuple[str, str]:
    """Who signed as 审查人 and when; empty where that was left open."""
    for rows in others:
        for row in rows:
            name = _beside(row, _REVIEWER_LABELS)
            if name is not None:
                day = _beside(row, _DAY_LABELS) or ""
                return _name(name), day if re.search(r"\d", day) else ""
    line = _SIGNED.search(text)
    if not line:
        return "", ""
    end = _SIGNED_END.search(line[1])
    dated = _DATED.search(line[1])
    return _name(line[1][: end.start() if end else None]), dated[0] if dated else ""


def _name(words: str) -> str:
    return "".join(_SIGN_HERE.sub("", words).split()).strip("：:_")


def _conclusion(others: Sequence[list[Row]]) -> list[tuple[str, str]]:
    """What was written on the sheet as a whole, for which the ledger has no place."""
    found = []
    for rows in others:
        for row in rows:
            for label in ("审查意见", *_CONCLUSION):
                words = _beside(row, (label,))
                if words:
                    message = (
                        f"审查结论中的“{label}”（{words[:30]}）不登记：记录库只记逐项意见和全文核查，"
                        "得分和等次由程序按有效的意见计算。"
                    )
                    found.append((row.place, message))
    return found


def _labelled(tables: Sequence[list[Row]], labels: Sequence[str]) -> str:
    found = (_beside(row, labels) for rows in tables for row in rows)
    return next((words for words in found if words), "")


def _beside(row: Row, labels: Sequence[str]) -> str | None:
    """The text of the cell after the first one that is a label; None where there is no label."""
    for at, cell in enumerate(row.cells):
        if plain(cell) in labels:
            after = [n for n in range(at + 1, len(row.cells)) if row.same[n] != row.same[at]]
            return row.cells[after[0]].strip() if after else None
    return None

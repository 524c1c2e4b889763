"""Paths in, the review sheets and workbooks among them out, read one by one.

A folder may hold anything: what is no sheet is passed over there. A file that was named is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from scorer.collecting.values import Filled, Told
from scorer.errors import ReadError, UsageError
from scorer.readers.archive import Archive
from scorer.readers.ole import OleKind, ole_kind
from scorer.readers.opening import load
from scorer.readers.rawfile import RawFile

_SUFFIXES: Final = frozenset({".docx", ".docm", ".xlsx", ".xlsm"})
_OLD: Final = frozenset({".doc", ".wps", ".xls", ".et", ".odt", ".ods", ".pdf", ".rtf"})
_NAMED: Final = re.compile(r"审查表|汇总表")
_IGNORED: Final = re.compile(r"(?:~\$|\.).*")
_ZIP: Final = b"PK\x03\x04"
_OLE: Final = bytes.fromhex("D0CF11E0")
_MOST_FILES: Final = 20_000
_OLE_MESSAGES: Final = {
    OleKind.PACKAGE_ENCRYPTED: "文件加了打开密码，读不到内容。请取消密码后重新保存。",
    OleKind.WORD_ENCRYPTED: "文件加了打开密码，读不到内容。请取消密码后重新保存。",
    OleKind.SHEET: "是旧的 .xls 格式，请用 Excel 或 WPS 打开后另存为 .xlsx 再试。",
    OleKind.WORD: "是旧的 .doc（或 .wps）格式，请用 Word 或 WPS 打开后另存为 .docx 再试。",
}
_OTHER: Final = (
    "不是 .docx 审查表，也不是 .xlsx 汇总表，读不回意见。请交填写过的 Word 审查表或 Excel 汇总表；"
    "别的格式请用 Word、Excel 或 WPS 打开后另存为 .docx 或 .xlsx 再试。"
)
_NO_SHEET: Final = (
    "里面没有可以读回意见的表：表头要有“编号”，还要有“改判为”“处理”“审查意见”中的一列。"
    "请核对是否选对了文件；表头改过的，请从原来的审查表复制表头。"
)
_NO_WORKBOOK: Final = (
    "里面没有可以读回意见的工作表：要有“逐项审查”或“全文核查”，表头要有“编号”，"
    "还要有“改判为”“处理”“审查意见”中的一列。表头删改过的，请从原来的汇总表复制。"
)


def read_filled(paths: Sequence[Path]) -> Iterator[Filled]:
    """Every sheet and workbook of the paths, once each, in order; one that cannot be read has only
    its fault. UsageError where a path is not there."""
    seen: set[Path] = set()
    for path in paths:
        if not path.exists():
            raise UsageError(f"找不到“{path}”。请核对路径。")
        for file, name, asked_for in _files(path):
            if file.resolve() not in seen:
                seen.add(file.resolve())
                filled = _read(file, name, asked_for=asked_for)
                if filled is not None:
                    yield filled


def _files(path: Path) -> Iterator[tuple[Path, str, bool]]:
    """Files with the name that messages call them, and whether each was named by itself."""
    if not path.is_dir():
        yield path, path.name, True
        return
    for number, file in enumerate(sorted(_below(path))):
        if number == _MOST_FILES:
            raise UsageError(f"“{path}”里的文件超过{_MOST_FILES}个，请指明审查表所在的文件夹。")
        yield file, file.relative_to(path).as_posix(), False


def _below(folder: Path) -> Iterator[Path]:
    try:
        found = sorted(folder.iterdir())
    except OSError as error:
        raise UsageError(f"打不开文件夹“{folder}”：{error.strerror}。") from error
    for path in found:
        if _IGNORED.fullmatch(path.name) or (path.is_symlink() and path.is_dir()):
            continue
        if path.is_dir():
            yield from _below(path)
        elif path.suffix.lower() in _SUFFIXES or (
            path.suffix.lower() in _OLD and _NAMED.search(path.stem)
        ):
            yield path


def _read(path: Path, name: str, *, asked_for: bool) -> Filled | None:
    """None: no sheet, and nobody said that it was one."""
    told_so = asked_for or bool(_NAMED.search(path.name))
    try:
        raw = load(path)
        raw = RawFile(name=name, data=raw.data, limits=raw.limits)
        return _read_raw(raw, told_so=told_so)
    except ReadError as error:
        return _fault(name, error.message) if told_so else None
    except (RecursionError, MemoryError):
        return _fault(name, "内部结构异常，读取它耗费过大，已停止。请另存一份再试。")


def _read_raw(raw: RawFile, *, told_so: bool) -> Filled | None:
    from scorer.collecting.word_sheet import NoSheet, read_word_sheet
    from scorer.collecting.workbook import NoWorkbook, read_workbook

    kind = _kind(raw)
    try:
        return read_word_sheet(raw) if kind == "word" else read_workbook(raw)
    except NoSheet as error:
        return _fault(raw.name, _NO_SHEET) if told_so or error.looks_like else None
    except NoWorkbook:
        return _fault(raw.name, _NO_WORKBOOK) if told_so else None


def _kind(raw: RawFile) -> str:
    """`word` or `excel`, by the bytes. ReadError, with what to do, for anything else."""
    if not raw.data:
        raise raw.error("是空文件，没有内容。请核对是否传完整。")
    if raw.data.startswith(_OLE):
        raise raw.error(_OLE_MESSAGES.get(ole_kind(raw.data), _OTHER))
    if raw.data.startswith(_ZIP):
        names = Archive(raw).names
        if any(name.startswith("word/") for name in names):
            return "word"
        if any(name.startswith("xl/") for name in names):
            return "excel"
    raise raw.error(_OTHER)


def _fault(name: str, message: str) -> Filled:
    return Filled(file=name, entries=(), rows=0, faults=(Told(name, "", message),))

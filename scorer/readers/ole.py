"""The directory of an OLE file (.doc, .wps, .xls, password-protected .docx): which kind is it?

Only names and the head of one stream are needed; the text itself is LibreOffice's work.
"""

from __future__ import annotations

import struct
from enum import StrEnum
from typing import Final, NamedTuple

_MAGIC: Final = bytes.fromhex("D0CF11E0A1B11AE1")
_LAST: Final = 0xFFFFFFFA
"""Sector numbers from here on are marks, not sectors."""
_ENTRY: Final = 128
_MINI_STREAM: Final = 4096
_MINI_SECTOR: Final = 64
_FIB_FLAGS: Final = 0x0A
_FIB_ENCRYPTED: Final = 0x0100


class OleKind(StrEnum):
    """What an OLE file holds."""

    WORD = "word"
    WORD_ENCRYPTED = "word encrypted"
    PACKAGE_ENCRYPTED = "package encrypted"
    SHEET = "sheet"
    SLIDES = "slides"
    OTHER = "other"
    DAMAGED = "damaged"


class _Stream(NamedTuple):
    start: int
    """First sector, or first mini sector of a small stream."""
    size: int


def ole_kind(data: bytes) -> OleKind:
    """Tell by the stream names; a truncated directory is DAMAGED."""
    try:
        table = _allocation_table(data)
        streams = _directory(data, table)
        if "WordDocument" in streams:
            return _word_kind(data, table, streams)
    except (struct.error, ValueError, IndexError):
        return OleKind.DAMAGED
    for names, kind in (
        (("EncryptedPackage",), OleKind.PACKAGE_ENCRYPTED),
        (("Workbook", "Book"), OleKind.SHEET),
        (("PowerPoint Document",), OleKind.SLIDES),
    ):
        if any(name in streams for name in names):
            return kind
    return OleKind.OTHER


def _word_kind(data: bytes, table: list[int], streams: dict[str, _Stream]) -> OleKind:
    word = streams["WordDocument"]
    if word.size >= _MINI_STREAM:
        offset = _sector_offset(data, word.start) + _FIB_FLAGS
    else:
        # Small streams share one stream of 64-byte sectors, which begins at the root entry.
        size = _sector_size(data)
        place = word.start * _MINI_SECTOR + _FIB_FLAGS
        number = next(iter(streams.values())).start
        for _ in range(place // size):
            number = table[number]
        offset = _sector_offset(data, number) + place % size
    (flags,) = struct.unpack_from("<H", data, offset)
    return OleKind.WORD_ENCRYPTED if flags & _FIB_ENCRYPTED else OleKind.WORD


def _sector_size(data: bytes) -> int:
    (shift,) = struct.unpack_from("<H", data, 30)
    if shift not in (9, 12):
        raise ValueError("sector size")
    return 1 << int(shift)


def _sector_offset(data: bytes, number: int) -> int:
    return (number + 1) * _sector_size(data)


def _directory(data: bytes, table: list[int]) -> dict[str, _Stream]:
    """Streams by name, the root entry first."""
    if not data.startswith(_MAGIC):
        raise ValueError("magic")
    size = _sector_size(data)
    (number,) = struct.unpack_from("<I", data, 48)
    streams: dict[str, _Stream] = {}
    seen: set[int] = set()
    while number < _LAST and number not in seen:
        seen.add(number)
        start = _sector_offset(data, number)
        for place in range(start, start + size, _ENTRY):
            _add_entry(data, place, streams)
        number = table[number]
    return streams


def _allocation_table(data: bytes) -> list[int]:
    """The chain of sectors; the first 109 table sectors cover files far above the size limit's use.

    109 sectors of 512 bytes chain 7 MB; the directory of a larger file nearly always starts low,
    and where it does not, the file counts as damaged here and LibreOffice is asked anyway.
    """
    per_sector = _sector_size(data) // 4
    table: list[int] = []
    for number in struct.unpack_from("<109I", data, 76):
        if number >= _LAST:
            break
        table.extend(struct.unpack_from(f"<{per_sector}I", data, _sector_offset(data, number)))
    return table


def _add_entry(data: bytes, place: int, streams: dict[str, _Stream]) -> None:
    (length,) = struct.unpack_from("<H", data, place + 64)
    if 2 <= length <= 64:
        name = data[place : place + length - 2].decode("utf-16-le", errors="replace")
        streams.setdefault(name, _Stream(*struct.unpack_from("<2I", data, place + 116)))

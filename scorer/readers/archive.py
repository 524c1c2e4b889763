"""Zip containers (docx, odt, ofd, plain zip), opened within limits: no bombs, no passwords.

`zipfile` never gives more bytes of an entry than the directory declares, so that the declared
sizes are a bound of the real ones.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Final

from scorer.readers.limits import MEGABYTE
from scorer.readers.rawfile import RawFile

_ENCRYPTED: Final = 0x1
_DAMAGED: Final = "文件已损坏或没有传完整。请重新获取，或用 Word/WPS 打开后另存为 .docx 再试。"
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)


class Archive:
    """An open container; parts are read on demand."""

    def __init__(self, raw: RawFile) -> None:
        self.raw = raw
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(raw.data))
            self._entries = {info.filename: info for info in self._zip.infolist()}
        except _BROKEN:
            raise raw.error(_DAMAGED) from None
        _check(raw, self._zip.infolist())

    @property
    def names(self) -> list[str]:
        """Entry names in the order of the container."""
        return list(self._entries)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def size(self, name: str) -> int:
        """Unpacked size of an entry in bytes."""
        return self._entries[name].file_size

    def read(self, name: str) -> bytes:
        """Bytes of an entry; `ReadError` where it is damaged or too large."""
        if self._entries[name].file_size > self.raw.limits.part_size:
            limit = self.raw.limits.part_size // MEGABYTE
            raise self.raw.error(f"内部的 {name} 解开后超过 {limit} MB，不像正常的报告，没有读取。")
        try:
            return self._zip.read(name)
        except _BROKEN:
            raise self.raw.error(f"内部的 {name} 解不开。{_DAMAGED}") from None


def _check(raw: RawFile, infos: list[zipfile.ZipInfo]) -> None:
    limits = raw.limits
    if len(infos) > limits.entries:
        raise raw.error(
            f"压缩包里有 {len(infos)} 个条目，超过 {limits.entries} 个的限度，不像正常的报告。"
        )
    if any(info.flag_bits & _ENCRYPTED for info in infos):
        raise raw.error("文件加了密码，读不到内容。请取消密码后重新保存。")
    unpacked = sum(info.file_size for info in infos)
    packed = max(1, sum(info.compress_size for info in infos))
    bomb = unpacked > limits.ratio_from and unpacked > limits.ratio * packed
    if bomb or unpacked > limits.unpacked_size:
        raise raw.error(
            f"解开后有 {unpacked // MEGABYTE} MB，是原来的 {unpacked // packed} 倍，"
            "像是“压缩炸弹”，没有读取。请核实文件来源，另存为 .docx 后再试。"
        )

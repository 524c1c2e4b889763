"""From a path to a `Reading`: guards what is opened and asks the bytes for the format.

Readers of formats are imported when one is needed: reading a text file loads no XML library.
"""

from __future__ import annotations

import hashlib
import importlib
from pathlib import Path
from typing import Final, Protocol, cast

from scorer.errors import ReadError
from scorer.readers.formats import Format, sniff, zip_format
from scorer.readers.limits import DEFAULT_LIMITS, MEGABYTE, Limits
from scorer.readers.rawfile import Content, RawFile
from scorer.report import Reading


class FormatReader(Protocol):
    """Reads one format."""

    def __call__(self, raw: RawFile) -> Content: ...


_READERS: Final[dict[Format, tuple[str, str]]] = {
    Format.TXT: ("plain", "read_plain"),
    Format.DOCX: ("docx", "read_docx"),
}
"""Module below `scorer.readers` and function of each format."""


def read(
    path: Path | str, *, encoding: str | None = None, limits: Limits = DEFAULT_LIMITS
) -> Reading:
    """Read one report; its bytes decide the format, never its name.

    `encoding` overrides the guess for text and HTML. Raises `ReadError` with what to do where the
    file cannot be read, and `UsageError` for an unknown encoding.
    """
    raw = load(Path(path), encoding=encoding, limits=limits)
    return read_raw(raw)


def read_text(text: str, source: str = "text") -> Reading:
    """A report that is already text: one paragraph per non-empty line."""
    from scorer.readers.plain import text_blocks

    return Reading(
        source=source,
        format=Format.TXT.value,
        digest=hashlib.sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest(),
        blocks=text_blocks(text),
    )


def load(path: Path, *, encoding: str | None = None, limits: Limits = DEFAULT_LIMITS) -> RawFile:
    """The bytes of a file, or a `ReadError` for what is no readable file of sensible size."""
    name = path.name or str(path)
    try:
        if path.is_dir():
            raise ReadError(name, "是文件夹，不是文件。请指明其中的报告文件。")
        if not path.exists():
            raise ReadError(name, "找不到这个文件。请核对路径和文件名。")
        if not path.is_file():
            raise ReadError(name, "不是普通文件，没有读取。")
        _check_size(name, path.stat().st_size, limits)
        data = path.read_bytes()
    except OSError as problem:
        raise ReadError(name, _os_message(problem)) from None
    return RawFile(name=name, data=data, encoding=encoding, limits=limits)


def read_raw(raw: RawFile) -> Reading:
    """Read a file that is already in memory."""
    if not raw.data.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise raw.error("是空文件，没有内容。请核对是否传完整。")
    found = format_of(raw)
    content = _reader(found, raw)(raw)
    if not content.blocks and not content.gaps:
        raise raw.error("里面没有文字。请核对是否选对了文件。")
    return Reading(
        source=raw.name,
        format=found.value,
        digest=hashlib.sha256(raw.data).hexdigest(),
        blocks=content.blocks,
        warnings=content.warnings,
        gaps=content.gaps,
    )


def format_of(raw: RawFile) -> Format:
    """The format by content."""
    found = sniff(raw)
    if found is not Format.ZIP:
        return found
    from scorer.readers.archive import Archive

    archive = Archive(raw)
    mimetype = archive.read("mimetype")[:128] if "mimetype" in archive else b""
    return zip_format(raw, archive.names, mimetype)


def _reader(found: Format, raw: RawFile) -> FormatReader:
    if found not in _READERS:
        raise raw.error(f"这种文件（{found.value}）目前读不了。请另存为 .docx 再试。")
    module, function = _READERS[found]
    loaded = importlib.import_module(f"scorer.readers.{module}")
    return cast(FormatReader, getattr(loaded, function))


def _check_size(name: str, size: int, limits: Limits) -> None:
    if size > limits.file_size:
        raise ReadError(
            name,
            f"有 {size / MEGABYTE:.0f} MB，超过 {limits.file_size // MEGABYTE} MB 的限度，"
            "没有读取。年度报告通常不到 1 MB，请核对文件，或去掉大图后另存。",
        )


def _os_message(problem: OSError) -> str:
    if isinstance(problem, PermissionError):
        return "没有读取权限，或正被 Word、WPS 打开着。请关闭后再试。"
    return f"读取失败（{problem.strerror or problem}）。请核对路径和文件名。"

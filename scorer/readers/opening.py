"""From a path to a `Reading`: guards what is opened and asks the bytes for the format.

Readers of formats are imported when one is needed: reading a text file loads no XML library.
"""

from __future__ import annotations

import hashlib
import importlib
from pathlib import Path
from typing import Final, NamedTuple, Protocol, cast

from scorer.errors import ReadError
from scorer.readers.formats import Format, sniff, zip_format
from scorer.readers.limits import DEFAULT_LIMITS, MEGABYTE, Limits
from scorer.readers.rawfile import Content, RawFile
from scorer.report import Reading


class FormatReader(Protocol):
    """Reads one format."""

    def __call__(self, raw: RawFile) -> Content: ...


_OPTIONAL: Final = frozenset({"pypdfium2", "selectolax"})
"""Libraries of the extra `docs`."""
_READERS: Final[dict[Format, tuple[str, str]]] = {
    Format.TXT: ("plain", "read_plain"),
    Format.DOCX: ("docx", "read_docx"),
    Format.PDF: ("pdf", "read_pdf"),
    Format.OFD: ("ofd", "read_ofd"),
    Format.DOC: ("office", "read_office"),
    Format.ODT: ("office", "read_office"),
    Format.OFFICE_XML: ("office", "read_office"),
    Format.RTF: ("rtf", "read_rtf"),
    Format.HTML: ("html", "read_html"),
    Format.MHT: ("html", "read_mht"),
    Format.IMAGE: ("pictures", "read_image"),
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


class Prepared(NamedTuple):
    """A file whose format is known; `raw` is the one document of a zip."""

    raw: RawFile
    format: Format
    digest: str


def prepare(raw: RawFile) -> Prepared:
    """Tell the format, and take the one report out of a zip."""
    if not raw.data.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise raw.error("是空文件，没有内容。请核对是否传完整。")
    digest = hashlib.sha256(raw.data).hexdigest()
    found = format_of(raw)
    if found is Format.ZIP:
        from scorer.readers.bundle import only_report

        raw = only_report(raw)
        found = format_of(raw)
    return Prepared(raw, found, digest)


def read_raw(raw: RawFile) -> Reading:
    """Read a file that is already in memory."""
    prepared = prepare(raw)
    try:
        content = _reader(prepared)(prepared.raw)
    except (RecursionError, MemoryError):
        raise raw.error("内部结构异常，读取它耗费过大，已停止。请另存为 .docx 再试。") from None
    return reading_of(prepared, content)


def reading_of(prepared: Prepared, content: Content) -> Reading:
    """The finished value; a file without any text is an error, one that has gaps is not."""
    if not content.blocks and not content.gaps:
        raise prepared.raw.error("里面没有文字。请核对是否选对了文件。")
    return Reading(
        source=prepared.raw.name,
        format=prepared.format.value,
        digest=prepared.digest,
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


def _reader(prepared: Prepared) -> FormatReader:
    if prepared.format not in _READERS:
        raise prepared.raw.error("压缩包里还是压缩包。请解压后再评。")
    module, function = _READERS[prepared.format]
    try:
        loaded = importlib.import_module(f"scorer.readers.{module}")
    except ModuleNotFoundError as problem:
        library = (problem.name or "").partition(".")[0]
        if library not in _OPTIONAL:
            raise
        raise prepared.raw.error(
            f"读 {prepared.format.value} 需要组件 {library}，还没有安装。"
            '请运行 pip install "rule-of-law-scorer[docs]" 后重试，或另存为 .docx。'
        ) from None
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

"""A zip that holds one report; a zip of many is a matter for the batch."""

from __future__ import annotations

import posixpath
from dataclasses import replace
from typing import Final

from scorer.readers.archive import Archive
from scorer.readers.rawfile import RawFile

_DOCUMENTS: Final = (
    *(".docx", ".doc", ".wps", ".wpt", ".dot", ".docm", ".odt", ".fodt", ".uot", ".uof", ".rtf"),
    *(".pdf", ".ofd", ".txt", ".htm", ".html", ".mht", ".mhtml", ".xml"),
)
_IGNORED: Final = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini", "~$")


def only_report(raw: RawFile) -> RawFile:
    """The one document of a zip, still under the zip's name in messages."""
    archive = Archive(raw)
    names = [name for name in archive.names if not _is_ignored(name)]
    documents = [name for name in names if name.lower().endswith(_DOCUMENTS)]
    candidates = documents or names
    if not candidates:
        raise raw.error("压缩包里没有文件。请核对是否传完整。")
    if len(candidates) > 1:
        listed = "、".join(_shown(name) for name in candidates[:3])
        more = " 等" if len(candidates) > 3 else ""
        raise raw.error(
            f"压缩包里有 {len(candidates)} 个文件（{listed}{more}），"
            "不知道评哪一个。请解压后选一个，或把整个文件夹交给成批评查。"
        )
    return replace(raw, data=archive.read(candidates[0]))


def _is_ignored(name: str) -> bool:
    lower = name.lower()
    base = posixpath.basename(lower)
    return lower.endswith("/") or any(
        lower.startswith(mark) or base.startswith(mark) for mark in _IGNORED
    )


def _shown(name: str) -> str:
    """The entry's name; Windows writes GBK where the format expects another code page."""
    base = posixpath.basename(name)
    try:
        return base.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return base

"""A folder or archive in, the files that may be reports out, in a fixed order.

Folders are gone through to the bottom. An archive of several documents is a folder too: it is
unpacked below the work folder, with the names that its entries have.
"""

from __future__ import annotations

import datetime
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from scorer.batch.files import digest_of, write_atomic
from scorer.errors import UsageError

_IGNORED_FOLDERS: Final = frozenset({"__macosx", ".git", ".svn", ".scorer"})
_IGNORED_NAMES: Final = re.compile(r"(?:~\$|\.).*|thumbs\.db|desktop\.ini|.*\.缺项页\.html", re.I)
_OFFICE_PARTS: Final = frozenset({"[Content_Types].xml", "mimetype", "OFD.xml"})
_MOST_ENTRIES: Final = 5_000
_MOST_BYTES: Final = 2 * 1024**3
_UNSAFE: Final = re.compile(r'[<>:"|?*\x00-\x1f]')
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)


class Submission(NamedTuple):
    """A file that somebody handed in."""

    name: str
    """Path below the reviewed folder, with `/`; entries of an archive stand below its name."""
    path: Path
    """Where its bytes are."""
    time: float
    """When it was last changed, seconds since 1970; of two files of a unit the newer one counts."""


class Trouble(NamedTuple):
    """A file that could not even be looked into."""

    name: str
    reason: str


def find_submissions(
    folder: Path, unpacked: Path, *, leave_out: tuple[Path, ...] = ()
) -> tuple[list[Submission], list[Trouble]]:
    """Everything below a folder, or in an archive. `unpacked` is where archives are unpacked;
    nothing in `leave_out` is taken. UsageError where there is nothing."""
    if not folder.exists():
        raise UsageError(f"找不到“{folder}”。请核对路径。")
    submissions: list[Submission] = []
    troubles: list[Trouble] = []
    single = folder.is_file()
    without = {path.resolve() for path in leave_out}
    for path in [folder] if single else _walk(folder, without):
        name = path.name if single else path.relative_to(folder).as_posix()
        if path.suffix.lower() != ".zip" or not _holds_several(path):
            submissions.append(Submission(name, path, path.stat().st_mtime))
            continue
        try:
            submissions += _unpack(path, name, unpacked)
        except _BROKEN as error:
            troubles.append(Trouble(name, _archive_reason(error)))
    if not submissions and not troubles:
        raise UsageError(f"“{folder}”里没有文件。请核对是否选对了文件夹。")
    submissions.sort()
    return submissions, troubles


def _walk(folder: Path, without: set[Path]) -> Iterator[Path]:
    try:
        found = sorted(folder.iterdir())
    except OSError as error:
        raise UsageError(f"打不开文件夹“{folder}”：{error.strerror}。") from error
    for path in found:
        if path.resolve() in without or _IGNORED_NAMES.fullmatch(path.name):
            continue
        if path.is_dir():
            if path.name.lower() not in _IGNORED_FOLDERS and not path.is_symlink():
                yield from _walk(path, without)
        elif path.is_file():
            yield path


def _holds_several(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [one for one in archive.infolist() if _wanted(one.filename)]
            return len(entries) > 1 and not _OFFICE_PARTS & set(archive.namelist())
    except _BROKEN:
        return False


def _wanted(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return not (
        name.endswith("/")
        or _IGNORED_FOLDERS & {part.lower() for part in parts[:-1]}
        or _IGNORED_NAMES.fullmatch(parts[-1])
    )


def _unpack(path: Path, name: str, unpacked: Path) -> list[Submission]:
    found = []
    with zipfile.ZipFile(path) as archive:
        entries = [one for one in archive.infolist() if _wanted(one.filename)]
        if len(entries) > _MOST_ENTRIES or sum(e.file_size for e in entries) > _MOST_BYTES:
            raise ValueError("too large")
        for entry in entries:
            shown = _shown(entry)
            content = archive.read(entry)
            # The digest keeps entries of equal names apart, and two archives of equal names.
            target = unpacked / digest_of(content)[:16] / posixpath.basename(shown)
            if not target.exists():
                write_atomic(target, content)
            # Local time, as the format has it.
            time = datetime.datetime(*entry.date_time, tzinfo=datetime.UTC).timestamp()
            found.append(Submission(f"{name}/{shown}", target, time))
    return found


def _shown(entry: zipfile.ZipInfo) -> str:
    """The entry's path as a person named it, fit for any file system and inside its folder."""
    name = entry.filename
    if not entry.flag_bits & 0x800:
        # Windows writes GBK where the format expects another code page.
        try:
            name = name.encode("cp437").decode("gb18030")
        except UnicodeError:
            name = entry.filename
    parts = (part for part in name.replace("\\", "/").split("/") if part not in {"", ".", ".."})
    return "/".join(_UNSAFE.sub("_", part) for part in parts) or "未命名"


def _archive_reason(error: Exception) -> str:
    if isinstance(error, ValueError) and error.args == ("too large",):
        return "压缩包太大，没有解开。请解压后把文件夹交给本命令。"
    if "password" in str(error) or "encrypted" in str(error):
        return "压缩包加了密码。请解压后再交给本命令。"
    return "压缩包已损坏或没有传完整，没有解开。请重新获取。"

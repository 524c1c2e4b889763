"""Writing so that nobody ever sees half a file, and keeping what people changed by hand."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from scorer.errors import UsageError

KEPT_FOLDER: Final = "旧版"
"""Where files go that somebody changed and a run would overwrite, or that are nobody's now."""
TEMPORARY: Final = ".scorer-"
"""What the names of unfinished files begin with."""
_FULL: Final = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))


def digest_of(content: bytes) -> str:
    """SHA-256, hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def write_atomic(path: Path, content: bytes) -> None:
    """Write a whole file or nothing. UsageError, with what to do, where it cannot be written."""
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=TEMPORARY)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        mask = os.umask(0)
        os.umask(mask)
        Path(temporary).chmod(0o666 & ~mask)
        Path(temporary).replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            Path(temporary).unlink(missing_ok=True)
        raise unwritable(path, error) from error


def unwritable(path: Path, error: OSError) -> UsageError:
    """The error that tells why a path cannot be written and what to do."""
    if error.errno in _FULL:
        why = "磁盘已满。已完成的都在，腾出空间后再次运行同一命令即可接着做"
    elif isinstance(error, PermissionError):
        why = "没有写入权限，或文件正被别的程序打开。关闭后再次运行同一命令即可接着做"
    elif isinstance(error, FileExistsError | NotADirectoryError):
        why = "路径中有一段是文件，不是文件夹。请用 --out 换一个文件夹"
    else:
        why = f"{error.strerror or '系统拒绝'}。可用 --out 换一个文件夹"
    return UsageError(f"写不进“{path}”：{why}")


def put_aside(root: Path, name: str) -> str:
    """Move an output out of the way, below `KEPT_FOLDER`; returns its new name."""
    place = Path(name)
    number = 1
    target = root / KEPT_FOLDER / place
    while target.exists():
        number += 1
        target = root / KEPT_FOLDER / place.with_name(f"{place.stem}-{number}{place.suffix}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        (root / name).replace(target)
    except OSError as error:
        raise unwritable(target, error) from error
    return target.relative_to(root).as_posix()


@contextlib.contextmanager
def sole_user(folder: Path) -> Iterator[None]:
    """Keep a second run out of the folder; the lock ends with the process, however it ends."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / "lock").open("a+b")
    except OSError as error:
        raise unwritable(folder, error) from error
    with file:
        try:
            _lock(file.fileno())
        except OSError:
            raise UsageError(
                f"“{folder.parent}”正被另一次运行使用。请等它结束，或用 --out 换一个文件夹。"
            ) from None
        yield


if sys.platform == "win32":  # pragma: no cover

    def _lock(descriptor: int) -> None:
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:

    def _lock(descriptor: int) -> None:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def sweep(folder: Path) -> None:
    """Remove what a killed run left unfinished directly below a folder."""
    for path in folder.glob(f"{TEMPORARY}*"):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        with contextlib.suppress(OSError):
            path.unlink()

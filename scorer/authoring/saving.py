"""Edited rule files on their way to the disk: all of them or none, whatever happens meanwhile.

New contents are written beside their files first. A list of what is to be put in place of what
stands in the folder while this is done; whoever opens the checklist next finishes from it. A file
that somebody else changed since it was opened is never overwritten.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from scorer.errors import UsageError
from scorer.paths import is_installed

_LIST = ".scorer-unfinished.json"
_PREFIX = ".scorer-"


class Edit(NamedTuple):
    """A file, what it held when it was opened (None: it was not there) and what it shall hold."""

    path: Path
    before: bytes | None
    after: bytes


def save_edits(folder: Path, edits: Sequence[Edit]) -> None:
    """Write all edits or none. UsageError says which file stood in the way."""
    for edit in edits:
        _refuse_installed(edit.path)
        _refuse_changed(edit)
    written: list[tuple[Path, Edit]] = []
    listed = folder / _LIST
    try:
        written.extend((_written(edit.path, edit.after), edit) for edit in edits)
        if len(edits) > 1:
            content = json.dumps([_line(*one) for one in written], ensure_ascii=False)
            _written(listed, content.encode("utf-8")).replace(listed)
        _put_in_place(written)
    except OSError as error:
        raise UsageError(
            f"写不进“{error.filename or folder}”：{error.strerror or '系统拒绝'}；一个文件也没有改"
        ) from error
    finally:
        for temporary, _ in written:
            temporary.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            listed.unlink(missing_ok=True)


def finish_saving(folder: Path) -> None:
    """Finish what a save that was cut off had begun; its list says what belongs where."""
    listed = folder / _LIST
    try:
        lines = json.loads(listed.read_bytes())
    except FileNotFoundError:
        return
    except (OSError, ValueError) as error:
        raise UsageError(
            f"“{listed}”读不了；这是上次没写完的清单，请先恢复规则文件再删掉它"
        ) from error
    try:
        for line in lines:
            temporary, target = Path(line["temporary"]), Path(line["target"])
            is_ours = temporary.name.startswith(_PREFIX) and temporary.parent == target.parent
            if (
                is_ours
                and temporary.is_file()
                and _digest(temporary.read_bytes()) == line["sha256"]
            ):
                temporary.replace(target)
        listed.unlink()
    except (OSError, KeyError, TypeError) as error:
        raise UsageError(f"上次没写完的规则文件接不下去：{error}；清单在“{listed}”") from error


def _refuse_installed(path: Path) -> None:
    if is_installed(path):
        raise UsageError(
            f"“{path}”是随程序安装的规则，升级时会被换掉，没有改；"
            "请先用 scorer checklists --copy-to 规则 复制一份，"
            "再在命令后面加 --checklist 规则/annual-report.yaml"
        )


def _refuse_changed(edit: Edit) -> None:
    now = edit.path.read_bytes() if edit.path.is_file() else None
    if now != edit.before:
        raise UsageError(f"“{edit.path}”在这期间被别人改过，没有覆盖；请再运行一次")


def _put_in_place(written: Iterable[tuple[Path, Edit]]) -> None:
    done: list[Edit] = []
    try:
        for temporary, edit in written:
            temporary.replace(edit.path)
            done.append(edit)
    except BaseException:
        for edit in reversed(done):
            if edit.before is None:
                edit.path.unlink()
            else:
                _written(edit.path, edit.before).replace(edit.path)
        raise


def _written(path: Path, content: bytes) -> Path:
    """A file beside `path` that holds the content for certain, with the rights of `path`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=_PREFIX)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(path.stat().st_mode & 0o777 if path.is_file() else 0o644)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _line(temporary: Path, edit: Edit) -> dict[str, str]:
    return {
        "temporary": str(temporary.absolute()),
        "target": str(edit.path.absolute()),
        "sha256": _digest(edit.after),
    }


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()

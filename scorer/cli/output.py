"""What leaves the program: lines on the console and files that are whole or not there."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from pathlib import Path

import click

from scorer.errors import ChecklistError, ScorerError, UsageError

_WIDEST = 120


def prepare_console() -> None:
    """Let no console refuse a character: cp936 has no “⚠”, and a pipe may be plain ASCII."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def terminal_width() -> int:
    """Columns that a table may take."""
    import shutil

    return min(shutil.get_terminal_size((100, 24)).columns, _WIDEST)


def say(text: str) -> None:
    """Lines of the result, on standard output; what a file hides in them controls no terminal."""
    click.echo(_harmless(text))


def warn(text: str) -> None:
    """Lines about the run, on standard error; what a file hides in them controls no terminal."""
    click.echo(_harmless(text), err=True)


def _harmless(text: str) -> str:
    # Only for text that is about to be shown; `scorer --help` shall not load the renderers' words.
    from scorer.renderers.wording import printable

    return printable(text)


def told(error: ScorerError) -> str:
    """An error as a user reads it: one line, or a line for each of several problems."""
    if isinstance(error, ChecklistError) and len(error.problems) > 1:
        return f"检查单有{len(error.problems)}处问题：\n{error}"
    return str(error)


def emit(content: bytes) -> None:
    """A whole document on standard output: UTF-8 unless a person reads it on a console."""
    if sys.stdout.isatty():
        click.echo(_harmless(content.decode("utf-8")), nl=False)
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that nobody ever sees half of it. UsageError where it cannot be written."""
    import tempfile

    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".scorer-")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        _let_others_read(temporary)
        Path(temporary).replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            Path(temporary).unlink(missing_ok=True)
        raise UsageError(f"写不进“{path}”：{_cause(error)}；可用 --out 换一个文件夹") from error


def _let_others_read(name: str) -> None:
    """Temporary files are private; a result gets the rights of any new file."""
    mask = os.umask(0)
    os.umask(mask)
    Path(name).chmod(0o666 & ~mask)


def _cause(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "没有写入权限，或文件正被别的程序打开"
    if isinstance(error, FileExistsError | NotADirectoryError):
        return "路径中有一段是文件，不是文件夹"
    return error.strerror or "系统拒绝"

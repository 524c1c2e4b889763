"""What leaves the program arrives whole, whatever it is written to."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import scorer
from scorer.cli.output import emit, prepare_console, say, warn, write_whole
from scorer.cli.reading import read
from scorer.errors import UsageError
from scorer.report import Block, Reading, ReadingGap


class Terminal(io.StringIO):
    """A console with a person in front of it."""

    def isatty(self) -> bool:
        return True


def test_a_document_is_text_on_a_console(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    prepare_console()
    emit("某某\n".encode())
    assert terminal.getvalue() == "某某\n"


@pytest.mark.parametrize("line", [say, warn])
def test_no_line_controls_the_terminal(
    capsys: pytest.CaptureFixture[str], line: Callable[[str], None]
) -> None:
    line("甲\x1b[2J\x9b\u202e乙\n丙")
    shown = capsys.readouterr()
    assert shown.out + shown.err == "甲\ufffd[2J\ufffd\ufffd乙\n丙\n"


def test_a_document_is_utf8_in_a_pipe(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    emit("某某\n".encode())
    assert capfdbinary.readouterr().out == "某某\n".encode()


def test_a_new_file_has_the_rights_of_any_new_file(tmp_path: Path) -> None:
    ordinary, whole = tmp_path / "a", tmp_path / "b"
    ordinary.write_bytes(b"x")
    write_whole(whole, b"x")
    assert whole.read_bytes() == b"x"
    assert whole.stat().st_mode == ordinary.stat().st_mode


def test_a_file_is_replaced_as_a_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "结果"
    path.mkdir()
    with pytest.raises(UsageError, match="写不进"):
        write_whole(path, b"x")
    assert [one.name for one in tmp_path.iterdir()] == ["结果"]


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (PermissionError(13, "denied"), "没有写入权限，或文件正被别的程序打开"),
        (OSError(28, "No space left on device"), "No space left on device"),
        (OSError(), "系统拒绝"),
    ],
)
def test_the_cause_of_a_failed_write_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, cause: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("tempfile.mkstemp", fail)
    with pytest.raises(UsageError) as caught:
        write_whole(tmp_path / "x", b"x")
    assert cause in str(caught.value)


def test_read_tells_warnings_and_what_was_not_read(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    reading = Reading(
        source="报告.pdf",
        format="pdf",
        digest="0" * 64,
        blocks=(Block(text="一、举措"),),
        warnings=("有批注",),
        gaps=(ReadingGap(message="是图片", page=3), ReadingGap(message="附件打不开")),
    )
    monkeypatch.setattr("scorer.readers.read", lambda *_, **__: reading)
    assert read.callback is not None
    read.callback(file=Path("报告.pdf"), encoding=None)
    out, err = capfd.readouterr()
    assert out == "一、举措\n"
    assert err.split("\n")[1:4] == ["提示：有批注", "未读到：第3页：是图片", "未读到：附件打不开"]


def test_public_names_are_found_once_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(vars(scorer), "load_checklist", raising=False)
    from scorer.loader import load_checklist

    assert scorer.load_checklist is load_checklist
    assert vars(scorer)["load_checklist"] is load_checklist
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = scorer.nothing  # type: ignore[attr-defined]

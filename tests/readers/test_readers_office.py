"""What only an office suite reads: in batches, within limits, with a word where it is missing."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from docx_builder import docx, lvl, numbered, p, zipped
from test_readers_opening import ole

from scorer.errors import ReadError
from scorer.readers import Limits, read, read_many
from scorer.readers import office as office_module
from scorer.readers.office import convert, find_office, read_office
from scorer.readers.rawfile import RawFile
from scorer.report import BlockKind

needs_office = pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")
needs_antiword = pytest.mark.skipif(
    shutil.which("antiword") is None, reason="antiword is not installed"
)
needs_posix = pytest.mark.skipif(
    sys.platform == "win32", reason="needs a shell script as converter"
)

NUMBERING = (
    '<w:abstractNum w:abstractNumId="7">'
    + lvl(0, "chineseCounting", "%1、", '<w:suff w:val="nothing"/>')
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
)
FILLING = [f"第{n}次会议听取了法治政府建设情况汇报并作出部署。" for n in range(1, 61)]
LINES = ["一、主要举措和成效", "全年召开党组会四次。", *FILLING, "二、存在的不足"]


@pytest.fixture(scope="module")
def office_files(tmp_path_factory) -> Path:
    """The same small report as .doc and .odt, written by LibreOffice itself."""
    folder = tmp_path_factory.mktemp("office")
    inner = "".join(map(p, LINES[1:-1]))  # antiword refuses very short files
    body = numbered("主要举措和成效") + inner + numbered("存在的不足")
    (folder / "a.docx").write_bytes(docx(body, numbering=NUMBERING))
    for form in ("doc", "odt"):
        command = [
            str(find_office()),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
        ]
        subprocess.run([*command, "--convert-to", form, "--outdir", str(folder), str(folder / "a.docx")],
                       check=True, capture_output=True, timeout=120)  # fmt: skip
    return folder


@needs_office
@pytest.mark.office
def test_doc_and_odt_keep_their_numbers_whatever_their_names(office_files):
    shutil.copy(office_files / "a.doc", office_files / "b.wps")
    (office_files / "坏.doc").write_bytes(ole("WordDocument") * 3)
    names = ["a.doc", "坏.doc", "a.odt", "b.wps", "a.docx", "无.doc"]
    found = read_many([office_files / name for name in names])
    assert [[b.text for b in f.blocks] if not isinstance(f, ReadError) else None for f in found] == [
        LINES, None, LINES, LINES, LINES, None,
    ]  # fmt: skip
    assert [f.source for f in found] == names
    assert read(office_files / "a.doc") == found[0]


@needs_antiword
@needs_office
@pytest.mark.office
def test_without_libreoffice_antiword_reads_and_warns(office_files, monkeypatch):
    monkeypatch.setattr(office_module, "find_office", lambda: None)
    reading = read(office_files / "a.doc")
    assert "全年召开党组会四次。" in [block.text for block in reading.blocks]
    assert "自动编号" in reading.warnings[0]
    assert read_many([office_files / "a.doc"]) == [reading]


@needs_antiword
def test_antiword_that_cannot_read_says_so(monkeypatch):
    monkeypatch.setattr(office_module, "find_office", lambda: None)
    with pytest.raises(ReadError, match="读不出内容"):
        read_office(RawFile(name="a.doc", data=ole("WordDocument")))


def test_without_any_program_the_message_says_what_to_install(monkeypatch):
    monkeypatch.setattr(office_module, "find_office", lambda: None)
    monkeypatch.setattr(office_module, "find_antiword", lambda: None)
    with pytest.raises(ReadError, match="libreoffice-writer-nogui"):
        read_office(RawFile(name="a.doc", data=ole("WordDocument")))


def test_the_program_is_found_by_setting_by_path_or_where_windows_puts_it(tmp_path, monkeypatch):
    monkeypatch.setenv("SCORER_SOFFICE", str(tmp_path / "none"))
    assert find_office() is None
    (tmp_path / "soffice").write_text("", encoding="utf-8")
    monkeypatch.setenv("SCORER_SOFFICE", str(tmp_path / "soffice"))
    assert find_office() == str(tmp_path / "soffice")
    monkeypatch.delenv("SCORER_SOFFICE")
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.delenv("PROGRAMFILES", raising=False)
    assert find_office() is None
    program = tmp_path / "LibreOffice" / "program" / "soffice.exe"
    program.parent.mkdir(parents=True)
    program.write_text("", encoding="utf-8")
    monkeypatch.setenv("PROGRAMFILES", str(tmp_path))
    assert find_office() == str(program)


def converter(tmp_path: Path, monkeypatch, script: str) -> None:
    """A converter that does as the script says; $out is the output folder, inputs are arguments."""
    path = tmp_path / "soffice"
    head = '#!/bin/sh\nwhile [ "$1" != --outdir ]; do shift; done\nout=$2; shift 2\n'
    path.write_text(head + script, encoding="utf-8")
    path.chmod(0o755)
    monkeypatch.setenv("SCORER_SOFFICE", str(path))


@needs_posix
def test_an_exit_code_of_zero_without_output_is_a_failure(tmp_path, monkeypatch):
    converter(tmp_path, monkeypatch, "exit 0\n")
    with pytest.raises(ReadError, match="没能打开"):
        read_office(RawFile(name="a.odt", data=zipped({"mimetype": b"x"})))


@needs_posix
def test_a_hung_converter_is_killed_with_its_children(tmp_path, monkeypatch):
    pid = tmp_path / "pid"
    converter(tmp_path, monkeypatch, f"sleep 300 & echo $! > {pid}; wait\n")
    began = time.monotonic()
    raw = RawFile(name="a", data=b"{\\rtf", limits=Limits(seconds=1))
    assert convert([raw]) == [None]
    assert time.monotonic() - began < 10
    child = Path(f"/proc/{pid.read_text(encoding='utf-8').strip()}")
    for _ in range(50):
        if not child.exists() or "zombie" in (child / "status").read_text(encoding="utf-8"):
            return
        time.sleep(0.05)
    pytest.fail("the converter's child still runs")


@needs_posix
def test_a_file_that_kills_the_converter_does_not_take_the_others_with_it(tmp_path, monkeypatch):
    script = 'for f in "$@"; do grep -q poison "$f" && exit 1; cp "$f" "$out/$(basename "${f%.*}").docx"; done\n'
    converter(tmp_path, monkeypatch, script)
    files = [
        RawFile(name=str(n), data=data)
        for n, data in enumerate((b"PKa", b"<office:document poison", b"PKb", b"<uof:UOF", b"<x"))
    ]
    assert convert(files) == [b"PKa", None, b"PKb", b"<uof:UOF", b"<x"]


@needs_posix
def test_an_output_beyond_the_limit_is_no_output(tmp_path, monkeypatch):
    converter(tmp_path, monkeypatch, 'head -c 5000 /dev/zero > "$out/0000.docx"\n')
    assert convert([RawFile(name="a", data=b"PK", limits=Limits(file_size=4000))]) == [None]


@needs_posix
def test_antiwords_rows_keep_their_cells(tmp_path, monkeypatch):
    program = tmp_path / "antiword"
    program.write_text('#!/bin/sh\nprintf "[pic]\\n|件数 |12  |\\n正文\\n"\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr("scorer.readers.antiword.find_antiword", lambda: str(program))
    monkeypatch.setattr(office_module, "find_antiword", lambda: str(program))
    monkeypatch.setattr(office_module, "find_office", lambda: None)
    found = read_office(RawFile(name="a.doc", data=b"\xd0\xcf\x11\xe0")).blocks
    assert [(b.text, b.kind) for b in found] == [
        ("件数\t12", BlockKind.TABLE_ROW),
        ("正文", BlockKind.PARAGRAPH),
    ]
    monkeypatch.setattr("scorer.readers.antiword.find_antiword", lambda: str(tmp_path / "gone"))
    with pytest.raises(ReadError, match="读不出内容"):
        read_office(RawFile(name="a.doc", data=b"\xd0\xcf\x11\xe0"))

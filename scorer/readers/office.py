"""Formats that only an office suite knows (.doc, .wps, .odt, .uot …): LibreOffice makes them .docx.

Always by way of .docx: LibreOffice's text export prints deleted and hidden text and its numbers
stand apart. It ends with 0 even when it could not load a file, so only an existing output counts.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from scorer.readers.antiword import find_antiword, read_with_antiword
from scorer.readers.docx import read_docx
from scorer.readers.limits import Limits
from scorer.readers.rawfile import Content, RawFile

_BATCH: Final = 60
"""Files of one call; starting LibreOffice costs as much as some twenty small files."""
_START_SECONDS: Final = 60.0
_SECONDS_PER_FILE: Final = 5.0
_SUFFIXES: Final = (
    (b"\xd0\xcf\x11\xe0", ".doc"),
    (b"PK", ".odt"),
    (b"{\\rtf", ".rtf"),
)
_XML_SUFFIXES: Final = ((b"<office:document", ".fodt"), (b"<uof:UOF", ".uot"))
_PROFILE: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
"""Macros off, links to other places neither followed nor refreshed."""


def read_office(raw: RawFile) -> Content:
    """Read through LibreOffice; without it a .doc through antiword, with a warning."""
    return read_converted(raw, convert([raw])[0] if find_office() else None)


def read_converted(raw: RawFile, converted: bytes | None) -> Content:
    """The content of a converted file, or of what is left to try without one."""
    if converted is not None:
        return read_docx(raw.with_data(converted))
    is_doc = _suffix(raw.data) == ".doc"
    if is_doc and find_antiword():
        return read_with_antiword(raw)
    if find_office():
        raise raw.error(
            "LibreOffice 没能打开这个文件，可能已损坏或加了密码。"
            "请用 Word 或 WPS 打开后另存为 .docx 再试。"
        )
    raise raw.error(
        "读这种格式要先安装 LibreOffice（Debian/Ubuntu：apt install libreoffice-writer-nogui；"
        "Windows：安装 LibreOffice 即可）。也可以用 Word 或 WPS 打开后另存为 .docx 再试。"
    )


def find_office() -> str | None:
    """LibreOffice's command, where it is installed."""
    named = os.environ.get("SCORER_SOFFICE")
    if named is not None:
        return named if Path(named).is_file() else None
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found:
            return found
    # Windows asks for names of its environment in any case.
    for folder in (os.environ.get("PROGRAMFILES"), os.environ.get("PROGRAMFILES(X86)")):
        path = Path(folder or "", "LibreOffice", "program", "soffice.exe")
        if folder and path.is_file():
            return str(path)
    return None


def convert(files: Sequence[RawFile]) -> list[bytes | None]:
    """Each file as .docx, None where LibreOffice could not; the suite must be installed.

    Many files cost one start. A file that kills or hangs the suite takes the rest of its call with
    it, so what is missing is tried again, each alone.
    """
    found: list[bytes | None] = []
    for start in range(0, len(files), _BATCH):
        batch = files[start : start + _BATCH]
        converted = _convert_together(batch)
        if len(batch) > 1:
            converted = [
                data if data is not None else _convert_together([raw])[0]
                for raw, data in zip(batch, converted, strict=True)
            ]
        found += converted
    return found


def _convert_together(files: Sequence[RawFile]) -> list[bytes | None]:
    limits = files[0].limits
    with tempfile.TemporaryDirectory(prefix="scorer-office-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        profile, inputs, outputs = home / "profile", home / "in", home / "out"
        for path in (profile / "user", inputs, outputs):
            path.mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        names = []
        for number, raw in enumerate(files):
            path = inputs / f"{number:04d}{_suffix(raw.data)}"
            path.write_bytes(raw.data)
            names.append(path)
        command = [
            find_office() or "soffice",
            f"-env:UserInstallation={profile.as_uri()}",
            *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"),
            *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(outputs)),
            *map(str, names),
        ]
        seconds = min(limits.seconds, _START_SECONDS) + _SECONDS_PER_FILE * (len(files) - 1)
        _run(command, home, seconds, limits)
        return [_output(outputs / f"{path.stem}.docx", limits) for path in names]


def _output(path: Path, limits: Limits) -> bytes | None:
    if not path.is_file() or not 0 < path.stat().st_size <= limits.file_size:
        return None
    return path.read_bytes()


def _run(command: list[str], folder: Path, seconds: float, limits: Limits) -> None:
    """Run within limits of time and memory; on timeout the whole process group is killed."""
    if sys.platform != "win32":
        # The shell sets the limit for everything that it starts.
        limit = f'ulimit -v {limits.memory // 1024} 2>/dev/null; exec "$0" "$@"'
        command = ["/bin/sh", "-c", limit, *command]
    environment = {**os.environ, "HOME": str(folder), "TMPDIR": str(folder)}
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        pass
    finally:
        _kill_group(process)


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    """End the process and its children, whether it still runs or left some behind."""
    if sys.platform == "win32":
        if process.poll() is None:
            subprocess.run(
                ["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False
            )
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _suffix(data: bytes) -> str:
    for magic, suffix in _SUFFIXES:
        if data.startswith(magic):
            return suffix
    for mark, suffix in _XML_SUFFIXES:
        if mark in data[:4096]:
            return suffix
    return ".xml"

"""The second way to read .doc, where LibreOffice is missing: antiword, which knows no numbers."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from scorer.readers.cleaning import clean, clean_lines
from scorer.readers.rawfile import Content, RawFile
from scorer.report import Block, BlockKind

_SECONDS: Final = 20.0
_PICTURE: Final = re.compile(r"\[pic\]")
_WARNING: Final = (
    "没有安装 LibreOffice，改用 antiword 读取：自动编号（一、（一）等）会丢失，"
    "已删除和隐藏的文字也可能读出来。安装 LibreOffice 后结果更可靠。"
)


def find_antiword() -> str | None:
    """antiword's command, where it is installed."""
    return shutil.which("antiword")


def read_with_antiword(raw: RawFile) -> Content:
    """Paragraphs and table rows of a .doc, with the warning about what is lost."""
    with tempfile.TemporaryDirectory(prefix="scorer-antiword-") as folder:
        path = Path(folder) / "report.doc"
        path.write_bytes(raw.data)
        command = [find_antiword() or "antiword", "-m", "UTF-8.txt", "-w", "0", str(path)]
        try:
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=_SECONDS,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            done = None
    text = done.stdout.decode("utf-8", errors="replace") if done and not done.returncode else ""
    blocks = tuple(_block(line) for line in clean_lines(_PICTURE.sub("", text)))
    if not blocks:
        raise raw.error(
            "读不出内容，文件可能已损坏或加了密码。请用 Word 或 WPS 打开后另存为 .docx 再试。"
        )
    return Content(blocks, (_WARNING,))


def _block(line: str) -> Block:
    """antiword draws the cells of a row between bars."""
    if line.startswith("|") and line.endswith("|"):
        cells = [cell.strip() for cell in clean(line).strip("|").split("|")]
        return Block(text="\t".join(filter(None, cells)), kind=BlockKind.TABLE_ROW)
    return Block(text=line)

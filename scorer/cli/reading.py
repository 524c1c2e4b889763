"""`scorer read`: what the program got out of a file, for whoever doubts a verdict."""

from __future__ import annotations

from pathlib import Path

import click

from scorer.cli.chinese import ChineseCommand
from scorer.cli.output import emit, warn


@click.command(
    cls=ChineseCommand,
    help="显示程序从文件里读到的文字（自动编号、表格在内，删除的修订除外），以及没有读到的部分。",
)
@click.argument("file", type=click.Path(path_type=Path), metavar="文件")
@click.option("--encoding", metavar="编码", help="文本文件的编码；不写则按内容判断。")
def read(file: Path, encoding: str | None) -> None:
    """Blocks as lines on standard output; what was left out on standard error."""
    from scorer.readers import read as read_file

    reading = read_file(file, encoding=encoding)
    emit("".join(f"{block.text}\n" for block in reading.blocks).encode("utf-8"))
    warn(f"{reading.source}：按{reading.format}格式读出{len(reading.blocks)}段。")
    for message in reading.warnings:
        warn(f"提示：{message}")
    for gap in reading.gaps:
        place = f"第{gap.page}页：" if gap.page else ""
        warn(f"未读到：{place}{gap.message}")

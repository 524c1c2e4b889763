"""`scorer ledger`: everything that was recorded, out as JSON lines and in again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from scorer.cli.chinese import ChineseCommand, ChineseGroup
from scorer.cli.output import emit, say, write_whole
from scorer.errors import UsageError

if TYPE_CHECKING:
    from scorer.ledger import Ledger

_COMMANDS = {
    "export": ("scorer.cli.ledger:export", "把全部评查记录和审查意见导出，一行一条（JSON）。"),
    "import": ("scorer.cli.ledger:import_", "导入导出的记录；已有的不重复。"),
}
_MISSING = '审查记录需要组件 SQLAlchemy：请运行 pip install "rule-of-law-scorer[ledger]"。'

ledger_argument = click.argument("place", metavar="记录库")


def opened_ledger(place: str | Path, *, existing: bool = False) -> Ledger:
    """The ledger at a path or URL. UsageError where the extra is not installed, or where
    `existing` and there is no such file."""
    try:
        from scorer.ledger import open_ledger
    except ModuleNotFoundError as error:
        raise UsageError(_MISSING) from error
    if existing and "://" not in str(place) and not Path(place).is_file():
        raise UsageError(f"找不到审查记录库“{place}”。scorer review 会在结果文件夹里建立它。")
    return open_ledger(place)


@click.group(
    cls=ChineseGroup,
    table=_COMMANDS,
    help="导出、导入审查记录库（SQLite 文件，或 postgresql:// 地址）里的全部记录。",
)
def ledger() -> None:
    """Group of the commands on a whole ledger."""


@click.command(
    cls=ChineseCommand, help="把全部评查记录和审查意见导出为一行一条的 JSON，可供存档、迁移。"
)
@ledger_argument
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="文件", help="写到文件；不写则输出到屏幕。"
)
def export(place: str, out: Path | None) -> None:
    """Everything as JSON lines."""
    with opened_ledger(place, existing=True) as opened:
        content = "".join(opened.export_lines()).encode("utf-8", "backslashreplace")
    if out is None:
        emit(content)
    else:
        write_whole(out, content)
        say(str(out))


@click.command(
    name="import",
    cls=ChineseCommand,
    help="导入导出的记录：已有的不重复，有一行不对就全部不导入。",
)
@ledger_argument
@click.argument("file", type=click.Path(path_type=Path), metavar="文件")
def import_(place: str, file: Path) -> None:
    """Add what was exported."""
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"读不了“{file}”：请核对路径，文件应是 UTF-8 文字。") from error
    with opened_ledger(place) as opened:
        say(f"新导入{opened.import_lines(lines)}条。")

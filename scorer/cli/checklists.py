"""`scorer checklists` and `scorer check`: which rules there are, and whether they hold."""

from __future__ import annotations

from pathlib import Path

import click

from scorer.cli.chinese import ChineseCommand
from scorer.cli.options import overlay_option
from scorer.cli.output import say
from scorer.errors import UsageError


@click.command(
    cls=ChineseCommand,
    help=(
        "列出随附的检查单和补充规则。"
        "要改规则，先用 --copy-to 复制一份出来：改随附的那一份，升级时会丢。"
    ),
)
@click.option(
    "--copy-to",
    type=click.Path(path_type=Path),
    metavar="文件夹",
    help="把随附的全部规则文件复制到这个文件夹（新的或空的），供修改。",
)
def checklists(copy_to: Path | None) -> None:
    """One line for each shipped checklist and overlay, or a copy of them all for editing."""
    if copy_to is None:
        _list()
    else:
        _copy(copy_to)


def _list() -> None:
    from scorer.loader import load_checklist, shipped_checklists, shipped_overlays
    from scorer.loader.sources import title_of

    for name in shipped_checklists():
        found = load_checklist(name)
        points = sum(group.points for group in found.groups)
        say(
            f"{name}  {found.title}  版本{found.version}（{found.date}）  "
            f"{len(found.items)}项  {points:g}分"
        )
    for name in shipped_overlays():
        say(f"{name}  {title_of(name)}，用 --overlay {name} 加上")


def _copy(folder: Path) -> None:
    """Every shipped rule file into a folder that holds nothing yet."""
    from scorer.loader.places import DEFAULT_CHECKLIST
    from scorer.paths import resource_folder

    shipped = resource_folder("checklists")
    files = sorted(path for path in shipped.rglob("*") if path.is_file())
    try:
        if folder.is_dir() and any(folder.iterdir()):
            raise UsageError(f"“{folder}”里已有文件，为免覆盖没有复制；请换一个新的文件夹")
        for path in files:
            target = folder / path.relative_to(shipped)
            target.parent.mkdir(parents=True, exist_ok=True)
            # Bytes alone: an installed file may be read-only, the copy is there to be edited.
            target.write_bytes(path.read_bytes())
    except OSError as error:
        raise UsageError(f"写不进“{folder}”：{error.strerror}；请换一个文件夹") from error
    say(
        f"已复制{len(files)}个规则文件到“{folder}”："
        "要点在 items，词表在 vocabulary，补充规则在 overlays。"
    )
    say(f"用这一份：在命令后面加 --checklist {folder / DEFAULT_CHECKLIST}.yaml")


@click.command(
    cls=ChineseCommand,
    help="检查一份检查单：写法有没有错、前后是否一致、每个例句判得对不对。全部错误一次列出；有错时退出码为2。",
)
@click.argument("checklist", required=False, metavar="[编号或文件]")
@overlay_option
def check(checklist: str | None, overlays: tuple[str, ...]) -> None:
    """Load a checklist afresh and run all of its examples."""
    from scorer.loader import load_effective
    from scorer.selfcheck import verify

    effective = load_effective(checklist, overlays)
    verify(effective)
    found = effective.checklist
    examples = sum(len(item.examples) for item in found.items)
    say(f"{found.title} {found.version}：{len(found.items)}个要点、{examples}个例句，全部通过。")
    say(f"摘要：{found.digest}")

"""`scorer rules rehearse`: an edited checklist on archived reports, beside the current one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scorer.cli.chinese import Between, ChineseCommand, OneOf
from scorer.cli.options import checklist_option, overlay_option
from scorer.cli.output import emit, say, write_whole
from scorer.cli.progress import shown_progress
from scorer.errors import UsageError

if TYPE_CHECKING:
    from scorer.checklist import Checklist
    from scorer.rehearsed import Rehearsal

PAGE = "规则试跑.html"
RESULT = "规则试跑.json"
_MOST_WORKERS = 64
_FORMATS = ("text", "json", "html")
_SHIPPED = "随附的检查单"


@click.command(
    cls=ChineseCommand,
    help=(
        "把改过的规则放到存档的报告上试跑，同现行规则并排：哪些报告的判定、得分、等次会变，"
        "依据的是哪一句；审查人定过的判定，改后相符的多了还是少了。存档不会有任何改动。\n"
        "退出码：0 完成；1 改后的规则有例句判得不对（照样试跑）；2 命令或规则有误；"
        "3 有报告没有试跑（其余照跑）。"
    ),
)
@click.option(
    "--against",
    required=True,
    metavar="存档",
    help="往年的报告：一个文件夹（或压缩包）、scorer review 的结果文件夹、审查记录库的文件或地址。",
)
@checklist_option
@overlay_option
@click.option("--base", metavar="编号或文件", help="现行的检查单；不写则是随附的那一份。")
@click.option(
    "--base-overlay",
    "base_overlays",
    multiple=True,
    metavar="编号或文件",
    help="现行规则用的补充规则，可写多次。",
)
@click.option(
    "--threshold",
    "lines",
    multiple=True,
    type=Between(0, 100, whole=False),
    metavar="得分率",
    help="另外关心的分数线，可写多次；各等次的分数线总会列出。",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="文件夹",
    help=f"把网页（{PAGE}）和数据（{RESULT}）写到文件夹里。",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="只写一个文件，格式按 --format 或文件名的后缀。",
)
@click.option(
    "--format",
    "format_",
    type=OneOf(_FORMATS),
    metavar="text|json|html",
    help="输出的格式；不写则按 --output 的后缀，否则是文字。",
)
@click.option(
    "--workers",
    type=Between(1, _MOST_WORKERS, whole=True),
    metavar="个数",
    help="同时用几个进程；不写则用全部处理器。",
)
def rehearse(
    against: str,
    checklist: str | None,
    overlays: tuple[str, ...],
    base: str | None,
    base_overlays: tuple[str, ...],
    lines: tuple[float, ...],
    out: Path | None,
    output: Path | None,
    format_: str | None,
    workers: int | None,
) -> int:
    """Rehearse an edit; the checklists are loaded first, so that their mistakes come at once."""
    from scorer.archive import open_archive
    from scorer.rehearsal import Plan
    from scorer.rehearsal import rehearse as run

    if out is not None and (output is not None or format_ is not None):
        raise UsageError("--out 已经写出网页和数据，不能再写 --output 或 --format")
    old, new = _checklists((base, base_overlays), (checklist, overlays))
    with open_archive(against) as archive:
        plan = Plan(
            archive=archive,
            old=old,
            new=new,
            old_place=base or _SHIPPED,
            new_place=checklist or _SHIPPED,
            lines=lines,
            workers=workers or min(os.cpu_count() or 1, _MOST_WORKERS),
        )
        with shown_progress() as tell:
            found = run(plan, tell)
    _write(found, out, output, format_)
    return 1 if found.failures else 3 if found.left_out else 0


Named = tuple[str | None, tuple[str, ...]]


def _checklists(base: Named, edited: Named) -> tuple[Checklist, Checklist]:
    from scorer.loader import load_checklist

    if base == edited:
        raise UsageError("请用 --checklist（或 --overlay）写明改过的规则，才能同现行规则对照")
    old, new = load_checklist(*base), load_checklist(*edited)
    if old.digest == new.digest:
        raise UsageError("两份规则的内容完全相同，没有可试跑的改动。请核对 --checklist 和 --base")
    return old, new


def _write(found: Rehearsal, out: Path | None, output: Path | None, format_: str | None) -> None:
    if out is not None:
        for name, kind in ((PAGE, "html"), (RESULT, "json")):
            write_whole(out / name, _rendered(found, kind))
            say(str(out / name))
        emit(_rendered(found, "text"))
    elif output is not None:
        suffix = "html" if output.suffix.lower() in {".htm", ".html"} else output.suffix[1:]
        write_whole(output, _rendered(found, format_ or suffix))
        say(str(output))
    else:
        emit(_rendered(found, format_ or "text"))


def _rendered(found: Rehearsal, kind: str) -> bytes:
    if kind == "json":
        from scorer.renderers.rehearsal_json import render_rehearsal_json

        return render_rehearsal_json(found)
    if kind == "html":
        from scorer.renderers.rehearsal_page import render_rehearsal_page

        return render_rehearsal_page(found)
    from scorer.renderers.rehearsal_text import render_rehearsal_text

    return render_rehearsal_text(found).encode("utf-8", "replace")

"""`scorer score`: reports in, verdicts on the console and files beside the reports out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import click

from scorer.cli.chinese import Between, ChineseCommand, OneOf
from scorer.cli.options import checklist_option, overlay_option, version_option
from scorer.cli.output import emit, say, terminal_width, warn, write_whole
from scorer.errors import ScorerError, UsageError

if TYPE_CHECKING:
    from scorer.checklist import Checklist
    from scorer.result import Scorecard

_SUFFIXES: Mapping[str, str] = MappingProxyType(
    {"table": ".缺项页.html", "html": ".缺项页.html", "json": ".json", "text": ".正文.txt"}
)


class Request(NamedTuple):
    """What a call of the command asks for."""

    checklist: Checklist
    unit_kind: str | None
    year: int | None
    format: str
    sentences: bool
    alone: bool
    """Whether one file is scored and no folder named, so that documents go to the console."""


@click.command(
    cls=ChineseCommand,
    help=(
        "给一份或几份报告逐项判定。默认在屏幕上列出各项判定，"
        "并在报告旁边（或 --out 指定的文件夹里）留下缺项页（HTML，可打印）。\n"
        "退出码：0 完成；1 有报告低于 --fail-under；2 命令或检查单有误；3 有文件读不了。"
    ),
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="文件…")
@checklist_option
@version_option
@overlay_option
@click.option("--unit-kind", metavar="类型", help="单位类型（编号或名称）；不写则按单位名称猜。")
@click.option(
    "--year",
    type=Between(1990, 2100, whole=True),
    metavar="年份",
    help="报告年度；不写则从报告里读。",
)
@click.option(
    "--format",
    "format_",
    type=OneOf(tuple(_SUFFIXES)),
    default="table",
    metavar="格式",
    help="table 屏幕表格并留缺项页（默认）；html 只留缺项页；json 结果数据；text 报告正文。"
    "只有一个文件时，json 和 text 输出到屏幕。",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="文件夹",
    help="结果放在哪里；不写则放在报告旁边。",
)
@click.option("--sentences", is_flag=True, help="json 里附上每一句的判定。")
@click.option(
    "--fail-under",
    type=Between(0, 100, whole=False),
    metavar="百分比",
    help="有报告的得分率低于它时，退出码为1。",
)
def score(
    files: tuple[Path, ...],
    checklist: str | None,
    checklist_version: str | None,
    overlays: tuple[str, ...],
    unit_kind: str | None,
    year: int | None,
    format_: str,
    out: Path | None,
    sentences: bool,
    fail_under: float | None,
) -> int:
    """Score every file; one that fails does not stop the others."""
    from scorer.loader import find_version
    from scorer.selfcheck import load_verified_checklist

    if sentences and format_ != "json":
        raise UsageError("--sentences 只用于 --format json")
    rules = load_verified_checklist(find_version(checklist, checklist_version), overlays)
    kind = known_kind(unit_kind, rules)
    alone = len(files) == 1 and out is None
    request = Request(rules, kind, year, format_, sentences, alone)
    targets = targets_of(files, out, _SUFFIXES[format_])
    code = 0
    for path, target in zip(files, targets, strict=True):
        code = max(code, _score_one(path, target, request, fail_under))
    return code


def _score_one(path: Path, target: Path, request: Request, fail_under: float | None) -> int:
    """Exit code of one file; what is wrong with it is said and the run goes on."""
    from scorer.pipeline import score_file

    try:
        scorecard = score_file(
            path,
            request.checklist,
            unit_kind=request.unit_kind,
            year=request.year,
            reports_only=True,
        )
        _DELIVER[request.format](scorecard, target, request)
    except ScorerError as error:
        warn(f"错误：{error}")
        return error.exit_code
    percent = scorecard.percent
    if fail_under is not None and (percent is None or percent < fail_under):
        shown = "无法计分" if percent is None else f"得分率{percent:g}%"
        warn(f"{path.name}：{shown}，低于要求的{fail_under:g}%")
        return 1
    return 0


def _deliver_table(scorecard: Scorecard, target: Path, request: Request) -> None:
    from scorer.renderers.gap_page import render_gap_page
    from scorer.renderers.table import render_table

    write_whole(target, render_gap_page(scorecard))
    say(render_table(scorecard, page=str(target), width=terminal_width()))


def _deliver_page(scorecard: Scorecard, target: Path, request: Request) -> None:
    from scorer.renderers.gap_page import render_gap_page

    write_whole(target, render_gap_page(scorecard))
    say(str(target))


def _deliver_json(scorecard: Scorecard, target: Path, request: Request) -> None:
    from scorer.renderers.result_json import render_json

    _deliver_document(render_json(scorecard, sentences=request.sentences), target, request)


def _deliver_text(scorecard: Scorecard, target: Path, request: Request) -> None:
    _deliver_document(scorecard.report.text.encode("utf-8"), target, request)


def _deliver_document(content: bytes, target: Path, request: Request) -> None:
    if request.alone:
        emit(content)
    else:
        write_whole(target, content)
        say(str(target))


_DELIVER: Mapping[str, Callable[[Scorecard, Path, Request], None]] = MappingProxyType(
    {
        "table": _deliver_table,
        "html": _deliver_page,
        "json": _deliver_json,
        "text": _deliver_text,
    }
)


def targets_of(files: Sequence[Path], out: Path | None, suffix: str) -> list[Path]:
    """Where each file's result goes: the file's whole name and a suffix, beside it or in `out`.

    Files of one name from several folders get numbers in `out`, in the order of the call."""
    taken: set[Path] = set()
    targets = []
    for path in files:
        folder = path.parent if out is None else out
        target, number = folder / f"{path.name}{suffix}", 1
        while target in taken:
            number += 1
            target = folder / f"{path.name}-{number}{suffix}"
        taken.add(target)
        targets.append(target)
    return targets


def known_kind(word: str | None, checklist: Checklist) -> str | None:
    """Id of the unit kind that the user names by id or title."""
    if word is None:
        return None
    for kind in checklist.unit_kinds:
        if word in {kind.id, kind.title}:
            return kind.id
    known = "、".join(f"{kind.id}（{kind.title}）" for kind in checklist.unit_kinds)
    raise UsageError(f"没有单位类型“{word}”；可用的类型：{known}")

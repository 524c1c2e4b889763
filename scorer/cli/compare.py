"""`scorer compare`: a resubmitted report, or another year's, held against an earlier one."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scorer.cli.chinese import Between, ChineseCommand, OneOf
from scorer.cli.options import checklist_option, overlay_option, version_option
from scorer.cli.output import emit, say, terminal_width, write_whole
from scorer.errors import UsageError

if TYPE_CHECKING:
    from scorer.checklist import Checklist
    from scorer.compared import Comparison
    from scorer.comparison.sources import Source
    from scorer.ledger import Run

_FORMATS = ("text", "json", "html")


@click.command(
    cls=ChineseCommand,
    help=(
        "对照同一单位前后两份报告（补正重报，或者去年和今年）：哪些项补上了、哪些丢了，"
        "得分变动里规则引起多少、文字引起多少，哪些文字是沿用的、哪些是增删的。\n"
        "“原”和“新”可以是报告文件，也可以是 scorer score --format json 的结果。"
        "用 --ledger 时改写单位名称，对照记录库里它最近的两次评查；"
        "再写一个文件，就用它同最近一次评查对照。\n"
        "退出码：0 完成；2 命令或检查单有误，或者两份是同一份报告；3 有文件读不了。"
    ),
)
@click.argument("what", nargs=-1, required=True, metavar="原 新")
@checklist_option
@version_option
@overlay_option
@click.option(
    "--old-checklist", metavar="编号或文件", help="“原”用另一份检查单；不写则两份用同一份。"
)
@click.option("--old-checklist-version", metavar="版本", help="“原”用检查单的旧版本。")
@click.option(
    "--old-overlay",
    "old_overlays",
    multiple=True,
    metavar="编号或文件",
    help="“原”的补充规则；写了就不再用 --overlay 的。",
)
@click.option(
    "--old-report",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="“原”是评分结果时，它所评的报告文件；有它才能比对文字、分清规则的影响。",
)
@click.option(
    "--new-report",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="“新”是评分结果时，它所评的报告文件。",
)
@click.option("--ledger", "place", metavar="记录库", help="从审查记录库里取单位的评查结果。")
@click.option(
    "--year",
    type=Between(1990, 2100, whole=True),
    metavar="年份",
    help="只同 --ledger 用：只看这一报告年度的评查。",
)
@click.option(
    "--format",
    "format_",
    type=OneOf(_FORMATS),
    default="text",
    metavar="格式",
    help="text 屏幕上的表（默认）；json 数据（docs/comparison.md）；html 对照页，可打印。",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="写到文件。不写则输出到屏幕；html 不写则放在“新”的旁边。",
)
def compare(
    what: tuple[str, ...],
    checklist: str | None,
    checklist_version: str | None,
    overlays: tuple[str, ...],
    old_checklist: str | None,
    old_checklist_version: str | None,
    old_overlays: tuple[str, ...],
    old_report: Path | None,
    new_report: Path | None,
    place: str | None,
    year: int | None,
    format_: str,
    output: Path | None,
) -> None:
    """Compare two reports, two results, or a unit's last two runs."""
    from scorer.comparison.sources import compare_sources
    from scorer.loader import find_version
    from scorer.selfcheck import load_verified_checklist

    rules = load_verified_checklist(find_version(checklist, checklist_version), overlays)
    old_rules = rules
    if old_checklist or old_checklist_version or old_overlays:
        wanted = find_version(old_checklist or checklist, old_checklist_version)
        old_rules = load_verified_checklist(wanted, old_overlays or overlays)
    texts = (old_report, new_report)
    if place is None:
        if year is not None:
            raise UsageError("--year 只同 --ledger 一起用")
        old, new = _files(what, (old_rules, rules), texts)
    else:
        old, new = _recorded(what, place, year, (old_rules, rules), texts)
    _deliver(compare_sources(old, new), format_, output or _beside(what, place, format_))


def _files(
    what: tuple[str, ...],
    rules: tuple[Checklist, Checklist],
    texts: tuple[Path | None, Path | None],
) -> tuple[Source, Source]:
    from scorer.comparison.sources import source_of_file

    if len(what) != 2:
        raise UsageError(f"要写两个文件：先写原来的，再写新的；现在写了{len(what)}个")
    old, new = (
        source_of_file(Path(name), checklist, text=text)
        for name, checklist, text in zip(what, rules, texts, strict=True)
    )
    return old, new


def _recorded(
    what: tuple[str, ...],
    place: str,
    year: int | None,
    rules: tuple[Checklist, Checklist],
    texts: tuple[Path | None, Path | None],
) -> tuple[Source, Source]:
    """The unit's last two runs, or its last run and a file."""
    from scorer.comparison.sources import source_of_file

    if len(what) > 2:
        raise UsageError("用 --ledger 时只写单位名称，或者单位名称和一个新的文件")
    with_file = len(what) == 2
    runs, kept = _last_runs(what[0], place, year, 1 if with_file else 2)
    sides = [
        _recalled(run, checklist, text, kept)
        for run, checklist, text in zip(runs, rules, texts, strict=False)
    ]
    if with_file:
        sides.append(source_of_file(Path(what[1]), rules[1], text=texts[1]))
    return sides[0], sides[1]


def _last_runs(
    unit: str, place: str, year: int | None, wanted: int
) -> tuple[tuple[Run, ...], dict[str, str]]:
    """The unit's last runs, and by digest the texts that the ledger keeps of them."""
    from scorer.cli.decide import newest_run
    from scorer.cli.ledger import opened_ledger

    with opened_ledger(place, existing=True) as ledger:
        newest = newest_run(ledger, unit, year)
        runs = ledger.runs(unit, year)
        if len(runs) < wanted:
            raise UsageError(
                f"记录库里“{unit}”只有一次评查（{newest.file}），没有可对照的；"
                "可以在单位名称后面再写一个新的文件"
            )
        runs = runs[-wanted:]
        return runs, ledger.readings_of([run.report_digest for run in runs])


def _recalled(run: Run, rules: Checklist, text: Path | None, kept: Mapping[str, str]) -> Source:
    """A recorded run; its text is the named file, or else what the ledger keeps."""
    from scorer.batch.kept_readings import reading_of_text
    from scorer.comparison.sources import source_of_result
    from scorer.readers import read

    reading = None
    if text is not None:
        reading = read(text)
    elif run.report_digest in kept:
        # A text that another version kept otherwise is as good as none.
        with contextlib.suppress(KeyError, TypeError, ValueError, RecursionError):
            reading = reading_of_text(kept[run.report_digest], run.file)
    return source_of_result(run.result.encode("utf-8"), run.file, rules, reading=reading)


def _beside(what: tuple[str, ...], place: str | None, format_: str) -> Path | None:
    """Where a page goes that nobody named a file for."""
    if format_ != "html":
        return None
    if place is not None and len(what) == 1:
        raise UsageError("请用 --output 写明对照页放在哪里")
    newer = Path(what[-1])
    return newer.with_name(f"{newer.name}.对照.html")


def _deliver(comparison: Comparison, format_: str, output: Path | None) -> None:
    content = _rendered(comparison, format_)
    if output is not None:
        write_whole(output, content)
        say(str(output))
    elif format_ == "text":
        say(content.decode("utf-8").rstrip("\n"))
    else:
        emit(content)


def _rendered(comparison: Comparison, format_: str) -> bytes:
    if format_ == "json":
        from scorer.renderers.comparison_json import render_comparison_json

        return render_comparison_json(comparison)
    if format_ == "html":
        from scorer.renderers.comparison_page import render_comparison_page

        return render_comparison_page(comparison)
    from scorer.renderers.comparison_table import render_comparison_table

    table = render_comparison_table(comparison, width=terminal_width())
    return table.encode("utf-8", "replace")

"""`scorer review`: a folder of reports in; pages, results and the list of all units out."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scorer.cli.chinese import Between, ChineseCommand
from scorer.cli.last_year import inside, opened_earlier
from scorer.cli.options import checklist_option, overlay_option, version_option
from scorer.cli.output import say, warn
from scorer.cli.progress import shown_progress
from scorer.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scorer.batch import Request, Review
    from scorer.batch.outcomes import UnitOutcome
    from scorer.ledger import Decision

_INTERRUPTED = 130
_MOST_WORKERS = 64
_MOST_LINES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the command line says of a review, unchecked."""

    register_path: Path | None
    checklist: str | None
    checklist_version: str | None
    overlays: tuple[str, ...]
    year: int | None
    bureau: str
    contact: str
    issued: str | None
    supplement_by: str | None
    sheet_template: Path | None
    notice_template: Path | None
    last_year: tuple[str, ...]
    workers: int | None


@click.command(
    cls=ChineseCommand,
    help=(
        "评查一个文件夹（或压缩包）里的全部报告：每个单位一张缺项页、一份审查表（Word）和一份结果数据，"
        "缺项的另有补正通知书；"
        "另有一张清单，列出谁得了多少分、谁没有报送、哪些文件读不了。\n"
        "中途停下（Ctrl-C、断电）以后，再次运行同一命令就接着做，做完的不重做；"
        "文件或规则改了的重新评。人工改过的结果文件不会被覆盖，需要换新时移到“旧版”文件夹。\n"
        "退出码：0 完成；2 命令、台账或检查单有误；3 有文件读不了（其余照评）。"
    ),
)
@click.argument("folder", type=click.Path(path_type=Path), metavar="文件夹")
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, metavar="文件夹", help="结果放在哪里。"
)
@click.option(
    "--register",
    "register_path",
    type=click.Path(path_type=Path),
    metavar="台账",
    help="应报送单位的台账（.xlsx或.csv），要有“单位名称”一列，"
    "可有单位类型、截止日期、收到日期、联系人。",
)
@checklist_option
@version_option
@overlay_option
@click.option(
    "--year",
    type=Between(1990, 2100, whole=True),
    metavar="年份",
    help="应报哪一年度的报告；其他年度的报告会注明。",
)
@click.option("--bureau", default="", metavar="名称", help="审查机关，写进通知书的落款。")
@click.option("--contact", default="", metavar="联系人", help="通知书里的联系人和电话。")
@click.option("--issued", metavar="日期", help="通知书的落款日期，如2025-03-10；不写则留空待填。")
@click.option("--supplement-by", metavar="日期", help="补正后重新报送的期限，如2025-03-20。")
@click.option(
    "--sheet-template",
    type=click.Path(path_type=Path),
    metavar="模板.docx",
    help="用本单位自己的 Word 模板做审查表；先用 scorer templates 复制一份随附的来改。",
)
@click.option(
    "--notice-template",
    type=click.Path(path_type=Path),
    metavar="模板.docx",
    help="用本单位自己的 Word 模板做补正通知书。",
)
@click.option(
    "--last-year",
    multiple=True,
    metavar="文件夹或记录库",
    help="往年的报告：文件夹、评查结果文件夹或审查记录库，用来找出照抄往年的段落；可以写多次。",
)
@click.option(
    "--workers",
    type=Between(1, _MOST_WORKERS, whole=True),
    metavar="个数",
    help="同时用几个进程；不写则用全部处理器。",
)
@click.option(
    "--ledger",
    metavar="记录库",
    help="评查记录存在哪里：文件，或 postgresql:// 地址；"
    "不写则存在结果文件夹的“审查记录.sqlite”（装有组件 ledger 时）。",
)
def review(folder: Path, out: Path, ledger: str | None, **options: Any) -> int:
    """Review a folder; what an earlier run did is not done again."""
    from scorer.batch import review_folder

    request = _request(folder, out, ledger, Options(**options))
    try:
        with opened_earlier(options["last_year"]) as earlier, shown_progress() as tell:
            result = review_folder(replace(request, earlier=earlier), tell)
    except KeyboardInterrupt:
        warn("已中断。做完的都在；再次运行同一命令就接着做。")
        return _INTERRUPTED
    _record(result, request, ledger)
    return _report(result, out)


def _request(folder: Path, out: Path, ledger: str | None, options: Options) -> Request:
    """What the command line asks for, checked."""
    from scorer.batch import Request
    from scorer.batch.own_templates import read_own_templates
    from scorer.loader import find_version
    from scorer.register import read_register
    from scorer.season import Season
    from scorer.selfcheck import load_verified_checklist

    found = find_version(options.checklist, options.checklist_version)
    rules = load_verified_checklist(found, options.overlays)
    path, year = options.register_path, options.year
    own = (options.sheet_template, options.notice_template)
    return Request(
        folder=folder,
        out=out,
        checklist=rules,
        register=read_register(path, rules.unit_kinds, year=year) if path else None,
        register_path=path,
        season=Season(
            year=year,
            bureau=options.bureau,
            contact=options.contact,
            issued=_day(options.issued, "--issued", year),
            supplement_by=_day(options.supplement_by, "--supplement-by", year),
        ),
        decisions=_decisions(ledger, out),
        templates=read_own_templates(*own),
        aside=(*(path for path in own if path), *inside(folder, options.last_year)),
        workers=options.workers or min(os.cpu_count() or 1, _MOST_WORKERS),
    )


def _decisions(place: str | None, out: Path) -> dict[str, tuple[Decision, ...]]:
    """What reviewers decided so far, by unit. A ledger that is still to be made has nothing."""
    from scorer.batch.recording import LEDGER_NAME

    told = place or str(out / LEDGER_NAME)
    if "://" not in told and not Path(told).is_file():
        return {}
    if place is None and find_spec("sqlalchemy") is None:
        warn(f"提示：没有安装组件 ledger，“{told}”里的审查意见没有计入。")
        return {}
    from scorer.cli.ledger import opened_ledger

    by_unit: dict[str, list[Decision]] = {}
    with opened_ledger(told) as opened:
        for decision in opened.decisions():
            by_unit.setdefault(decision.unit, []).append(decision)
    return {unit: tuple(decisions) for unit, decisions in by_unit.items()}


def _day(words: str | None, option: str, year: int | None) -> date | None:
    """A day of the command line."""
    from scorer.register import date_of

    day = date_of(words, year=year) if words else None
    if words and day is None:
        raise UsageError(f"{option}的值不对：“{words}”不是日期，请写成2025-03-20的样子")
    return day


def _record(result: Review, request: Request, place: str | None) -> None:
    """Keep what was scored in the ledger; without the extra only where a ledger was asked for."""
    if place is None and find_spec("sqlalchemy") is None:
        return
    from scorer.batch.recording import LEDGER_NAME, record_review
    from scorer.cli.ledger import opened_ledger

    # The one clock of a review: results have none.
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    with opened_ledger(place or request.out / LEDGER_NAME) as opened:
        record_review(opened, result, request.out, checklist=request.checklist, recorded_at=now)


def _say_opinions(result: Review) -> None:
    """How many decisions were shown in the outputs, and how they stand."""
    from scorer.opinions import Hold
    from scorer.renderers.page_opinions import count_words

    counts: Counter[Hold] = Counter()
    for one in result.units:
        told = (one.figures.get("after_review") or {}).get("decisions", {})
        counts.update({Hold(hold): count for hold, count in told.items()})
    if counts.total():
        say(f"审查意见：{count_words(counts)}。")


def _say_units(what: str, units: Iterable[UnitOutcome]) -> None:
    """The units of which something is to be told, on one line; nothing where there are none."""
    names = [one.unit for one in units]
    if names:
        say(f"{what}：{'、'.join(names)}")


def _say_some(lines: list[str]) -> None:
    """Lines that would fill the screen in a large district: the first, and where the rest are."""
    for line in lines[:_MOST_LINES]:
        say(line)
    if len(lines) > _MOST_LINES:
        say(f"这样的另有{len(lines) - _MOST_LINES}处，见清单的“说明”。")


def _report(result: Review, out: Path) -> int:
    """What came of the run, in a few lines; the exit code."""
    from scorer.batch.district import PAGE
    from scorer.batch.outcomes import STATE_WORDS, State
    from scorer.batch.reviewing import LIST_TABLE

    for notice in result.notices:
        warn(f"提示：{notice}")
    for name, reason in result.unread:
        warn(f"读不了：{name}：{reason}")
    counts = "，".join(f"{word}{result.count(state)}" for state, word in STATE_WORDS.items())
    say(f"共{len(result.units)}个单位：{counts}。")
    _say_opinions(result)
    _say_units("未报送", (one for one in result.units if one.state is State.NOT_SUBMITTED))
    _say_units("没有读全", (one for one in result.units if not one.figures.get("complete", True)))
    _say_units("不在台账里", (one for one in result.units if not one.listed))
    _say_some([f"请核对：{one.unit}：{one.note}" for one in result.units if one.note])
    _say_some([f"没有采用：{f.name}：{f.reason}" for f in result.files if not f.unread])
    say(f"汇总：{out / PAGE}")
    say(f"清单：{out / LIST_TABLE}")
    return 3 if result.unread else 0

"""`scorer collect`: what reviewers wrote into sheets and the workbook, into the ledger."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scorer.cli.chinese import ChineseCommand, OneOf
from scorer.cli.ledger import opened_ledger
from scorer.cli.output import emit, say, warn
from scorer.errors import UsageError

if TYPE_CHECKING:
    from scorer.collecting import Collection, UnitScore
    from scorer.ledger import Decision

_LEVELS = 4
"""How many folders above a file its ledger is looked for: 结果/审查表/单位.docx."""


@click.command(
    cls=ChineseCommand,
    help=(
        "把审查人填在 Word 审查表和 Excel 汇总表里的意见读回来，登记到审查记录库。"
        "可以写多个文件，也可以写文件夹（其中的审查表和汇总表都读）。\n"
        "没有填写的不算错；同一份再读一次，不会重复登记；看不懂的行逐条列出、说明怎样改，"
        "其余的照样登记，改好以后再读一次即可。\n"
        "退出码：0 全部登记；1 有没登记的行或文件；2 命令或记录库有误。"
    ),
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="文件…")
@click.option(
    "--ledger",
    "place",
    metavar="记录库",
    help="评查时的记录库：文件，或 postgresql:// 地址；"
    "不写则用文件所在的结果文件夹里的“审查记录.sqlite”。",
)
@click.option("--reviewer", default="", metavar="姓名", help="表上没有写审查人的，算是谁填的。")
@click.option("--dry-run", is_flag=True, help="只列出会登记什么，不登记。")
@click.option(
    "--format", "shape", type=OneOf(("text", "json")), default="text", metavar="格式",
    help="text（默认）或 json。",
)  # fmt: skip
def collect(
    files: tuple[Path, ...], place: str | None, reviewer: str, dry_run: bool, shape: str
) -> int:
    """Read back what was filled in; 1 where something could not be taken."""
    from scorer.collecting import collect as collected
    from scorer.collecting import read_filled

    # Decisions without a date on the sheet are of now.
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    with opened_ledger(place or _ledger_of(files), existing=True) as ledger:
        result = collected(
            ledger,
            read_filled(files),
            reviewer="".join(reviewer.split()),
            now=now,
            dry_run=dry_run,
        )
    if shape == "json":
        emit(_json(result, dry_run=dry_run))
    else:
        _say(result, dry_run=dry_run)
    return 1 if result.faults else 0


def _ledger_of(files: tuple[Path, ...]) -> Path:
    """The ledger of the results folder in which the files are. UsageError where that is not one."""
    from scorer.batch.recording import LEDGER_NAME

    found: dict[Path, None] = {}
    for file in files:
        if not file.exists():
            raise UsageError(f"找不到“{file}”。请核对路径。")
        start = file.resolve()
        for folder in [start, *start.parents][: _LEVELS + 1]:
            if (folder / LEDGER_NAME).is_file():
                found[folder / LEDGER_NAME] = None
                break
    if len(found) == 1:
        return next(iter(found))
    if found:
        listed = "、".join(map(str, found))
        raise UsageError(f"这些文件分属几个审查记录库（{listed}），请用 --ledger 写明用哪一个。")
    raise UsageError(
        f"文件所在的文件夹里没有“{LEDGER_NAME}”，请用 --ledger 写明评查时的记录库"
        "（scorer review 把它放在结果文件夹里）。"
    )


def _say(result: Collection, *, dry_run: bool) -> None:
    done = "会登记" if dry_run else "新登记"
    for unit in filter(_has_news, result.units):
        _say_unit(unit, done)
    for notice in result.notices:
        warn(f"提示：{notice}")
    for fault in result.faults:
        warn(f"没有登记：{fault}")
    say(f"读了{result.files}个文件，{result.rows}行：{done}{result.taken}条，"
        f"已登记过的{result.known}条，没有填写的文件{result.empty}个，"
        f"有问题的{len(result.faults)}处。")  # fmt: skip
    if result.faults:
        say("有问题的没有登记，其余的已经登记；改好以后再读一次即可，不会重复。"
            if not dry_run else "有问题的不会登记；请先改好。")  # fmt: skip
    if dry_run:
        say("这是试读，什么都没有登记。")


def _say_unit(unit: UnitScore, done: str) -> None:
    year = f"（{unit.year}年度）" if unit.year else ""
    score = f"{_percent(unit.before)} → {_percent(unit.after)}"
    say(f"{unit.unit}{year}：{done}{len(unit.taken)}条，得分率：{score}")
    for one in unit.taken:
        say(f"  {one.subject}　{_change(one)}　{one.reviewer}　{one.decided_at[:10]}"
            f"　{one.reason}")  # fmt: skip
    for one in unit.reopened:
        say(
            f"  须重新审查：{one.subject}（{one.reviewer}）：最新的评查结果里，它依据的原句已经变了"
        )
    for conflict in unit.conflicts:
        sides = "，".join(f"{who}：{_word(new)}" for who, new in conflict.sides)
        say(f"  意见不一：{conflict.subject}（{sides}）。暂按程序的判定，请商定后由一方改写")


def _has_news(unit: UnitScore) -> bool:
    return bool(unit.taken or unit.conflicts or unit.reopened)


def _change(decision: Decision) -> str:
    if not decision.new:
        return "意见"
    if decision.old == decision.new:
        return f"同意{_word(decision.new)}"
    return f"{_word(decision.old)}→{_word(decision.new)}".removeprefix("→")


def _word(decided: str) -> str:
    from scorer.renderers.wording import VERDICT_WORDS

    words = {verdict.value: word for verdict, word in VERDICT_WORDS.items()}
    return (words | {"accepted": "采纳", "dismissed": "不采纳"}).get(decided, decided)


def _percent(score: float | None) -> str:
    return "无法计分" if score is None else f"{score:g}%"


def _json(result: Collection, *, dry_run: bool) -> bytes:
    told: dict[str, Any] = {
        "dry_run": dry_run,
        "files": result.files,
        "rows": result.rows,
        "taken": result.taken,
        "known": result.known,
        "empty": result.empty,
        "units": [_unit(unit) for unit in result.units],
        "notices": [one._asdict() for one in result.notices],
        "faults": [one._asdict() for one in result.faults],
    }
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def _unit(unit: UnitScore) -> dict[str, Any]:
    return {
        "unit": unit.unit,
        "year": unit.year,
        "before": unit.before,
        "after": unit.after,
        "taken": [
            {
                "subject": one.subject,
                "kind": one.kind.value,
                "old": one.old,
                "new": one.new,
                "reviewer": one.reviewer,
                "decided_at": one.decided_at,
                "reason": one.reason,
                "score_before": one.score_before,
                "score_after": one.score_after,
            }
            for one in unit.taken
        ],
        "reopened": [one.subject for one in unit.reopened],
        "conflicts": [
            {
                "subject": conflict.subject,
                "sides": [{"reviewer": who, "new": new} for who, new in conflict.sides],
            }
            for conflict in unit.conflicts
        ],
    }

"""`scorer decide`: a reviewer's decision into the ledger, and what stands of all of them."""

from __future__ import annotations

from datetime import datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

import click

from scorer.cli.chinese import Between, ChineseCommand
from scorer.cli.ledger import ledger_argument, opened_ledger
from scorer.cli.output import say
from scorer.errors import UsageError

if TYPE_CHECKING:
    from scorer.ledger import Decision, Ledger, Run
    from scorer.ledger.standing import Standing

_MOST_UNITS: Final = 20
_LIKE: Final = 0.7
"""How alike two names must be: another bureau of the same district is not what was meant."""


@click.command(
    cls=ChineseCommand,
    help=(
        "登记审查人的意见：改判一个要点，采纳或不采纳一条检查发现，或者只留一条意见。"
        "不写要点时，列出这个单位现有的意见：哪些有效，哪些因为重新报送后原句变了要重新审查，"
        "哪些几位审查人意见不一。意见只增不改。"
    ),
)
@ledger_argument
@click.argument("unit", metavar="单位")
@click.argument("subject", required=False, metavar="[要点或检查发现]")
@click.option(
    "--verdict", metavar="判定", help="改判为：有实据、泛泛表述、仅计划或自认不足、缺失、不适用。"
)
@click.option("--accept", is_flag=True, help="采纳这条检查发现。")
@click.option("--dismiss", is_flag=True, help="不采纳这条检查发现。")
@click.option("--reason", default="", metavar="理由", help="理由或意见，必填。")
@click.option("--reviewer", default="", metavar="姓名", help="审查人，必填。")
@click.option(
    "--time", "time", metavar="时间", help="什么时候决定的，如2025-03-03T10:00；不写则是现在。"
)
@click.option(
    "--year",
    type=Between(1990, 2100, whole=True),
    metavar="年份",
    help="报告年度；不写则是最近评查的那一份。",
)
def decide(
    place: str,
    unit: str,
    subject: str | None,
    verdict: str | None,
    accept: bool,
    dismiss: bool,
    reason: str,
    reviewer: str,
    time: str | None,
    year: int | None,
) -> None:
    """Record a decision, or list what stands."""
    with opened_ledger(place, existing=True) as ledger:
        run = newest_run(ledger, unit, year)
        decisions = ledger.decisions(unit, run.year)
        if subject is not None:
            from scorer.ledger.standing import make_decision

            decision = make_decision(
                run,
                decisions,
                subject=subject,
                new=_new(verdict, accept=accept, dismiss=dismiss),
                reviewer=_needed(reviewer, "--reviewer（审查人）"),
                reason=_needed(reason, "--reason（理由）"),
                decided_at=_time(time),
            )
            ledger.add([decision])
            decisions = (*decisions, decision)
            say(_score_line(decision))
        _say_standing(run, decisions)


def newest_run(ledger: Ledger, unit: str, year: int | None) -> Run:
    """The run of the unit that was recorded last. UsageError where there is none."""
    runs = ledger.runs(unit, year)
    if not runs:
        raise UsageError(f"记录库里没有“{unit}”的评查结果。{_known_units(ledger, unit)}")
    return runs[-1]


def _known_units(ledger: Ledger, unit: str) -> str:
    """The units that have runs; of many only those whose names are like the one asked for."""
    known = list(dict.fromkeys(run.unit for run in ledger.runs()))
    if not known:
        return "还没有评查过任何单位。"
    like = get_close_matches(unit, known, n=3, cutoff=_LIKE)
    if like:
        return f"是不是“{'”“'.join(like)}”？"
    rest = f"等{len(known)}个" if len(known) > _MOST_UNITS else ""
    return f"有记录的单位：{'、'.join(known[:_MOST_UNITS])}{rest}"


def _new(verdict: str | None, *, accept: bool, dismiss: bool) -> str:
    """What is decided, in the ledger's words; empty: a remark only."""
    from scorer.ledger.standing import DECIDABLE
    from scorer.ledger.values import ACCEPTED, DISMISSED
    from scorer.renderers.wording import VERDICT_WORDS

    if (verdict is not None) + accept + dismiss > 1:
        raise UsageError("--verdict、--accept、--dismiss 只能写一个")
    if verdict is None:
        return ACCEPTED if accept else DISMISSED if dismiss else ""
    words = {known: VERDICT_WORDS[known] for known in DECIDABLE}
    for known, word in words.items():
        if verdict in {known.value, word}:
            return known.value
    raise UsageError(f"没有判定“{verdict}”；可以填：{'、'.join(words.values())}")


def _needed(word: str, name: str) -> str:
    if not word.strip():
        raise UsageError(f"缺少{name}：每条意见都要留下是谁、为什么")
    return word.strip()


def _time(told: str | None) -> str:
    if told is None:
        return datetime.now().astimezone().isoformat(timespec="seconds")
    try:
        return datetime.fromisoformat(told).isoformat(timespec="seconds")
    except ValueError:
        raise UsageError(f"--time的值不对：“{told}”；请写成2025-03-03T10:00的样子") from None


def _score_line(decision: Decision) -> str:
    before, after = (
        "无法计分" if score is None else f"{score:g}%"
        for score in (decision.score_before, decision.score_after)
    )
    return f"已登记：{decision.subject}。得分率：{before} → {after}"


def _say_standing(run: Run, decisions: tuple[Decision, ...]) -> None:
    from scorer.ledger.standing import score_with, standings

    standing = standings(run, decisions)
    for one in standing:
        for line in _lines(one):
            say(line)
    score = score_with(run, standing)
    shown = "无法计分" if score is None else f"{score:g}%"
    say(f"{run.unit}：程序得分率{run.percent or 0:g}%，计入有效意见后{shown}。")


def _lines(one: Standing) -> list[str]:
    from scorer.renderers.page_opinions import HOLD_WORDS, decision_word, moment_text

    told = one.decision
    when = moment_text(told.decided_at)
    lines = [
        f"{told.subject}　{decision_word(told.old)}→{decision_word(told.new)}　"
        f"{told.reviewer}　{when}　{told.reason}　【{HOLD_WORDS[one.hold]}】"
    ]
    lines += [f"  － {quote}" for quote in one.lost]
    lines += [f"  ＋ {quote}" for quote in one.gained]
    return lines

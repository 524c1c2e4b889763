"""A filled-in row and its run in, what it decides out; or why it cannot be taken."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple

from scorer.collecting.rows import SUBJECT
from scorer.collecting.values import Entry
from scorer.collecting.words import (
    AGREED,
    Said,
    is_blank,
    said_handling,
    said_in_opinion,
    said_verdict,
)
from scorer.ledger.values import ACCEPTED, DISMISSED, Run
from scorer.register import date_of
from scorer.renderers.wording import printable

_WORDS: Final = MappingProxyType({ACCEPTED: "采纳", DISMISSED: "不采纳"})
_LONGEST: Final = 40
"""A name longer than this is no name."""


class Meant(NamedTuple):
    """What a row decides; `new` empty: a remark. `problem`: why it cannot be taken."""

    subject: str = ""
    new: str = ""
    reason: str = ""
    reviewer: str = ""
    day: str = ""
    """ISO; empty where no date was written."""
    problem: str = ""


class Subjects(NamedTuple):
    """What can be decided on in a run."""

    verdicts: Mapping[str, str]
    """The program's verdict by item."""
    titles: Mapping[str, str]
    """Item by its title, finding by its message; only those that are unique."""
    findings: tuple[str, ...]


def meant(entry: Entry, run: Run, *, reviewer: str) -> Meant:
    """What the row decides on the run. `reviewer` is who filled it in where no row or signature
    tells."""
    told = _subjects(run.result)
    subject, problem = _subject(entry, told)
    if problem:
        return Meant(problem=problem)
    finding = subject not in told.verdicts
    said, opinion = _said(entry, finding=finding)
    if said.problem:
        return Meant(problem=f"{subject}：{said.problem}")
    old = told.verdicts.get(subject, "")
    new = said.new
    if new == AGREED:
        new = old
    reason = printable("；".join(dict.fromkeys(part for part in (said.rest, opinion) if part)))
    if not new and not reason:
        return Meant()
    if not reason:
        if new not in {old, ACCEPTED}:
            return Meant(
                problem=f"{subject}：{'填了不采纳' if finding else '改判了'}，但没有写理由。"
                "请在“审查意见”中写明理由再读"
            )
        reason = "同意" if new == old else _WORDS[new]
    return _by(entry, run, Meant(subject, new, reason, reviewer))


def _by(entry: Entry, run: Run, found: Meant) -> Meant:
    """The same with who and when."""
    name = printable("".join(entry.reviewer.split()) or found.reviewer)
    if not name:
        return Meant(
            problem=f"{found.subject}：没有写审查人。"
            "请在“审查人”处写上姓名，或者用 --reviewer 写明是谁填的"
        )
    if len(name) > _LONGEST:
        return Meant(problem=f"{found.subject}：“{name[:20]}……”不像姓名。请只写审查人的姓名")
    day = ""
    if not is_blank(entry.day):
        read = date_of(entry.day, year=run.year)
        if read is None:
            return Meant(
                problem=f"{found.subject}：日期“{entry.day[:20]}”认不出。"
                "请写成2025-03-03的样子，或者空着"
            )
        day = date.isoformat(read)
    return found._replace(reviewer=name, day=day)


def _said(entry: Entry, *, finding: bool) -> tuple[Said, str]:
    """What is decided, and the opinion that is left as its reason or remark."""
    opinion = "" if is_blank(entry.opinion) else entry.opinion.strip()
    change = "" if entry.one_cell else entry.change
    told = (said_handling if finding else said_verdict)(change)
    if told.new or told.problem:
        if not told.problem:
            inside = said_in_opinion(opinion, finding=finding)
            if inside.new and inside.new != told.new and told.new != AGREED:
                return Said("", problem="“改判为”和“审查意见”中写的判定不一样，请改成一样再读"), ""
            if inside.new == told.new and inside.new:
                opinion = inside.rest
        return told, opinion
    inside = said_in_opinion(opinion, finding=finding)
    return (inside, "") if inside.new or inside.problem else (Said(""), opinion)


def _subject(entry: Entry, told: Subjects) -> tuple[str, str]:
    """The row's item or finding in the run; or why it is none."""
    shown = unicodedata.normalize("NFKC", entry.subject).strip().upper()
    ids = list(dict.fromkeys(SUBJECT.findall(shown)))
    if len(ids) > 1:
        return (
            "",
            f"一行里有几个编号（{'、'.join(ids)}），看不出意见是对哪一项的。请拆开单元格，一项一行",
        )
    known = {name.upper(): name for name in (*told.verdicts, *told.findings)}
    subject = ids[0] if ids else shown
    if subject in known:
        return known[subject], ""
    numbered = [name for name in told.findings if name.upper().startswith(f"{subject}#")]
    if subject and len(numbered) == 1:
        return numbered[0], ""
    by_title = told.titles.get(_plain(entry.title))
    if by_title and (not subject or by_title in numbered):
        return by_title, ""
    if numbered:
        return (
            "",
            f"{subject}有{len(numbered)}条（{'、'.join(numbered)}），看不出是哪一条。请写全编号",
        )
    if not subject:
        return "", "没有编号，按名称也认不出是哪一项。请补上编号"
    return "", (
        f"这份报告的评查结果里已经没有“{subject}”。"
        "规则或报告改过的，请在新的审查表上填写；编号改过的，请改回原来的编号"
    )


@lru_cache(maxsize=4)
def _subjects(result: str) -> Subjects:
    told = json.loads(result)
    verdicts = {item["id"]: item["verdict"] for item in told["items"]}
    names = [(_plain(item.get("title", "")), item["id"]) for item in told["items"]]
    seen: dict[str, int] = {}
    findings = []
    for check in told["checks"]:
        seen[check["id"]] = seen.get(check["id"], 0) + 1
        findings.append(f"{check['id']}#{seen[check['id']]}")
        names.append((_plain(check["message"]), findings[-1]))
    return Subjects(verdicts, _unique(names), tuple(findings))


def _unique(names: Sequence[tuple[str, str]]) -> dict[str, str]:
    once = [name for name, _ in names]
    return {name: subject for name, subject in names if name and once.count(name) == 1}


def _plain(words: str) -> str:
    """A title without its number and blanks."""
    return "".join(words.split()).lstrip("0123456789.．、")

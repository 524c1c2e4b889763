"""Filled-in rows and a ledger in, decisions added to it and an account of them out.

A row with a fault is told and left out, all others are taken: half a sheet is worth more than none,
and the mended sheet can be read again, for nothing is added twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from scorer.collecting.decisions import Meant, meant
from scorer.collecting.reports import Runs
from scorer.collecting.values import Entry, Filled, Told
from scorer.errors import UsageError
from scorer.ledger.standing import Hold, make_decision, score_with, standings
from scorer.ledger.store import Ledger
from scorer.ledger.values import Decision, DecisionKind, Run


class Conflict(NamedTuple):
    """Reviewers who decided differently on the same evidence."""

    subject: str
    sides: tuple[tuple[str, str], ...]
    """Reviewer and what they decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitScore:
    """What was taken on a unit's report, and its score by the decisions that hold."""

    unit: str
    year: int | None
    taken: tuple[Decision, ...]
    before: float | None
    """Percent; None where nothing could be judged."""
    after: float | None
    conflicts: tuple[Conflict, ...]
    """All that there are now, whoever brought them in."""
    reopened: tuple[Decision, ...]
    """Those taken that do not hold against the newest result."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """What came of the files."""

    files: int
    rows: int
    empty: int
    """Files in which nothing was filled in."""
    known: int
    """Rows that are in the ledger already."""
    units: tuple[UnitScore, ...]
    notices: tuple[Told, ...]
    faults: tuple[Told, ...]

    @property
    def taken(self) -> int:
        """Decisions that are new."""
        return sum(len(unit.taken) for unit in self.units)


class _Row(NamedTuple):
    """A row that can be taken."""

    entry: Entry
    run: Run
    meant: Meant


@dataclass(slots=True)
class _Account:
    """What is told so far."""

    files: int = 0
    rows: int = 0
    empty: int = 0
    known: int = 0
    notices: dict[Told, None] = field(default_factory=dict)
    faults: list[Told] = field(default_factory=list)

    def fault(self, entry: Entry, message: str) -> None:
        self.faults.append(Told(entry.file, entry.place, f"{message}。"))

    def notice(self, file: str, message: str) -> None:
        self.notices[Told(file, "", message)] = None


def collect(
    ledger: Ledger, filled: Iterable[Filled], *, reviewer: str, now: str, dry_run: bool = False
) -> Collection:
    """Add what was filled in to the ledger, all in one go; `dry_run` adds nothing.

    `reviewer` is who filled in what bears no name, `now` (ISO) when undated rows were decided.
    """
    account = _Account()
    runs = Runs(ledger.runs())
    found: defaultdict[tuple[str, int | None], list[_Row]] = defaultdict(list)
    for one in filled:
        for row in _rows(one, runs, account, reviewer=reviewer):
            found[row.run.unit, row.run.year].append(row)
    units = []
    for (unit, year), rows in found.items():
        before = [one for one in ledger.decisions(unit) if one.year == year]
        taken = _decisions(rows, before, account, now=now)
        units.append(_scored(runs.newest(rows[0].run), before, taken))
    if not dry_run:
        ledger.add([decision for unit in units for decision in unit.taken])
    return Collection(
        files=account.files,
        rows=account.rows,
        empty=account.empty,
        known=account.known,
        units=tuple(sorted(units, key=lambda one: (one.unit, one.year or 0))),
        notices=tuple(account.notices),
        faults=tuple(account.faults),
    )


def _rows(filled: Filled, runs: Runs, account: _Account, *, reviewer: str) -> list[_Row]:
    """A file's rows that can be taken; the others become faults."""
    account.files += 1
    account.rows += filled.rows
    account.empty += not filled.entries and not filled.faults
    account.notices.update(dict.fromkeys(filled.notices))
    account.faults.extend(filled.faults)
    rows: list[_Row] = []
    for entry in filled.entries:
        found = runs.find(entry.origin)
        if found.run is None:
            account.fault(entry, f"没有登记这一行：{found.problem.removesuffix('。')}")
            continue
        told = meant(entry, found.run, reviewer=reviewer)
        if told.problem:
            account.fault(entry, told.problem)
        elif told.subject:
            rows.append(_Row(entry, found.run, told))
        if found.notice:
            account.notice(filled.file, found.notice)
        if told.subject and runs.newest(found.run) is not found.run:
            account.notice(filled.file, _older(found.run))
    return _once(rows, account)


def _older(run: Run) -> str:
    return (
        f"“{run.unit}”后来又评查过，这张表是按较早的结果（{run.recorded_at[:10]}）填的：意见照样登记，"
        "原句没有变的仍然有效，变了的会列为须重新审查。"
    )


def _once(rows: Sequence[_Row], account: _Account) -> list[_Row]:
    """The rows without repetitions; where a file says two things on one subject, neither counts."""
    groups: defaultdict[tuple[str, str, str], list[_Row]] = defaultdict(list)
    for row in rows:
        groups[row.run.key, row.meant.subject, row.meant.reviewer].append(row)
    kept = []
    for (_, subject, _), same in groups.items():
        if len({row.meant for row in same}) == 1:
            kept.append(same[0])
            continue
        places = "、".join(row.entry.place for row in same)
        account.fault(
            same[0].entry,
            f"{subject}在同一个文件里写了几种意见（{places}），都没有登记。请只留一种再读",
        )
    return kept


def _decisions(
    rows: Sequence[_Row], before: Sequence[Decision], account: _Account, *, now: str
) -> tuple[Decision, ...]:
    """The decisions that are new, in the order of their days."""
    taken: list[Decision] = []
    for row in sorted(rows, key=lambda row: row.meant.day or now[:10]):
        decided = [*before, *taken]
        told = row.meant
        same = [o for o in decided if (o.subject, o.reviewer) == (told.subject, told.reviewer)]
        if _is_known(row, same, account):
            account.known += 1
            continue
        later = _later(told, same)
        if later:
            account.fault(
                row.entry,
                f"{told.subject}：{told.reviewer}在{later.decided_at[:10]}已有后来的决定，"
                f"{told.day}的这一条没有登记。要以这一条为准的，请改写日期再读",
            )
            continue
        try:
            decision = make_decision(
                row.run,
                decided,
                subject=told.subject,
                new=told.new,
                reviewer=told.reviewer,
                reason=told.reason,
                decided_at=told.day or now,
            )
        except UsageError as error:
            account.fault(row.entry, str(error).removesuffix("。"))
            continue
        if any(_is_same(told, o) and o.evidence_hash == decision.evidence_hash for o in same[-1:]):
            account.known += 1
            continue
        taken.append(decision)
    return tuple(taken)


def _is_known(row: _Row, same: Sequence[Decision], account: _Account) -> bool:
    """Whether the row was taken before, as it stands, on the same run."""
    told = row.meant
    equal = [one for one in same if one.run == row.run.key and _is_same(told, one)]
    last = [one for one in same if one.kind is not DecisionKind.REMARK][-1:]
    if not equal:
        return False
    if not told.new or equal[-1:] == last:
        return True
    if told.day and all(one.decided_at[:10] != told.day for one in equal):
        return False
    account.notice(
        row.entry.file,
        f"{told.subject}：{told.reviewer}的这一条以前登记过，后来本人另有决定，仍以后来的为准。"
        "要改回来的，请写上新的日期再读。",
    )
    return True


def _is_same(told: Meant, decision: Decision) -> bool:
    return told.new == decision.new and _plain(told.reason) == _plain(decision.reason)


def _later(told: Meant, same: Sequence[Decision]) -> Decision | None:
    """What the reviewer decided after the day that the row bears."""
    decided = [one for one in same if one.kind is not DecisionKind.REMARK]
    if not told.day or not told.new or not decided:
        return None
    return decided[-1] if decided[-1].decided_at[:10] > told.day else None


def _scored(newest: Run, before: Sequence[Decision], taken: Sequence[Decision]) -> UnitScore:
    """The unit's score without and with what was taken."""
    standing = standings(newest, [*before, *taken])
    sides: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for one in standing:
        if one.hold is Hold.CONFLICT:
            sides[one.decision.subject].append((one.decision.reviewer, one.decision.new))
    lost = {one.decision.key for one in standing if one.hold in {Hold.REOPENED, Hold.GONE}}
    return UnitScore(
        unit=newest.unit,
        year=newest.year,
        taken=tuple(taken),
        before=score_with(newest, standings(newest, before)),
        after=score_with(newest, standing),
        conflicts=tuple(Conflict(subject, tuple(who)) for subject, who in sides.items()),
        reopened=tuple(one for one in taken if one.key in lost),
    )


def _plain(words: str) -> str:
    return "".join(words.split())

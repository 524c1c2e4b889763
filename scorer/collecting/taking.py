"""Filled-in rows and a ledger in, decisions added to it and an account of them out.

A row with a fault is told and left out, all others are taken: half a sheet is worth more than none,
and the mended sheet can be read again, for nothing is added twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from scorer.collecting.decisions import Meant, meant
from scorer.collecting.outcome import Collection, Conflict, UnitScore
from scorer.collecting.reports import Runs
from scorer.collecting.values import Entry, Filled, Told
from scorer.errors import UsageError
from scorer.ledger.standing import Hold, make_decision, score_with, standings
from scorer.ledger.store import Ledger
from scorer.ledger.values import Decision, DecisionKind, Run, RunHead
from scorer.renderers.wording import printable


class _Found(NamedTuple):
    """A row and the run that it is on; `place` is its place among all rows of all files."""

    place: int
    entry: Entry
    run: RunHead


class _Row(NamedTuple):
    """A row that can be taken."""

    found: _Found
    run: Run
    meant: Meant


@dataclass(slots=True)
class _Account:
    """What is told so far."""

    files: int = 0
    rows: int = 0
    entries: int = 0
    empty: int = 0
    known: int = 0
    notices: dict[Told, None] = field(default_factory=dict)
    faults: list[tuple[int, Told]] = field(default_factory=list)
    """Each with its row's place among all, so that they are told file by file."""

    def fault(self, place: int, entry: Entry, message: str) -> None:
        self.faults.append((place, Told(entry.file, entry.place, f"{message}。")))

    def notice(self, file: str, message: str) -> None:
        self.notices[Told(file, "", message)] = None


def collect(
    ledger: Ledger, filled: Iterable[Filled], *, reviewer: str, now: str, dry_run: bool = False
) -> Collection:
    """Add what was filled in to the ledger, all in one go; `dry_run` adds nothing.

    `reviewer` is who filled in what bears no name, `now` (ISO) when undated rows were decided.
    """
    account = _Account()
    heads = Runs(ledger.heads())
    reports: defaultdict[tuple[str, int | None], list[_Found]] = defaultdict(list)
    for one in filled:
        for found in _found(one, heads, account):
            reports[found.run.unit, found.run.year].append(found)
    units = [
        _unit(ledger, heads.newest(rows[0].run), rows, account, by=(reviewer, now))
        for _, rows in sorted(reports.items(), key=lambda pair: (pair[0][0], pair[0][1] or 0))
    ]
    if not dry_run:
        ledger.add([decision for unit in units for decision in unit.taken])
    return Collection(
        files=account.files,
        rows=account.rows,
        empty=account.empty,
        known=account.known,
        units=tuple(units),
        notices=tuple(account.notices),
        faults=tuple(told for _, told in sorted(account.faults, key=lambda pair: pair[0])),
    )


def _found(filled: Filled, heads: Runs, account: _Account) -> Iterator[_Found]:
    """A file's rows, each with its run; those without one become faults."""
    account.files += 1
    account.rows += filled.rows
    account.empty += not filled.entries and not filled.faults
    account.notices.update(dict.fromkeys(filled.notices))
    account.faults.extend((account.entries, fault) for fault in filled.faults)
    for entry in filled.entries:
        account.entries += 1
        found = heads.find(entry.origin)
        if found.notice:
            account.notice(filled.file, found.notice)
        if found.run is None:
            account.fault(account.entries, entry, found.problem.removesuffix("。"))
            continue
        if heads.newest(found.run) is not found.run:
            account.notice(filled.file, _older(found.run))
        yield _Found(account.entries, entry, found.run)


def _unit(
    ledger: Ledger,
    newest: RunHead,
    found: Sequence[_Found],
    account: _Account,
    *,
    by: tuple[str, str],
) -> UnitScore:
    """What is taken on one unit's report. `by`: who and when, where a row does not tell."""
    reviewer, now = by
    runs = ledger.runs_of(list({newest.key, *(one.run.key for one in found)}))
    rows = []
    for one in found:
        run = runs[one.run.key]
        told = meant(one.entry, run, reviewer=reviewer)
        if told.problem:
            # A workbook has rows of many units.
            whose = f"{newest.unit}，" if one.entry.origin.unit == newest.unit else ""
            account.fault(one.place, one.entry, f"{whose}{told.problem}")
        elif told.subject:
            rows.append(_Row(one, run, told))
    before = [one for one in ledger.decisions(newest.unit) if one.year == newest.year]
    taken = _decisions(_once(rows, account), before, account, now=now)
    return _scored(runs[newest.key], before, taken)


def _older(run: RunHead) -> str:
    return (
        f"“{run.unit}”后来又评查过，这张表是按较早的结果（{run.recorded_at[:10]}）填的：意见照样登记，"
        "原句没有变的仍然有效，变了的会列为须重新审查。"
    )


def _once(rows: Sequence[_Row], account: _Account) -> list[_Row]:
    """The rows without repetitions. Where a reviewer decides two things on one subject and the
    days do not tell which came later, neither counts."""
    groups: defaultdict[tuple[str, ...], dict[Meant, _Row]] = defaultdict(dict)
    for row in rows:
        told = row.meant
        name = (row.run.key, told.subject, told.reviewer, "" if told.new else told.reason)
        groups[name].setdefault(told, row)
    kept: list[_Row] = []
    for same in groups.values():
        if len({told.day for told in same}) == len(same):
            kept.extend(same.values())
            continue
        first = next(iter(same.values()))
        places = "；".join(f"{r.found.entry.file}，{r.found.entry.place}" for r in same.values())
        account.fault(
            first.found.place,
            first.found.entry,
            f"{first.meant.subject}：{first.meant.reviewer}写了几种意见（{places}），"
            "看不出以哪一种为准，都没有登记。请只留一种，或者各写上日期，再读",
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
                row.found.place,
                row.found.entry,
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
            account.fault(row.found.place, row.found.entry, str(error).removesuffix("。"))
            continue
        last = _decided(same)[-1:] if told.new else same
        if any(_is_same(told, o) and o.evidence_hash == decision.evidence_hash for o in last):
            account.known += 1
            continue
        taken.append(decision)
    return tuple(taken)


def _is_known(row: _Row, same: Sequence[Decision], account: _Account) -> bool:
    """Whether the row was taken before, as it stands, on the same run."""
    told = row.meant
    equal = [one for one in same if one.run == row.run.key and _is_same(told, one)]
    last = _decided(same)[-1:]
    if not equal:
        return False
    if not told.new or equal[-1:] == last:
        return True
    if told.day and all(one.decided_at[:10] != told.day for one in equal):
        return False
    account.notice(
        row.found.entry.file,
        f"{told.subject}：{told.reviewer}的这一条以前登记过，后来本人另有决定，仍以后来的为准。"
        "要改回来的，请写上新的日期再读。",
    )
    return True


def _is_same(told: Meant, decision: Decision) -> bool:
    return told.new == decision.new and _plain(told.reason) == _plain(decision.reason)


def _decided(same: Sequence[Decision]) -> list[Decision]:
    return [one for one in same if one.kind is not DecisionKind.REMARK]


def _later(told: Meant, same: Sequence[Decision]) -> Decision | None:
    """What the reviewer decided after the day that the row bears."""
    decided = _decided(same)
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
    """Words without blanks, as a sheet shows them that was filled in with them."""
    return "".join(printable(words).split())

"""The order of a rehearsal: load a portion, score it twice, and sum everything up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final, NamedTuple

from scorer.archive import PORTION, Archive, ArchivedReport, Entry
from scorer.batch import Progress
from scorer.batch.pool import Lost, Pool
from scorer.checklist import Checklist
from scorer.errors import ReadError
from scorer.rehearsal.summing import Found, sum_up
from scorer.rehearsal.trials import Pair, pair_of, try_report
from scorer.rehearsed import NotRehearsed, Rehearsal, RehearsedReport, RuleVersion

STEP: Final = "试跑"
FEW: Final = 2 * PORTION
"""So many reports are done sooner than further processes start."""
_KILLED: Final = "评这份报告会使程序中断（内存不足或文件异常），没有试跑。"
_FAULT: Final = "程序出错（{}），这份没有试跑。请连同报告交给维护人员。"

Tell = Callable[[Progress], None]
Outcome = RehearsedReport | NotRehearsed


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to rehearse on what."""

    archive: Archive
    old: Checklist
    new: Checklist
    old_place: str
    """As messages call it: id or path."""
    new_place: str
    lines: tuple[float, ...] = ()
    """Percentages beside the grades' own for which crossings are told."""
    workers: int = 1


def rehearse(plan: Plan, tell: Tell = lambda _: None) -> Rehearsal:
    """Both checklists on every report of the archive. What is wrong with a single report is told
    in `left_out`; the order of the archive is kept however many processes work."""
    found = dict(_outcomes(plan, tell))
    outcomes = [found[entry] for entry in plan.archive.entries]
    left_out = [NotRehearsed(one.name, one.reason) for one in plan.archive.troubles]
    left_out += [one for one in outcomes if isinstance(one, NotRehearsed)]
    return sum_up(
        Found(
            reports=tuple(one for one in outcomes if isinstance(one, RehearsedReport)),
            left_out=tuple(left_out),
            lines=plan.lines,
        ),
        plan.archive,
        (plan.old, _version(plan.old, plan.old_place)),
        (plan.new, _version(plan.new, plan.new_place)),
    )


def _version(checklist: Checklist, place: str) -> RuleVersion:
    return RuleVersion(
        checklist.title, checklist.version, checklist.digest, checklist.overlays, place
    )


def _outcomes(plan: Plan, tell: Tell) -> Iterator[tuple[Entry, Outcome]]:
    """Every entry with its outcome, as they are done."""
    entries = plan.archive.entries
    progress = Progress(STEP, 0, 0, len(entries), 0)
    tell(progress)
    portions = [entries[at : at + PORTION] for at in range(0, len(entries), PORTION)]
    task = _Task(plan.archive, pair_of(plan.old, plan.new))
    for portion, outcomes in _worked(portions, task, plan.workers):
        for entry, outcome in zip(portion, outcomes, strict=True):
            failed = progress.failed + isinstance(outcome, NotRehearsed)
            progress = progress._replace(done=progress.done + 1, failed=failed)
            yield entry, outcome
        tell(progress)


class _Task(NamedTuple):
    archive: Archive
    pair: Pair


_TASK: ContextVar[_Task] = ContextVar("task")


def _worked(
    portions: Sequence[Sequence[Entry]], task: _Task, workers: int
) -> Iterable[tuple[Sequence[Entry], Sequence[Outcome]]]:
    if workers == 1 or sum(map(len, portions)) <= FEW:
        for portion in portions:
            yield portion, _try_all(portion, task)
        return
    with Pool(_work, (_begin, (task,)), workers=workers) as pool:
        for portion, results in pool.run(portions):
            yield portion, [_alive(result) for result in results]


def _alive(result: Outcome | Lost[Entry]) -> Outcome:
    return NotRehearsed(result.piece.name, _KILLED) if isinstance(result, Lost) else result


def _begin(task: _Task) -> None:
    _TASK.set(task)


def _work(portion: Sequence[Entry]) -> list[Outcome]:
    return _try_all(portion, _TASK.get())


def _try_all(portion: Sequence[Entry], task: _Task) -> list[Outcome]:
    loaded = task.archive.load(portion)
    return [
        _tried(one, entry.name, task.pair)
        if isinstance(one, ArchivedReport)
        else NotRehearsed(one.name, one.reason)
        for entry, one in zip(portion, loaded, strict=True)
    ]


def _tried(report: ArchivedReport, name: str, pair: Pair) -> Outcome:
    try:
        return try_report(report, pair, name)
    except ReadError as error:
        return NotRehearsed(name, error.message)
    except Exception as error:
        # A bug of this program on one report: the others are rehearsed all the same.
        return NotRehearsed(name, _FAULT.format(type(error).__name__))

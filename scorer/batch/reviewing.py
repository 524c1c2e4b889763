"""The order of a review: find files, read them, tell whose they are, score, render, list."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, field, replace
from itertools import chain, starmap
from pathlib import Path
from typing import Final, NamedTuple

from scorer import __version__
from scorer.batch.allotting import Allotment, allot
from scorer.batch.district import render_district
from scorer.batch.earlier import Count, Earlier, EarlierArchive, gather_earlier
from scorer.batch.files import sole_user
from scorer.batch.journal import EARLIER, FINISHED, IDENTITIES, READINGS, Journal, key_of
from scorer.batch.matching import Identity
from scorer.batch.outcomes import Review, outcomes, render_json, render_table
from scorer.batch.own_templates import OwnTemplates
from scorer.batch.pool import Lost, Pool
from scorer.batch.sources import Submission, Trouble, find_submissions
from scorer.batch.stages import (
    Failed,
    File,
    Job,
    Scored,
    Setup,
    abilities,
    begin,
    identity_key,
    reading_key,
    recall_identity,
    recall_scored,
    work,
)
from scorer.checklist import Checklist
from scorer.ledger.values import Decision
from scorer.paths import resource_folder
from scorer.register import Register
from scorer.season import Season

_KILLED: Final = "读这个文件会使程序中断（内存不足或文件异常），已跳过。请另存为 .docx 再试。"
_PORTION: Final = 8
"""Most pieces in a portion; LibreOffice starts once for each."""
_PORTIONS_EACH: Final = 4
"""Least portions for a worker, so that all of them end at about the same time."""
LIST_TABLE: Final = "清单.csv"
LIST_JSON: Final = "清单.json"


class Progress(NamedTuple):
    """How far a run is."""

    step: str
    """读取, 评查 or 往年."""
    done: int
    """Pieces that are through, failed ones included."""
    failed: int
    total: int
    kept: int
    """Pieces that an earlier run had done."""


Tell = Callable[[Progress], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to review and where to put what comes of it."""

    folder: Path
    out: Path
    checklist: Checklist
    register: Register | None = None
    register_path: Path | None = None
    """Left out of the reports where it lies among them."""
    season: Season = field(default_factory=Season)
    decisions: Mapping[str, tuple[Decision, ...]] = field(default_factory=dict)
    """What reviewers decided so far, by unit, in the order in which they did."""
    templates: OwnTemplates = field(default_factory=OwnTemplates)
    earlier: tuple[EarlierArchive, ...] = ()
    """Where reports of earlier years are, to find passages taken over from them."""
    aside: tuple[Path, ...] = ()
    """Files that may lie among the reports and are none, such as the bureau's own templates."""
    workers: int = 1


def review_folder(request: Request, tell: Tell = lambda _: None) -> Review:
    """Review everything in a folder. UsageError where nothing is there or nothing can be written;
    whatever is wrong with a single file is a row of the result."""
    setup = _setup(request)
    journal = setup.journal
    with sole_user(journal.folder):
        journal.sweep()
        submissions, troubles = find_submissions(
            request.folder, journal.folder / "unpacked", leave_out=_not_reports(request)
        )
        files = _digested(submissions, troubles)
        with Pool(work, (begin, (setup,)), workers=request.workers) as pool:
            crew = _Crew(pool, request.workers, tell)
            read = _read(list(files.values()), setup, crew)
            allotment = allot(
                {name: read[name] for name in files},
                {one.name: one.time for one in submissions},
                request.register,
                year=request.season.year,
            )
            jobs = _jobs(allotment, files, setup, request)
            scored = _score(jobs, setup, crew)
        earlier = _earlier(request, setup, allotment, files, tell)
        result = outcomes(allotment, scored, troubles, request.register)
        result = replace(result, notices=(*result.notices, *earlier.notices))
        district = render_district(
            allotment,
            scored,
            request.register,
            checklist=request.checklist,
            season=request.season,
            journal=journal,
            earlier=earlier.sources,
        )
        _finish(result, district, setup, files.values(), jobs)
        journal.drop_others(EARLIER, earlier.keys)
    return result


def _setup(request: Request) -> Setup:
    out = request.out.resolve()
    return Setup(request.checklist, out, abilities(), request.season, request.templates)


def _earlier(
    request: Request, setup: Setup, allotment: Allotment, files: Mapping[str, File], tell: Tell
) -> Earlier:
    """Reports of earlier years, without what is this season's own."""

    def told(count: Count) -> None:
        tell(Progress("往年", count.done, count.failed, count.total, count.kept))

    digests = {name: file.digest for name, file in files.items()}
    return gather_earlier(request.earlier, setup, allotment, this_season=digests, tell=told)


def _not_reports(request: Request) -> tuple[Path, ...]:
    paths = (request.out, request.register_path, *request.aside)
    return tuple(path for path in paths if path is not None)


def _digested(submissions: Sequence[Submission], troubles: list[Trouble]) -> dict[str, File]:
    """Files with the digests of their bytes, by name; what cannot be opened is a trouble."""
    files = {}
    for one in submissions:
        try:
            with one.path.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError:
            reason = "打不开：没有读取权限，或正被Word、WPS打开着。请关闭后再次运行。"
            troubles.append(Trouble(one.name, reason))
            continue
        files[one.name] = File(one.name, one.path, digest)
    return files


Piece = File | Job
Outcome = Identity | Scored | Failed


class _Crew(NamedTuple):
    """The workers, and who is told how far they are."""

    pool: Pool[Piece, Outcome]
    workers: int
    tell: Tell

    def through(
        self, step: str, pieces: Sequence[Piece], kept: int
    ) -> Iterator[tuple[Piece, Outcome]]:
        """Every piece with its outcome, as they are done."""
        progress = Progress(step, kept, 0, kept + len(pieces), kept)
        self.tell(progress)
        for portion, results in self.pool.run(_portions(pieces, self.workers)):
            for piece, result in zip(portion, results, strict=True):
                outcome = Failed(_KILLED) if isinstance(result, Lost) else result
                failed = progress.failed + isinstance(outcome, Failed)
                progress = progress._replace(done=progress.done + 1, failed=failed)
                yield piece, outcome
            self.tell(progress)


def _read(files: Sequence[File], setup: Setup, crew: _Crew) -> dict[str, Identity | Failed]:
    """What each file tells of its writer, by the file's name."""
    kept = {file.name: recall_identity(file, setup) for file in files}
    found: dict[str, Identity | Failed] = {
        name: identity for name, identity in kept.items() if identity is not None
    }
    waiting = [file for file in files if kept[file.name] is None]
    for piece, outcome in crew.through("读取", waiting, len(found)):
        if isinstance(piece, File) and isinstance(outcome, Identity | Failed):
            found[piece.name] = outcome
    return found


def _score(jobs: Sequence[Job], setup: Setup, crew: _Crew) -> dict[str, Scored | Failed]:
    """What became of each job, by its file's name."""
    kept = {job.file.name: recall_scored(job, setup) for job in jobs}
    found: dict[str, Scored | Failed] = {
        name: scored for name, scored in kept.items() if scored is not None
    }
    waiting = [job for job in jobs if kept[job.file.name] is None]
    for piece, outcome in crew.through("评查", waiting, len(found)):
        if isinstance(piece, Job) and isinstance(outcome, Scored | Failed):
            found[piece.file.name] = outcome
    return found


def _portions(pieces: Sequence[Piece], workers: int) -> list[Sequence[Piece]]:
    size = max(1, min(_PORTION, len(pieces) // (workers * _PORTIONS_EACH)))
    return [pieces[at : at + size] for at in range(0, len(pieces), size)]


def _jobs(
    allotment: Allotment, files: dict[str, File], setup: Setup, request: Request
) -> list[Job]:
    received = request.register.received if request.register else {}
    looks = (_looks(), setup.templates.digests)
    same = (setup.checklist.digest, __version__, setup.abilities, looks)
    season = [str(value) for value in astuple(setup.season)]
    jobs = []
    for unit in allotment.units:
        if unit.file is None or unit.identity is None:
            continue
        file, day = files[unit.file], received.get(unit.entry.unit)
        told = [str(value) for value in (*astuple(unit.entry), day, unit.base, file.name)]
        decisions = tuple(
            decision
            for decision in request.decisions.get(unit.entry.unit, ())
            if decision.year == unit.identity.year
        )
        decided = [decision.key for decision in decisions]
        key = key_of(reading_key(file, setup), same, season, told, decided)
        jobs.append(Job(key, file, unit.entry, day, unit.base, decisions))
    return jobs


def _looks() -> str:
    """Digest of the templates: a page that looks otherwise is made again."""
    folder = resource_folder("templates")
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    parts = [
        (path.relative_to(folder).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest())
        for path in paths
        if "__pycache__" not in path.parts
    ]
    return key_of(parts)


def _finish(
    result: Review,
    district: Iterator[tuple[str, bytes]],
    setup: Setup,
    files: Iterable[File],
    jobs: Sequence[Job],
) -> None:
    """Write the lists, put aside what is of no file now, and forget its steps."""
    journal: Journal = setup.journal
    lists = {
        LIST_JSON: render_json(result, setup.checklist),
        LIST_TABLE: render_table(result),
    }

    def deliver(name: str, content: bytes) -> str:
        journal.deliver(name, content)
        return name

    # Unlike a loop's variables, this lets go of the page before the workbook is made.
    names = list(starmap(deliver, chain(district, lists.items())))
    journal.retire([*names, *(name for unit in result.units for name in unit.outputs)])
    known = list(files)
    journal.drop_others(READINGS, [reading_key(file, setup) for file in known])
    journal.drop_others(IDENTITIES, [identity_key(file, setup) for file in known])
    journal.drop_others(FINISHED, [job.key for job in jobs])

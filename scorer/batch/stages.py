"""What the worker processes do: read and identify files, then score and render reports.

Both take a portion and give one outcome per piece. Whatever goes wrong with a piece is its outcome;
only the death of the process itself is a matter for the pool.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar

from scorer import __version__
from scorer.batch.figures import figures
from scorer.batch.journal import FINISHED, IDENTITIES, READINGS, Journal, key_of
from scorer.batch.kept_readings import packed_reading, unpacked_reading
from scorer.batch.matching import Identity
from scorer.batch.opinions import opinions_of
from scorer.batch.own_templates import OwnTemplates
from scorer.batch.rows import packed_row, unpacked_row
from scorer.checklist import Checklist
from scorer.errors import ReadError, UsageError
from scorer.ledger.values import Decision
from scorer.pipeline import score_reading
from scorer.readers import read, read_many
from scorer.readers.office import find_office
from scorer.renderers.gap_page import render_gap_page
from scorer.renderers.result_json import render_json
from scorer.report import Reading
from scorer.season import RegisterEntry, ReviewedReport, Season
from scorer.segment import find_second_report, report_likeness, segment
from scorer.summary import unit_row

WORD: Final = frozenset({"docxtpl", "docx"})
"""Libraries that Word files are made with."""
_LIBRARIES: Final = ("pypdfium2", "selectolax", "rapidocr", *sorted(WORD))
NO_REPORT: Final = "这不像一份法治政府建设年度报告：{}。请核对是否选错了文件。"
_FAULT: Final = "程序出错（{}），这份没有评。详情在 {}，请连同原文件交给维护人员。"


class Setup(NamedTuple):
    """What every worker needs."""

    checklist: Checklist
    root: Path
    """The results folder."""
    abilities: tuple[str, ...]
    season: Season = Season()
    templates: OwnTemplates = OwnTemplates()

    @property
    def journal(self) -> Journal:
        """The work folder that all workers share."""
        return Journal(self.root)


class File(NamedTuple):
    """A file to read."""

    name: str
    path: Path
    digest: str


class Job(NamedTuple):
    """A report to score. `key` is over everything that decides its outputs."""

    key: str
    file: File
    entry: RegisterEntry
    """The unit as the register has it; its kind None: guessed."""
    received: date | None
    base: str
    """Name of its outputs, without folder and ending."""
    decisions: tuple[Decision, ...] = ()
    """On the unit's report of this year."""


class Failed(NamedTuple):
    """A piece that came to nothing, and why, in plain words."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """What became of a job: its outputs with their digests, and its figures. The summary's row is
    in the journal, under the same key."""

    key: str
    outputs: Mapping[str, str]
    figures: Mapping[str, Any]


_SETUP: ContextVar[Setup] = ContextVar("setup")

Piece = TypeVar("Piece")
Outcome = TypeVar("Outcome")


def begin(setup: Setup) -> None:
    """Prepare a worker process."""
    _SETUP.set(setup)


def abilities() -> tuple[str, ...]:
    """Optional parts that are installed: with another one, a file may read differently."""
    found = [name for name in _LIBRARIES if find_spec(name) is not None]
    return (*found, "office") if find_office() else tuple(found)


def reading_key(file: File, setup: Setup) -> str:
    """Key of a file's reading."""
    able = [one for one in setup.abilities if one not in WORD]
    return key_of(file.digest, file.path.name, able, __version__)


def identity_key(file: File, setup: Setup) -> str:
    """Key of what a file tells about its writer, which the checklist's outline decides too."""
    return key_of(reading_key(file, setup), setup.checklist.digest)


def work(portion: Sequence[File | Job]) -> list[Identity | Scored | Failed]:
    """What a worker does with a portion: files are identified, jobs are carried out."""
    outcomes: dict[int, Identity | Scored | Failed] = {}
    files = {number: piece for number, piece in enumerate(portion) if isinstance(piece, File)}
    outcomes.update(zip(files, identify(list(files.values())), strict=True))
    jobs = {number: piece for number, piece in enumerate(portion) if isinstance(piece, Job)}
    outcomes.update(zip(jobs, review(list(jobs.values())), strict=True))
    return [outcomes[number] for number in range(len(portion))]


def identify(files: Sequence[File]) -> list[Identity | Failed]:
    """Read files, keep their readings, and tell whose they are."""
    setup = _SETUP.get()
    readings = _readings(files, setup)
    return [
        found if isinstance(found, Failed) else _tried(partial(_identity, file, found, setup))
        for file, found in zip(files, readings, strict=True)
    ]


def recall_identity(file: File, setup: Setup) -> Identity | None:
    """What an earlier run found, None where it has to be found."""
    journal = setup.journal
    kept = journal.recall(IDENTITIES, identity_key(file, setup))
    if kept is None or journal.recall(READINGS, reading_key(file, setup)) is None:
        return None
    try:
        return Identity(**kept)
    except TypeError:
        return None


def recall_scored(job: Job, setup: Setup) -> Scored | None:
    """What an earlier run made of the same job, if it still stands."""
    kept = setup.journal.recall(FINISHED, job.key)
    if kept is None or not {"outputs", "figures"} <= set(kept) or unpacked_row(kept) is None:
        return None
    if not setup.journal.stands(kept["outputs"]):
        return None
    return Scored(key=job.key, outputs=kept["outputs"], figures=kept["figures"])


def review(jobs: Sequence[Job]) -> list[Scored | Failed]:
    """Score reports and write what is made of each."""
    setup = _SETUP.get()
    return [_tried(partial(_review, job, setup)) for job in jobs]


def _review(job: Job, setup: Setup) -> Scored:
    reading = _recalled(job.file, setup)
    if reading is None:
        reading = read(job.file.path)
    card = score_reading(reading, setup.checklist, unit_kind=job.entry.kind)
    journal = setup.journal
    result = render_json(card)
    opinions = opinions_of(card, result, job.decisions, unit=job.entry.unit)
    contents = {
        f"缺项页/{job.base}.html": render_gap_page(card, opinions),
        f"结果数据/{job.base}.json": result,
    }
    reviewed = ReviewedReport(
        entry=job.entry,
        scorecard=card,
        file=job.file.name,
        received=job.received,
        gap_page=f"缺项页/{job.base}.html",
        opinions=opinions,
    )
    contents |= _word_files(reviewed, job.base, setup)
    outputs = {name: journal.deliver(name, content) for name, content in contents.items()}
    row = packed_row(unit_row(reviewed, setup.season))
    scored = Scored(key=job.key, outputs=outputs, figures=figures(card, opinions))
    journal.keep(FINISHED, job.key, {"outputs": outputs, "figures": scored.figures, **row})
    return scored


def _word_files(reviewed: ReviewedReport, base: str, setup: Setup) -> dict[str, bytes]:
    """The review sheet, and the notice where the unit has to hand in again; without the library
    for Word files there are none."""
    if not set(setup.abilities) >= WORD or reviewed.scorecard is None:
        return {}
    from scorer.renderers.notice import needs_notice, render_notice
    from scorer.renderers.review_sheet import render_review_sheet

    season, own = setup.season, setup.templates
    sheet = render_review_sheet(reviewed, season, template=own.sheet)
    files = {f"审查表/{base}.docx": sheet}
    if needs_notice(reviewed.scorecard, reviewed.opinions):
        notice = render_notice(reviewed, season, template=own.notice)
        files[f"补正通知书/{base}.docx"] = notice
    return files


def _readings(files: Sequence[File], setup: Setup) -> list[Reading | Failed]:
    found: dict[int, Reading | Failed] = {}
    for number, file in enumerate(files):
        kept = _recalled(file, setup)
        if kept is not None:
            found[number] = kept
    missing = [number for number in range(len(files)) if number not in found]
    for number, read_now in zip(
        missing, _read_anew([files[number] for number in missing]), strict=True
    ):
        found[number] = read_now
        if isinstance(read_now, Reading):
            key = reading_key(files[number], setup)
            setup.journal.keep(READINGS, key, packed_reading(read_now))
    return [found[number] for number in range(len(files))]


def _read_anew(files: Sequence[File]) -> list[Reading | Failed]:
    try:
        many = read_many([file.path for file in files])
    except Exception:
        # One of them met a bug: each on its own, so that only that one pays.
        return [_tried(partial(read, file.path)) for file in files]
    return [Failed(one.message) if isinstance(one, ReadError) else one for one in many]


def _identity(file: File, reading: Reading, setup: Setup) -> Identity | Failed:
    checklist = setup.checklist
    report = segment(reading, checklist.outline, checklist.unit_kinds)
    if report.complete:
        likely, doubt = report_likeness(report, checklist.outline)
        if not likely:
            return Failed(NO_REPORT.format(doubt))
    another = find_second_report(report, checklist.outline)
    identity = Identity(
        unit=report.unit,
        signed_by=report.signed_by or "",
        title=report.title,
        year=report.year,
        kind=report.unit_kind,
        doubt=another.warning(report.title) if another else "",
        second=another.unit if another else "",
    )
    setup.journal.keep(IDENTITIES, identity_key(file, setup), asdict(identity))
    return identity


def _tried(step: Callable[[], Outcome | Failed]) -> Outcome | Failed:
    try:
        return step()
    except ReadError as error:
        return Failed(error.message)
    except UsageError:
        # An output that cannot be written concerns the whole run.
        raise
    except Exception as error:
        return _fault(error)


def _fault(error: Exception) -> Failed:
    """A bug of this program on one file: its trace is kept, and the run goes on."""
    name = _SETUP.get().journal.keep_trace(traceback.format_exc())
    return Failed(_FAULT.format(type(error).__name__, name))


def _recalled(file: File, setup: Setup) -> Reading | None:
    kept = setup.journal.recall(READINGS, reading_key(file, setup))
    try:
        return None if kept is None else unpacked_reading(kept)
    except (KeyError, TypeError, ValueError):
        return None

"""Reports of earlier years in, their passages out, to be compared with this season's.

They are read a portion at a time and kept in the journal, where the comparison fetches them: memory
does not grow with the archive, and the next run reads only what is new.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final, NamedTuple

from scorer import __version__
from scorer.batch.allotting import Allotment
from scorer.batch.journal import EARLIER, key_of
from scorer.batch.matching import Identity, match_unit
from scorer.batch.rows import KeptPassages
from scorer.batch.stages import NO_REPORT, WORD, Setup
from scorer.report import Reading
from scorer.season import PassageSource
from scorer.segment import report_likeness, segment
from scorer.summary import passage_source

PORTION: Final = 25
"""Reports that are in memory at once."""
_FAULT: Final = "程序出错（{}），没有采用。请连同文件交给维护人员。"
_NONE: Final = "往年的报告里没有一份可以比对（已除去不早于本年度的）。请核对 --last-year。"


class EarlierFile(NamedTuple):
    """A report of an archive, not yet loaded."""

    name: str
    """What notices call it; of a file its path below the folder."""
    digest: str
    """SHA-256 of its bytes; empty where they cannot be read."""
    unit: str = ""
    """As the ledger has it; empty for a file, whose text has to tell."""
    year: int | None = None


class EarlierReport(NamedTuple):
    """A report that was loaded. `unit_kind` None: to be told from the text."""

    reading: Reading
    unit_kind: str | None


@dataclass(frozen=True, slots=True)
class EarlierArchive:
    """What a place holds; `load` gets the files with these numbers, or why one cannot be had."""

    files: tuple[EarlierFile, ...]
    load: Callable[[Sequence[int]], Sequence[EarlierReport | str]]
    troubles: tuple[str, ...] = ()
    """What could not even be looked into, in plain words."""


class Earlier(NamedTuple):
    """What this season's reports are compared with."""

    sources: tuple[PassageSource, ...] = ()
    notices: tuple[str, ...] = ()
    """What could not be had, in plain words."""
    keys: tuple[str, ...] = ()
    """Of what the journal keeps of them."""


class Count(NamedTuple):
    """How many files are through, of these failed, of these kept from an earlier run, and all."""

    done: int
    failed: int
    kept: int
    total: int


def gather_earlier(
    archives: Sequence[EarlierArchive],
    setup: Setup,
    allotment: Allotment,
    *,
    this_season: Mapping[str, str],
    tell: Callable[[Count], None],
) -> Earlier:
    """Everything of the archives that is of an earlier year. A report that is no older than that
    of its unit this year is left out, and so is one with the bytes of a file of this season:
    `this_season` has these files' digests by name."""
    if not archives:
        return Earlier()
    years = _Years(allotment, setup.season.year)
    seen = set(this_season.values())
    sources: list[PassageSource] = []
    notices = [f"往年的{trouble}" for archive in archives for trouble in archive.troubles]
    keys: list[str] = []
    count = Count(0, 0, 0, sum(len(archive.files) for archive in archives))
    tell(count)
    for file, key, told, kept in _through(archives, setup):
        failed = isinstance(told, str)
        count = count._replace(
            done=count.done + 1, failed=count.failed + failed, kept=count.kept + kept
        )
        tell(count)
        if isinstance(told, str):
            notices.append(f"往年的报告“{file.name}”没有比对：{told}")
            continue
        keys.append(key)
        source = years.source(file, told, KeptPassages(setup.journal, key, EARLIER))
        if source is not None and file.digest not in seen:
            seen.add(file.digest)
            sources.append(source)
    if not sources:
        notices.append(_NONE)
    sources.sort(key=lambda one: (one.unit, one.year or 0, one.file))
    return Earlier(tuple(sources), tuple(notices), tuple(keys))


Step = tuple[EarlierFile, str, Mapping[str, Any] | str, bool]


def _through(archives: Sequence[EarlierArchive], setup: Setup) -> Iterator[Step]:
    """Each file with its key, what is kept of it or why it cannot be had, and whether an earlier
    run had kept it."""
    for archive in archives:
        keys = [_key(file, setup) for file in archive.files]
        missing = []
        for number, file in enumerate(archive.files):
            kept = setup.journal.recall(EARLIER, keys[number])
            if kept is not None and set(kept) >= _FIELDS:
                yield file, keys[number], {**kept, "passages": ()}, True
            else:
                missing.append(number)
        for at in range(0, len(missing), PORTION):
            portion = missing[at : at + PORTION]
            for number, told in zip(portion, archive.load(portion), strict=True):
                file, key = archive.files[number], keys[number]
                yield file, key, told if isinstance(told, str) else _kept(told, key, setup), False


def _key(file: EarlierFile, setup: Setup) -> str:
    able = [one for one in setup.abilities if one not in WORD]
    return key_of([*file], setup.checklist.digest, able, __version__)


_FIELDS: Final = frozenset({"unit", "signed_by", "title", "year", "passages"})


def _kept(told: EarlierReport, key: str, setup: Setup) -> Mapping[str, Any] | str:
    """What the comparison needs of a report, now in the journal too, or why there is nothing."""
    outline, kinds = setup.checklist.outline, setup.checklist.unit_kinds
    try:
        report = segment(told.reading, outline, kinds, unit_kind=told.unit_kind)
        likely, doubt = report_likeness(report, outline)
        passages = passage_source(report).passages
    except Exception as error:
        return _FAULT.format(type(error).__name__)
    if not likely and report.complete:
        return NO_REPORT.format(doubt)
    fields = {
        "unit": report.unit,
        "signed_by": report.signed_by or "",
        "title": report.title,
        "year": report.year,
    }
    setup.journal.keep(EARLIER, key, {**fields, "passages": [list(one) for one in passages]})
    return fields


class _Years:
    """This season's units and the years of their reports."""

    def __init__(self, allotment: Allotment, year: int | None) -> None:
        self._entries = [unit.entry for unit in allotment.units]
        self._of_unit = {
            unit.entry.unit: unit.identity.year
            for unit in allotment.units
            if unit.identity is not None and unit.identity.year is not None
        }
        self._season = year if year is not None else max(self._of_unit.values(), default=None)

    def source(
        self, file: EarlierFile, told: Mapping[str, Any], passages: KeptPassages
    ) -> PassageSource | None:
        """What is compared, under the unit's name of this season; None for a report that is not
        older than this season's."""
        unit = file.unit or told["unit"]
        identity = Identity(unit=unit, signed_by="" if file.unit else told["signed_by"])
        found = match_unit("", identity, self._entries).unit
        if not unit and found is None:
            # Only where it names nobody: 财政局 in a title may be that of another district.
            titled = Identity(title=told["title"])
            found = match_unit(file.name, titled, self._entries).unit
        year = file.year if file.year is not None else told["year"]
        season = self._of_unit.get(found or "", self._season)
        if year is not None and season is not None and year >= season:
            return None
        name = PurePosixPath(file.name).name
        return PassageSource(
            unit=found or unit or name,
            year=year,
            file=name,
            passages=passages,
            earlier=True,
        )

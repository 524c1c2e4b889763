"""Files with what they tell of themselves in; each unit with the one file that counts out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Final

from scorer.batch.matching import Identity, Match, match_unit
from scorer.batch.stages import Failed
from scorer.register import Register
from scorer.season import RegisterEntry

_UNSAFE: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_LONGEST_NAME: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFile:
    """A unit and the file that counts for it."""

    entry: RegisterEntry
    listed: bool
    """Whether the register has the unit; without a register all are listed."""
    base: str
    """Name of its outputs; no two units have the same."""
    file: str | None = None
    """Name of the file; None: nothing was handed in."""
    identity: Identity | None = None
    """None: there is no file, or it could not be read."""
    reason: str = ""
    """Why the file could not be read."""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherFile:
    """A file that does not count, and why."""

    name: str
    unit: str
    reason: str
    unread: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Allotment:
    """Who handed in what. Units of the register first, in its order."""

    units: tuple[UnitFile, ...]
    others: tuple[OtherFile, ...]


def allot(
    files: Mapping[str, Identity | Failed],
    times: Mapping[str, float],
    register: Register | None,
    *,
    year: int | None = None,
) -> Allotment:
    """Allot every file. Of several of a unit the one of the latest report year counts (of `year`,
    where given), then the last changed; one that cannot be read, or holds the reports of two units,
    only where there is no other. A file of two units stands with both of them."""
    entries = list(register.entries) if register else []
    matches = {name: _match(name, told, register) for name, told in files.items()}
    by_unit: dict[str, list[str]] = {entry.unit: [] for entry in entries}
    for name, match in sorted(matches.items()):
        by_unit.setdefault(match.unit or _own_name(name, files[name]), []).append(name)
    for name, unit in sorted(_second_units(files, register)):
        if name not in by_unit.setdefault(unit, []):
            by_unit[unit].append(name)
    known = {entry.unit: entry for entry in entries}
    units, others = [], []
    taken: set[str] = set()
    for unit, names in by_unit.items():
        names.sort(key=lambda name: _rank(files[name], times[name], year), reverse=True)
        bare = UnitFile(
            entry=known.get(unit, RegisterEntry(unit=unit)),
            listed=register is None or unit in known,
            base=_base(unit, taken),
        )
        if names:
            told, note = files[names[0]], matches[names[0]].note
            bare = _with_file(replace(bare, file=names[0], note=note), told, year)
        units.append(bare)
        others += [_other(name, unit, names[0], files[name]) for name in names[1:]]
    return Allotment(units=tuple(units), others=tuple(others))


def _match(name: str, told: Identity | Failed, register: Register | None) -> Match:
    identity = Identity() if isinstance(told, Failed) else told
    if register is None:
        return Match(identity.unit or None, "")
    return match_unit(name, identity, register.entries)


def _second_units(
    files: Mapping[str, Identity | Failed], register: Register | None
) -> list[tuple[str, str]]:
    """Files that hold the reports of two units, each with the second one."""
    return [
        (name, _match("", Identity(unit=told.second), register).unit or told.second)
        for name, told in files.items()
        if isinstance(told, Identity) and told.second
    ]


def _unscored(told: Identity | Failed) -> str:
    """Why a file cannot be scored; empty where it can."""
    if isinstance(told, Failed):
        return told.reason
    return told.doubt if told.second else ""


def _own_name(name: str, told: Identity | Failed) -> str:
    """What a file without a unit of the register goes by."""
    return (told.unit if isinstance(told, Identity) else "") or PurePosixPath(name).stem


def _rank(told: Identity | Failed, time: float, year: int | None) -> tuple[bool, bool, int, float]:
    if isinstance(told, Failed) or told.second:
        return False, False, 0, time
    return True, told.year == year, told.year or 0, time


def _with_file(unit: UnitFile, told: Identity | Failed, year: int | None) -> UnitFile:
    if isinstance(told, Failed) or told.second:
        return replace(unit, reason=_unscored(told))
    note = "；".join(filter(None, (unit.note, told.doubt)))
    if year is not None and told.year is not None and told.year != year:
        wrong = f"报告年度是{told.year}年，不是{year}年"
        note = f"{note}；{wrong}" if note else wrong
    return replace(unit, identity=told, note=note)


def _other(name: str, unit: str, chosen: str, told: Identity | Failed) -> OtherFile:
    if reason := _unscored(told):
        return OtherFile(name=name, unit=unit, reason=reason, unread=True)
    reason = f"同一单位另有更新的“{chosen}”，这份没有评"
    return OtherFile(name=name, unit=unit, reason=reason, unread=False)


def _base(unit: str, taken: set[str]) -> str:
    """A file name for a unit, on every system; the register's order gives numbers to equals."""
    name = _UNSAFE.sub("_", unit).strip(" .")[:_LONGEST_NAME] or "未命名"
    base, number = name, 1
    while base.casefold() in taken:
        number += 1
        base = f"{name}-{number}"
    taken.add(base.casefold())
    return base

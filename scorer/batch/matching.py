"""Who handed in which file: the register's units against names of files and what reports say.

What a report says of itself counts more than what its file is called; the fuller name counts more
than its short form. Where two units fit equally well, none is taken and the doubt is told.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from scorer.season import RegisterEntry

_NOISE: Final = re.compile(r"[\s（）()《》“”\"'·・_\-—.]+")
_PARTY: Final = re.compile(r"(?:党组|党委|党工委|党支部)$")
_PLACE: Final = re.compile(r"^.{1,8}?(?:自治区|自治州|自治县|省|市|州|盟|区|县|旗)(?=.{2})")
_SHORTEST: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What a file tells about who wrote it. Empty where it could not be read."""

    unit: str = ""
    signed_by: str = ""
    title: str = ""
    year: int | None = None
    kind: str = ""
    doubt: str = ""
    """What a person should know about the file; empty where nothing is in doubt."""
    second: str = ""
    """Another unit whose report stands in the same file: then the file is not scored."""


class Match(NamedTuple):
    """The register's unit of a file."""

    unit: str | None
    """None: none fits, or several do."""
    note: str
    """What a person should know about it; empty where nothing is in doubt."""


def match_unit(name: str, identity: Identity, entries: Sequence[RegisterEntry]) -> Match:
    """The unit whose report a file is. `name` is the file's path, folders included."""
    units = [entry.unit for entry in entries]
    by_content, doubt = _by_content(identity, units)
    by_name = _by_name(name, units)
    if by_content is not None:
        if by_name is not None and by_name != by_content:
            return Match(by_content, f"文件名像“{by_name}”的，正文是“{by_content}”的，按正文算")
        return Match(by_content, "")
    if by_name is not None:
        told = _plain(identity.unit)
        if told and not doubt:
            return Match(by_name, f"正文里的单位是“{identity.unit}”，台账里没有，按文件名算")
        return Match(by_name, "")
    return Match(None, doubt)


def _by_content(identity: Identity, units: Sequence[str]) -> tuple[str | None, str]:
    """The unit that the report names, or the doubt about it."""
    for told in (identity.unit, identity.signed_by):
        for same in (_same, _same_short, _ends_alike):
            found = [unit for unit in units if told and same(_plain(told), _plain(unit))]
            if len(found) == 1:
                return found[0], ""
            if found:
                return None, f"正文里的“{told}”可能是：{'、'.join(found[:5])}"
    return _longest_in(_plain(identity.title), units), ""


def _by_name(name: str, units: Sequence[str]) -> str | None:
    """The unit that the file's name holds, else the one that its folders hold."""
    folders, _, last = name.rpartition("/")
    return _longest_in(_plain(last), units) or _longest_in(_plain(folders), units)


def _longest_in(text: str, units: Sequence[str]) -> str | None:
    """The one unit with the longest name, full or short, that the text holds."""
    best: dict[str, int] = {}
    for unit in units:
        for form in (_plain(unit), _short(_plain(unit))):
            if len(form) > _SHORTEST and form in text:
                best[unit] = max(best.get(unit, 0), len(form))
    if not best:
        return None
    longest = max(best.values())
    found = [unit for unit, length in best.items() if length == longest]
    return found[0] if len(found) == 1 else None


def _same(told: str, unit: str) -> bool:
    return told == unit


def _same_short(told: str, unit: str) -> bool:
    """Whether the names differ only in that one of them lacks the place."""
    return (told == _short(unit) or _short(told) == unit) and len(min(told, unit, key=len)) > 2


def _ends_alike(told: str, unit: str) -> bool:
    """区住建局 and 某某区住建局; 某某市某某区住建局 and 某某区住建局."""
    shorter, longer = sorted((told, unit), key=len)
    return len(shorter) > _SHORTEST and longer.endswith(shorter)


def _plain(name: str) -> str:
    words = _NOISE.sub("", unicodedata.normalize("NFKC", name))
    return _PARTY.sub("", words) or words


def _short(name: str) -> str:
    """The name without its place; the whole name where too little would be left."""
    rest = name
    while (cut := _PLACE.sub("", rest, count=1)) != rest and len(cut) > _SHORTEST:
        rest = cut
    return rest

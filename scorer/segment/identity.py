"""Title, signature and text in; the unit, its kind and the report year out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from scorer.checklist import GAP_CHARACTERS, UnitKind
from scorer.segment.dates import YEAR, find_years
from scorer.segment.lexicon import Lexicon

_YEAR_IN_TITLE = re.compile(
    rf"(?:{YEAR.pattern})年度?|[0-9]{{4}}年?度?(?=法治|依法)|[（(][^（）()]*[）)]"
)
_AFTER_UNIT = re.compile(
    r"关于|推进|开展|落实|贯彻|履行|法治|依法|上一年度|上年度|上半年|年度|全面|党政主要|主要负责|工作|情况"
)
_PARTS = re.compile(r"\n|关于")
_NOT_UNIT = re.compile(r"[，。；：、！？《》“”]")
_ASIDE = re.compile(r"[（(][^（）()]*[）)]")
_PARTY = re.compile(r"(?:党组|党委|党工委|机关)$")
_OPENING_UNIT = re.compile(
    r"现将([^，。；：、的]{2,25}?)(?:20\d\d年|上一年度|年度|法治|推进|关于|开展)"
    r"|(?:年|年度|来|下)，([^，。；：、在]{2,25}?)"
    r"(?:坚持|认真|深入|以|紧紧|全面|始终|严格|高度|按照|结合|在|扎实|积极|切实|持续)"
)
_NO_NAME = (
    "我",
    "本",
    "全",
    "各",
    "区委",
    "县委",
    "市委",
    "省委",
    "区政府",
    "县政府",
    "市政府",
    "上级",
)


def unit_of_title(title: str, lexicon: Lexicon) -> str:
    """The unit named in a title, empty where it names none."""
    words = _YEAR_IN_TITLE.sub("\n", title)
    for part in _PARTS.split(words):
        end = _AFTER_UNIT.search(part)
        name = (part if end is None else part[: end.start()]).strip()
        if 2 <= len(name) <= 40 and _NOT_UNIT.search(name) is None:
            name = name.removesuffix("的")
            if name.endswith(lexicon.unit_endings):
                return _without_party(name)
    return ""


def unit_of_opening(opening: str, lexicon: Lexicon) -> str:
    """The unit named in 现将某某局2023年…报告如下, empty where none is."""
    for match in _OPENING_UNIT.finditer(opening):
        name = match.group(1) or match.group(2)
        if name.endswith(lexicon.unit_endings) and not name.startswith(_NO_NAME):
            return _without_party(name)
    return ""


def _without_party(name: str) -> str:
    """某某局党组 reports for 某某局."""
    return _PARTY.sub("", name) or name


def year_of_report(
    title: str, opening: str, headings: Iterable[str], signed_on: str | None
) -> int | None:
    """The report year: from the title, else the opening, the headings, the year before signing."""
    for words in (title, opening):
        years = find_years(words)
        if years:
            return min(years)
    named = [year for heading in headings for year in find_years(heading)]
    if named:
        return min(named, key=lambda year: (-named.count(year), year))
    return int(signed_on[:4]) - 1 if signed_on else None


def kind_of_unit(unit: str, told: str, kinds: Sequence[UnitKind]) -> str:
    """Guess the kind by the unit's name, then by what its own measures tell."""
    named = _kind_by_name(unit, kinds)
    for kind in kinds:
        if kind.refines == named and kind.signs and _signs(kind.signs).search(told) is not None:
            return kind.id
    return named


def _kind_by_name(unit: str, kinds: Sequence[UnitKind]) -> str:
    name = _ASIDE.sub("", _without_party(unit))
    for kind in kinds:
        if kind.names and name.endswith(kind.names):
            return kind.id
    for kind in kinds:
        if any(part in name for part in kind.names if len(part) > 1):
            return kind.id
    refined = [kind.refines for kind in kinds if kind.refines is not None]
    return refined[0] if refined else kinds[-1].id


@lru_cache(maxsize=32)
def _signs(words: tuple[str, ...]) -> re.Pattern[str]:
    between = rf"[^\n。，；]{{0,{GAP_CHARACTERS}}}?"
    return re.compile("|".join(re.escape(word).replace("…", between) for word in words))

"""A sentence of a report in, the same without the names of units and places out.

Only names that the ledger knows are replaced, and the places in them: names of persons, firms and
other units have to be looked for by a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

NOBODY: Final = "某某"
_PLACES: Final = re.compile(
    r"[^省市州盟区县旗镇乡]{2,6}?(?:自治区|自治州|自治县|省|市|州|盟|区|县|旗|镇|乡|街道)"
)
_ENDING: Final = re.compile(
    r"(?:人民政府办公室|人民政府|街道办事处|管理委员会|委员会|办公室|办事处|中心|局|委|办|厅|院|所)$"
)


def without_names(text: str, units: Iterable[str]) -> str:
    """The text with each unit called 某某局 (as its name ends) and each place 某某区."""
    named = {unit: _called(unit) for unit in units if len(unit) > 1}
    for unit in tuple(named):
        for found in _PLACES.finditer(unit):
            named.setdefault(found[0], NOBODY + _last(found[0]))
            # Without the city before it; what is left without any place names nobody.
            named.setdefault(unit[found.start() :], _called(unit))
    for name in sorted(named, key=len, reverse=True):
        text = text.replace(name, named[name])
    return text


def _called(unit: str) -> str:
    ending = _ENDING.search(unit)
    return NOBODY + (ending[0] if ending else "单位")


def _last(place: str) -> str:
    return "街道" if place.endswith("街道") else place[-1]

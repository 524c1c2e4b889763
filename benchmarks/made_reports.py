"""Any number of reports of invented units, made of the examples: the same seed, the same reports.

Each is one example with another unit's name, other numbers, and clauses that only it has, so that
reports are as alike as a district's are: the same genre, hardly a passage in common.
"""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Final

EXAMPLES: Final = Path(__file__).resolve().parents[1] / "examples"
_SOURCES: Final = {
    "office-good-2024.txt": ("云岭市青禾区人民政府办公室", "办公室"),
    "enforcement-2023.txt": ("白鹭区市场监督管理局", "局"),
    "department-poor-2024.txt": ("松鹤县商务促进局", "局"),
    "thematic-2023.txt": ("云岭市青禾区数据和统计局", "局"),
    "lost-numbering-2024.txt": ("青禾区水务局", "局"),
}
"""Examples of this decade's duties and how their units' names end."""
_PLACE: Final = "云岭市青禾区"
_FIRSTS: Final = "东南西北中上下前后左右内外新老大小长"
_SECONDS: Final = "山河湖海林田园桥港湾城镇堤岭溪谷原洲"
_NUMBER: Final = re.compile(r"(?<![0-9第〔〕.])[1-9][0-9]?(?=[次件名场份人项个])")
_CLAUSE: Final = re.compile(r"(?<=，)(?=[^，。；]{8,}[，。；])")
_ASIDES: Final = 0.15
"""How many clauses get one of their own: few enough that the rest is still the genre's wording."""
COPIES_EVERY: Final = 25
"""One report in so many has a paragraph of the one before it, word for word."""
_LETTERS: Final = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥金木水火土风云雷雪松竹梅兰"


def unit_name(number: int) -> str:
    """Name of the unit with this number; no two have the same."""
    _, ending = _source(number)[1]
    first, rest = number % len(_FIRSTS), number // len(_FIRSTS)
    second, third = rest % len(_SECONDS), rest // len(_SECONDS)
    name = _FIRSTS[first] + _SECONDS[second] + (_SECONDS[third - 1] if third else "")
    return f"{_PLACE}{name}事务{ending}"


def made_report(number: int, *, year: int = 2024, seed: int = 7) -> str:
    """The report of the unit with this number."""
    name, (unit, _) = _source(number)
    draw = random.Random(f"{seed}-{number}")
    text = example_text(name).replace(unit, unit_name(number))
    written = int(name[-8:-4])
    for offset in (1, 0):
        text = text.replace(f"{written + offset}年", f"\0{offset}年")
    for offset in (1, 0):
        text = text.replace(f"\0{offset}年", f"{year + offset}年")
    text = _NUMBER.sub(lambda _: str(draw.randint(2, 98)), text)
    text = _CLAUSE.sub(lambda _: _aside(draw) if draw.random() < _ASIDES else "", text)
    copied = number - 1 if number % COPIES_EVERY == COPIES_EVERY - 1 else number
    return _with_own_paragraph(text, _own_paragraph(random.Random(f"{seed}-own-{copied}")))


def _with_own_paragraph(text: str, paragraph: str) -> str:
    """The text with a paragraph more, before its first heading of the second part."""
    lines = text.split("\n")
    middle = len(lines) // 2
    return "\n".join([*lines[:middle], paragraph, *lines[middle:]])


def _own_paragraph(draw: random.Random) -> str:
    clauses = [_aside(draw) + "开展走访" for _ in range(6)]
    return f"{'，'.join(clauses)}，走访群众{draw.randint(100, 900)}人次。"


def example_text(name: str) -> str:
    """An example's text with plain line ends; one of them is in GB18030."""
    content = (EXAMPLES / name).read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030")
    return text.replace("\r\n", "\n")


def _source(number: int) -> tuple[str, tuple[str, str]]:
    return list(_SOURCES.items())[number % len(_SOURCES)]


def _aside(draw: random.Random) -> str:
    """A clause that says nothing and that no other report has."""
    return f"围绕{''.join(draw.choices(_LETTERS, k=6))}片区，"

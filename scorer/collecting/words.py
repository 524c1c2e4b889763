"""What reviewers write for a verdict or on a finding, understood or refused; never guessed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from scorer.checklist import Verdict
from scorer.ledger.values import ACCEPTED, DISMISSED

AGREED: Final = "agreed"
"""The reviewer decides as the program did."""
_VERDICTS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        Verdict.EVIDENCED: ("有实据", "有依据", "有据", "实据", "evidenced"),
        Verdict.STATED: ("泛泛表述", "泛泛而谈", "泛泛", "笼统", "空泛", "stated"),
        Verdict.PLANNED: (
            *("仅计划或自认不足", "仅计划", "只有计划", "仅有计划", "仅自认不足", "自认不足"),
            *("计划", "planned"),
        ),
        Verdict.ABSENT: ("缺失", "没有写到", "没有写", "未写到", "未写", "缺项", "缺", "absent"),
        Verdict.NOT_APPLICABLE: ("不适用", "不涉及", "not_applicable", "n/a"),
        AGREED: (
            "同意程序判定",
            "同意原判",
            "同意判定",
            "同意",
            "维持原判",
            "维持",
            "不改判",
            "不变",
        ),
    }
)
_HANDLING: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        ACCEPTED: ("采纳", "采用", "同意", "属实", "成立", "认可", "是", "accepted"),
        DISMISSED: (
            *("不采纳", "不采用", "不予采纳", "不同意", "不属实", "不成立", "不认可", "误报", "否"),
            "dismissed",
        ),
    }
)
_VERDICT_SIGNS: Final = MappingProxyType(
    {
        **dict.fromkeys("√✓✔", Verdict.EVIDENCED.value),
        **dict.fromkeys("△▲∆", Verdict.STATED.value),
        **dict.fromkeys("○〇◯", Verdict.PLANNED.value),
        **dict.fromkeys("×✗✘Xx", Verdict.ABSENT.value),
    }
)
_HANDLING_SIGNS: Final = MappingProxyType(
    {**dict.fromkeys("√✓✔", ACCEPTED), **dict.fromkeys("×✗✘Xx", DISMISSED)}
)
_SIGNS: Final = "".join({**_VERDICT_SIGNS, **_HANDLING_SIGNS})
_PLAIN: Final = frozenset(
    {"有实据", "泛泛表述", "仅计划或自认不足", "仅计划", "缺失", "不适用", "采纳", "不采纳"}
)
"""Opinions that are nothing but a verdict."""
VERDICT_CHOICES: Final = "有实据、泛泛表述、仅计划、缺失、不适用，或者同意（判定不变）"
HANDLING_CHOICES: Final = "采纳、不采纳"
_NOTHING: Final = frozenset({"", "/", "\\", "-", "--", "—", "——", "…", "……"})
_UNCLEAR: Final = frozenset({"无", "－", "―", "–", "?", "？"})
_INTRO: Final = re.compile(
    r"(?:建议)?(?:改判|应判|改为|判为|应为|改成|处理)(?:为|成|结果)*[:：\s]*"
)
_BOX: Final = re.compile(r"([□☐▢◻])|([☑☒■√✓✔])")
_QUOTES: Final = "“”\"'‘’「」『』"
_GAP: Final = " \t\n\u3000,，.。;；:：、"
_ASIDE: Final = re.compile(r"^[（(]([^（）()]*)[）)]")
_REASON: Final = re.compile(r"^(?:改判)?(?:理由|原因)(?:是|为)?[:：\s]*")


class Said(NamedTuple):
    """What a cell says: a word of the ledger (or AGREED), and the words after it."""

    new: str
    """Empty: nothing."""
    rest: str = ""
    problem: str = ""
    """Why it is not understood, and what to do; the other two are empty then."""


def said_verdict(cell: str) -> Said:
    """What a cell of 改判为 says."""
    return _said(cell, _VERDICTS, _VERDICT_SIGNS)


def said_handling(cell: str) -> Said:
    """What a cell of 处理 says."""
    return _said(cell, _HANDLING, _HANDLING_SIGNS)


def said_in_opinion(cell: str, *, finding: bool) -> Said:
    """A verdict that an opinion begins with (改判为有实据：……), or one that is all of it; else
    nothing, the opinion being a remark. The rest is the reason."""
    words, signs = (_HANDLING, _HANDLING_SIGNS) if finding else (_VERDICTS, _VERDICT_SIGNS)
    shown = cell.strip(_GAP + _QUOTES)
    intro = _INTRO.match(shown)
    if intro:
        told = _said(shown[intro.end() :], words, signs)
        if told.problem and not finding and "判" in intro[0]:
            return Said("", problem=f"写了改判，但是{told.problem}")
        if told.new and told.new != AGREED:
            return told
        return Said("")
    # Other words for a verdict (没有写) are as well its reason.
    whole = _said(shown, words, signs)
    return whole if _squeezed(shown).lstrip(_SIGNS) in _PLAIN and whole.new else Said("")


def is_blank(cell: str) -> bool:
    """Whether a cell says nothing: empty, or a stroke."""
    return _squeezed(cell) in _NOTHING


def _said(cell: str, words: Mapping[str, tuple[str, ...]], signs: Mapping[str, str]) -> Said:
    shown = cell.strip()
    if is_blank(shown):
        return Said("")
    choices = HANDLING_CHOICES if words is _HANDLING else VERDICT_CHOICES
    if _squeezed(shown) in _UNCLEAR:
        return Said("", problem=f"“{_short(shown)}”看不出是哪一种，请写成文字：{choices}")
    if "□" in shown or "☐" in shown:
        shown = _ticked(shown)
        if not shown:
            return Said("")
    intro = _INTRO.match(shown)
    shown = (shown[intro.end() :] if intro else shown).strip(_GAP + _QUOTES)
    sign = signs.get(shown[:1], "") if not shown[:2].isascii() or len(shown) == 1 else ""
    after = shown[1:].strip(_GAP + _QUOTES) if sign else shown
    if any(_squeezed(after) in known for known in words.values()):
        after = _squeezed(after)
    word, rest = _leading(after, words)
    if not word and not sign:
        return Said("", problem=f"“{_short(cell)}”不是可以填的判定或处理，可以填：{choices}")
    if word and sign and word != sign:
        return Said("", problem=f"“{_short(cell)}”的符号和文字说的不一样，请只留一种：{choices}")
    other = _leading(_REASON.sub("", rest), words)
    if other[0] and not other[1] and other[0] != (word or sign):
        return Said("", problem=f"“{_short(cell)}”写了不止一种，请只留一种：{choices}")
    return Said(word or sign, _REASON.sub("", rest))


def _leading(text: str, words: Mapping[str, tuple[str, ...]]) -> tuple[str, str]:
    """The meaning of the longest known word that the text begins with, and what comes after it;
    a word that runs on (缺少合同, 有实据不足) is another word."""
    lower = unicodedata.normalize("NFKC", text).lower() if text.isascii() else text.lower()
    known = sorted(((w, m) for m, ws in words.items() for w in ws), key=lambda p: -len(p[0]))
    for word, meaning in known:
        if lower.startswith(word):
            rest = text[len(word) :].lstrip(_QUOTES)
            if rest and rest[0] not in _GAP + "（(/":
                continue
            aside = _ASIDE.match(rest)
            if aside:
                rest = (
                    f"{aside[1]}{rest[aside.end() :]}" if len(aside[1]) > 4 else rest[aside.end() :]
                )
            return meaning, rest.strip(_GAP + "/")
    return "", text


def _ticked(text: str) -> str:
    """The choices that are ticked in a row of boxes: □有实据 ☑缺失."""
    pieces = _BOX.split(text)
    found = []
    for at in range(1, len(pieces) - 2, 3):
        if pieces[at + 1]:
            found.append(pieces[at + 2].strip(_GAP))
    return "/".join(found)


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _short(text: str) -> str:
    shown = _squeezed(text)
    return shown if len(shown) <= 20 else f"{shown[:20]}……"

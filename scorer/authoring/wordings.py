"""Terms and facts of a pattern as a lawyer reads them aloud, and back.

all:    a line for each term, alternatives parted by ；, 【法律顾问】 for an entry of the vocabulary
facts:  a line for each:  数量（名；家）   文件（【普法规划】）   书名（2）   机构名称
        and what else it asks for:  数量（次），含（培训），至少2个，不限本单位
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from scorer.authoring.spans import Value

APART = "；"
_WORD = re.compile(r"\s*「[^「」]*」\s*(?=[；;\n]|$)|[^；;\n]+")
"""A word that holds a ； itself stands in 「」."""
_REFERENCE = re.compile(r"【([^【】]+)】")
_FACT = re.compile(r"(?P<kind>[^（），]+)(?:（(?P<inside>[^（）]*)）)?")
_OPTIONS = re.compile(r"，(?![^（]*）)")
_LEAST = re.compile(r"至少(\d+)个")
_HOLDS = re.compile(r"含（([^（）]*)）")
ANY = "不限"
FACT_WORDS: Mapping[str, str] = {
    "count": "数量",
    "rate": "比率",
    "date": "日期",
    "document": "文件",
    "meeting": "会议",
    "organisation": "机构名称",
    "person": "人名",
    "title": "书名",
}
_FACT_CODES = {word: code for code, word in FACT_WORDS.items()}


class WordingError(Exception):
    """A cell does not say what can be understood; the message says what it may say."""


def show_word(word: Value) -> str:
    """A phrase, an entry of the vocabulary in 【】."""
    text = str(word)
    if text.startswith("$"):
        return f"【{text[1:]}】"
    return f"「{text}」" if APART in text or ";" in text else text


def read_word(text: str) -> str:
    """The other way round. WordingError where brackets do not fit."""
    text = text.strip()
    if text.startswith("「") and text.endswith("」"):
        return text[1:-1]
    reference = _REFERENCE.fullmatch(text)
    if reference:
        return f"${reference[1].strip()}"
    if "【" in text or "】" in text:
        raise WordingError(f"“{text}”：【】只能把一个词条名整个括起来")
    if text.startswith("$"):
        raise WordingError(f"“{text}”：词条请写成【{text[1:]}】")
    return text


def show_words(words: Value) -> str:
    """Phrases on one line, alternatives of alternatives with them."""
    return APART.join(show_word(one) for one in _flat(words))


def read_words(text: str) -> list[Value]:
    """Phrases parted by ； or by lines."""
    words = [read_word(one) for one in _WORD.findall(text) if one.strip()]
    if not words:
        raise WordingError("没有写词语")
    return list(dict.fromkeys(words))


def show_terms(terms: Value) -> str:
    """A line for each term."""
    return "\n".join(show_words(one) for one in (terms if isinstance(terms, list) else [terms]))


def read_terms(text: str) -> list[Value]:
    """A term for each line: a phrase, or a list of alternatives."""
    found: list[Value] = [_single(read_words(line)) for line in text.split("\n") if line.strip()]
    if not found:
        raise WordingError("没有写词语")
    return found


def read_term(text: str) -> Value:
    """One term."""
    return _single(read_words(text))


def show_facts(facts: Value) -> str:
    """A line for each fact."""
    return "\n".join(_show_fact(one) for one in (facts if isinstance(facts, list) else [facts]))


def read_facts(text: str) -> list[Value]:
    """A fact for each line."""
    return [_read_fact(line.strip()) for line in text.split("\n") if line.strip()]


def _single(words: list[Value]) -> Value:
    return words[0] if len(words) == 1 else words


def _flat(words: Value) -> Iterable[Value]:
    if not isinstance(words, list):
        return [words]
    return [one for word in words for one in _flat(word)]


def _show_fact(fact: Value) -> str:
    if not isinstance(fact, dict):
        return FACT_WORDS.get(str(fact), str(fact))
    kind = next(key for key in fact if key in FACT_WORDS)
    inside = fact[kind]
    shown = show_words(inside) if isinstance(inside, list) else str(inside)
    parts = [f"{FACT_WORDS[kind]}（{shown or ANY}）"]
    if "words" in fact:
        parts.append(f"含（{show_words(fact['words'])}）")
    if "at_least" in fact:
        parts.append(f"至少{fact['at_least']}个")
    if "own" in fact:
        parts.append("限本单位" if fact["own"] else "不限本单位")
    return "，".join(parts)


def _read_fact(line: str) -> Value:
    head, *options = [
        part.strip() for part in _OPTIONS.split(line.replace("(", "（").replace(")", "）"))
    ]
    form = _FACT.fullmatch(head)
    kind = _FACT_CODES.get(form["kind"].strip()) if form else None
    if form is None or kind is None:
        raise WordingError(
            f"“{line}”：事实只能是{'、'.join(FACT_WORDS.values())}，"
            "要限定时写在圆括号里，如 数量（名；家）"
        )
    if form["inside"] is None and kind != "title" and not options:
        return kind
    fact: dict[str, Value] = {kind: _inside(kind, form["inside"], line)}
    for option in options:
        fact.update(_option(option, line))
    return fact


def _inside(kind: str, inside: str | None, line: str) -> Value:
    if kind == "title":
        if not inside or not inside.strip().isdecimal():
            raise WordingError(f"“{line}”：书名后面写至少几个，如 书名（2）")
        return int(inside)
    if inside is None or inside.strip() in {"", ANY}:
        return []
    return read_words(inside)


def _option(option: str, line: str) -> dict[str, Value]:
    if least := _LEAST.fullmatch(option):
        return {"at_least": int(least[1])}
    if holds := _HOLDS.fullmatch(option):
        return {"words": _single(read_words(holds[1]))}
    if option in {"限本单位", "不限本单位"}:
        return {"own": option == "限本单位"}
    raise WordingError(
        f"“{line}”：“{option}”看不懂；逗号后面可以写 含（…）、至少2个、限本单位、不限本单位"
    )

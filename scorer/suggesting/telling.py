"""Suggestions as text for a reader, as JSON for a machine, and as YAML to paste."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from scorer.renderers.wording import VERDICT_WORDS, printable
from scorer.suggesting.suggestions import Suggestion, Suggestions

SCHEMA: Final = 1
_SHOWN: Final = 80
"""Characters of an example sentence that the text shows around the phrase."""
_KIND_WORDS: Final = {
    "near_miss": "只差这一个词",
    "neighbour": "常与本项的词一起出现",
}


def as_text(found: Suggestions) -> str:
    """One block for each suggestion, and the YAML at the end."""
    item = found.item
    verdicts = "、".join(f"{VERDICT_WORDS[verdict]}{count}份" for verdict, count in found.verdicts)
    lines = [
        f"{item.id} {item.title}：从{found.reports}份报告里找到{len(found.found)}个备选词"
        f"（现在的判定：{verdicts or '无'}）",
    ]
    for number, one in enumerate(found.found, start=1):
        lines += ["", *_lines(number, one)]
    lines += [f"没有采用：{one.name}：{one.reason}" for one in found.left_out]
    if found.found:
        lines += [
            "",
            "备选词由统计得出，是否同义要由人判断。选定的贴进补充规则，"
            "再用 scorer rules rehearse 试跑：",
            as_yaml(found).rstrip("\n"),
        ]
    return printable("\n".join(lines)) + "\n"


def _lines(number: int, one: Suggestion) -> Iterator[str]:
    where = f"词条“{one.entry}”" if one.entry else f"“{'、'.join(one.words[:4])}”那一组词"
    often = f"{one.reports}份报告、{one.sentences}句"
    yield f"{number}．{one.phrase}（{_KIND_WORDS[one.kind]}；{often}）"
    yield f"   加到：{one.pattern} {one.pattern_name} 的{where}"
    changed = f"会有{one.raised}份报告的判定升高" if one.raised else "没有报告的判定升高"
    lowered = f"，{one.lowered}份降低" if one.lowered else ""
    broken = f"；例句{'、'.join(map(str, one.broken))}会判错" if one.broken else ""
    yield f"   采用后：{changed}{lowered}{broken}"
    yield f"   例：{_around(one.example, one.phrase)}"


def _around(sentence: str, phrase: str) -> str:
    sentence = sentence.replace("\n", " ")
    if len(sentence) <= _SHOWN:
        return sentence
    at = max(sentence.find(phrase) - _SHOWN // 2, 0)
    piece = sentence[at : at + _SHOWN]
    return f"{'…' if at else ''}{piece}{'…' if at + _SHOWN < len(sentence) else ''}"


def as_yaml(found: Suggestions) -> str:
    """What to paste: phrases of vocabulary entries as an overlay has them; words that a pattern
    spells as comments with the whole list, since they belong into the pattern itself."""
    entries: dict[str, list[str]] = {}
    spelt: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for one in found.found:
        if one.broken:
            continue
        if one.entry:
            entries.setdefault(one.entry, []).append(one.phrase)
        else:
            spelt.setdefault((one.pattern, one.pattern_name, one.words), []).append(one.phrase)
    lines = []
    if entries:
        lines.append("vocabulary:")
        lines += [f"  {name}: [{', '.join(words)}]" for name, words in entries.items()]
    for (pattern, name, words), phrases in spelt.items():
        lines.append(f"# {pattern} {name}：这一组词改为")
        lines.append(f"#   [{', '.join([*words, *phrases])}]")
    return "".join(f"{line}\n" for line in lines)


def as_json(found: Suggestions) -> str:
    """Everything, with stable keys."""
    content = {
        "schema": SCHEMA,
        "item": found.item.id,
        "archive": found.archive,
        "reports": found.reports,
        "left_out": [one._asdict() for one in found.left_out],
        "verdicts": {verdict.value: count for verdict, count in found.verdicts},
        "suggestions": [one._asdict() for one in found.found],
        "yaml": as_yaml(found),
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"

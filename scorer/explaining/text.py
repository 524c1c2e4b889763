"""An explanation as text for a reader and as JSON for a machine."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

from scorer.checklist import Status
from scorer.explaining.values import Attempt, Explanation, PatternAccount, SentenceAccount, Step
from scorer.explaining.wording import LIST_WORDS, STATUS_WORDS
from scorer.renderers.wording import VERDICT_WORDS, printable

SCHEMA: Final = 1
SHOWN: Final = 6
"""Attempts of one pattern that the text shows; JSON has all."""


def as_text(explanation: Explanation) -> str:
    """The seven steps, one after the other."""
    item, result = explanation.item, explanation.result
    lines = [
        f"{item.id} {item.title}：{VERDICT_WORDS[result.verdict]}",
        f"要求：{item.requirement}",
    ]
    year = f"{explanation.year}年度" if explanation.year else "年度不明"
    lines += ["", f"一、文字怎样切分（单位类型：{explanation.unit_kind_title}，{year}）"]
    lines += [f"  {line}" for line in explanation.sections]
    lines += ["", "二、各句各小句说的是什么、谁做的、有什么事实"]
    for sentence in explanation.sentences:
        lines += _sentence_lines(sentence)
    if explanation.left_out:
        lines.append(f"  （另有{explanation.left_out}句没有本项的词语，或是标题，不列）")
    if explanation.patterns:
        lines += ["", "三、本项的模式逐条比对"]
        for account in explanation.patterns:
            lines += _pattern_lines(account)
    lines += ["", "四、怎样得出判定"]
    lines += [f"  {line}" for line in explanation.decision]
    if explanation.changes:
        lines += ["", "五、最小的改动（事情确已做过才能这样写）"]
        lines += [f"  {n}．{line}" for n, line in enumerate(explanation.changes, start=1)]
    return printable("\n".join(lines)) + "\n"


def _sentence_lines(sentence: SentenceAccount) -> Iterator[str]:
    yield f"  第{sentence.number + 1}句（{sentence.place}）"
    for clause in sentence.clauses:
        status = STATUS_WORDS[Status(clause.status)]
        yield f"    [{clause.number + 1}] {clause.text}"
        yield f"        {status}：{clause.why}；行为人：{clause.who}"
    for fact in sentence.facts:
        yield f"    事实：{fact.text}（{fact.told}，在[{fact.clause + 1}]）"


def _pattern_lines(account: PatternAccount) -> Iterator[str]:
    mark = "√" if account.matched else "×"
    yield f"  {mark} {account.id} {account.name}（{LIST_WORDS[account.verdict]}）：{account.asks}"
    if account.outside:
        yield f"      没有命中：{_told(account.outside)}"
    shown = 1 if account.outside else SHOWN
    attempts = sorted(account.attempts, key=_nearest)[:shown]
    for attempt in attempts:
        yield from _attempt_lines(attempt, account)
    if len(account.attempts) > shown:
        yield f"      （另有{len(account.attempts) - shown}处，不列）"


def _nearest(attempt: Attempt) -> tuple[bool, int]:
    return not attempt.matched, len(attempt.failed)


def _attempt_lines(attempt: Attempt, account: PatternAccount) -> Iterator[str]:
    where = f"      [{attempt.clause + 1}]“{attempt.anchor}”"
    held = [step for step in attempt.steps if step.held]
    if attempt.matched:
        yield f"{where}命中：{_told(held) or '写到了'}"
        return
    yield f"{where}没有命中，因为：{_told(attempt.failed)}"
    # What a pattern lacks in the whole text is said once, above.
    if held and not account.outside:
        yield f"          其余合乎要求：{_told(held)}"


def _told(steps: Sequence[Step]) -> str:
    return "；".join(step.told for step in steps)


def as_json(explanation: Explanation) -> str:
    """Everything, with stable keys."""
    result = explanation.result
    content: dict[str, Any] = {
        "schema": SCHEMA,
        "item": explanation.item.id,
        "title": explanation.item.title,
        "verdict": result.verdict.value,
        "points": result.points,
        "max_points": result.max_points,
        "reason": result.reason,
        "review": result.review,
        "unit_kind": explanation.unit_kind,
        "year": explanation.year,
        "sections": explanation.sections,
        "sentences": [
            {
                **one._asdict(),
                "clauses": [clause._asdict() for clause in one.clauses],
                "facts": [fact._asdict() for fact in one.facts],
            }
            for one in explanation.sentences
        ],
        "patterns": [_pattern_values(one) for one in explanation.patterns],
        "decision": explanation.decision,
        "changes": explanation.changes,
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _pattern_values(account: PatternAccount) -> dict[str, Any]:
    return {
        "id": account.id,
        "name": account.name,
        "verdict": account.verdict.value,
        "asks": account.asks,
        "matched": account.matched,
        "outside": [step._asdict() for step in account.outside],
        "attempts": [
            {**one._asdict(), "steps": [step._asdict() for step in one.steps]}
            for one in account.attempts
        ],
    }

"""What counts as a checkable fact, sentence by sentence: `tests/facts/*.yaml` holds the sentences.

Each sentence lists every fact that must be found in it and nothing else, in the form
`kind text = value unit [pooled] @ counted noun` for numbers and `kind text [own]` for the rest.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from scorer.checklist import FactKind
from scorer.facts import find_facts
from scorer.report import Clause, Report, Sentence, SentenceKind, Span

SENTENCES = Path(__file__).parent / "facts"
FULL_WIDTH = str.maketrans("0123456789%()", "０１２３４５６７８９％（）")
HALF_WIDTH = str.maketrans("０１２３４５６７８９％（）；：！？", "0123456789%();:!?")
UNIT = "某某市某某区政务服务局"


def report_of(text: str, unit: str = UNIT) -> Report:
    """A report of one section; clauses and sentences are cut as `segment` cuts them."""
    clauses: list[Clause] = []
    sentences: list[Sentence] = []
    depth, clause_start, sentence_start, first = 0, 0, 0, 0
    for place, char in enumerate(text):
        depth += (char in "《“（") - (char in "》”）" and depth > 0)
        at_end = place + 1 == len(text) or char == "\n"
        ends_sentence = at_end or (depth == 0 and char in "。；！？")
        if ends_sentence or (depth == 0 and char in "，："):
            clauses.append(Clause(len(clauses), Span(clause_start, place + 1), len(sentences), 0))
            clause_start = place + 1
        if ends_sentence:
            span = Span(sentence_start, place + 1)
            sentences.append(
                Sentence(len(sentences), span, 0, 0, SentenceKind.BODY, first, len(clauses))
            )
            sentence_start, first, depth = place + 1, len(clauses), 0
    return Report(
        source="report.txt",
        format="txt",
        digest="",
        text=text,
        title="",
        unit=unit,
        unit_kind="department",
        unit_kind_guessed=True,
        year=2023,
        year_guessed=True,
        signed_by=None,
        signed_on=None,
        sections=(),
        paragraphs=(),
        sentences=tuple(sentences),
        clauses=tuple(clauses),
        complete=True,
        warnings=(),
    )


def told(report: Report) -> list[str]:
    """The facts of a report as the YAML files write them."""
    lines = []
    for fact in find_facts(report):
        line = f"{fact.kind} {fact.text}"
        if fact.value is not None:
            line += f" = {fact.value:.12g} {fact.unit}"
        line += " own" * fact.own + " pooled" * fact.pooled
        if fact.owner is not None:
            line += f" @ {report.quote(fact.owner)}"
        lines.append(line)
    return lines


def cases() -> list[Any]:
    return [
        pytest.param(case["text"], case["facts"], id=f"{path.stem}:{number}")
        for path in sorted(SENTENCES.glob("*.yaml"))
        for number, case in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")), 1)
    ]


@pytest.mark.parametrize(("text", "facts"), cases())
def test_exactly_the_facts_of_a_sentence_are_found(text: str, facts: list[str]) -> None:
    assert told(report_of(text)) == facts


@pytest.mark.parametrize(("text", "facts"), cases())
def test_the_width_of_digits_and_marks_changes_no_fact(text: str, facts: list[str]) -> None:
    def values(line: str) -> list[tuple[FactKind, float | None, str | None, bool, bool]]:
        found = find_facts(report_of(line))
        return [(fact.kind, fact.value, fact.unit, fact.own, fact.pooled) for fact in found]

    for marks in (FULL_WIDTH, HALF_WIDTH):
        assert values(text.translate(marks)) == values(text)


def test_there_are_enough_sentences() -> None:
    assert len(cases()) >= 200


def test_a_report_without_text_has_no_facts() -> None:
    assert find_facts(report_of("")) == ()


def test_a_unit_without_name_owns_no_title() -> None:
    (fact,) = find_facts(report_of("执行《某某区政务服务局学法制度》。", unit=""))
    assert fact.kind is FactKind.DOCUMENT
    assert not fact.own


def test_facts_carry_the_clause_they_stand_in() -> None:
    report = report_of("开展培训3次，办案5件。12月4日，走访某某中学。")
    assert [
        (fact.text, report.quote(report.clauses[fact.clause].span)) for fact in find_facts(report)
    ] == [
        ("3次", "开展培训3次，"),
        ("5件", "办案5件。"),
        ("12月4日", "12月4日，"),
        ("某某中学", "走访某某中学。"),
    ]


TOKENS = """
    12 三 件 次 人次 % 月 日 第 《 》 “ ” （ ） 、 和 ， 。 分别 培训 印发 计划 无 案件 案 同志 律师 王
    大学 公司 常务会 百分之 余 万 元 -
"""
WORDS = st.sampled_from([*TOKENS.split(), "\n"])


@settings(max_examples=300)
@given(st.lists(WORDS, max_size=40).map("".join))
def test_facts_are_in_order_and_say_what_stands_there(text: str) -> None:
    report = report_of(text)
    facts = find_facts(report)
    assert [fact.span for fact in facts] == sorted(fact.span for fact in facts)
    for fact in facts:
        clause = report.clauses[fact.clause].span
        assert fact.text == report.quote(fact.span) != ""
        assert clause.start <= fact.span.start < clause.end
        if fact.owner is not None:
            assert 0 <= fact.owner.start <= fact.owner.end <= len(text)


HARD = (
    "1",
    "一",
    "《",
    "》",
    "“",
    "无",
    "3次、",
    "制定",
    "《a》",
    "月",
    "和",
    "大学",
    "百分之",
    "（",
    "第一次",
    "未收到",
)


@pytest.mark.parametrize("piece", HARD)
def test_time_grows_with_the_length_of_the_text_only(piece: str) -> None:
    def seconds(length: int) -> float:
        report = report_of(piece * (length // len(piece)))
        runs = []
        for _ in range(3):
            start = time.process_time()
            find_facts(report)
            runs.append(time.process_time() - start)
        return min(runs)

    assert seconds(32_000) < 12 * max(seconds(8_000), 0.002)

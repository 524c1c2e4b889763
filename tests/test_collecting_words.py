"""What reviewers write for a verdict: understood, or refused with what to write instead."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorer.checklist import Verdict
from scorer.collecting.words import (
    AGREED,
    is_blank,
    said_handling,
    said_in_opinion,
    said_verdict,
)
from scorer.renderers.wording import SHORT_WORDS, VERDICT_SYMBOLS, VERDICT_WORDS


@pytest.mark.parametrize(
    "verdict", [one for one in Verdict if one not in {Verdict.UNREADABLE, Verdict.NOT_APPLICABLE}]
)
def test_every_word_and_symbol_of_the_outputs_is_understood(verdict: Verdict) -> None:
    word, symbol = VERDICT_WORDS[verdict], VERDICT_SYMBOLS[verdict]
    for cell in (word, SHORT_WORDS[verdict], symbol, f"{symbol} {word}", verdict.value):
        assert said_verdict(cell) == (verdict, "", ""), cell


@pytest.mark.parametrize(
    ("cell", "new", "rest"),
    [
        ("改判：有实据", "evidenced", ""),
        ("改判为“缺失”", "absent", ""),
        ("建议改为泛泛表述", "stated", ""),
        ("有实据（4分）", "evidenced", ""),
        ("有实据（附件中有合同）", "evidenced", "附件中有合同"),
        ("有实据，附件有合同", "evidenced", "附件有合同"),
        ("缺失。理由：全文没有", "absent", "全文没有"),
        ("✓", "evidenced", ""),
        ("X", "absent", ""),
        ("不 适 用", "not_applicable", ""),
        ("N/A", "not_applicable", ""),
        ("同意", AGREED, ""),
        ("维持原判", AGREED, ""),
        ("", "", ""),
        ("　", "", ""),
        ("/", "", ""),
        ("——", "", ""),
        ("□有实据　☑泛泛表述　□缺失", "stated", ""),
        ("□有实据 □缺失", "", ""),
    ],
)
def test_what_a_cell_for_a_verdict_says(cell: str, new: str, rest: str) -> None:
    assert said_verdict(cell) == (new, rest, "")


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("很好", "“很好”不是"),
        ("缺少合同", "不是"),
        ("4", "不是"),
        ("√ 缺失", "符号和文字"),
        ("有实据/缺失", "不止一种"),
        ("☑有实据 ☑缺失 □不适用", "不止一种"),
        ("无", "看不出"),
        ("－", "看不出"),
    ],
)
def test_what_is_not_understood_is_refused_with_the_words_to_use(cell: str, why: str) -> None:
    told = said_verdict(cell)
    assert (told.new, told.rest) == ("", "")
    assert why in told.problem
    assert "泛泛表述、仅计划" in told.problem


@pytest.mark.parametrize(
    ("cell", "new"),
    [
        ("采纳", "accepted"),
        ("不采纳", "dismissed"),
        ("不采纳：是另一份文件", "dismissed"),
        ("√", "accepted"),
        ("同意", "accepted"),
        ("不同意", "dismissed"),
        ("", ""),
    ],
)
def test_what_a_cell_for_a_finding_says(cell: str, new: str) -> None:
    assert said_handling(cell).new == new


def test_a_verdict_is_no_word_on_a_finding() -> None:
    assert "采纳、不采纳" in said_handling("有实据").problem


@pytest.mark.parametrize(
    ("opinion", "new", "rest"),
    [
        ("改判为有实据：附件有合同", "evidenced", "附件有合同"),
        ("应为“泛泛表述”，没有次数", "stated", "没有次数"),
        ("缺失", "absent", ""),
        ("√ 有实据", "evidenced", ""),
        ("没有写", "", ""),
        ("同意", "", ""),
        ("改判：同意", "", ""),
        ("改为每季度一次更好", "", ""),
        ("请补附件", "", ""),
    ],
)
def test_an_opinion_may_hold_the_verdict(opinion: str, new: str, rest: str) -> None:
    assert said_in_opinion(opinion, finding=False) == (new, rest, "")


def test_a_verdict_that_an_opinion_names_wrongly_is_refused() -> None:
    assert "很好" in said_in_opinion("改判为很好", finding=False).problem


@given(st.text(max_size=60))
def test_any_text_is_nothing_a_word_or_refused(text: str) -> None:
    for told in (said_verdict(text), said_handling(text), said_in_opinion(text, finding=True)):
        assert not (told.problem and told.new)
    if is_blank(text):
        assert said_verdict(text) == ("", "", "")
    elif not said_verdict(text).new and "□" not in text and "☐" not in text:
        assert said_verdict(text).problem

"""The ablation takes out exactly what one report alone holds, and rules that then cannot match."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from keyword_scorer import checklist, item, pattern, score_file, term

from scorer.checklist import FactKind, FactNeed
from scorer.evaluate.ablation import ablate, occurring_phrases, phrases_of, without_phrases
from scorer.evaluate.labels import load_labels

RULES = checklist(
    item("A-01", stated=(pattern(term("法律顾问", "律师")),)),
    item("A-02", stated=(pattern(term("普法")),), look_alikes=(term("普法办"),)),
)


def reduced(rule, *phrases, **fields):
    """The stated patterns of an item that has just `rule`, after `phrases` are gone."""
    (one,) = without_phrases(
        checklist(item("A-01", stated=(rule,), **fields)), frozenset(phrases)
    ).items
    return one.stated


@pytest.mark.parametrize(
    ("phrase", "text", "occurs"),
    [
        ("聘请", "聘请律师", True),
        ("聘请", "聘用律师", False),
        ("聘请…律师", "聘请某某事务所律师", True),
        ("聘请…律师", "聘请律师", True),
        ("聘请…律师", "聘请一名，律师", False),
        ("聘请…律师", "聘请" + "某" * 12 + "律师", True),
        ("聘请…律师", "聘请" + "某" * 13 + "律师", False),
        ("（一…）", "（一二）", True),
    ],
)
def test_a_phrase_with_a_gap_occurs_within_one_clause(phrase, text, occurs):
    assert occurring_phrases(text, frozenset({phrase})) == ({phrase} if occurs else set())


def test_phrases_come_from_every_place_in_which_an_item_has_words():
    need = FactNeed(kind=FactKind.DOCUMENT, words=term("文件"))
    rule = pattern(
        term("一"), none=(term("二"),), under=term("三"), facts=(need, FactNeed(kind=FactKind.RATE))
    )
    rules = [
        item("A-01", mentioned=(rule,), evidenced=(pattern(term("四")),), look_alikes=(term("五"),))
    ]
    assert phrases_of(rules) == {"一", "二", "三", "四", "五", "文件"}


def test_a_term_loses_its_phrases_and_a_pattern_that_needs_an_empty_term_goes():
    assert reduced(pattern(term("甲", "乙")), "甲")[0].all[0].words == ("乙",)
    assert reduced(pattern(term("甲"), term("乙")), "乙") == ()


def test_a_pattern_goes_with_the_last_of_its_fact_needs_but_not_before():
    named = FactNeed(kind=FactKind.DOCUMENT, words=term("规划"))
    rate = FactNeed(kind=FactKind.RATE)
    assert reduced(pattern(term("甲"), facts=(named,)), "规划") == ()
    assert reduced(pattern(term("甲"), facts=(named, rate)), "规划")[0].facts == (rate,)
    assert reduced(pattern(term("甲"), facts=(named,)), "乙")[0].facts == (named,)


def test_a_pattern_goes_with_its_heading_but_not_with_what_it_refuses():
    assert reduced(pattern(term("甲"), under=term("标题")), "标题") == ()
    assert reduced(pattern(term("甲"), none=(term("乙"),)), "乙")[0].none == ()


def test_the_reduced_checklist_has_a_digest_of_its_own():
    other = without_phrases(RULES, frozenset({"律师"}))
    assert other.digest not in (RULES.digest, without_phrases(RULES, frozenset({"普法"})).digest)
    assert without_phrases(RULES, frozenset()) is RULES


def test_only_phrases_that_no_other_report_holds_are_taken_out(tmp_path: Path):
    reports = {"one": "聘请律师。\n普法办开展普法。", "two": "普法活动。"}
    for name, text in reports.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        items = {"A-01": {"verdict": "stated"}, "A-02": {"verdict": "stated"}}
        content = {"report": name, "file": f"{name}.txt", "items": items}
        (tmp_path / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    labels = load_labels(tmp_path)
    paths = {name: tmp_path / f"{name}.txt" for name in reports}
    first, second = ablate(labels, paths, RULES, score=score_file)
    assert (first.phrases, first.before, first.after, first.lost) == (
        ("律师", "普法办"),
        1.0,
        0.5,
        ("A-01",),
    )
    assert (second.phrases, second.before, second.after, second.lost) == ((), 0.5, 0.5, ())

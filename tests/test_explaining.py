"""What an explanation says is what the scorer does, and a lawyer can follow it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from corpus.frozen import EXAMPLES, checklist

from scorer.checklist import Example, Item, Verdict
from scorer.cli.rules.explain import explain
from scorer.errors import UsageError
from scorer.explaining import (
    Explanation,
    as_json,
    as_text,
    clauses,
    explain_example,
    explain_reading,
    explain_sentence,
)
from scorer.explaining.explanation import item_of
from scorer.loader import load_checklist, shipped_overlays
from scorer.matcher import find_evidence
from scorer.pipeline import Prepared, example_report, judge, prepare, score_example
from scorer.readers import read, read_text
from scorer.report import SectionRole
from scorer.result import NearMissReason

ITEMS = {item.id: item for item in checklist().items}
OVERLAID = load_checklist(None, tuple(shipped_overlays()))


def all_examples() -> Iterator[tuple[Item, int, Example]]:
    for item in checklist().items:
        for number, example in enumerate(item.examples, start=1):
            yield item, number, example


def assert_agrees(explanation: Explanation, prepared: Prepared) -> None:
    """The explanation's matches are the matcher's evidence, its refusals the near misses."""
    item, report = explanation.item.id, prepared.report
    evidence, misses = find_evidence(
        report, prepared.assertions, prepared.actors, prepared.facts, checklist()
    )
    matched = {
        (account.id, attempt.sentence): account.verdict
        for account in explanation.patterns
        for attempt in account.attempts
        if attempt.matched
    }
    refused = {
        (account.id, attempt.sentence, attempt.reason)
        for account in explanation.patterns
        for attempt in account.attempts
        if attempt.reason
    }
    found = [one for one in evidence if one.item == item]
    for one in found:
        assert matched[one.pattern, one.sentence] is one.verdict
    carried = {(one.sentence, one.verdict) for one in found}
    for (pattern, sentence), verdict in matched.items():
        # The best pattern of a sentence is told by the engine, the lesser ones only here.
        ranks = {Verdict.STATED: (Verdict.STATED, Verdict.EVIDENCED)}.get(verdict, (verdict,))
        if verdict is not Verdict.PLANNED:
            assert any((sentence, rank) in carried for rank in ranks), pattern
    for miss in (one for one in misses if one.item == item):
        told = (miss.pattern, miss.sentence, miss.reason.value) in refused
        lacking = miss.reason is NearMissReason.NO_FACT and (miss.pattern, miss.sentence) in matched
        assert told or lacking


def assert_tells_why(explanation: Explanation) -> None:
    """Every match holds all conditions, and every failure names one that does not hold."""
    for account in explanation.patterns:
        for attempt in account.attempts:
            place = f"{account.id} {attempt}"
            if attempt.matched:
                assert not attempt.failed, place
                assert not account.outside, place
            else:
                assert attempt.failed or account.outside, place
    raised = explanation.result.verdict in (Verdict.ABSENT, Verdict.PLANNED, Verdict.STATED)
    assert bool(explanation.changes) is raised


@pytest.mark.parametrize("item", ITEMS.values(), ids=lambda item: item.id)
def test_every_example_is_explained_as_it_is_judged(item: Item) -> None:
    for example in item.examples:
        text, kind, year = example_report(item, example)
        explanation = explain_example(item, example, checklist())
        judged = score_example(item, example, checklist())
        assert explanation.result == judged
        prepared = prepare(read_text(text), checklist(), unit_kind=kind, year=year)
        assert_agrees(explanation, prepared)
        assert_tells_why(explanation)
        assert as_text(explanation)


@pytest.mark.parametrize("item", OVERLAID.items, ids=lambda item: item.id)
def test_items_of_overlays_are_explained_as_they_are_judged(item: Item) -> None:
    for example in item.examples:
        explanation = explain_example(item, example, OVERLAID)
        assert explanation.result == score_example(item, example, OVERLAID)
        assert_tells_why(explanation)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_whole_reports_are_explained_as_they_are_judged(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What other cues would have said is told, decides nothing, and costs the most by far.
    monkeypatch.setattr(clauses, "_without_each", lambda *_: iter(()))
    reading = read(path)
    prepared = prepare(reading, checklist())
    results = {result.item.id: result for result in judge(prepared, checklist()).items}
    for item in checklist().items:
        explanation = explain_reading(reading, item, checklist())
        assert explanation.result == results[item.id]
        assert_agrees(explanation, prepared)
        assert_tells_why(explanation)


def told(item: str, text: str, **where: object) -> str:
    return as_text(explain_sentence(text, ITEMS[item], checklist(), **where))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("item", "text", "parts"),
    [
        (
            "LA-02",
            "配备公职律师2名。",
            ["√ LA-02.b", "有事实：2名", "分值2分×1，得2分"],
        ),
        (
            "LA-01",
            "充分发挥法律顾问作用。",
            ["√ LA-01.a", "加上数量（名、家、人、位），就会命中LA-01.d（有实据）"],
        ),
        (
            "LA-01",
            "推进一村一法律顾问全覆盖。",
            ["“一村一法律顾问”只是字面相近，说的是另一件事"],
        ),
        (
            "LA-01",
            "聘请律师2名，发挥法律顾问作用。",
            ["“法律顾问”有了，但", "（“聘请”）不在同一小句里", "写进同一小句（中间不加逗号）"],
        ),
        (
            "LA-01",
            "下一步将聘请法律顾问。",
            ["标志词“下一步”（plan-next：", "不是报告年度已经做了的事", "改成已完成的写法"],
        ),
        ("LA-01", "印发《某某局法律顾问工作办法》。", ["在《》或者引号里"]),
        ("LA-01", "指导企业聘请法律顾问。", ["本小句里有“指导企业”，这条模式遇到它就不认"]),
        ("LA-02", "配备公职律师2次。", ["“2次”的单位不是"]),
        ("LA-02", "审查合同3份，公职律师发挥作用。", ["全文没有写到"]),
        ("LA-02", "2023年，配备公职律师。", ["开头写的是别的年度", "写报告年度做的"]),
        ("LA-02", "开展宣传。", ["另写一小句：写上“公职律师”", "也没有作为计划或不足提到"]),
    ],
)
def test_the_reason_and_the_remedy_are_told(item: str, text: str, parts: list[str]) -> None:
    shown = told(item, text)
    for part in parts:
        assert part in shown


def test_another_organ_is_told_by_its_name() -> None:
    shown = told("LA-02", "区人民法院配备公职律师。")
    assert "做这件事的是“区人民法院”，是其他机关" in shown


def test_a_shortcoming_is_told_by_its_section() -> None:
    shown = told("LA-02", "公职律师配备不足。", section=SectionRole.SHORTCOMINGS)
    assert "按“不足和原因”部分看待" in shown
    assert "仅计划或自认不足" in shown


def test_a_cue_that_was_silenced_or_ended_is_told() -> None:
    shown = told("LA-01", "针对执法不规范的问题，聘请法律顾问。")
    assert "没有它就会看作" in shown


def test_structure_items_have_an_explanation_of_their_own() -> None:
    text = "一、主要举措\n开展培训3次。\n二、下一步安排\n下一步继续努力。\n某某局\n2025年1月10日"
    for item in ("ST-02", "ST-05", "ST-06"):
        shown = told(item, text)
        assert "本项要求的是报告的一个部分" in shown
        assert "三、本项的模式" not in shown


def test_a_kind_of_unit_that_the_item_is_not_for_is_told() -> None:
    shown = told("LA-02", "开展宣传。", unit_kind="street")
    assert "本项不是对" in shown
    assert "不计入总分" in shown


def test_json_says_the_same_as_the_text() -> None:
    explanation = explain_sentence("配备公职律师2名。", ITEMS["LA-02"], checklist())
    content = json.loads(as_json(explanation))
    assert content["verdict"] == "evidenced"
    matched = [one["id"] for one in content["patterns"] if one["matched"]]
    assert matched == [one.id for one in explanation.patterns if one.matched]
    assert content["decision"] == list(explanation.decision)


def test_an_unknown_item_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(UsageError, match=r"LA-99.*LA-01"):
        item_of(checklist(), "LA-99")


def test_the_command_explains_a_sentence_and_a_report(tmp_path: Path) -> None:
    shown = CliRunner().invoke(explain, ["LA-02", "--text", "配备公职律师2名。"])
    assert "有实据" in shown.output
    path = tmp_path / "报告.txt"
    path.write_text("某某局2024年度法治政府建设情况报告\n配备公职律师2名。", encoding="utf-8")
    shown = CliRunner().invoke(explain, ["LA-02", "--report", str(path), "--format", "json"])
    assert json.loads(shown.output)["item"] == "LA-02"


@pytest.mark.parametrize("arguments", [[], ["--text", " "], ["--text", "a", "--report", "b"]])
def test_the_command_wants_one_text(arguments: list[str]) -> None:
    result = CliRunner().invoke(explain, ["LA-02", *arguments])
    assert isinstance(result.exception, UsageError)

"""Results of any origin: what is whole is taken, everything else is refused with its reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorer.compared import Basis
from scorer.comparison import intake, read_result, side_of
from scorer.comparison.sources import compare_sources, source_of_file
from scorer.errors import ReadError, UsageError
from scorer.loader import load_checklist
from scorer.pipeline import score_text
from scorer.renderers.result_json import render_json
from scorer.renderers.wording import REASON_WORDS
from tests.cards import every_verdict
from tests.comparing import AGAIN, FIRST, NEXT_YEAR

Json = dict[str, Any]


def result(**changes: Any) -> Json:
    made: Json = json.loads(render_json(every_verdict()))
    return made | changes


def content(value: object) -> bytes:
    return json.dumps(value).encode("utf-8")


def altered(path: str, value: Any) -> Json:
    """The result with the value at a path like `items.0.verdict` changed; None takes it out."""
    made = result()
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    place: Any = made
    for step in way:
        place = place[step]
    if value is KeyError:
        del place[last]
    else:
        place[last] = value
    return made


def test_a_result_is_the_side_that_its_scorecard_is() -> None:
    card = every_verdict()
    titles = {kind.id: kind.title for kind in card.checklist.unit_kinds}
    assert read_result(render_json(card), "结果.json", titles) == side_of(card)
    assert read_result(b"\xef\xbb\xbf" + render_json(card), "结果.json", titles) == side_of(card)


def test_a_refused_quote_keeps_its_reason_and_its_place() -> None:
    side = side_of(every_verdict())
    quotes = [quote for item in side.items for quote in item.quotes]
    assert {quote.why for quote in quotes} - {""} <= set(REASON_WORDS.values())
    assert any(quote.why for quote in quotes)
    assert all(quote.place.endswith("段") for quote in quotes)


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"", "第1行第1列"),
        (b'{"schema": 1,', "JSON 不完整或写坏了"),
        (b"[1]", "最外层应是一个对象"),
        (b"{}", "不是评分结果"),
        (b'{"schema": true}', "不是评分结果"),
        (b'{"schema": 2}', "请先升级本程序"),
        (b'{"schema": 1}', "缺少 report"),
        (b'{"schema": 0}', "缺少 report"),
        (b"\xff\xfe{", "UTF-8"),
        (b'{"schema": ' + b"[" * 200_000, "嵌套太深"),
        (b'{"schema": NaN}', "“NaN”"),
        (b'{"schema": 1e999}', "大得无法表示"),
        (b'{"schema": ' + b"9" * 5000 + b"}", "大得无法表示"),
    ],
)
def test_what_is_no_result_is_refused_with_its_reason(raw: bytes, told: str) -> None:
    with pytest.raises(ReadError, match=told):
        read_result(raw, "结果.json")


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        ("items.0.verdict", "great", "items[0].verdict 不能是“great”"),
        ("items.0.points", -1, "items[0].points 不能是负数"),
        ("items.0.points", "3", "items[0].points 应是数"),
        ("items.0.points", True, "items[0].points 应是数"),
        ("items.0", 7, "items[0]应是一个对象"),
        ("items", {}, "items 应是列表"),
        ("items.1.id", "LL-01", "items 里有两个编号相同"),
        ("report.year", 2023.5, "report.year 应是整数"),
        ("report.reading.complete", 1, "report.reading.complete 应是true 或 false"),
        ("report.reading.warnings", [1], "report.reading.warnings 应是一列文字"),
        ("report", None, "report 应是一个对象"),
        ("checks.0.severity", "fatal", "checks[0].severity 不能是“fatal”"),
        ("tool", KeyError, "缺少 tool"),
        ("checklist.digest", KeyError, "缺少 checklist.digest"),
        ("items", [{}] * (intake.MOST_ENTRIES + 1), "items 多达20001条"),
    ],
)
def test_a_wrong_value_is_named_by_its_place(path: str, value: Any, told: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_result(content(altered(path, value)), "结果.json")
    assert told in str(caught.value)
    assert "结果.json" in str(caught.value)


def test_a_file_beyond_all_measure_is_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "LARGEST", 10)
    with pytest.raises(ReadError, match="太大"):
        read_result(b" " * 11, "结果.json")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
PLACES = [
    "report", "report.year", "report.sections", "report.sections.0", "checklist.overlays",
    "score.percent", "groups", "groups.0.points", "items.0.evidence", "items.0.evidence.0",
    "items.0.evidence.0.path", "items.0.evidence.0.page", "items.0.near_misses", "checks.0.places",
]  # fmt: skip


@given(st.sampled_from(PLACES), JSON)
def test_any_value_anywhere_is_taken_or_refused_but_never_a_crash(path: str, value: Any) -> None:
    try:
        read_result(content(altered(path, value)), "结果.json")
    except ReadError as error:
        assert str(error).startswith("结果.json：")


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    found = {}
    for name, text in (("first", FIRST), ("again", AGAIN), ("next", NEXT_YEAR)):
        found[name] = tmp_path / f"{name}.txt"
        found[name].write_text(text, "utf-8")
    return found


def scored(tmp_path: Path, path: Path, checklist: str | None = None) -> Path:
    """The result of a report file, as `scorer score --format json` writes it."""
    from scorer.pipeline import score_file

    target = tmp_path / f"{path.name}.json"
    target.write_bytes(render_json(score_file(path, load_checklist(checklist))))
    return target


def test_the_old_text_scored_by_the_new_rules_splits_the_move(
    tmp_path: Path, files: dict[str, Path]
) -> None:
    old_rules, rules = load_checklist(TINY), load_checklist()
    old = source_of_file(files["first"], old_rules)
    new = source_of_file(files["again"], rules)
    found = compare_sources(old, new)
    assert found.basis is Basis.OLD_TEXT_NEW_RULES
    between = score_text(FIRST, rules, source="first.txt", unit_kind=old.side.unit_kind)
    assert found.points.rules == pytest.approx(between.points - old.side.points)
    assert found.points.text == pytest.approx(new.side.points - between.points)


def test_without_the_old_text_the_new_text_is_scored_by_the_old_rules(
    tmp_path: Path, files: dict[str, Path]
) -> None:
    result_file = scored(tmp_path, files["first"], str(TINY))
    new = source_of_file(files["again"], load_checklist())
    found = compare_sources(source_of_file(result_file, load_checklist(TINY)), new)
    assert found.basis is Basis.NEW_TEXT_OLD_RULES
    assert found.points.text is not None
    unknown = compare_sources(source_of_file(result_file, load_checklist()), new)
    assert unknown.basis is Basis.UNKNOWN
    assert unknown.points.text is None


def test_a_result_with_its_report_can_be_split_and_its_words_compared(
    tmp_path: Path, files: dict[str, Path]
) -> None:
    result_file = scored(tmp_path, files["first"], str(TINY))
    rules = load_checklist()
    old = source_of_file(result_file, rules, text=files["first"])
    found = compare_sources(old, source_of_file(files["again"], rules))
    assert found.basis is Basis.OLD_TEXT_NEW_RULES
    assert found.difference is not None


def test_a_report_that_a_result_was_not_made_from_is_refused(
    tmp_path: Path, files: dict[str, Path]
) -> None:
    result_file = scored(tmp_path, files["first"])
    with pytest.raises(UsageError, match=r"不是“first.*”所评的那份报告"):
        source_of_file(result_file, load_checklist(), text=files["again"])
    with pytest.raises(UsageError, match="本身就是报告"):
        source_of_file(files["first"], load_checklist(), text=files["again"])


def test_the_same_text_under_two_checklists_is_all_the_rules(files: dict[str, Path]) -> None:
    old = source_of_file(files["first"], load_checklist(TINY))
    found = compare_sources(old, source_of_file(files["first"], load_checklist()))
    assert found.basis in {Basis.SAME_TEXT, Basis.OLD_TEXT_NEW_RULES}
    assert found.points.text == 0.0


TINY = Path(__file__).parent / "checklists" / "tiny.yaml"

"""Phrases that archived reports suggest: near misses and neighbours, with what each would change."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from corpus.frozen import checklist

from scorer.archive import ArchivedReport, Unarchived, open_archive
from scorer.cli.rules.suggest import suggest as command
from scorer.errors import UsageError
from scorer.readers import read_text
from scorer.suggesting import Suggestions, as_json, as_text, as_yaml, suggest
from scorer.suggesting import candidates as counting
from scorer.suggesting.words import phrases_in

ITEMS = {item.id: item for item in checklist().items}
ENGAGED = ("延聘法律顾问。", "与法律顾问商谈，延聘法律顾问。")
OTHERS = (
    "开展执法培训12次。",
    "召开局务会议专题学习宪法。",
    "办结行政复议案件3件。",
    "发放宣传资料200份。",
    "公开行政许可事项目录。",
)


def report(number: int, *sentences: str) -> ArchivedReport:
    text = "\n".join(
        [
            "甲县某某局2023年度法治政府建设情况报告",
            "一、主要举措和成效",
            *sentences,
            *OTHERS,
            "某某局",
            "2024年1月10日",
        ]
    )
    return ArchivedReport(
        unit="",
        year=None,
        unit_kind="department",
        source=f"{number}.txt",
        digest=str(number),
        reading=read_text(text, f"{number}.txt"),
    )


SINGLE = replace(
    ITEMS["LA-02"],
    evidenced=tuple(one for one in ITEMS["LA-02"].evidenced if len(one.all) == 1),
)
"""An item whose patterns are of one term each."""


def beside_it() -> Suggestions:
    reports = [report(number, "公职律师参与合法审核。") for number in range(3)]
    return suggest(lambda: reports, SINGLE, checklist())


def found_in(item: str, *reports: ArchivedReport | Unarchived, most: int = 20) -> Suggestions:
    return suggest(lambda: reports, ITEMS[item], checklist(), most=most)


ARCHIVE = [report(number, ENGAGED[number % 2]) for number in range(4)]


def test_a_sentence_that_lacks_one_term_suggests_what_stands_there() -> None:
    found = found_in("LA-01", *ARCHIVE)
    one = next(one for one in found.found if one.phrase == "延聘")
    assert one.kind == "near_miss"
    assert one.pattern == "LA-01.b"
    assert "聘请" in one.words
    assert one.reports == 4
    assert one.example == ENGAGED[0]


def test_what_the_phrase_would_change_is_told() -> None:
    one = next(one for one in found_in("LA-01", *ARCHIVE).found if one.phrase == "延聘")
    assert (one.raised, one.lowered, one.broken) == (4, 0, ())


def test_a_phrase_that_breaks_an_example_comes_last_and_is_not_pasted() -> None:
    reports = [report(number, "发挥法律顾问作用，延聘法律顾问。") for number in range(3)]
    found = found_in("LA-01", *reports)
    broken = [bool(one.broken) for one in found.found]
    assert broken == sorted(broken)
    for one in found.found:
        if one.broken:
            assert one.phrase not in as_yaml(found)


def test_neighbours_of_a_single_term_are_told_as_such() -> None:
    beside = {one.phrase for one in beside_it().found if one.kind == "neighbour"}
    assert "合法审核" in beside


def test_the_units_own_name_is_no_word_of_the_rules() -> None:
    found = found_in("LA-01", *[report(n, "甲县某某局延聘法律顾问。") for n in range(3)])
    assert not [one.phrase for one in found.found if "甲县" in one.phrase]


def test_a_phrase_of_one_report_alone_is_not_told() -> None:
    found = found_in("LA-01", ARCHIVE[0], report(9), report(10))
    assert found.found == ()


def test_a_file_that_is_no_report_is_left_out_and_told() -> None:
    note = read_text("本文件夹放着往年的报告，请勿删改。" * 30, "说明.txt")
    found = found_in("LA-01", *ARCHIVE, replace(ARCHIVE[0], reading=note, source="说明.txt"))
    assert found.reports == 4
    assert [one.name for one in found.left_out] == ["说明.txt"]
    assert "没有采用：说明.txt：这不像一份法治政府建设年度报告" in as_text(found)


def test_reports_that_cannot_be_read_are_told() -> None:
    found = found_in("LA-01", *ARCHIVE, Unarchived("坏.docx", "打不开"))
    assert found.reports == 4
    assert "没有采用：坏.docx：打不开" in as_text(found)


def test_an_archive_without_reports_suggests_nothing() -> None:
    found = found_in("LA-01")
    assert found.found == ()
    assert as_yaml(found) == ""
    assert "找到0个备选词" in as_text(found)


def test_what_is_kept_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "MOST_KEPT", 2)
    found = found_in("LA-01", *[report(n, "延聘法律顾问。") for n in range(4)])
    assert "延聘" in {one.phrase for one in found.found}
    counts = counting.Counts(everywhere=Counter("甲乙丙丁戊"))
    counts.forget_rare()
    assert len(counts.everywhere) == 2


def test_the_same_archive_gives_the_same_bytes() -> None:
    first, second = (found_in("LA-01", *ARCHIVE) for _ in range(2))
    assert as_json(first) == as_json(second)
    assert as_text(first) == as_text(second)


def test_phrases_of_a_vocabulary_entry_are_yaml_of_an_overlay() -> None:
    found = beside_it()
    entry = next(one for one in found.found if one.entry)
    assert entry.phrase in yaml.safe_load(as_yaml(found))["vocabulary"][entry.entry]


def test_a_list_that_the_pattern_spells_is_told_as_a_whole() -> None:
    told = as_yaml(found_in("LA-01", *ARCHIVE))
    assert "# LA-01.b engaged：这一组词改为" in told
    assert "延聘" in told


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("聘请法律顾问2名", {"聘请", "法律顾问", "聘请法律顾问"}),
        ("开展了工作", set()),
        ("2024 ABC", set()),
    ],
)
def test_phrases_are_words_and_pairs_of_them(text: str, phrases: set[str]) -> None:
    assert {text[start:end] for start, end in phrases_in(text)} == phrases


def test_a_long_sentence_is_shown_around_the_phrase() -> None:
    filler = "安排人员" * 30
    reports = [report(n, f"{filler}，延聘法律顾问，{filler}。") for n in range(3)]
    shown = as_text(found_in("LA-01", *reports))
    assert "…" in shown
    assert "延聘法律顾问" in shown


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number, one in enumerate(ARCHIVE):
        text = "\n".join(block.text for block in one.reading.blocks)
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("format_", ["text", "json", "yaml"])
def test_the_command_reads_an_archive(folder: Path, format_: str) -> None:
    result = CliRunner().invoke(command, ["LA-01", "--against", str(folder), "--format", format_])
    assert "延聘" in result.output
    if format_ == "json":
        assert json.loads(result.output)["reports"] == 4
    with open_archive(folder) as archive:
        assert len(archive.entries) == 4


@pytest.mark.parametrize(("item", "told"), [("LA-99", "LA-01"), ("ST-01", "不靠词语判断")])
def test_the_command_refuses_items_without_words(folder: Path, item: str, told: str) -> None:
    result = CliRunner().invoke(command, [item, "--against", str(folder)])
    assert isinstance(result.exception, UsageError)
    assert told in str(result.exception)

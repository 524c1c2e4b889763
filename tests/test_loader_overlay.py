"""An overlay changes a checklist without copying it, and names only what exists."""

from __future__ import annotations

from pathlib import Path

import pytest

from scorer.checklist import Checklist, Item
from scorer.errors import ChecklistError
from scorer.loader import load_checklist, load_effective

TINY = Path(__file__).parent / "checklists" / "tiny.yaml"
HEAD = "id: place\nextends: tiny\n"


def with_overlay(folder: Path, text: str) -> Checklist:
    path = folder / "place.yaml"
    path.write_text(HEAD + text, "utf-8")
    return load_checklist(TINY, [path])


def item_of(checklist: Checklist, name: str) -> Item:
    return next(item for item in checklist.items if item.id == name)


def mistakes(folder: Path, text: str, *, head: str = HEAD) -> list[str]:
    path = folder / "place.yaml"
    path.write_text(head + text, "utf-8")
    with pytest.raises(ChecklistError) as caught:
        load_checklist(TINY, [path])
    return [str(problem).replace(str(path), path.name) for problem in caught.value.problems]


NEW_ITEM = """
add:
  - id: LA-03
    group: LA
    title: 法律顾问发挥作用
    points: 1.5
    applies_to: all
    requirement: 写明件数。
    basis: [{document: 某某意见, confidence: verified}]
    advice: 写明件数。
    stated: [{name: told, all: [$法律顾问, 作用]}]
    examples:
      - {text: 法律顾问发挥作用。, verdict: stated}
      - {text: 法律顾问的作用明显。, verdict: stated}
      - {text: 下一步发挥法律顾问作用。, verdict: planned}
      - {text: 开展宣传。, verdict: absent}
"""


def test_an_item_is_added_and_its_group_grows(tmp_path: Path) -> None:
    checklist = with_overlay(tmp_path, NEW_ITEM)
    assert [item.id for item in checklist.items] == ["ST-01", "LA-01", "LA-02", "LA-03"]
    assert checklist.groups[1].points == 8
    assert checklist.overlays == ("place",)


def test_an_item_is_dropped_and_its_group_shrinks(tmp_path: Path) -> None:
    checklist = with_overlay(tmp_path, "drop: [LA-02]\n")
    assert [item.id for item in checklist.items] == ["ST-01", "LA-01"]
    assert checklist.groups[1].points == 4


def test_a_group_goes_with_its_last_item(tmp_path: Path) -> None:
    assert [group.id for group in with_overlay(tmp_path, "drop: [ST-01]\n").groups] == ["LA"]


def test_values_are_replaced(tmp_path: Path) -> None:
    text = "change:\n  LA-01: {points: 5, title: 法律顾问, applies_to: [office]}\n"
    item = item_of(with_overlay(tmp_path, text), "LA-01")
    assert (item.points, item.title, item.applies_to) == (5, "法律顾问", ("office",))


def test_lists_are_added_to_changed_and_cut(tmp_path: Path) -> None:
    text = """
change:
  LA-01:
    basis:
      add: [{document: 某市办法, confidence: verified, from_year: 2025}]
      change: {某某意见: {to_year: 2024}}
    look_alikes: {add: [企业法律顾问], drop: [村法律顾问]}
    evidenced: {drop: [number], change: {engaged: {near: 8}}}
    examples: {add: [{text: 聘请法律顾问。, verdict: evidenced}]}
"""
    item = item_of(with_overlay(tmp_path, text), "LA-01")
    assert [(one.document, one.from_year, one.to_year) for one in item.basis] == [
        ("某某意见", 2016, 2024),
        ("某市办法", 2025, None),
    ]
    assert [term.name for term in item.look_alikes] == ["续聘", "企业法律顾问"]
    assert [(one.name, one.near) for one in item.evidenced] == [("engaged", 8)]
    assert item.examples[-1].text == "聘请法律顾问。"


def test_phrases_reach_every_pattern_that_uses_them(tmp_path: Path) -> None:
    text = "vocabulary: {续聘: [延聘, $顾]}\nnew_vocabulary: {顾: [法顾]}\ncues: {planned-01: [拟于]}\n"
    checklist = with_overlay(tmp_path, text)
    assert item_of(checklist, "LA-01").evidenced[0].all[0].words[-2:] == ("延聘", "法顾")
    assert checklist.cues[0].words == ("下一步", "拟于")


def test_groups_and_grades_are_changed(tmp_path: Path) -> None:
    text = """
groups: {LA: {points: 7, title: 顾问}, XX: {title: 新组, points: 0}}
grades: [{title: 全部, percent: 0}]
change: {LA-01: {points: 4.5}}
"""
    checklist = with_overlay(tmp_path, text)
    assert [(one.id, one.title, one.points) for one in checklist.groups] == [
        ("ST", "报告结构", 2),
        ("LA", "顾问", 7),
        ("XX", "新组", 0),
    ]
    assert [one.title for one in checklist.grades] == ["全部"]


def test_overlays_apply_in_order(tmp_path: Path) -> None:
    first, second = tmp_path / "a.yaml", tmp_path / "b.yaml"
    first.write_text("id: a\nextends: tiny\nchange: {LA-01: {points: 5}}\n", "utf-8")
    second.write_text("id: b\nextends: tiny\nchange: {LA-01: {points: 6}}\n", "utf-8")
    checklist = load_checklist(TINY, [first, second])
    assert item_of(checklist, "LA-01").points == 6
    assert checklist.overlays == ("a", "b")


def test_origins_tell_the_base_from_the_overlay(tmp_path: Path) -> None:
    path = tmp_path / "place.yaml"
    path.write_text(HEAD + "change: {LA-01: {points: 5}}\n", "utf-8")
    origins = load_effective(TINY, [path]).origins
    assert origins[("items", "LA-01", "points")].path == str(path)
    assert origins[("items", "LA-01", "title")].path == str(TINY)
    assert origins[("groups", "LA", "points")].path == str(path)


def test_an_overlay_that_changes_nothing_keeps_the_digest(tmp_path: Path) -> None:
    assert with_overlay(tmp_path, "").digest == load_checklist(TINY).digest
    assert with_overlay(tmp_path, "drop: [LA-02]\n").digest != load_checklist(TINY).digest


MISTAKES = [
    ("drop: [LA-20]", "place.yaml:3:8: 检查单里没有要点“LA-20”；是否想写“LA-02”？"),
    ("change: {LB-01: {points: 1}}", "place.yaml:3:10: 检查单里没有要点“LB-01”；是否想写“LA-01”？"),
    ("change: {LA-01: {ponts: 1}}", "place.yaml:3:18: LA-01：不认识的键“ponts”；可用的键："),
    ("change: {LA-01: {id: LA-07}}", "place.yaml:3:18: LA-01：编号一经使用不能更改"),
    ("change: {LA-01: {points: 三}}", "place.yaml:3:26: LA-01：此处应为数字，现为“三”"),
    ("vocabulary: {法律顾间: [x]}", "place.yaml:3:14: 检查单里没有词条“法律顾间”；是否想写“法律顾问”？"),
    ("vocabulary: {法律顾问: x}", "place.yaml:3:20: 此处应为列表，请加方括号：[x]"),
    ("new_vocabulary: {法律顾问: [x]}", "词条“法律顾问”已有；给它加词请写在 vocabulary 下"),
    ("cues: {planned-10: [x]}", "place.yaml:3:8: 检查单里没有线索词“planned-10”；是否想写“planned-01”？"),
    ("add: [{id: LA-01}]", "place.yaml:3:7: 编号“LA-01”重复"),
    ("groups: {LB: {title: 新}}", "place.yaml:3:10: 缺少必填的键“points”"),
    ("chnge: {}", "不认识的键“chnge”；可用的键："),
    ("change: {LA-01: {basis: {drop: [某意见]}}}", "LA-01：basis 里没有“某意见”；是否想写“某某意见”？"),
    ("change: {LA-01: {stated: {drop: [zz]}}}", "LA-01：stated 里没有“zz”；现有：told"),
    ("change: {LA-01: {basis: {change: {甲: {}}}}}", "LA-01：basis 里没有“甲”；现有：某某意见"),
    ("change: {LA-01: {basis: {add: [], x: 1}}}", "LA-01：不认识的键“x”；可用的键：add、change、drop"),
    ("drop: LA-01", "place.yaml:3:7: 此处应为列表，请加方括号：[LA-01]"),
    ("drop: [LA-01]", "LA-02：told_by 指的要点“LA-01”不存在"),
    ("groups: {LA: {points: 9}}\nchange: {LA-01: {points: 5}}", "分组 LA 定为9分，其要点合计7.5分"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MISTAKES)
def test_what_an_overlay_names_must_exist(tmp_path: Path, text: str, expected: str) -> None:
    found = mistakes(tmp_path, text)
    assert any(expected in message for message in found), found


def test_all_mistakes_of_an_overlay_are_told_at_once(tmp_path: Path) -> None:
    text = "drop: [XX-01, XX-02]\nchange: {XX-03: {points: 1}, LA-01: {points: x}}\n"
    assert len(mistakes(tmp_path, text)) == 4


def test_an_overlay_says_what_it_is_for(tmp_path: Path) -> None:
    assert mistakes(tmp_path, "x: 1", head="") == [
        "place.yaml:1:1: 不认识的键“x”；可用的键：id、title、version、date、extends、new_vocabulary、vocabulary、"
        "cues、groups、drop、change、add、grades、credits、deductions、fixed_terms、legal_titles、allow",
        "place.yaml:1:1: 缺少必填的键“id”",
        "place.yaml:1:1: 缺少必填的键“extends”",
    ]
    assert mistakes(tmp_path, "", head="id: x\nextends: annual-report\n") == [
        "place.yaml:2:10: 这份补充规则针对检查单“annual-report”，不能用于“tiny”"
    ]


def test_an_overlay_that_is_no_map_is_refused(tmp_path: Path) -> None:
    assert mistakes(tmp_path, "- 1", head="") == ["place.yaml:1:1: 补充规则应由“键: 值”组成"]


def test_an_unknown_overlay_is_named() -> None:
    with pytest.raises(ChecklistError, match="找不到补充规则“tianjing”"):
        load_checklist(TINY, ["tianjing"])

"""Checklist files become complete frozen values; what does not fit together is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from scorer.checklist import (
    ActorKind,
    Checklist,
    Direction,
    FactKind,
    FactNeed,
    Item,
    Scope,
    Term,
    Verdict,
)
from scorer.errors import ChecklistError
from scorer.loader import load_checklist, load_effective
from scorer.report import SectionRole

TINY = Path(__file__).parent / "checklists" / "tiny.yaml"


def item_of(checklist: Checklist, name: str) -> Item:
    return next(item for item in checklist.items if item.id == name)


def written(folder: Path, *changes: tuple[str, str]) -> Path:
    """The tiny checklist with some of its text replaced; every change must hit."""
    text = TINY.read_text("utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    path = folder / "tiny.yaml"
    path.write_text(text, "utf-8")
    return path


def messages(path: Path) -> list[str]:
    """Messages of a checklist that does not load, without the file's folder."""
    with pytest.raises(ChecklistError) as caught:
        load_checklist(path)
    return [str(problem).replace(str(path), path.name) for problem in caught.value.problems]


def test_vocabulary_entries_include_each_other() -> None:
    item = item_of(load_checklist(TINY), "LA-01")
    anchor, subject = item.evidenced[0].all
    assert anchor == Term(name="委托、签约", words=("委托", "签订", "续聘", "聘请"))
    assert subject == Term(name="法律顾问", words=("法律顾问", "法律顾问室"))


def test_pattern_letters_run_through_the_lists_in_order() -> None:
    item = item_of(load_checklist(TINY), "LA-01")
    patterns = (*item.stated, *item.evidenced, *item.mentioned)
    assert [pattern.id for pattern in patterns] == ["LA-01.a", "LA-01.b", "LA-01.c", "LA-01.d"]


def test_pattern_letters_go_on_after_z(tmp_path: Path) -> None:
    many = ", ".join(f"{{name: n{number}, all: [公职律师]}}" for number in range(28))
    path = written(tmp_path, ("[{name: told, all: [公职律师]}]", f"[{many}]"))
    ids = [pattern.id for pattern in item_of(load_checklist(path), "LA-02").stated]
    assert (ids[25], ids[26], ids[27]) == ("LA-02.z", "LA-02.aa", "LA-02.ab")


def test_every_form_of_a_fact_is_read() -> None:
    facts = item_of(load_checklist(TINY), "LA-01").evidenced[1].facts
    assert facts == (
        FactNeed(kind=FactKind.ORGANISATION),
        FactNeed(kind=FactKind.COUNT, units=("名", "家")),
        FactNeed(kind=FactKind.COUNT, words=Term(name="顾问", words=("顾问",)), at_least=2),
        FactNeed(kind=FactKind.DOCUMENT, words=Term(name="合同", words=("合同",)), own=False),
        FactNeed(kind=FactKind.DOCUMENT, own=False, at_least=2),
    )


def test_options_of_patterns_and_examples_are_read() -> None:
    item = item_of(load_checklist(TINY), "LA-01")
    engaged, number = item.evidenced
    assert (engaged.within, engaged.near, engaged.ordered) == (Scope.SENTENCE, 14, True)
    assert number.actors == (ActorKind.LEADER, ActorKind.UNIT)
    assert number.sections == (SectionRole.MEASURES,)
    assert number.under is not None and "法律顾问室" in number.under.words
    planned = item.examples[2]
    assert (planned.verdict, planned.section) == (Verdict.PLANNED, SectionRole.PLAN)
    assert (planned.unit_kind, planned.year) == ("office", 2023)


def test_items_stand_in_the_order_of_their_groups() -> None:
    assert [item.id for item in load_checklist(TINY).items] == ["ST-01", "LA-01", "LA-02"]


def test_applies_to_all_is_an_empty_tuple() -> None:
    checklist = load_checklist(TINY)
    assert item_of(checklist, "LA-01").applies_to == ()
    assert item_of(checklist, "LA-02").applies_to == ("office",)


def test_a_cue_without_status_is_written_null() -> None:
    pseudo = load_checklist(TINY).cues[1]
    assert pseudo.status is None
    assert pseudo.direction is Direction.PSEUDO


def test_the_same_content_gives_the_same_object() -> None:
    assert load_checklist(TINY) is load_checklist(TINY)


def test_digest_ignores_comments_and_order_of_keys(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        ("id: tiny\ntitle: 试用检查单\n", "# 说明\ntitle: 试用检查单\nid: tiny\n"),
        ("{id: ST, title: 报告结构, points: 2}", "{points: 2.0, title: 报告结构, id: ST}"),
    )
    assert load_checklist(path).digest == load_checklist(TINY).digest


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("法律顾问: [法律顾问, 法律顾问室]", "法律顾问: [法律顾问]"),
        ("near: 14", "near: 15"),
        ("words: [下一步]", "words: [下步]"),
        ("stated: 0.5", "stated: 0.4"),
    ],
)
def test_digest_follows_whatever_can_change_a_result(tmp_path: Path, old: str, new: str) -> None:
    assert load_checklist(written(tmp_path, (old, new))).digest != load_checklist(TINY).digest


def test_digest_leaves_out_what_no_result_can_show(tmp_path: Path) -> None:
    history = RELEASES.replace("V", "2026.1").replace("D", "2026-11-01") + "\nretired: [LA-09]"
    path = written(tmp_path, ('date: "2026-11-01"', history))
    assert load_checklist(path).changelog[0].changes == ("第一版",)
    assert load_checklist(path).digest == load_checklist(TINY).digest


def test_every_value_knows_the_place_that_gave_it() -> None:
    origins = load_effective(TINY).origins
    line = TINY.read_text("utf-8").split("\n").index("    points: 4") + 1
    place = origins[("items", "LA-01", "points")]
    assert (Path(place.path), place.line, place.column) == (TINY, line, 13)


def test_parts_may_stand_in_files_and_folders(tmp_path: Path) -> None:
    lines = TINY.read_text("utf-8").split("\n")
    start, items = lines.index("vocabulary:"), lines.index("items:")
    (tmp_path / "words.yaml").write_text("\n".join(lines[start : start + 4]), "utf-8")
    folder = tmp_path / "items"
    folder.mkdir()
    parts = "\n".join(lines[items + 1 :]).split("  - id: ")[1:]
    for number, part in enumerate(parts):
        (folder / f"{number}.yaml").write_text(f"  - id: {part}", "utf-8")
    head = [*lines[:start], "vocabulary: words.yaml", *lines[start + 4 : items], "items: items/"]
    main = tmp_path / "main.yaml"
    main.write_text("\n".join(head), "utf-8")
    assert load_checklist(main).digest == load_checklist(TINY).digest


def test_vocabulary_files_must_not_define_an_entry_twice(tmp_path: Path) -> None:
    words = "法律顾问: [法律顾问]\n签约: [签订]\n续聘: [续聘]\n"
    (tmp_path / "a.yaml").write_text(words, "utf-8")
    (tmp_path / "b.yaml").write_text("签约: [签订]\n", "utf-8")
    inline = "vocabulary:\n  法律顾问: [法律顾问, 法律顾问室]\n  签约: [签订, $续聘]\n  续聘: [续聘, 聘请]\n"
    path = written(tmp_path, (inline, "vocabulary: [a.yaml, b.yaml]\n"))
    first = tmp_path / "a.yaml"
    assert messages(path) == [f"{tmp_path / 'b.yaml'}:1:1: “签约”重复，{first}:2:1已有"]


def test_a_part_that_is_missing_is_named(tmp_path: Path) -> None:
    path = written(tmp_path, ("title: 试用检查单", "title: 试用检查单\ndeductions: {CK-01: 1}"))
    text = path.read_text("utf-8").replace("vocabulary:\n", "vocabulary: 词.yaml\nx:\n")
    path.write_text(text, "utf-8")
    assert messages(path) == ["tiny.yaml:7:13: vocabulary：找不到文件“词.yaml”，它应在检查单旁边"]


def test_an_unknown_checklist_names_the_shipped_ones() -> None:
    with pytest.raises(ChecklistError, match="找不到检查单“anual-report”"):
        load_checklist("anual-report")


RELEASES = 'date: "2026-11-01"\nchangelog: [{version: "V", date: "D", changes: [第一版]}]'
DISAGREEMENTS = [
    (('date: "2026-11-01"', RELEASES.replace("V", "2025.1").replace("D", "2025-01-01")), "更新记录的第一条应是现版本“2026.1”，现为“2025.1”"),
    (('date: "2026-11-01"', RELEASES.replace("V", "2026.1").replace("D", "2026")), "日期“2026”应写成年-月-日"),
    (("title: 试用检查单", "title: 试用检查单\nretired: [LA-02]"), "LA-02：编号“LA-02”已停用（retired），不能再用；请另取一个"),
    (("all: [公职律师]", "kinds: [bureau], all: [公职律师]"), "没有单位类型“bureau”"),
    (("points: 6.5}", "points: 7}"), "分组 LA 定为7分，其要点合计6.5分；两者应相等"),
    (("told_by: LA-01", "told_by: LA-09"), "LA-02：told_by 指的要点“LA-09”不存在；是否想写“LA-0"),
    (("told_by: LA-01", "told_by: LA-02"), "LA-02：told_by 不能指要点自己"),
    (("others: when_told\n", "others: never\n"), "LA-02：写了 told_by，others 就应为"),
    (("applies_to: [office]", "applies_to: [offices]"), "没有单位类型“offices”，可用的类型：office（政府办公室）、department（其他部门）；是否想写“office”？"),
    (("applies_to: [office]", "applies_to: [其他部门]"), "没有单位类型“其他部门”，可用的类型：office（政府办公室）、department（其他部门）；这里要写编号“department”"),
    (("applies_to: [office]", "applies_to: all"), "LA-02：applies_to 为 all 时没有“其他单位”"),
    (("applies_to: [office]", "applies_to: []"), "LA-02：applies_to 是空的；适用于全部单位时请写 all"),
    (("unit_kind: office", "unit_kind: ofice"), "没有单位类型“ofice”"),
    (("kinds: {office:", "kinds: {bureau:"), "没有单位类型“bureau”"),
    (("names: [局]", "names: [局], refines: office2"), "没有单位类型“office2”"),
    (("percent: 70", "percent: 0"), "等次应从高到低排列"),
    (("planned: 0, ", ""), "得分比例应写明且只写：absent、planned、stated、evidenced"),
    (("stated: 0.5", "stated: 1.5"), "得分比例应在0和1之间"),
    (('"2026-11-01"', '"2026年11月"'), "日期“2026年11月”应写成年-月-日"),
    (("id: LA-02", "id: LA-01"), "编号“LA-01”重复"),
    (("id: LA-02", "id: 公职"), "公职：编号“公职”应由两到四个大写字母"),
    (("group: ST", "group: SX"), "ST-01：没有分组“SX”，可用的分组：ST、LA；是否想写“ST”？"),
    (("points: 2.5", "points: 0"), "LA-02：分值应大于0"),
    (("{document: 某某意见, confidence: recalled}", ""), "LA-02：至少要有一条依据（basis）"),
    (("from_year: 2016", "from_year: 216"), "LA-01：年份216不在1990至2100之间"),
    (("from_year: 2016", "from_year: 2016, to_year: 2015"), "from_year（2016）晚于 to_year（2015）"),
    (("structure: measures", "structure: measures\n    stated: [{name: x, all: [x]}]"), "不能再写模式"),
    (("    stated: [{name: told, all: [公职律师]}]\n", ""), "LA-02：stated 和 evidenced 至少要有一个模式"),
    (("      - {text: 配备公职律师。, verdict: stated}\n", ""), "LA-02：至少要有4个例句，现有3个"),
    (("聘请社会律师。, verdict: absent", "聘请社会律师。, verdict: stated"), "应判 absent"),
    (("下一步将配备公职律师。, verdict: planned", "甲。, verdict: unreadable"), "例句不能判 unreadable"),
    (('text: "一、下一年度安排\\n明年将开展培训。"', 'text: " "'), "ST-01：有空的例句"),
    (("all: [公职律师]", "all: []"), "LA-02：模式“told”的 all 至少要有一个词语"),
    (("all: [公职律师]", "all: [[]]"), "LA-02：至少要有一个词语"),
    (("title: 试用检查单", "title: 试用检查单\ndeductions: {CK-01: -1}"), "扣分应写成正数"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "expected"), DISAGREEMENTS)
def test_what_does_not_fit_together_is_refused(
    tmp_path: Path, change: tuple[str, str], expected: str
) -> None:
    found = messages(written(tmp_path, change))
    assert any(expected in message for message in found), found


def test_examples_need_a_half_way_verdict_and_a_credited_one(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        ("text: 发挥公职律师作用。, verdict: stated", "text: 发挥公职律师作用。, verdict: absent"),
        ("text: 配备公职律师。, verdict: stated", "text: 配备公职律师。, verdict: absent"),
        ("下一步将配备公职律师。, verdict: planned", "下一步。, verdict: absent"),
    )
    found = "\n".join(messages(path))
    assert "LA-02：例句中至少要有一句应判 planned 或 stated" in found
    assert "LA-02：例句中至少要有一句应判 evidenced 或 stated" in found


def test_an_empty_part_is_named(tmp_path: Path) -> None:
    (tmp_path / "cues.yaml").write_text("", "utf-8")
    text = TINY.read_text("utf-8")
    start, end = text.index("cues:\n"), text.index("outline:")
    path = tmp_path / "tiny.yaml"
    path.write_text(text[:start] + "cues: cues.yaml\n" + text[end:], "utf-8")
    assert messages(path) == [f"{tmp_path / 'cues.yaml'}:1:1: 文件是空的"]


def test_items_must_be_a_list(tmp_path: Path) -> None:
    path = tmp_path / "tiny.yaml"
    path.write_text(TINY.read_text("utf-8").split("\n  - id: LA-01")[0] + " {}\n", "utf-8")
    assert any("此处应为列表" in message for message in messages(path))


def test_a_folder_is_no_checklist(tmp_path: Path) -> None:
    with pytest.raises(ChecklistError, match="是文件夹；请写其中的检查单文件"):
        load_checklist(tmp_path)

"""Two checklists: every change is said in words, with what it can move."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from scorer.cli import run
from scorer.cli.rules.diff import diff as command
from scorer.differences import Effect, differences, differences_json, lines_of
from scorer.loader import load_checklist

TINY = Path(__file__).parent / "checklists" / "lintable.yaml"
VERDICT, SCORE, FINDING, DISPLAY = Effect
TOLD = "{name: told, all: [$法律顾问]}"
HIRED = "{name: hired, all: [$签约, $法律顾问], within: sentence}"
NUMBER = "{name: number, all: [$法律顾问], facts: [{count: [名, 家]}]}"
BASIS = "{document: 某某意见, article: 第2条, confidence: secondary, from_year: 2016}"
UNIT = "  - {id: office, title: 政府办公室, names: [政府办公室]}\n"
GROUPS = "groups:\n"
LAST = "本年度没有公职律师。, verdict: not_applicable}\n"


def written(folder: Path, *changes: tuple[str, str], name: str = "new.yaml") -> Path:
    text = TINY.read_text("utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    path = folder / name
    path.write_text(text, "utf-8")
    return path


CHANGES = [
    ("points: 4\n", "points: 5\n", "groups", ["LA-01 权重 4→5", "LA “LA”的权重 6→7"], SCORE),
    ("title: 试用检查单", "title: 新检查单", "", [" 名称 试用检查单→新检查单"], DISPLAY),
    ("title: 公职律师", "title: 公职律师工作", "", ["LA-02 名称 公职律师→公职律师工作"], DISPLAY),
    ("requirement: 配备公职律师。", "requirement: 单位应当按照规定配备公职律师，并且发挥其作用。", "",
     ["LA-02 要求由“配备公职律师。”改为“单位应当按照规定配备公职律师，并且发挥其作用。”"], DISPLAY),
    ("applies_to: [office]", "applies_to: all", "", ["LA-02 适用单位 office→全部单位"], VERDICT),
    ("    from_year: 2016\n", "", "", ["LA-02 起始年度 2016→（无）"], VERDICT),
    ("applies_to: [office]", "applies_to: [office]\n    in_preamble: true", "", ["LA-02 开头的话算不算 否→是"], VERDICT),
    ("applies_to: [office]", "applies_to: [office]\n    others: when_told\n    told_by: LA-01", "",
     ["LA-02 其他单位 不适用→写到了才判", "LA-02 随哪个要点适用 （无）→LA-01"], VERDICT),
    (BASIS, BASIS.replace("2016", "2017"), "", ["LA-01 法律依据由《某某意见》第2条（2016—年度）〔间接核实〕改为《某某意见》第2条（2017—年度）〔间接核实〕"], DISPLAY),
    (BASIS, "{document: 某某办法, confidence: verified, to_year: 2030}", "",
     ["LA-01 新增法律依据《某某办法》（—2030年度）", "LA-01 删去法律依据《某某意见》第2条（2016—年度）〔间接核实〕"], DISPLAY),
    ("look_alikes: [村法律顾问]", "look_alikes: [镇法律顾问]", "", ["LA-01 貌似说法新增“镇法律顾问”", "LA-01 貌似说法删去“村法律顾问”"], VERDICT),
    (TOLD, TOLD + "\n      - {name: more, all: [顾问, $签约]}", "", ["LA-01 新增模式“more”（泛泛表述）：“顾问” + “签约”"], VERDICT),
    ("      - " + HIRED + "\n", "", "", ["LA-01 删去模式“hired”（有实据）"], VERDICT),
    (f"      - {HIRED}\n      - {NUMBER}\n", f"      - {NUMBER}\n      - {HIRED}\n", "", ["LA-01 模式（有实据）的先后次序变了"], DISPLAY),
    (TOLD, "{name: told, all: [[$法律顾问, 法顾]]}", "", ["LA-01 模式“told”（泛泛表述）第1个词新增短语“法顾”"], VERDICT),
    (TOLD, "{name: told, all: [法律顾问]}", "", [], DISPLAY),
    (TOLD, "{name: told, all: [[法律顾问, $法律顾问]]}", "", ["LA-01 模式“told”（泛泛表述）第1个词换了写法，词语没有变"], VERDICT),
    (TOLD, "{name: told, all: [$法律顾问, 作用]}", "", ["LA-01 模式“told”（泛泛表述）的词由“法律顾问”改为“法律顾问” + “作用”"], VERDICT),
    (TOLD, "{name: told, all: [$法律顾问], none: [村, 镇]}", "", ["LA-01 模式“told”（泛泛表述）不能有的词新增短语“村”、“镇”"], VERDICT),
    (TOLD, "{name: told, all: [$法律顾问], under: 法治}", "", ["LA-01 模式“told”（泛泛表述）的上面的标题 （无）→“法治”"], VERDICT),
    (HIRED, HIRED.replace("sentence", "clause, near: 12, ordered: true"), "",
     ["LA-01 模式“hired”（有实据）的范围 sentence→clause", "LA-01 模式“hired”（有实据）的次序 否→是", "LA-01 模式“hired”（有实据）的最远距离 （无）→12"], VERDICT),
    (NUMBER, NUMBER.replace("[名, 家]}", "[名], words: [律师], at_least: 2}, {title: 2}, date"), "",
     ["LA-01 模式“number”（有实据）的事实由“数量（量词名、家）”改为“数量（量词名，含有“律师”，至少2个）、文件（不论谁制定，至少2个）、日期”"], VERDICT),
    (NUMBER, NUMBER[:-1] + ", actors: [leader], sections: [leader, measures], kinds: [office], to_year: 2030}", "",
     ["LA-01 模式“number”（有实据）的行为主体 （无）→主要负责人", "LA-01 模式“number”（有实据）的所在部分 （无）→第一责任人履职、主要举措和成效", "LA-01 模式“number”（有实据）的单位类型 （无）→office", "LA-01 模式“number”（有实据）的到哪个年度为止 （无）→2030"], VERDICT),
    (LAST, LAST + "      - {text: 无公职律师。, verdict: absent}\n", "", ["LA-02 新增例句“无公职律师。”，应判“缺失”"], DISPLAY),
    ("充分发挥法律顾问作用。, verdict: stated", "充分发挥法律顾问作用。, verdict: evidenced", "", ["LA-01 例句“充分发挥法律顾问作用。”的判定 泛泛表述→有实据"], DISPLAY),
    ("充分发挥法律顾问作用。, verdict: stated", "充分发挥法律顾问作用。, verdict: stated, year: 2020", "", ["LA-01 例句“充分发挥法律顾问作用。”的部分、标题、单位类型或年度变了"], DISPLAY),
    ("充分发挥法律顾问作用。", "发挥法律顾问作用。", "", ["LA-01 新增例句“发挥法律顾问作用。”，应判“泛泛表述”", "LA-01 删去例句“充分发挥法律顾问作用。”"], DISPLAY),
    ("    structure: measures", "    structure: measures\n    defects: {thin: 太少}", "", ["ST-01 缺陷 thin 的说明：（无）→太少"], DISPLAY),
    ("法律顾问: [法律顾问]", "法律顾问: [法律顾问, 法顾]", "", ["法律顾问 词条“法律顾问”新增短语“法顾”（用到它的要点：LA-01）"], VERDICT),
    ("签约: [签订, 聘请]", "签约: [签订, 聘请]\n  新词: [甲]", "", ["新词 新增词条“新词”：“甲”"], VERDICT),
    ("words: [下一步]", "words: [下一步, 明年], strength: 1", "", ["planned-01 “planned-01”新增短语“明年”", "planned-01 “planned-01”的强度 0→1"], VERDICT),
    ("  - {id: pseudo-01, words: [不断], status: null, direction: pseudo}\n", "", "", ["pseudo-01 删去线索词“pseudo-01”"], VERDICT),
    ("headings: {measures: [主要举措]", "headings: {measures: [主要举措, 主要成效]", "", ["measures 各部分标题的用语（主要举措和成效）：新增短语“主要成效”"], VERDICT),
    ("headings: {measures: [主要举措], plan: [下一年度], ", "headings: {plan: [下一年度], measures: [主要举措], ", "", [" 各部分标题的用语：先后次序变了"], VERDICT),
    ("titles: [法治政府建设年度报告, 法治政府建设情况报告]", "titles: [法治政府建设情况报告, 法治政府建设年度报告]", "", [" 报告题目的用语：短语的次序变了"], VERDICT),
    ("kinds: {office: [办公室主任]}", "kinds: {office: [主任]}", "", ["office 各类单位主要负责人的称谓（office）：新增短语“主任”", "office 各类单位主要负责人的称谓（office）：删去短语“办公室主任”"], VERDICT),
    (UNIT, UNIT.replace("names: [", "signs: [甲], names: [办公室, "), "", ["office “office”新增短语“办公室”", "office “office”新增短语“甲”"], VERDICT),
    ("{title: 良好, percent: 70}", "{title: 优秀, percent: 80}, {title: 良好, percent: 60}", "", ["优秀 新增等次“优秀”", "良好 “良好”的起点 70→60"], SCORE),
    ("stated: 0.5", "stated: 0.6", "", ["stated 泛泛表述 0.5→0.6"], SCORE),
    (GROUPS, "deductions: {CK-01: 2}\n" + GROUPS, "", ["CK-01 CK-01 （无）→2"], SCORE),
    (GROUPS, "fixed_terms: [{text: 依法行政, wrong: [以法行政]}]\n" + GROUPS, "", ["依法行政 新增规范提法“依法行政”"], FINDING),
    (GROUPS, "legal_titles: [{title: 宪法, source: 公报}]\n" + GROUPS, "", ["宪法 新增法律文件名称“宪法”"], FINDING),
    (GROUPS, "retired: [LA-09]\n" + GROUPS, "", [" 编号“LA-09”列为停用"], DISPLAY),
    (GROUPS, "changelog: [{version: '2026.1', date: '2026-11-01', changes: [甲, 乙]}]\n" + GROUPS, "", [" 更新记录新增 2026.1：甲；乙"], DISPLAY),
    (GROUPS, "allow: [{rule: unused-term, at: 甲, reason: 乙}]\n" + GROUPS, "", [" 规则检查放过的情况或理由变了"], DISPLAY),
    ("    requirement: 配备公职律师。", "    allow: [{rule: dead-pattern, reason: 乙}]\n    requirement: 配备公职律师。", "", ["LA-02 规则检查放过的情况由0处改为1处"], DISPLAY),
    ("  - {id: LA, title: 法律顾问, points: 6}\n  - {id: ST, title: 报告结构, points: 2}\n", "  - {id: ST, title: 报告结构, points: 2}\n  - {id: LA, title: 法律, points: 6}\n", "",
     ["LA “LA”的名称 法律顾问→法律", " 分组的先后次序变了", " 要点的先后次序变了"], DISPLAY),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "more", "expected", "effect"), CHANGES)
def test_each_change_is_said_in_words_with_what_it_moves(
    tmp_path: Path, old: str, new: str, more: str, expected: list[str], effect: Effect
) -> None:
    changes = [(old, new)]
    if more:
        changes.append(("title: 法律顾问, points: 6", "title: 法律顾问, points: 7"))
    result = differences(load_checklist(TINY), load_checklist(written(tmp_path, *changes)))
    assert sorted(f"{one.name} {one.message}" for one in result.found) == sorted(expected)
    assert {one.effect for one in result.found} <= {effect}


@pytest.mark.parametrize(("old", "new", "more", "expected", "effect"), CHANGES)
def test_whatever_changes_the_digest_is_told_and_back_again(
    tmp_path: Path, old: str, new: str, more: str, expected: list[str], effect: Effect
) -> None:
    changes = [(old, new)]
    if more:
        changes.append(("title: 法律顾问, points: 6", "title: 法律顾问, points: 7"))
    before, after = load_checklist(TINY), load_checklist(written(tmp_path, *changes))
    there, back = differences(before, after), differences(after, before)
    assert len(there.found) == len(back.found) or before.digest != after.digest
    if before.digest != after.digest:
        assert there.found
        assert back.found


def test_items_come_go_and_retire(tmp_path: Path) -> None:
    text = TINY.read_text("utf-8")
    start, end = text.index("  - id: LA-02"), text.index("  - id: ST-01")
    without = text[:start] + text[end:]
    without = without.replace("法律顾问, points: 6", "法律顾问, points: 4")
    path = tmp_path / "new.yaml"
    path.write_text(without, "utf-8")
    gone = differences(load_checklist(TINY), load_checklist(path))
    assert "删去要点“公职律师”（原2分）" in [one.message for one in gone.found]
    path.write_text(without.replace(GROUPS, "retired: [LA-02]\n" + GROUPS), "utf-8")
    retired = differences(load_checklist(TINY), load_checklist(path))
    assert "停用“公职律师”（原2分）" in [one.message for one in retired.found]
    back = differences(load_checklist(path), load_checklist(TINY))
    assert "新增要点“公职律师”（LA组，2分）" in [one.message for one in back.found]
    assert "编号“LA-02”不再列为停用" in [one.message for one in back.found]


def test_no_difference_is_said() -> None:
    same = differences(load_checklist(TINY), load_checklist(TINY))
    assert list(lines_of(same))[1:] == ["没有不同（摘要相同）。"]
    assert differences_json(same)["same"] is True


def test_the_command_takes_versions_and_overlays(tmp_path: Path) -> None:
    arguments = ["annual-report@2026.1", "annual-report+township"]
    result = CliRunner().invoke(command, arguments, standalone_mode=False)
    lines = result.output.splitlines()
    assert lines[0].startswith("法治政府建设年度报告检查单 2026.1（")
    assert "2026.1＋township（" in lines[0]
    assert lines[1:3] == ["检查单：", "  　加上补充规则“township”；它改动的内容列在下面"]
    assert "  ★LA-01：其他单位 不适用→写到了才判" in lines
    assert lines[-1].endswith("★ 可能改变判定。")
    back = CliRunner().invoke(command, arguments[::-1], standalone_mode=False)
    assert "去掉补充规则“township”" in back.output


def test_overlays_in_another_order_are_told() -> None:
    arguments = ["annual-report+township+tianjin", "annual-report+tianjin+township"]
    result = CliRunner().invoke(command, arguments, standalone_mode=False)
    assert "补充规则的先后次序变了" in result.output


def test_json_tells_the_same_in_the_same_order(tmp_path: Path) -> None:
    path = written(tmp_path, ("stated: 0.5", "stated: 0.6"), (TOLD, "{name: told, all: [法顾]}"))
    arguments = [str(TINY), str(path), "--format", "json"]
    first = CliRunner().invoke(command, arguments, standalone_mode=False).output
    assert CliRunner().invoke(command, arguments, standalone_mode=False).output == first
    found = json.loads(first)
    assert found["counts"] == {"verdict": 1, "score": 1, "finding": 0, "display": 0}
    assert found["differences"][1] == {
        "area": "得分比例",
        "name": "stated",
        "key": "credits",
        "message": "泛泛表述 0.5→0.6",
        "effect": "score",
    }
    assert (found["old"]["id"], found["new"]["overlays"]) == ("lintable", [])


def test_an_unknown_version_names_those_that_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "diff", "annual-report@1999", "annual-report"]) == 2
    assert "没有版本“1999”；现有版本：2026.1" in capsys.readouterr().err

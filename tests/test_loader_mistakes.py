"""Every slip of the pen in a rule file gets one line: place, cause, remedy, all at once."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from scorer.errors import ChecklistError
from scorer.loader import load_checklist, parsing
from scorer.loader.nodes import ListNode, MapNode, Node, ScalarNode
from scorer.loader.parsing import MAX_CHARACTERS, MAX_DEPTH, parse

TINY = Path(__file__).parent / "checklists" / "tiny.yaml"
WIDE = "键后用了全角冒号“：”，请改用英文冒号加空格“: ”"
TAB = "缩进用了制表符（Tab），请改用空格"
COLON = "文字里有“: ”（英文冒号加空格），会被当作键；请给整句加引号"
HALF = "英文引号只包住了前半句；请用单引号把整句括起来，或把句中的引号改成中文引号“”"


def sign(character: str) -> str:
    return f"句首的“{character}”是 YAML 的记号；若属文字，请给整句加引号"


def cut(text: str) -> str:
    return (
        f"“{text}”会被当作注释丢掉；若属文字，请给整句加引号，若是注释，请在“#”前空两格或另起一行"
    )


WRITING = [
    ("a：1\nb: 2", ["f:1:2: " + WIDE]),
    ("x: 1\ntitle：y\npoints：1\n", ["f:3:7: " + WIDE, "f:2:6: " + WIDE]),
    ("法律顾问：[a]\nb: [c]", ["f:1:5: " + WIDE]),
    ("说明: 一：二\n题目：x\n名: y", ["f:2:3: " + WIDE]),
    ("a:\n\t- x", ["f:2:1: " + TAB]),
    ("a:\n  - x\n\t- y\n", ["f:3:1: " + TAB]),
    ("a: 《条例》: x", ["f:1:8: " + COLON]),
    ("- a: 甲: 乙", ["f:1:7: " + COLON]),
    ('a: "八五"普法', ["f:1:4: " + HALF]),
    ("a: '八五'普法\nb: 1", ["f:1:4: " + HALF]),
    ("k: *普法", ["f:1:4: " + sign("*")]),
    ("k: [甲, *普法]", ["f:1:8: " + sign("*")]),
    ("k: &普法", ["f:1:4: " + sign("&")]),
    ("k: @普法", ["f:1:4: " + sign("@")]),
    ("k: %普法", ["f:1:4: " + sign("%")]),
    ("k: `普法`", ["f:1:4: " + sign("`")]),
    ("k: >普法", ["f:1:4: " + sign(">")]),
    ("k: *abc", ["f:1:4: “*abc”会被当作别名；若是文字，请加引号"]),
    ("k: &x 普法", ["f:1:4: 不允许使用锚点“&x”；若是文字，请加引号"]),
    ("a: &x [1]\nb: *x", ["f:1:4: 不允许使用锚点“&x”；若是文字，请加引号", "f:2:4: “*x”会被当作别名；若是文字，请加引号"]),
    ("x: !foo 1", ["f:1:4: 不允许使用标签“!foo”；若是文字，请加引号"]),
    ("x: !!python/object:os.system {}", ["f:1:4: 不允许使用标签“!!python/object:os.system”；若是文字，请加引号"]),
    ("<<: {a: 1}", ["f:1:1: 不支持合并键“<<”，请把内容写全"]),
    ("n: 第一 #号楼", ["f:1:7: " + cut("#号楼")]),
    ("- 甲 # 乙", ["f:1:5: " + cut("# 乙")]),
    ("a: 1\nb: 2\na: 2", ["f:3:1: 键“a”重复，第1行已有；后写的不会自动生效"]),
    ("{a: 1}: 2", ["f:1:1: 键必须是一个词；方括号、花括号若属文字，请加引号"]),
    ("a: [《甲, 乙》]", ["f:1:5: 《》被英文逗号切成两段；请给整句加引号"]),
    ("a: [“甲, 乙”, 《丙》]", ["f:1:5: “”被英文逗号切成两段；请给整句加引号"]),
    ("- 【甲】\n- [普法\n- y: 1", ["f:2:3: “[”没有与之成对的“]”；若属文字，请给整句加引号"]),
    ("a: {b: 1\nc: 2\n", ["f:1:4: “{”没有与之成对的“}”；若属文字，请给整句加引号"]),
    ('a: "甲\nb: 1\n', ["f:1:4: 引号没有成对"]),
    ("- text: 某: 某\n  x: 1\n- text: \"甲\"乙", ["f:1:10: " + COLON, "f:3:9: " + HALF]),
    ("a: 甲\u2028乙", ["f:1:5: 有不可见字符U+2028，请删去"]),
    ("a: 甲\x00", ["f:1:5: 有不可见字符U+0000，请删去"]),
    ("---\na: 1\n---\nb: 1", ["f:3:1: 一个文件只能有一份内容，请删去多余的“---”"]),
    ("a: - x", ["f:1:4: YAML 写法有误：列表的“- ”应另起一行"]),
    ("a: 1\n  b: 2\n", ["f:2:4: YAML 写法有误：此处的缩进与上文不齐（同层的键要左对齐），或上一行没有写完"]),
    ("a:\n  b: 2\n c: 3", ["f:3:2: YAML 写法有误：此处的缩进与上文不齐，或上一行没有写完"]),
    ("text: [注]说明\nb: 1", ["f:1:7: “[”只包住了前半句；若属文字，请给整句加引号"]),
    ("text: {注}说明", ["f:1:7: “{”只包住了前半句；若属文字，请给整句加引号"]),
    ("- {document: 《甲法, 乙法》, article: 第1条}", ["f:1:14: 《》被英文逗号切成两段；请给整句加引号"]),
    ("- {text: “甲, 乙”丙, b: c}", ["f:1:10: “”被英文逗号切成两段；请给整句加引号"]),
    ("- {document: 《关于某事: 意见》}", ["f:1:19: 《》里有“: ”（英文冒号加空格），会被当作键；请给整个书名加引号"]),
    ("- {a: 《甲: 乙》, b: 《丙: 丁》}", ["f:1:9: 《》里有“: ”（英文冒号加空格），会被当作键；请给整个书名加引号", "f:1:20: 《》里有“: ”（英文冒号加空格），会被当作键；请给整个书名加引号"]),
    ("- id:甲\n  b: c", ["f:1:5: 冒号后要有一个空格，写成“键: 值”"]),
    ("名称:甲\nb: c", ["f:1:3: 冒号后要有一个空格，写成“键: 值”"]),
    ("- x\ny: 1", ["f:2:1: YAML 写法有误：此处的缩进与上文不齐：同一层的键和“- ”都要左对齐"]),
    ("k:\n  - {name: 甲, all： [乙]}", ["f:2:18: " + WIDE]),
    ("k: [{text: 甲, verdict: planned， section: plan}]", ["f:1:31: 键前用了全角逗号“，”，请改用英文逗号加空格“, ”"]),
    ("k:\n  - {a: 甲}\n  -{a: 乙}", ["f:3:3: 列表的“-”后面要空一格"]),
    ("- id: 甲\n　　points: 1\n  title: 乙", ["f:2:1: 缩进用了全角空格，请改用半角空格"]),
    ("- id: 甲\n   points: 1", ["f:2:10: YAML 写法有误：此处的缩进与上文不齐（同层的键要左对齐），或上一行没有写完"]),
    ("- id: 甲\npoints: 1", ["f:2:1: YAML 写法有误：此处的缩进与上文不齐：同一层的键和“- ”都要左对齐"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), WRITING)
def test_a_slip_of_the_pen_is_named_with_place_and_remedy(text: str, expected: list[str]) -> None:
    assert [str(problem) for problem in parse(text, "f")[1]] == expected


@pytest.mark.parametrize("number", [0, 2, 4, 6, 8, 10, 14, 17, 20, 27, 31, 36, 37, 38])
def test_python_without_libyaml_finds_the_same(
    number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parsing, "_LOADER", yaml.SafeLoader)
    text, expected = WRITING[number]
    assert [str(problem) for problem in parse(text, "f")[1]] == expected


@pytest.mark.parametrize(
    "text",
    [
        "a: 1 # 原为3分",
        "a: 甲  # 说明",
        'a: "甲" # 说明',
        "# 说明\na: 甲",
        "a: 一：二",
        "a: 《条例》第3条",
        "a: “八五”普法",
        "a: |\n  　　甲：\n  *乙",
        "a: [甲, '*乙', \"丙: 丁\"]",
        "a:\n- 甲\n- 乙",
        "\r\na: 1\r\nb: 2\r\n",
    ],
)
def test_ordinary_writing_is_not_complained_about(text: str) -> None:
    assert parse(text, "f")[1] == ()


def test_windows_line_ends_do_not_move_places() -> None:
    assert parse("a: 1\r\nb: 甲 #乙\r\n", "f")[1][0].place == ("f", 2, 6)


def test_an_alias_bomb_does_not_explode() -> None:
    text = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n"
    root, problems = parse(text, "f")
    assert isinstance(root, MapNode)
    assert len(problems) == 7
    third = root.get("c")
    assert isinstance(third, ListNode)
    assert [one.text for one in third.items if isinstance(one, ScalarNode)] == ["*b", "*b"]


@pytest.mark.parametrize("depth", [MAX_DEPTH + 1, 100_000])
def test_depth_is_bounded(depth: int) -> None:
    root, problems = parse("[" * depth + "]" * depth, "f")
    assert root is None
    assert problems[0].message == f"层次过深：超过{MAX_DEPTH}层"


def test_size_is_bounded() -> None:
    assert parse("a" * (MAX_CHARACTERS + 1), "f")[1][0].message.startswith("文件过大")
    root, problems = parse("[" + "a," * 200_001 + "]", "f")
    assert root is None
    assert problems[0].message == "内容过多：超过200000项"


def test_the_mending_loop_ends() -> None:
    root, problems = parse("a: *普\n" * 60, "f")
    assert root is None
    assert len(problems) == 50


@settings(deadline=None)
@given(st.text(alphabet="ab:：[]{}\"'*#-《》 \n\t|&!甲", max_size=60))
def test_no_text_breaks_the_parser(text: str) -> None:
    root, problems = parse(text, "f")
    assert root is not None or problems or not text.strip("\n ") or _only_comments(text)
    assert all(problem.place and problem.place.line >= 1 for problem in problems)


def _only_comments(text: str) -> bool:
    # A lone document marker or comment is an empty file, which is refused one level higher.
    return all(line.strip(" -") == "" or line.lstrip()[:1] == "#" for line in text.split("\n"))


def values(text: str) -> list[str]:
    path_text = TINY.read_text("utf-8")
    old, new = text.split(" => ")
    assert old in path_text, old
    return [old, new]


VALUES = [
    ("items: => itemz:", "缺少必填的键“items”"),
    ("title: 公职律师 => title: 公职律师\n    x: &y [1]", "不允许使用锚点“&y”"),
    ("advice: 写明人数。 => advice: no", "LA-02：此处应为文字，“no”会被当作是否值；请加引号：\"no\""),
    ("advice: 写明人数。 => advice: On", "LA-02：此处应为文字，“On”会被当作是否值；请加引号：\"On\""),
    ("advice: 写明人数。 => advice: 5.10", "LA-02：此处应为文字，“5.10”会被当作数字；请加引号：\"5.10\""),
    ("advice: 写明人数。 => advice: 012", "“012”会被当作数字"),
    ("advice: 写明人数。 => advice: 12:30", "“12:30”会被当作数字"),
    ("advice: 写明人数。 => advice: 1_000", "“1_000”会被当作数字"),
    ("advice: 写明人数。 => advice: 2023-01-02", "“2023-01-02”会被当作日期"),
    ('date: "2026-11-01" => date: 2026-11-01', "tiny.yaml:5:7: 此处应为文字，“2026-11-01”会被当作日期"),
    ('version: "2026.1" => version: 2026.1', "“2026.1”会被当作数字；请加引号：\"2026.1\""),
    ("advice: 写明人数。 => advice: ~", "LA-02：此处是空的，应为文字"),
    ("advice: 写明人数。 => advice:", "LA-02：此处是空的，应为文字"),
    ("advice: 写明人数。 => advice: ''", "LA-02：此处是空的，应为文字"),
    ("advice: 写明人数。 => advice: [甲]", "却读成了列表；文字里有方括号或“: ”时，请给整句加引号"),
    ("advice: 写明人数。 => advice: {甲: 乙}", "却读成了“键: 值”"),
    ("- organisation => - 机构", "LA-01：不认识“机构”，应为下列之一：count、rate、date、document、meeting、organisation、person；这里写 organisation"),
    ("confidence: recalled => confidence: 已核对", "secondary、recalled；这里写 verified"),
    ("names: [政府办公室] => names: 【政府办公室】", "列表用了全角方括号“【】”，请改用英文方括号“[]”"),
    ("all: [顾…问] => all: [顾，问]", "LA-01：“顾，问”里有全角逗号；列表里几个词之间请用英文逗号加空格“, ”"),
    ("all: [顾…问] => all: [\uff04顾问]", "LA-01：“\uff04顾问”：引用词条请用半角的“$”"),
    ("points: 2.5 => points: '2.5'", "LA-02：此处应为数字，现为“2.5”；请去掉引号"),
    ("points: 2.5 => points: ２", "LA-02：此处应为数字，现为“２”；请用半角数字，不带单位"),
    ("points: 2.5 => points: 2分", "LA-02：此处应为数字，现为“2分”；请用半角数字，不带单位"),
    ("points: 2.5 => points: 02", "LA-02：此处应为数字，现为“02”"),
    ("points: 2.5 => points: [2]", "LA-02：此处应为一个数字"),
    ("near: 14 => near: 1.5", "LA-01：此处应为整数，现为“1.5”"),
    ("ordered: true => ordered: yes", "LA-01：此处应写 true（是）或 false（否），不加引号"),
    ("within: sentence => within: sentense", "LA-01：不认识“sentense”，应为下列之一：clause、sentence；是否想写“sentence”？"),
    ("within: sentence => within: [clause]", "LA-01：此处应为下列之一：clause、sentence"),
    ("confidence: recalled => confidence: 待核", "LA-02：不认识“待核”，应为下列之一：verified、secondary、recalled"),
    ("requirement: 配备公职律师。 => requirment: 配备。", "LA-02：不认识的键“requirment”；可用的键：id、group、title、points、requirement"),
    ("requirement: 配备公职律师。 => requirment: 配备。", "；是否想写“requirement”？"),
    ("requirement: 配备公职律师。 => requirment: 配备。", "LA-02：缺少必填的键“requirement”"),
    ("advice: 写明人数。 => 　advice: 写明人数。", "键“advice”旁有全角空格，请改用半角空格"),
    ("names: [政府办公室] => names: 政府办公室", "此处应为列表，请加方括号：[政府办公室]"),
    ("names: [政府办公室] => names: {a: b}", "此处应为列表"),
    ("stated: [{name: told, all: [公职律师]}] => stated: [甲]", "LA-02：此处应为“键: 值”"),
    ("stated: [{name: told, all: [公职律师]}] => stated: [all：甲]", "LA-02：此处应为“键: 值”；键后用了全角冒号"),
    ("$续聘] => $续骋]", "词汇表里没有词条“续骋”；是否想写“续聘”？"),
    ("all: [$法律顾问]} => all: [$法律顾间]}", "LA-01：词汇表里没有词条“法律顾间”；是否想写“法律顾问”？"),
    ("续聘: [续聘, 聘请] => 续聘: [续聘, $签约]", "词条循环引用：签约 → 续聘 → 签约"),
    ("续聘: [续聘, 聘请] => 续聘: []", "词条“续聘”没有任何词语"),
    ("all: [顾…问] => all: [顾...问]", "LA-01：“顾...问”：间隔请只用一个省略号“…”"),
    ("all: [顾…问] => all: [顾……问]", "间隔请只用一个省略号“…”"),
    ("all: [顾…问] => all: [顾…]", "LA-01：“顾…”：省略号“…”前后都要有词"),
    ("all: [顾…问] => all: ['顾.*问']", "LA-01：“顾.*问”：这里写的是词语，不能用正则表达式"),
    ("all: [顾…问] => all: [顾$问]", "LA-01：“顾$问”：“$”只能放在句首，后接词条名"),
    ("{title: 2} => {titel: 2}", "LA-01：不认识的键“titel”；可用的键：count、rate"),
    ("{title: 2} => {count: [], date: []}", "LA-01：一项事实只写一个种类，可用的种类：count"),
    ("- organisation => - organization", "LA-01：不认识“organization”，应为下列之一：count、rate、date"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "expected"), VALUES)
def test_a_wrong_value_is_named_with_item_and_remedy(
    tmp_path: Path, change: str, expected: str
) -> None:
    old, new = values(change)
    path = tmp_path / "tiny.yaml"
    path.write_text(TINY.read_text("utf-8").replace(old, new, 1), "utf-8")
    with pytest.raises(ChecklistError) as caught:
        load_checklist(path)
    found = [str(problem).replace(str(path), path.name) for problem in caught.value.problems]
    assert any(expected in message for message in found), found


def test_all_mistakes_of_all_kinds_come_at_once_in_order(tmp_path: Path) -> None:
    text = TINY.read_text("utf-8")
    for old, new in (
        ("title: 试用检查单", "title：试用检查单"),
        ("法律顾问: [法律顾问, 法律顾问室]", "法律顾问: [法律顾问, $无]"),
        ("points: 4", "points: 四"),
        ("within: sentence", "within: page"),
        ("advice: 写明人数。", "advice: *人数"),
        ("told_by: LA-01", "told_by: LA-77"),
    ):
        text = text.replace(old, new, 1)
    path = tmp_path / "tiny.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(ChecklistError) as caught:
        load_checklist(path)
    lines = [problem.place.line for problem in caught.value.problems if problem.place]
    assert len(lines) == 6
    assert lines == sorted(lines)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (
            "标题: 检查单".encode("gb18030"),
            ":1:1: 不是 UTF-8 编码；请用记事本“另存为”，编码选 UTF-8",
        ),
        (b"", ":1:1: 检查单应由“键: 值”组成"),
        (b"- a", ":1:1: 检查单应由“键: 值”组成"),
    ],
)
def test_a_file_that_is_no_checklist_is_refused(tmp_path: Path, raw: bytes, expected: str) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(raw)
    with pytest.raises(ChecklistError) as caught:
        load_checklist(path)
    assert str(caught.value) == f"{path}{expected}"


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    path = tmp_path / "tiny.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + TINY.read_bytes())
    assert load_checklist(path).digest == load_checklist(TINY).digest


def scalars(node: Node | None) -> int:
    """Number of scalars in a tree."""
    if isinstance(node, ScalarNode):
        return 1
    if isinstance(node, ListNode):
        return sum(scalars(one) for one in node.items)
    return sum(1 + scalars(entry.value) for entry in node.entries) if node else 0


@settings(deadline=None)
@given(st.lists(st.text(alphabet="甲乙丙《》（），。", min_size=1, max_size=8), min_size=1))
def test_plain_chinese_words_arrive_as_written(words: list[str]) -> None:
    root, _ = parse("\n".join(f"- {word}" for word in words), "f")
    assert isinstance(root, ListNode)
    assert [one.text for one in root.items if isinstance(one, ScalarNode)] == words
    assert scalars(root) == len(words)


PLACE = "id: place\nextends: tiny\n"
NAMED = [
    ("full-width colon", "advice: 写明人数。", "advice：写明人数。", 75, ":11: " + WIDE),
    ("tab", "    advice: 写明人数。", "\tadvice: 写明人数。", 75, ":1: " + TAB),
    ("unquoted 《》 with a colon", "advice: 写明人数。", "advice: 写明《办法》: 人数。", 75, ":19: " + COLON),
    ("unquoted 《》 with a comma", "names: [局]", "names: [《甲, 乙》]", 27, ":43: 《》被英文逗号切成两段；请给整句加引号"),
    ("unquoted *", "advice: 写明人数。", "advice: *写明人数。", 75, ":13: " + sign("*")),
    ("no", "advice: 写明人数。", "advice: no", 75, ':13: LA-02：此处应为文字，“no”会被当作是否值；请加引号："no"'),
    ("on", "advice: 写明人数。", "advice: on", 75, ':13: LA-02：此处应为文字，“on”会被当作是否值；请加引号："on"'),
    ("a number for text", "advice: 写明人数。", "advice: 2026", 75, ':13: LA-02：此处应为文字，“2026”会被当作数字；请加引号："2026"'),
    ("text cut off", "advice: 写明人数。", "advice: 写明人数 #和姓名。", 75, ":18: " + cut("#和姓名。")),
    ("unknown key", "advice: 写明人数。", "advise: 写明人数。", 75, ":5: LA-02：不认识的键“advise”；可用的键：id、group、title、points、requirement、basis、advice、applies_to、others、told_by、from_year、structure、look_alikes、defects、stated、evidenced、mentioned、waived、in_preamble、examples、allow；是否想写“advice”？"),
    ("two keys", "    advice: 写明人数。", "    advice: 写明人数。\n    advice: 写明。", 76, ":5: 键“advice”重复，第75行已有；后写的不会自动生效"),
    ("alias", "advice: 写明人数。", "advice: *abc", 75, ":13: “*abc”会被当作别名；若是文字，请加引号"),
    ("anchor", "advice: 写明人数。", "advice: &abc 写明人数。", 75, ":13: 不允许使用锚点“&abc”；若是文字，请加引号"),
    ("python tag", "advice: 写明人数。", "advice: !!python/object/apply:os.system [ls]", 75, ":13: 不允许使用标签“!!python/object/apply:os.system”；若是文字，请加引号"),
    ("too deep", "advice: 写明人数。", "advice: " + "[" * 14 + "]" * 14, 75, ":26: 层次过深：超过16层"),
    ("too large", "advice: 写明人数。", "advice: " + "甲" * MAX_CHARACTERS, 1, ":1: 文件过大：超过2000000个字符"),
    ("too many values", "names: [局]", "names: [" + "局," * 200_001 + "]", 26, None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "line", "expected"), [case[1:] for case in NAMED], ids=[one[0] for one in NAMED]
)
def test_each_mistake_that_the_issue_names_has_its_place_and_its_hint(
    tmp_path: Path, old: str, new: str, line: int, expected: str | None
) -> None:
    text = TINY.read_text("utf-8")
    assert old in text
    path = tmp_path / "tiny.yaml"
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(ChecklistError) as caught:
        load_checklist(path)
    found = [str(problem) for problem in caught.value.problems]
    if expected is None:
        assert found[0].endswith("内容过多：超过200000项")
    else:
        assert f"{path}:{line}{expected}" in found


OVERLAYS = [
    ("drop: [LA-20]", ":3:8: 检查单里没有要点“LA-20”；是否想写“LA-02”？"),
    ("change: {LA-20: {points: 1}}", ":3:10: 检查单里没有要点“LA-20”；是否想写“LA-02”？"),
    ("vocabulary: {续骋: [甲]}", ":3:14: 检查单里没有词条“续骋”；是否想写“续聘”？"),
    ("cues: {planned-2: [甲]}", ":3:8: 检查单里没有线索词“planned-2”；是否想写“planned-01”？"),
    ("change: {LA-01: {ponts: 1}}", ":3:18: LA-01：不认识的键“ponts”；可用的键：id、group、title、points、"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "expected"), OVERLAYS)
def test_an_overlay_that_names_nothing_is_told_where(
    tmp_path: Path, change: str, expected: str
) -> None:
    path = tmp_path / "place.yaml"
    path.write_text(f"{PLACE}{change}\n", "utf-8")
    with pytest.raises(ChecklistError) as caught:
        load_checklist(TINY, [path])
    assert any(str(one).startswith(f"{path}{expected}") for one in caught.value.problems)

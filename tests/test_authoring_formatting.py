"""Rule files in order: comments kept, meaning kept, the shipped files are in order already."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scorer.authoring import tidying
from scorer.authoring.formatting import formatted
from scorer.authoring.spans import spans_of, value_of
from scorer.cli import run
from scorer.cli.rules.format import form as command
from scorer.errors import ChecklistError, UsageError
from scorer.loader import load_checklist
from scorer.loader.parsing import parse

ROOT = Path(__file__).parents[1]
SHIPPED = sorted((ROOT / "checklists").rglob("*.yaml"))
TINY = ROOT / "tests" / "checklists" / "lintable.yaml"


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_shipped_files_are_in_order(path: Path) -> None:
    text = path.read_text("utf-8")
    assert formatted(text, path.name) == text


CASES = [
    ("blanks", "a:   x  \nb:    y", "a: x\nb: y\n"),
    ("empty lines", "\n\na: x\n\n\n\nb: y\n\n", "a: x\n\nb: y\n"),
    ("indents", "a:\n- x\n-   y\nb:\n      c: z\n", "a:\n  - x\n  - y\nb:\n  c: z\n"),
    ("brackets", "a: [ x ,y,  z, ]\nb: { c: d,e: f }\n", "a: [x, y, z]\nb: {c: d, e: f}\n"),
    ("nothing in brackets", "a: [ ]\nb: { }\n", "a: []\nb: {}\n"),
    ("nothing at all", "a:\nb: x\n", "a:\nb: x\n"),
    ("quotes that are needed", "a: '2026.1'\nb: 'no'\nc: 'x: y'\n", 'a: "2026.1"\nb: "no"\nc: "x: y"\n'),
    ("quotes that are not", "a: '某某'\nb: \"甲、乙\"\n", "a: 某某\nb: 甲、乙\n"),
    ("marks keep their quotes", "a: '，要求'\n", 'a: "，要求"\n'),
    ("quotes inside", "a: '“八五”\"普法\"'\n", "a: '“八五”\"普法\"'\n"),
    ("escapes", 'a: "x\\ny"\n', 'a: "x\\ny"\n'),
    ("keys of an item", "- title: 甲\n  id: LA-01\n  stated: []\n  points: 1\n", "- id: LA-01\n  title: 甲\n  points: 1\n  stated: []\n"),
    ("keys of a pattern", "- {facts: [date], near: 3, all: [x], name: y}\n", "- {name: y, all: [x], near: 3, facts: [date]}\n"),
    ("names stay in order", "甲: [x]\nid: y\n乙: [z]\n", "甲: [x]\nid: y\n乙: [z]\n"),
    ("comments behind", "a: x    # 甲\nb:   # 乙\n- y  # 丙\n", "a: x  # 甲\nb:  # 乙\n  - y  # 丙\n"),
    ("comments above go with their key", "# 头\n- text: y\n  # 乙\n  id: x\n", "# 头\n# 乙\n- id: x\n  text: y\n"),
    ("comments in a list", "a:\n# 甲\n- x\n# 乙\n- y\n# 尾\n", "a:\n  # 甲\n  - x\n  # 乙\n  - y\n# 尾\n"),
    ("comments in brackets", "a: [x, # 甲\n    y]\n", "a: [x, # 甲\n  y]\n"),
    ("comments deep in brackets", "a: [{b: c, # 甲\n    d: e}, y]\n", "a: [{b: c, # 甲\n  d: e}, y]\n"),
    ("line breaks in brackets", "a: [x,y,\n        z]\n", "a: [x, y,\n  z]\n"),
    ("brackets on their own line", "a:\n      [x,y,\n    z]\n", "a:\n  [x, y,\n   z]\n"),
    ("a bracket that opens late", "a: [\n  x,\n  y\n]\n", "a: [x,\n  y]\n"),
    ("braces over lines", "- {id: x,\n   title: y}\n", "- {id: x,\n  title: y}\n"),
    ("a block of text", "a: |-\n      甲\n        乙\n\n      丙\nb: x\n", "a: |-\n  甲\n    乙\n\n  丙\nb: x\n"),
    ("text over lines", "a: 甲\n     乙\nb: \"丙\n   丁\"\n", "a: 甲\n  乙\nb: \"丙\n  丁\"\n"),
    ("lists in lists", "-   - x\n    - y\n- z\n", "- - x\n  - y\n- z\n"),
    ("a byte order mark and Windows", "\ufeffa: x\r\nb:\r\n- y\r\n", "a: x\nb:\n  - y\n"),
    ("a word alone", "  甲  # 乙\n", "甲\n"),
]  # fmt: skip


@pytest.mark.parametrize(("case", "text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_each_kind_of_writing_has_one_order(case: str, text: str, expected: str) -> None:
    found = formatted(text, "f.yaml")
    assert found == expected
    assert formatted(found, "f.yaml") == found
    clean = text.removeprefix("\ufeff").replace("\r\n", "\n")
    assert value_of(spans_of(found, "f")) == value_of(spans_of(clean, "f"))


def test_no_comment_is_lost() -> None:
    text = "# 一\na: # 二\n  # 三\n  - id: x  # 四\n    # 五\n    title: [y, # 六\n      z]  # 七\n    # 八\n# 九\nb: |-\n  文\n# 十\n"
    found = formatted(text, "f.yaml")
    assert all(f"# {number}" in found for number in "一二三四五六七八九十")
    assert formatted(found, "f.yaml") == found


TEXTS = st.text("甲乙a1.-:# ,[]{}'\"“”，|>\n*&!%@", min_size=1, max_size=8)
KEYS = st.sampled_from(["id", "title", "name", "all", "facts", "甲", "乙", "none", "text"])
VALUES = st.recursive(
    TEXTS | st.integers(0, 99) | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@settings(deadline=None, max_examples=300)
@given(
    st.lists(VALUES, min_size=1, max_size=3) | st.dictionaries(KEYS, VALUES, min_size=1),
    st.sampled_from([None, True, False]),
    st.integers(2, 6),
    st.integers(10, 100),
)
def test_whatever_is_written_keeps_its_meaning(
    value: Any, flow: bool | None, indent: int, width: int
) -> None:
    text = yaml.safe_dump(
        value,
        allow_unicode=True,
        default_flow_style=flow,
        indent=indent,
        width=width,
        sort_keys=False,
    )
    assume(parse(text, "f")[1] == ())
    found = formatted(text, "f")
    assert value_of(spans_of(found, "f")) == value_of(spans_of(text, "f"))
    assert formatted(found, "f") == found


def untidy(folder: Path) -> Path:
    text = TINY.read_text("utf-8")
    for old, new in (
        ("title: 公职律师", "title:    公职律师  # 说明"),
        ("    points: 2\n    applies_to: [office]", "    applies_to: [office]"),
        ("    requirement: 配备", "    points: 2\n    requirement: 配备"),
    ):
        assert old in text
        text = text.replace(old, new, 1)
    path = folder / "tiny.yaml"
    path.write_text(text, "utf-8")
    return path


def invoke(*arguments: str) -> Any:
    return CliRunner().invoke(command, arguments, standalone_mode=False)


def test_the_command_puts_a_checklist_in_order_and_keeps_its_digest(tmp_path: Path) -> None:
    path = untidy(tmp_path)
    before = load_checklist(path).digest
    check = invoke(str(path), "--check")
    assert check.return_value == 1
    assert check.output == f"没有排整齐：{path}\n1个文件没有排整齐，其余0个本来就整齐。\n"
    done = invoke("--checklist", str(path))
    assert (
        done.output
        == f"排整齐：{path}\n排了1个文件，内容逐项核对没有变，1份检查单的摘要也没有变；其余0个本来就整齐。\n"
    )
    text = path.read_text("utf-8")
    assert "    title: 公职律师  # 说明\n    points: 2\n    applies_to: [office]\n" in text
    assert load_checklist(path).digest == before
    assert invoke(str(path), "--check").output == "0个文件没有排整齐，其余1个本来就整齐。\n"
    assert invoke(str(path)).output == "排了0个文件，其余1个本来就整齐。\n"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["tiny.yaml"]


def test_parts_and_overlays_go_with_their_checklist(tmp_path: Path) -> None:
    text = TINY.read_text("utf-8")
    start = text.index("items:\n") + len("items:\n")
    (tmp_path / "points.yaml").write_text(text[start:], "utf-8")
    main = tmp_path / "main.yaml"
    main.write_text(text[:start].replace("items:\n", "items: points.yaml\n"), "utf-8")
    (tmp_path / "overlays").mkdir()
    overlay = tmp_path / "overlays" / "place.yaml"
    overlay.write_text("id: place\nextends:   lintable\nchange: {LA-01: {title:  乙}}\n", "utf-8")
    result = invoke("--checklist", str(main))
    assert result.output.endswith(
        "排了2个文件，内容逐项核对没有变，2份检查单的摘要也没有变；其余1个本来就整齐。\n"
    )
    assert (
        overlay.read_text("utf-8") == "id: place\nextends: lintable\nchange: {LA-01: {title: 乙}}\n"
    )


def test_a_file_that_no_checklist_holds_is_compared_by_itself(tmp_path: Path) -> None:
    path = tmp_path / "words.yaml"
    path.write_text("甲:  [乙]\n", "utf-8")
    assert "0份检查单的摘要" in invoke(str(path)).output
    assert path.read_text("utf-8") == "甲: [乙]\n"


def test_a_checklist_that_does_not_load_is_compared_by_itself(tmp_path: Path) -> None:
    path = untidy(tmp_path)
    text = path.read_text("utf-8").replace("told_by", "x").replace("group: LA", "group: LB", 1)
    path.write_text(text, "utf-8")
    assert "0份检查单的摘要" in invoke("--checklist", str(path)).output
    broken = tmp_path / "other.yaml"
    broken.write_text("id: o\ngroups:   []\nitems: nowhere.yaml\n", "utf-8")
    assert "0份检查单的摘要" in invoke(str(broken)).output


def test_mistakes_of_all_files_are_told_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, first, second = (tmp_path / f"{name}.yaml" for name in "abc")
    good.write_text("甲:  [乙]\n", "utf-8")
    first.write_text("甲：[乙]\n丙: x\n", "utf-8")
    second.write_text("a: *b\n", "utf-8")
    assert run(["rules", "format", str(good), str(first), str(second)]) == 2
    told = capsys.readouterr().err
    assert f"{first}:1:2: " in told
    assert f"{second}:1:4: " in told
    assert good.read_text("utf-8") == "甲:  [乙]\n"


def test_what_would_change_the_meaning_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = untidy(tmp_path)
    before = path.read_bytes()
    for wrong in ("id: other\n", "- id: lintable\n", "[1, 2]\n"):
        monkeypatch.setattr(tidying, "formatted", lambda text, name, wrong=wrong: wrong)
        with pytest.raises(UsageError, match="意思可能会变"):
            tidying.tidied([path])
    monkeypatch.undo()
    found = tidying.tidied([path])
    other = [one._replace(text=one.text.replace("0.5", "0.4")) for one in found]
    with pytest.raises(UsageError, match="排了以后检查单“lintable”会变"):
        tidying.save_tidied(other, path)
    assert path.read_bytes() == before


def test_a_file_that_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = untidy(tmp_path)
    found = tidying.tidied([path])
    path.write_text("id: x\n", "utf-8")
    with pytest.raises(UsageError, match="被别人改过"):
        tidying.save_tidied(found, path)
    assert path.read_text("utf-8") == "id: x\n"


def test_a_mistake_keeps_its_place() -> None:
    with pytest.raises(ChecklistError) as caught:
        formatted("a: x\nb：y\nc: z\n", "f.yaml")
    assert str(caught.value).startswith("f.yaml:2:2: ")

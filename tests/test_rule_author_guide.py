"""The rule author's guide is true: its item loads, its commands exist, its reference is the schema's."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import click
import pytest

from scorer.cli import cli, run
from scorer.loader import load_checklist
from scorer.loader.descriptions import DESCRIPTIONS

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs" / "rule-author-guide.zh-CN.md").read_text("utf-8")
TITLES = {
    "Checklist": "检查单（总表）",
    "Release": "更新记录的一条",
    "Group": "分组",
    "Grade": "等次",
    "UnitKind": "单位类型",
    "Item": "要点",
    "Allowance": "放过的情况（`allow` 的一条）",
    "Basis": "依据",
    "Example": "例句",
    "Pattern": "模式",
    "FactNeed": "事实",
    "Cue": "线索词",
    "Outline": "报告结构的用语",
    "ActorWords": "行为主体的用语",
    "FixedTerm": "规范提法",
    "LegalTitle": "法律法规名称",
    "Overlay": "补充规则",
}


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", GUIDE, re.DOTALL | re.MULTILINE)


COMMANDS = [line for block in blocks("sh") for line in block.splitlines()]


def reference() -> str:
    """The tables of all keys, as they must stand in the guide."""
    lines = []
    for name, fields in DESCRIPTIONS.items():
        lines += [f"**{TITLES[name]}**", "", "| 键 | 含义 |", "|---|---|"]
        lines += [f"| `{key}` | {about} |" for key, about in fields.items()]
        lines.append("")
    return "\n".join(lines)


def test_the_reference_names_every_key_as_editors_do() -> None:
    stands = GUIDE.split("<!-- reference:begin -->\n")[1].split("<!-- reference:end -->")[0]
    assert stands == reference()


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    assert run(["checklists", "--copy-to", "规则"]) == 0
    return tmp_path / "规则"


def test_the_item_of_ten_minutes_loads_and_passes_its_examples(
    rules: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    shipped = load_checklist()
    item = next(block for block in blocks("yaml") if block.startswith("- id: "))
    items, main = rules / "items" / "sv.yaml", rules / "annual-report.yaml"
    items.write_text(items.read_text("utf-8") + "\n" + item, "utf-8")
    before = "title: 监督与化解, points: 5"
    assert before in main.read_text("utf-8")
    main.write_text(main.read_text("utf-8").replace(before, before[:-1] + "6"), "utf-8")
    assert run(["check", str(main)]) == 0
    added = {one.id for one in load_checklist(main).items} - {one.id for one in shipped.items}
    assert added == {"SV-04"}
    capfd.readouterr()
    wanted = (("add-example SV-04", "SV-04 多了一个例句，应判 absent"), ("test SV-04", "6句，全对"))
    for start, told in wanted:
        command = next(one for one in COMMANDS if one.startswith(f"scorer rules {start}"))
        assert run(shlex.split(command)[1:]) == 0
        out = capfd.readouterr().out
        assert told in out
        assert all(line in GUIDE for line in out.splitlines())


def test_the_overlay_of_the_guide_holds(
    rules: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    overlay = next(block for block in blocks("yaml") if block.startswith("id: "))
    (tmp_path / "某市.yaml").write_text(overlay, "utf-8")
    for command in (one for one in COMMANDS if "某市.yaml" in one):
        assert run(shlex.split(command)[1:]) == 0
    out = capfd.readouterr().out
    for told in ("LA-01：权重 4→5", "★SV-03：删去要点", "points: 5  # 某市.yaml:9"):
        assert told in out
        assert told in GUIDE


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_of_the_guide_exists_with_its_options(line: str) -> None:
    program, *words = shlex.split(line)
    assert program == "scorer"
    command: Any = cli
    context = click.Context(cli)
    while isinstance(command, click.Group):
        found = command.get_command(context, words.pop(0))
        assert found is not None, line
        command = found
    known = {name for option in command.params for name in option.opts}
    assert {word for word in words if word.startswith("--")} <= known


def test_commands_named_in_passing_exist_too() -> None:
    for named in re.findall(r"`scorer ([a-z]+)(?: ([a-z-]+))?", GUIDE):
        group: Any = cli.get_command(click.Context(cli), named[0])
        assert group is not None, named
        if named[0] == "rules":
            assert group.get_command(click.Context(group), named[1]) is not None, named

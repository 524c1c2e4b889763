"""Items, examples and values are added, changed and taken out in the files of a checklist; what is
written is whole, loads, and says what was meant."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from scorer import paths
from scorer.authoring import (
    Place,
    RuleFiles,
    Value,
    changed_files,
    item_place,
    load_rule_files,
    open_rule_files,
    save,
    value_at,
    with_entry,
    with_example,
    with_item,
    with_value,
    without_entry,
)
from scorer.authoring.saving import Edit, finish_saving, save_edits
from scorer.checklist import Verdict
from scorer.cli import cli, run
from scorer.errors import ChecklistError, UsageError
from scorer.loader import load_checklist

ROOT = Path(__file__).parents[1]
TINY = Path(__file__).parent / "checklists" / "tiny.yaml"
NEW: Mapping[str, Value] = {"text": "聘请3名律师担任法律顾问。", "verdict": "evidenced"}


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "checklists", tmp_path / "rules")
    return tmp_path / "rules" / "annual-report.yaml"


def lines_of(folder: Path) -> dict[str, list[str]]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8").splitlines()
        for path in sorted(folder.rglob("*.yaml"))
    }


def test_an_example_is_one_new_line_behind_the_others(shipped: Path) -> None:
    before = lines_of(shipped.parent)
    files = open_rule_files(shipped)
    changed = save(files, with_example(files, "LA-01", NEW))
    assert [file.target.name for file in changed] == ["la.yaml"]
    after = lines_of(shipped.parent)
    added = "    - {text: 聘请3名律师担任法律顾问。, verdict: evidenced}"
    at = after["items/la.yaml"].index(added)
    assert after["items/la.yaml"][at + 1] == "- id: LA-02"
    after["items/la.yaml"].remove(added)
    assert after == before
    item = next(one for one in load_checklist(shipped).items if one.id == "LA-01")
    assert item.examples[-1].verdict is Verdict.EVIDENCED


def test_an_example_that_is_there_already_is_refused(shipped: Path) -> None:
    files = with_example(open_rule_files(shipped), "LA-01", NEW)
    with pytest.raises(UsageError, match="LA-01 已有这句例句，判定是 evidenced"):
        with_example(files, "LA-01", {**NEW, "verdict": "stated"})


def test_an_item_that_is_not_there_is_named_with_those_that_are(shipped: Path) -> None:
    with pytest.raises(UsageError, match="没有要点“LA-99”；现有：ST-01、ST-02"):
        with_example(open_rule_files(shipped), "LA-99", NEW)


def item(name: str, group: str = "LA") -> dict[str, Value]:
    return {
        "examples": [
            {"verdict": "stated", "text": "开展甲乙工作。"},
            {"verdict": "stated", "text": "甲乙工作有序。"},
            {"verdict": "planned", "text": "下一步开展甲乙工作。"},
            {"verdict": "absent", "text": "开展宣传。"},
        ],
        "stated": [{"all": ["甲乙"], "name": "told"}],
        "advice": "写明。",
        "basis": [{"confidence": "recalled", "document": "某某意见"}],
        "requirement": "开展甲乙。",
        "applies_to": "all",
        "points": 1.0,
        "title": "甲乙",
        "group": group,
        "id": name,
    }


def test_a_new_item_stands_behind_its_group_in_the_order_of_the_house(shipped: Path) -> None:
    files = open_rule_files(shipped)
    edited = with_item(files, item("LA-04"))
    head = edited.main.value
    assert isinstance(head, dict) and isinstance(head["groups"], list)
    group = next(at for at, one in enumerate(head["groups"]) if '"LA"' in json.dumps(one))

    edited = with_value(edited, Place(edited.main, ("groups", group, "points")), 11)
    changed = save(files, edited)
    assert [file.path.name for file in changed] == ["annual-report.yaml", "la.yaml"]
    text = (shipped.parent / "items" / "la.yaml").read_text("utf-8")
    assert text.endswith(
        "- id: LA-04\n  group: LA\n  title: 甲乙\n  points: 1\n  applies_to: all\n"
        "  requirement: 开展甲乙。\n  basis:\n    - {document: 某某意见, confidence: recalled}\n"
        "  advice: 写明。\n  stated:\n    - {name: told, all: [甲乙]}\n  examples:\n"
        "    - {text: 开展甲乙工作。, verdict: stated}\n    - {text: 甲乙工作有序。, verdict: stated}\n"
        "    - {text: 下一步开展甲乙工作。, verdict: planned}\n    - {text: 开展宣传。, verdict: absent}\n"
    )
    assert "LA-04" in {one.id for one in load_checklist(shipped).items}


@pytest.mark.parametrize(("name", "message"), [("LA-01", "已有要点使用"), ("LA-77", "已停用")])
def test_an_id_is_given_once_for_ever(shipped: Path, name: str, message: str) -> None:
    shipped.write_text(
        shipped.read_text("utf-8").replace("retired: []", "retired: [LA-77]"), "utf-8"
    )
    with pytest.raises(UsageError, match=message):
        with_item(open_rule_files(shipped), item(name))


def test_what_would_not_load_is_not_written(shipped: Path) -> None:
    before = lines_of(shipped.parent)
    files = open_rule_files(shipped)
    with pytest.raises(ChecklistError, match="分组 LA 定为10分"):
        save(files, with_value(files, item_place(files, "LA-01").inside("points"), 99))
    assert lines_of(shipped.parent) == before


def test_entries_are_put_in_and_taken_out_where_they_are_meant(shipped: Path) -> None:
    files = open_rule_files(shipped)
    place = item_place(files, "LA-01").inside("look_alikes")
    files = with_entry(files, place.inside(1), "某顾问")
    place = item_place(files, "LA-01").inside("look_alikes")
    found = value_at(place)
    assert isinstance(found, list)
    assert found[:3] == ["村法律顾问", "某顾问", "村居法律顾问"]
    files = without_entry(files, place.inside(0))
    loaded = next(one for one in load_rule_files(files).checklist.items if one.id == "LA-01")
    assert [term.name for term in loaded.look_alikes[:2]] == ["某顾问", "村居法律顾问"]


def test_a_checklist_in_one_file_is_edited_there(tmp_path: Path) -> None:
    path = tmp_path / "tiny.yaml"
    shutil.copy(TINY, path)
    files = open_rule_files(path)
    edited = with_example(files, "LA-01", {"text": "法律顾问的意见得到采纳。", "verdict": "stated"})
    assert [file.path for file in save(files, edited)] == [path]
    old = TINY.read_text("utf-8").splitlines()
    assert [one for one in path.read_text("utf-8").splitlines() if one not in old] != []


def test_a_borrowed_part_is_written_beside_the_checklist_and_never_where_it_was(
    tmp_path: Path,
) -> None:
    path = tmp_path / "annual-report.yaml"
    shutil.copy(ROOT / "checklists" / "annual-report.yaml", path)
    before = lines_of(ROOT / "checklists")
    files = open_rule_files(path)
    save(files, with_example(files, "LA-01", NEW))
    assert lines_of(ROOT / "checklists") == before
    assert list(lines_of(tmp_path)) == ["annual-report.yaml", "items/la.yaml"]
    assert NEW["text"] in {
        example.text for one in load_checklist(path).items for example in one.examples
    }


def test_a_borrowed_folder_comes_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "annual-report.yaml"
    text = (ROOT / "checklists" / "annual-report.yaml").read_text("utf-8")
    start = text.index("items: [")
    path.write_text(text[:start] + "items: items/\n", "utf-8")
    files = open_rule_files(path)
    save(files, with_example(files, "LA-01", NEW))
    assert len(lines_of(tmp_path / "items")) == 10
    assert len(load_checklist(path).items) == 44


def test_marks_and_line_ends_of_a_file_stay(shipped: Path) -> None:
    path = shipped.parent / "items" / "la.yaml"
    content = b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(content)
    files = open_rule_files(shipped)
    save(files, with_example(files, "LA-01", NEW))
    added = b"    - {text: \xe8\x81\x98\xe8\xaf\xb73"
    lines = path.read_bytes().split(b"\r\n")
    assert b"\r\n".join(line for line in lines if not line.startswith(added)) == content


def edits(folder: Path) -> list[Edit]:
    found = []
    for name in ("a.yaml", "b.yaml", "c.yaml"):
        (folder / name).write_bytes(b"old")
        found.append(Edit(folder / name, b"old", b"new " + name.encode()))
    return found


def contents(folder: Path) -> list[bytes]:
    assert {path.name for path in folder.iterdir()} == {"a.yaml", "b.yaml", "c.yaml"}
    return [(folder / name).read_bytes() for name in ("a.yaml", "b.yaml", "c.yaml")]


@pytest.mark.parametrize("fault", [OSError(28, "disk full"), KeyboardInterrupt()])
@pytest.mark.parametrize("at", [0, 1, 2])
def test_all_files_are_written_or_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: BaseException, at: int
) -> None:
    wanted = edits(tmp_path)
    replace = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if target == wanted[at].path and self.read_bytes().startswith(b"new"):
            raise fault
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises((UsageError, KeyboardInterrupt)):
        save_edits(tmp_path, wanted)
    assert contents(tmp_path) == [b"old"] * 3


def test_rules_that_an_upgrade_replaces_are_not_edited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = edits(tmp_path)
    monkeypatch.setattr(paths, "_WHEEL_DATA", tmp_path)
    with pytest.raises(UsageError, match="请先用 scorer checklists --copy-to 规则 复制一份"):
        save_edits(tmp_path, wanted)
    assert contents(tmp_path) == [b"old"] * 3


CUT_OFF = """
import os, sys
from pathlib import Path
from scorer.authoring.saving import Edit, save_edits

folder, last = Path(sys.argv[1]), sys.argv[2]
replace = Path.replace

def cut_off(self, target):
    if Path(target).name == last:
        os._exit(9)
    return replace(self, target)

Path.replace = cut_off
names = ("a.yaml", "b.yaml", "c.yaml")
save_edits(folder, [Edit(folder / name, b"old", b"new " + name.encode()) for name in names])
"""


@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_save_cut_off_by_power_is_finished_at_the_next_opening(tmp_path: Path, at: int) -> None:
    wanted = edits(tmp_path)
    command = [sys.executable, "-c", CUT_OFF, str(tmp_path), wanted[at].path.name]
    assert subprocess.run(command, check=False, cwd=ROOT).returncode == 9
    assert len(list(tmp_path.iterdir())) > 3
    finish_saving(tmp_path)
    assert contents(tmp_path) == [edit.after for edit in wanted]


def test_a_list_that_somebody_made_moves_nothing_of_ours(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"old")
    (tmp_path / "evil").write_bytes(b"x")
    line = {"temporary": str(tmp_path / "evil"), "target": str(tmp_path / "a.yaml"), "sha256": "0"}
    listed = tmp_path / ".scorer-unfinished.json"
    listed.write_text(json.dumps([line]), "utf-8")
    finish_saving(tmp_path)
    assert (tmp_path / "a.yaml").read_bytes() == b"old"
    for content in ("{", "[1]"):
        listed.write_text(content, "utf-8")
        with pytest.raises(UsageError, match="没写完"):
            finish_saving(tmp_path)


def test_what_somebody_changed_meanwhile_is_not_overwritten(shipped: Path) -> None:
    files = open_rule_files(shipped)
    edited = with_example(files, "LA-01", NEW)
    path = shipped.parent / "items" / "la.yaml"
    path.write_bytes(path.read_bytes() + b"# x\n")
    with pytest.raises(UsageError, match="被别人改过"):
        save(files, edited)
    assert path.read_bytes().endswith(b"# x\n")


def test_nothing_changed_writes_nothing(shipped: Path) -> None:
    files: RuleFiles = open_rule_files(shipped)
    place = item_place(files, "LA-01").inside("points")
    same = with_value(files, place, 4)
    assert changed_files(files, same) == ()
    assert save(files, same) == ()


ADD = ["rules", "add-example", "LA-01", "--checklist"]


def test_the_command_adds_what_is_judged_right(
    shipped: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "聘请3名律师担任法律顾问。"
    assert (
        run([*ADD, str(shipped), "--text", text, "--verdict", "evidenced", "--section", "measures"])
        == 0
    )
    assert "LA-01 多了一个例句" in capsys.readouterr().out
    written = (shipped.parent / "items" / "la.yaml").read_text("utf-8")
    assert "{text: 聘请3名律师担任法律顾问。, verdict: evidenced, section: measures}" in written


def test_the_command_refuses_what_is_judged_otherwise_unless_told(shipped: Path) -> None:
    before = lines_of(shipped.parent)
    wrong = [*ADD, str(shipped), "--text", "召开会议三次。", "--verdict", "evidenced"]
    result = CliRunner().invoke(cli, wrong)
    assert isinstance(result.exception, UsageError)
    told = str(result.exception)
    assert told.startswith("没有写：LA-01：漏判：例句")
    assert "“召开会议三次。”应判“有实据”，实判“缺失”" in told
    assert lines_of(shipped.parent) == before
    result = CliRunner().invoke(cli, [*wrong, "--keep-failing"])
    assert "注意：LA-01：漏判" in result.output
    assert lines_of(shipped.parent) != before


def test_the_command_refuses_an_empty_sentence(shipped: Path) -> None:
    assert run([*ADD, str(shipped), "--text", "  ", "--verdict", "stated"]) == 2

"""`scorer compare` as a user meets it: files, results, the ledger, and everything that is wrong."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from scorer.cli import compare as command
from scorer.cli import run
from tests.comparing import AGAIN, FIRST, NEXT_YEAR

ROOT = Path(__file__).parents[1]
TINY = Path(__file__).parent / "checklists" / "tiny.yaml"


class Console:
    """Runs the command line and remembers what it said."""

    def __init__(self, capfd: pytest.CaptureFixture[str]) -> None:
        self._capfd = capfd
        self.out = self.err = ""

    def __call__(self, *arguments: object) -> int:
        code = run([str(one) for one in arguments])
        self.out, self.err = self._capfd.readouterr()
        return code


@pytest.fixture
def console(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Console:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return Console(capfd)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "报告"
    folder.mkdir()
    for name, text in (("原", FIRST), ("补正", AGAIN), ("次年", NEXT_YEAR)):
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return folder


def result(console: Console, path: Path, *options: object) -> Path:
    """The path of the file's result."""
    assert console("score", path, "--format", "json", *options) == 0
    target = path.with_name(f"{path.name}.结果.json")
    target.write_text(console.out, "utf-8")
    return target


def test_two_files_give_a_table(console: Console, folder: Path) -> None:
    assert console("compare", folder / "原.txt", folder / "补正.txt") == 0
    assert "补正重报前后对照" in console.out
    assert "LA-01" in console.out
    assert console.err == ""


def test_a_report_is_compared_with_a_result(console: Console, folder: Path) -> None:
    old = result(console, folder / "原.txt")
    assert console("compare", old, folder / "补正.txt", "--format", "json") == 0
    made = json.loads(console.out)
    assert made["basis"] == "same_rules"
    assert made["difference"] is None
    assert "no_texts" in [notice["id"] for notice in made["notices"]]
    code = console(
        "compare", old, folder / "补正.txt", "--format", "json", "--old-report", folder / "原.txt"
    )
    assert code == 0
    assert json.loads(console.out)["difference"]["added"] > 0


def test_results_tell_the_same_as_files(console: Console, folder: Path) -> None:
    paths = [folder / "原.txt", folder / "次年.txt"]
    assert console("compare", *paths, "--format", "json") == 0
    by_files = json.loads(console.out)
    results = [result(console, path) for path in paths]
    assert console("compare", *results, "--format", "json") == 0
    by_results = json.loads(console.out)
    assert by_files.pop("takeover") is not None and by_results.pop("takeover") is None
    del by_files["notices"], by_results["notices"]
    assert by_results == by_files


def test_other_rules_for_the_older_report_split_the_move(console: Console, folder: Path) -> None:
    arguments = [
        folder / "原.txt",
        folder / "补正.txt",
        "--old-checklist",
        TINY,
        "--format",
        "json",
    ]
    assert console("compare", *arguments) == 0
    made = json.loads(console.out)
    assert made["basis"] == "old_text_new_rules"
    move = made["moved"]["percent"]
    assert round(move["rules"] + move["text"], 6) == move["total"]


def test_the_page_goes_beside_the_newer_report_or_where_it_is_wanted(
    console: Console, folder: Path, tmp_path: Path
) -> None:
    assert console("compare", folder / "原.txt", folder / "次年.txt", "--format", "html") == 0
    page = folder / "次年.txt.对照.html"
    assert console.out.strip() == str(page)
    target = tmp_path / "页" / "对照.html"
    arguments = (folder / "原.txt", folder / "次年.txt", "--format", "html", "--output", target)
    assert console("compare", *arguments) == 0
    assert target.read_bytes() == page.read_bytes()


def test_the_table_can_be_written_to_a_file(console: Console, folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "对照.txt"
    assert console("compare", folder / "原.txt", folder / "补正.txt", "--output", target) == 0
    assert "补正情况" in target.read_text("utf-8") or "需要补正" in target.read_text("utf-8")


def test_a_copy_of_the_same_report_is_refused(console: Console, folder: Path) -> None:
    copy = folder / "副本.txt"
    shutil.copy(folder / "原.txt", copy)
    assert console("compare", folder / "原.txt", copy) == 2
    assert "同一份报告（内容逐字节相同）" in console.err
    assert console("compare", folder / "原.txt", result(console, copy)) == 2


def test_the_same_report_under_other_rules_is_worth_comparing(
    console: Console, folder: Path
) -> None:
    path = folder / "原.txt"
    assert console("compare", path, path, "--old-checklist", TINY, "--format", "json") == 0
    assert json.loads(console.out)["moved"]["points"]["text"] == 0


@pytest.mark.parametrize(
    ("name", "content", "told", "code"),
    [
        ("坏.json", '{"schema": 1, ', "JSON 不完整或写坏了", 3),
        ("别的.json", '{"a": 1}', "不是评分结果", 3),
        ("列.json", "[]", "最外层应是一个对象", 3),
        ("新版.json", '{"schema": 9}', "请先升级本程序", 3),
        ("无后缀", '{"schema": 9}', "请先升级本程序", 3),
        ("深.json", '{"a":' * 100_000, "嵌套太深", 3),
        ("菜谱.txt", "红烧肉的做法：先切块。" * 60, "不像一份法治政府建设年度报告", 3),
        ("空.txt", "", "空.txt", 3),
    ],
)
@pytest.mark.parametrize("is_older", [True, False])
def test_what_is_neither_report_nor_result_is_refused(
    console: Console,
    folder: Path,
    name: str,
    content: str,
    told: str,
    code: int,
    is_older: bool,
) -> None:
    bad = folder / name
    bad.write_text(content, "utf-8")
    pair = (bad, folder / "原.txt") if is_older else (folder / "原.txt", bad)
    assert console("compare", *pair) == code
    assert told in console.err
    assert console.out == ""


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("一.txt",), "现在写了1个"),
        (("一.txt", "二.txt", "三.txt"), "现在写了3个"),
        (("一.txt", "二.txt", "--year", "2024"), "--year 只同 --ledger 一起用"),
        (("单位", "--ledger", "没有.sqlite"), "找不到审查记录库"),
        (("单位", "一", "二", "--ledger", "没有.sqlite"), "只写单位名称"),
    ],
)
def test_a_call_that_makes_no_sense_says_so(
    console: Console, arguments: tuple[str, ...], told: str
) -> None:
    assert console("compare", *arguments) == 2
    assert told in console.err


def test_a_file_that_is_not_there_is_said_as_elsewhere(console: Console, folder: Path) -> None:
    assert console("compare", folder / "没有.txt", folder / "原.txt") == 3
    assert "没有.txt" in console.err


@pytest.fixture
def ledger(console: Console, folder: Path, tmp_path: Path) -> Path:
    """A ledger with the unit's first report reviewed, then its resubmission."""
    pytest.importorskip("sqlalchemy")
    place = tmp_path / "审查记录.sqlite"
    for name in ("原", "补正"):
        inbox = tmp_path / f"收件{name}"
        inbox.mkdir()
        shutil.copy(folder / f"{name}.txt", inbox / "档案局.txt")
        arguments = ("--out", tmp_path / f"结果{name}", "--ledger", place, "--workers", 1)
        assert console("review", inbox, *arguments) == 0
    return place


def test_a_units_last_two_runs_are_compared(console: Console, ledger: Path) -> None:
    assert console("compare", "--ledger", ledger, "青禾区档案局", "--format", "json") == 0
    made = json.loads(console.out)
    assert made["relation"] == "resubmission"
    assert made["old"]["digest"] != made["new"]["digest"]
    assert {one["id"]: one["outcome"] for one in made["mendings"]}["LA-01"] == "mended"
    assert made["difference"]["added"] > 0, "the ledger keeps the texts"


def test_without_the_kept_texts_the_results_alone_are_compared(
    console: Console, ledger: Path
) -> None:
    with closing(sqlite3.connect(ledger)) as connection, connection:
        for (trigger,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute("UPDATE readings SET reading = '{}' WHERE id = 1")
    assert console("compare", "--ledger", ledger, "青禾区档案局", "--format", "json") == 0
    made = json.loads(console.out)
    assert made["difference"] is None
    assert "no_texts" in [notice["id"] for notice in made["notices"]]


def test_a_recorded_run_takes_the_named_report_for_its_text(
    console: Console, ledger: Path, folder: Path
) -> None:
    arguments = ("--ledger", ledger, "青禾区档案局", "--format", "json", "--old-report")
    assert console("compare", *arguments, folder / "原.txt") == 0
    assert json.loads(console.out)["difference"]["added"] > 0
    assert console("compare", *arguments, folder / "次年.txt") == 2
    assert "不是“档案局.txt”所评的那份报告" in console.err


def test_a_units_last_run_is_compared_with_a_file(
    console: Console, ledger: Path, folder: Path
) -> None:
    arguments = ("--ledger", ledger, "青禾区档案局", folder / "次年.txt", "--format", "html")
    assert console("compare", *arguments) == 0
    assert (folder / "次年.txt.对照.html").is_file()


def test_what_the_ledger_cannot_give_is_said(
    console: Console, ledger: Path, folder: Path, tmp_path: Path
) -> None:
    assert console("compare", "--ledger", ledger, "青禾区水务局") == 2
    assert "有记录的单位：青禾区档案局" in console.err
    assert console("compare", "--ledger", ledger, "青禾区档案局", "--year", "2020") == 2
    assert console("compare", "--ledger", ledger, "青禾区档案局", "--format", "html") == 2
    assert "--output" in console.err
    (inbox := tmp_path / "一份").mkdir()
    shutil.copy(folder / "原.txt", inbox)
    alone = tmp_path / "一次.sqlite"
    out = tmp_path / "一份结果"
    assert console("review", inbox, "--out", out, "--ledger", alone, "--workers", 1) == 0
    assert console("compare", "--ledger", alone, "青禾区档案局") == 2
    assert "只有一次评查" in console.err


def test_every_option_stands_in_both_readmes() -> None:
    options = [option for param in command.compare.params for option in param.opts]
    options = [one for one in options if one.startswith("--") and one != "--help"]
    for name in ("README.md", "README.zh-CN.md"):
        text = (ROOT / name).read_text("utf-8")
        assert [one for one in options if f"`{one}" not in text] == []

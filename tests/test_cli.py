"""The command line as a user meets it: words, files and exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from scorer.cli import _COMMANDS, run

ROOT = Path(__file__).parents[1]
TINY = Path(__file__).parent / "checklists" / "tiny.yaml"
REPORT = """某某区某某局2023年度法治政府建设情况报告
一、主要举措
全年聘请2名律师担任法律顾问，审查合同12件。开展普法宣传5场。
二、下一年度安排
下一步将继续加强行政执法培训。
某某区某某局
2024年1月10日
"""


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
def report(tmp_path: Path) -> Path:
    path = tmp_path / "报告.txt"
    path.write_text(REPORT, "utf-8")
    return path


def test_without_arguments_the_help_is_shown(console: Console) -> None:
    assert console() == 0
    assert console.out.startswith("用法：scorer 命令 [参数]…")
    for name in (
        "score",
        "review",
        "compare",
        "decide",
        "ledger",
        "templates",
        "read",
        "checklists",
        "check",
        "rules",
        "evaluate",
    ):
        assert f"\n  {name} " in console.out


@pytest.mark.parametrize(
    "command",
    [
        "score",
        "review",
        "compare",
        "ledger",
        "read",
        "checklists",
        "check",
        "rules show",
        "rules schema",
        "evaluate",
    ],
)
def test_every_command_has_chinese_help_and_stands_in_both_readmes(
    console: Console, command: str
) -> None:
    assert console(*command.split(), "--help") == 0
    assert console.out.startswith(f"用法：scorer {command}")
    assert "Usage" not in console.out and "Options" not in console.out
    for name in ("README.md", "README.zh-CN.md"):
        assert f"scorer {command}" in (ROOT / name).read_text("utf-8")


def test_every_option_of_score_stands_in_both_readmes(console: Console) -> None:
    console("score", "--help")
    options = [line.split()[0] for line in console.out.split("\n") if line.startswith("  --")]
    assert len(options) == 10
    for name in ("README.md", "README.zh-CN.md"):
        text = (ROOT / name).read_text("utf-8")
        assert [one for one in options if one != "--help" and one not in text] == []


def test_help_fits_a_terminal_of_eighty_columns(console: Console) -> None:
    from scorer.cli.chinese import columns

    for command in ("score", "read", "checklists", "check", "evaluate"):
        console(command, "--help")
        assert max(columns(line) for line in console.out.split("\n")) <= 82


def test_the_version_is_told(console: Console) -> None:
    assert console("--version") == 0
    assert console.out.startswith("scorer 0.")


USAGE_ERRORS = [
    (["scor"], f"错误：没有命令“scor”；可用的命令：{'、'.join(_COMMANDS)}；是否想写“score”？"),
    (["score"], "错误：缺少参数：文件…"),
    (["score", "a.txt", "--formt", "json"], "错误：没有选项“--formt”；是否想写“--format”？"),
    (["--vversion"], "错误：没有选项“--vversion”；是否想写“--version”？"),
    (["rules", "add-example", "LA-01", "--text", "甲", "--verdict", "计划"], "错误：--verdict的值不对：“计划”不在可选的值之中：absent、planned、stated、evidenced"),
    (["score", "a.txt", "--format", "jsn"], "错误：--format的值不对：“jsn”不在可选的值之中：table、html、json、text；是否想写“json”？"),
    (["score", "a.txt", "--year", "23年"], "错误：--year的值不对：“23年”不是1990到2100之间的整数"),
    (["score", "a.txt", "--year", "23"], "错误：--year的值不对：“23”不是1990到2100之间的整数"),
    (["score", "a.txt", "--fail-under", "101"], "错误：--fail-under的值不对：“101”不是0到100之间的数"),
    (["score", "a.txt", "--fail-under"], "错误：选项“--fail-under”后面缺少值"),
    (["score", "a.txt", "--sentences=1"], "错误：选项“--sentences”后面不带值"),
    (["read", "a.txt", "b.txt"], "错误：多出了参数：b.txt"),
    (["score", "a.txt", "--sentences"], "错误：--sentences 只用于 --format json"),
    (["score", "a.txt", "--checklist", "nil"], "错误：找不到检查单“nil”"),
    (["score", "a.txt", "--overlay", "nil"], "错误：找不到补充规则“nil”"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "expected"), USAGE_ERRORS)
def test_a_wrong_call_is_told_in_chinese_with_exit_code_2(
    console: Console, arguments: list[str], expected: str
) -> None:
    assert console(*arguments) == 2
    assert console.out == ""
    assert expected in console.err
    assert "Traceback" not in console.err


def test_an_unknown_unit_kind_names_the_known_ones(console: Console, report: Path) -> None:
    assert console("score", report, "--checklist", TINY, "--unit-kind", "bureau") == 2
    assert (
        "没有单位类型“bureau”；可用的类型：office（政府办公室）、department（其他部门）"
        in console.err
    )


def test_a_report_gets_a_table_and_a_page_beside_it(console: Console, report: Path) -> None:
    assert console("score", report, "--checklist", TINY) == 0
    page = report.with_name("报告.txt.缺项页.html")
    assert page.read_text("utf-8").startswith("<!DOCTYPE html>")
    assert "LA-01" in console.out
    assert "缺项页" in console.out
    assert console.err == ""


def test_html_leaves_the_page_and_tells_where(console: Console, report: Path) -> None:
    out = report.parent / "结果" / "一月"
    assert console("score", report, "--checklist", TINY, "--format", "html", "--out", out) == 0
    assert console.out.strip() == str(out / "报告.txt.缺项页.html")
    assert [path.name for path in out.iterdir()] == ["报告.txt.缺项页.html"]


def test_json_of_one_file_goes_to_standard_output(console: Console, report: Path) -> None:
    assert console("score", report, "--checklist", TINY, "--format", "json") == 0
    result = json.loads(console.out)
    assert (result["schema"], result["checklist"]["id"]) == (1, "tiny")
    assert "sentences" not in result
    assert console("score", report, "--checklist", TINY, "--format", "json", "--sentences") == 0
    assert json.loads(console.out)["sentences"]
    assert [path.name for path in report.parent.glob("*.json")] == []


def test_text_is_what_the_offsets_of_json_point_into(console: Console, report: Path) -> None:
    console("score", report, "--checklist", TINY, "--format", "text")
    text = console.out
    console("score", report, "--checklist", TINY, "--format", "json")
    for item in json.loads(console.out)["items"]:
        for place in item["evidence"] + item["near_misses"]:
            assert text[place["start"] : place["end"]] == place["quote"]


@pytest.mark.parametrize("format_", ["json", "text"])
def test_several_files_give_one_document_each(console: Console, report: Path, format_: str) -> None:
    second = report.with_name("第二份.txt")
    second.write_text(REPORT, "utf-8")
    out = report.parent / "out"
    arguments = ["score", report, second, "--checklist", TINY, "--format", format_, "--out", out]
    assert console(*arguments) == 0
    suffix = {"json": ".json", "text": ".正文.txt"}[format_]
    expected = [f"{out / path.name}{suffix}" for path in (report, second)]
    assert console.out.split("\n")[:-1] == expected
    assert sorted(str(path) for path in out.iterdir()) == sorted(expected)


def test_files_of_one_name_do_not_overwrite_each_other(console: Console, report: Path) -> None:
    other = report.parent / "二" / report.name
    other.parent.mkdir()
    other.write_text(REPORT, "utf-8")
    out = report.parent / "out"
    assert (
        console("score", report, other, "--checklist", TINY, "--format", "html", "--out", out) == 0
    )
    names = sorted(path.name for path in out.iterdir())
    assert names == ["报告.txt-2.缺项页.html", "报告.txt.缺项页.html"]


def test_a_file_that_cannot_be_read_does_not_stop_the_others(
    console: Console, report: Path
) -> None:
    missing, empty = report.with_name("没有.txt"), report.with_name("空.txt")
    empty.write_text("", "utf-8")
    code = console("score", missing, report, empty, "--checklist", TINY, "--format", "html")
    assert code == 3
    assert "没有.txt" in console.err and "空.txt" in console.err
    assert console.out.strip() == f"{report}.缺项页.html"


def test_exit_code_1_below_the_required_percentage(console: Console, report: Path) -> None:
    arguments = ["score", report, "--checklist", TINY, "--format", "json", "--fail-under"]
    assert console(*arguments, "0") == 0
    assert console(*arguments, "100") == 1
    assert "报告.txt：得分率" in console.err and "低于要求的100%" in console.err


def test_an_unreadable_file_outranks_a_low_score(console: Console, report: Path) -> None:
    missing = report.with_name("没有.txt")
    arguments = ["--checklist", TINY, "--format", "html", "--fail-under", "100"]
    assert console("score", report, missing, *arguments) == 3


def test_unit_kind_goes_by_id_or_by_title(console: Console, report: Path) -> None:
    for word in ("office", "政府办公室"):
        arguments = ["--checklist", TINY, "--format", "json", "--unit-kind", word, "--year", "2022"]
        assert console("score", report, *arguments) == 0
        told = json.loads(console.out)["report"]
        assert (told["unit_kind"], told["unit_kind_guessed"], told["year"]) == (
            "office",
            False,
            2022,
        )


def test_an_overlay_changes_the_result(console: Console, report: Path, tmp_path: Path) -> None:
    overlay = tmp_path / "place.yaml"
    overlay.write_text("id: place\nextends: tiny\ndrop: [LA-02]\n", "utf-8")
    arguments = ["--checklist", TINY, "--overlay", overlay, "--format", "json"]
    assert console("score", report, *arguments) == 0
    result = json.loads(console.out)
    assert result["checklist"]["overlays"] == ["place"]
    assert [item["id"] for item in result["items"]] == ["ST-01", "LA-01"]


def test_two_runs_give_the_same_bytes(console: Console, report: Path) -> None:
    page = report.with_name("报告.txt.缺项页.html")
    found = []
    for _ in range(2):
        console("score", report, "--checklist", TINY)
        found.append((console.out, page.read_bytes()))
        page.unlink()
    assert found[0] == found[1]


def test_nothing_is_left_where_the_result_cannot_be_written(
    console: Console, report: Path, tmp_path: Path
) -> None:
    blocked = tmp_path / "文件"
    blocked.write_text("x")
    code = console("score", report, "--checklist", TINY, "--format", "html", "--out", blocked / "x")
    assert code == 2
    assert "写不进" in console.err and "可用 --out 换一个文件夹" in console.err
    assert blocked.read_text() == "x"


def test_a_wrong_checklist_tells_every_mistake(console: Console, report: Path) -> None:
    path = report.with_name("tiny.yaml")
    text = (
        TINY.read_text("utf-8")
        .replace("points: 4", "points: 四")
        .replace("title: 公职律师", "titel: 公职律师")
    )
    path.write_text(text, "utf-8")
    assert console("score", report, "--checklist", path) == 2
    lines = console.err.strip().split("\n")
    assert lines[0] == "错误：检查单有3处问题："
    assert all(line.startswith(f"{path}:") for line in lines[1:])
    assert len(lines) == 4


def test_check_counts_what_passed(console: Console) -> None:
    assert console("check", TINY) == 0
    assert "试用检查单 2026.1：3个要点、12个例句，全部通过。" in console.out


def test_check_tells_an_example_that_fails(console: Console, tmp_path: Path) -> None:
    path = tmp_path / "tiny.yaml"
    text = TINY.read_text("utf-8").replace("开展法律服务宣传。", "签订法律顾问合同。")
    path.write_text(text, "utf-8")
    assert console("check", path) == 2
    assert "LA-01：误判：例句4“签订法律顾问合同。”" in console.err


def test_rules_without_a_command_shows_its_commands(console: Console) -> None:
    assert console("rules") == 0
    assert console.out.startswith("用法：scorer rules 命令")


def test_rules_show_prints_the_item_with_its_origins(console: Console) -> None:
    assert console("rules", "show", "LA-02", "--checklist", TINY, "--origins") == 0
    assert console.out.startswith(f"id: LA-02  # {TINY}:")
    assert console("rules", "show", "LA-77", "--checklist", TINY) == 2
    assert "检查单里没有要点“LA-77”；现有：ST-01、LA-01、LA-02" in console.err


def test_rules_schema_writes_one_file_for_each_kind(console: Console, tmp_path: Path) -> None:
    assert console("rules", "schema", tmp_path / "格式") == 0
    names = sorted(path.name for path in (tmp_path / "格式").iterdir())
    assert "overlay.schema.json" in names
    assert len(names) == 9


def test_an_archived_version_scores_as_it_did(
    console: Console, report: Path, tmp_path: Path
) -> None:
    rules, old = tmp_path / "rules.yaml", tmp_path / "archive" / "rules-2025.1.yaml"
    old.parent.mkdir()
    text = TINY.read_text("utf-8")
    rules.write_text(text, "utf-8")
    old.write_text(text.replace("2026.1", "2025.1"), "utf-8")
    arguments = ["score", report, "--checklist", rules, "--format", "json", "--checklist-version"]
    assert console(*arguments, "2025.1") == 0
    assert json.loads(console.out)["checklist"]["version"] == "2025.1"
    assert console(*arguments, "2024.1") == 2
    assert "现有版本：2025.1、2026.1" in console.err


def test_checklists_lists_the_shipped_ones(console: Console) -> None:
    assert console("checklists") == 0
    assert console.out.startswith("annual-report  法治政府建设年度报告检查单  版本")
    assert "tianjin  天津市补充规则，用 --overlay tianjin 加上" in console.out


def test_read_shows_the_text_and_what_was_left_out(console: Console, tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_bytes(REPORT.encode("gb18030") + b"\x81")
    assert console("read", path) == 0
    assert console.out.startswith("某某区某某局2023年度法治政府建设情况报告\n一、主要举措\n")
    assert "报告.txt：按txt格式读出" in console.err
    assert "提示：" in console.err or "未读到：" in console.err


def test_read_of_a_missing_file_is_exit_code_3(console: Console, tmp_path: Path) -> None:
    assert console("read", tmp_path / "没有.docx") == 3
    assert "没有.docx" in console.err


def labels(folder: Path) -> Path:
    """Labels of the report above, as annotators write them."""
    one = {
        "report": "one",
        "file": "reports/报告.txt",
        "unit": "某某区某某局",
        "unit_kind": "department",
        "report_year": 2023,
        "items": {"ST-01": {"verdict": "evidenced", "evidence": [], "confidence": "high"}},
        "sentences": [],
        "checks": [],
    }
    folder.mkdir()
    (folder / "one.json").write_text(json.dumps(one, ensure_ascii=False), "utf-8")
    return folder


def test_evaluate_compares_with_labels(console: Console, report: Path) -> None:
    folder = labels(report.parent / "labels")
    assert console("evaluate", folder, report.parent, "--checklist", TINY) == 0
    assert "一致" in console.out
    arguments = ["evaluate", folder, report.parent, "--checklist", TINY, "--format", "json"]
    assert console(*arguments) == 0
    assert json.loads(console.out)


def test_evaluate_without_labels_is_a_usage_error(console: Console, tmp_path: Path) -> None:
    assert console("evaluate", tmp_path / "nil", tmp_path, "--checklist", TINY) == 2
    assert console.err.startswith("错误：")


def test_the_command_ends_with_its_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    from scorer.__main__ import main

    monkeypatch.setattr(sys, "argv", ["scorer", "scor"])
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == 2


def test_an_interrupted_run_says_so(
    console: Console, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("scorer.selfcheck.key_of", interrupt)
    assert console("score", report) == 130
    assert console.err.strip().endswith("已中断。")


def test_a_bug_keeps_its_traceback(
    console: Console, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("scorer.selfcheck.key_of", fail)
    with pytest.raises(ZeroDivisionError):
        console("score", report)


def process(
    *arguments: object, cwd: Path = ROOT, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """The program as its own process, as a shell starts it."""
    return subprocess.run(
        [sys.executable, "-m", "scorer", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize("encoding", ["ascii", "cp936", "utf-8"])
def test_no_console_encoding_makes_the_program_fail(
    report: Path, tmp_path: Path, encoding: str
) -> None:
    cache = {"XDG_CACHE_HOME": str(tmp_path / "cache"), "PYTHONIOENCODING": encoding}
    done = process("score", report, "--checklist", TINY, **cache)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"LA-01" in done.stdout


def test_json_is_utf8_whatever_the_console(report: Path, tmp_path: Path) -> None:
    cache = {"XDG_CACHE_HOME": str(tmp_path / "cache"), "PYTHONIOENCODING": "ascii"}
    done = process("score", report, "--checklist", TINY, "--format", "json", **cache)
    assert json.loads(done.stdout.decode("utf-8"))["report"]["unit"] == "某某区某某局"


def test_a_reader_that_stops_early_is_no_error(report: Path, tmp_path: Path) -> None:
    command = f'"{sys.executable}" -m scorer score "{report}" --checklist "{TINY}" --format json | head -c 1'
    if sys.platform == "win32":
        pytest.skip("no head on Windows")
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    done = subprocess.run(
        command, shell=True, cwd=ROOT, env=environment, capture_output=True, check=False
    )
    assert done.stderr == b""


def test_the_start_is_cheap() -> None:
    code = "import sys, scorer.cli; print(sorted({'yaml','jinja2','rich','lxml','jieba','re2'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)
    assert done.stdout.strip() == b"[]"


def test_the_public_names_are_imported_when_used() -> None:
    code = (
        "import sys, scorer; assert 'scorer.loader' not in sys.modules; "
        "from scorer import load_checklist, score_text; "
        "card = score_text('某某局2023年度法治政府建设情况报告', load_checklist()); print(len(card.items))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)
    assert int(done.stdout) >= 44
    import scorer

    with pytest.raises(AttributeError, match="no attribute 'score_txt'"):
        _ = scorer.score_txt  # type: ignore[attr-defined]


def test_the_shipped_rules_can_be_copied_for_editing(console: Console, tmp_path: Path) -> None:
    folder = tmp_path / "规则"
    assert console("checklists", "--copy-to", folder) == 0
    shipped = ROOT / "checklists"
    names = sorted(path.relative_to(shipped) for path in shipped.rglob("*") if path.is_file())
    assert console.out.startswith(f"已复制{len(names)}个规则文件到“{folder}”：")
    assert f"--checklist {folder / 'annual-report.yaml'}" in console.out
    copied = sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    assert copied == names
    assert all((folder / name).read_bytes() == (shipped / name).read_bytes() for name in names)
    assert console("check", folder / "annual-report.yaml") == 0


def test_a_copy_of_the_rules_overwrites_nothing(console: Console, tmp_path: Path) -> None:
    (tmp_path / "意见.txt").write_text("我的", "utf-8")
    assert console("checklists", "--copy-to", tmp_path) == 2
    assert console.err.splitlines()[0] == (
        f"错误：“{tmp_path}”里已有文件，为免覆盖没有复制；请换一个新的文件夹"
    )
    assert [path.name for path in tmp_path.iterdir() if path.suffix] == ["意见.txt"]
    assert console("checklists", "--copy-to", tmp_path / "意见.txt") == 2
    assert "请换一个文件夹" in console.err


def test_a_folder_in_place_of_a_checklist_is_told_which_file_to_name(
    console: Console, tmp_path: Path
) -> None:
    folder = tmp_path / "规则"
    console("checklists", "--copy-to", folder)
    assert console("check", folder) == 2
    inside = folder / "annual-report.yaml"
    assert f"“{folder}”是文件夹；请写其中的检查单文件，如“{inside}”" in console.err
    assert console("check", "--overlay", folder / "schema") == 2
    assert f"“{folder / 'schema'}”是文件夹；请写其中的补充规则文件\n" in console.err


def test_the_rules_in_effect_go_to_a_file_of_their_own(console: Console, tmp_path: Path) -> None:
    kept = tmp_path / "archive" / "annual-report-2026.1.yaml"
    assert console("rules", "show", "--output", kept) == 0
    assert console.out == f"已写出 {kept}\n"
    assert console("rules", "show") == 0
    assert kept.read_text("utf-8") == console.out


def test_help_lists_the_words_that_an_option_takes(console: Console) -> None:
    assert console("rules", "add-example", "--help") == 0
    assert "--verdict absent|planned|stated|evidenced" in console.out

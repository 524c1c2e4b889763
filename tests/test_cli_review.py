"""`scorer review` as a reviewer meets it: what is said, what is left, exit codes, progress."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scorer.batch import Progress
from scorer.cli import review as command
from scorer.cli import run
from scorer.cli.progress import _Lines, shown_progress
from scorer.ledger import open_ledger

ROOT = Path(__file__).parents[1]
TINY = Path(__file__).parent / "checklists" / "tiny.yaml"
REPORT = """某某区司法局2024年度法治政府建设情况报告
一、主要举措
全年聘请2名律师担任法律顾问，审查合同12件。开展普法宣传5场。
某某区司法局
2025年1月10日
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    path = tmp_path / "报告"
    path.mkdir()
    (path / "司法局.txt").write_text(REPORT, "utf-8")
    return path


def reviewed(folder: Path, *more: object) -> int:
    out = folder.parent / "结果"
    return run(
        ["review", str(folder), "--out", str(out), "--checklist", str(TINY), *map(str, more)]
    )


def test_a_folder_with_its_register(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    register = folder / "台账.csv"
    register.write_text("单位名称,截止日期\n某某区司法局,2025-03-01\n某某区财政局,快了\n", "utf-8")
    assert reviewed(folder, "--register", register, "--year", 2024, "--workers", 1) == 0
    out, err = capfd.readouterr()
    assert out == (
        "共2个单位：已评1，读不了0，未报送1。\n"
        "未报送：某某区财政局\n"
        f"汇总：{folder.parent / '结果' / '汇总.html'}\n"
        f"清单：{folder.parent / '结果' / '清单.csv'}\n"
    )
    assert "提示：台账“台账.csv”第3行：截止日期“快了”认不出" in err
    assert "读取：1/1" in err and "评查：1/1" in err


def test_what_a_reviewer_has_to_check_is_told_at_the_end(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for number in range(12):
        (folder / f"司法局修改{number}.txt").write_text(
            REPORT.replace("5场", f"{number}场"), "utf-8"
        )
    assert reviewed(folder, "--year", 2023, "--workers", 1) == 0
    out = capfd.readouterr().out
    assert "请核对：某某区司法局：报告年度是2024年，不是2023年\n" in out
    assert out.count("没有采用：") == 10
    assert "这样的另有2处，见清单的“说明”。\n" in out
    page = (folder.parent / "结果" / "汇总.html").read_text("utf-8")
    assert "报告年度是2024年，不是2023年" in page


def test_a_file_that_cannot_be_read_gives_exit_code_3(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    register = folder.parent / "t.csv"
    register.write_text("单位\n某某区教育局\n", "utf-8")
    (folder / "空.docx").touch()
    assert reviewed(folder, "--register", register) == 3
    out, err = capfd.readouterr()
    assert "读不了：空.docx：是空文件" in err
    assert "不在台账里：某某区司法局、空" in out


def test_an_empty_folder_is_a_usage_error(
    tmp_path: Path, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "空").mkdir()
    assert reviewed(tmp_path / "空") == 2
    assert "里没有文件" in capfd.readouterr().err


def test_a_day_that_is_none_is_a_usage_error(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert reviewed(folder, "--supplement-by", "尽快") == 2
    assert "“尽快”不是日期" in capfd.readouterr().err
    assert reviewed(folder, "--supplement-by", "2025-03-20", "--bureau", "某某区司法局") == 0


def test_ctrl_c_says_how_to_go_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("scorer.batch.review_folder", interrupted)
    assert reviewed(folder) == 130
    assert "再次运行同一命令就接着做" in capfd.readouterr().err


def test_plain_lines_tell_done_failed_and_left_at_most_once_a_tenth(
    capfd: pytest.CaptureFixture[str],
) -> None:
    seconds = iter(range(1000))
    lines = _Lines(lambda: float(next(seconds)))
    for done in range(0, 101):
        lines(Progress("评查", done, done // 50, 100, 0))
    told = capfd.readouterr().err.splitlines()
    assert len(told) == 11
    assert told[0] == "评查：0/100"
    assert told[5].startswith("评查：50/100，失败1份，约剩")
    assert told[-1] == "评查：100/100，失败2份"
    lines(Progress("读取", 40, 0, 100, 40))
    assert capfd.readouterr().err == "读取：40/100，其中40份上次已完成\n"


def test_long_times_are_told_in_minutes(capfd: pytest.CaptureFixture[str]) -> None:
    seconds = iter((0.0, 0.0, 90.0))
    lines = _Lines(lambda: next(seconds))
    lines(Progress("评查", 0, 0, 2, 0))
    lines(Progress("评查", 1, 0, 2, 0))
    assert "约剩1分30秒" in capfd.readouterr().err


def test_a_terminal_gets_a_bar(capfd: pytest.CaptureFixture[str]) -> None:
    with shown_progress(terminal=True) as tell:
        tell(Progress("评查", 0, 0, 4, 0))
        tell(Progress("评查", 4, 1, 4, 0))
    told = capfd.readouterr().err
    assert "评查" in told and "4/4" in told and "失败1份" in told


def test_every_option_stands_in_both_readmes(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["review", "--help"]) == 0
    text = capfd.readouterr().out
    assert text.startswith("用法：scorer review 文件夹 [选项]")
    options = [line.split()[0] for line in text.split("\n") if line.startswith("  --")]
    assert len(options) == len(command.review.params) - 1, "all but the folder"
    for name in ("README.md", "README.zh-CN.md"):
        readme = (ROOT / name).read_text("utf-8")
        assert [one for one in options if one != "--help" and f"`{one}" not in readme] == []


def test_every_review_is_recorded_once_and_the_record_can_be_moved(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert reviewed(folder) == 0
    assert reviewed(folder) == 0
    own = folder.parent / "结果" / "审查记录.sqlite"
    with open_ledger(own) as opened:
        (run_,) = opened.runs()
    result = json.loads(run_.result)
    assert (run_.unit, run_.file) == ("某某区司法局", "司法局.txt")
    assert run_.percent == result["score"]["percent"]
    assert run_.report_digest == result["report"]["digest"]
    capfd.readouterr()
    lines, copy = folder.parent / "a.jsonl", folder.parent / "b.sqlite"
    assert run(["ledger", "export", str(own), "--out", str(lines)]) == 0
    assert run(["ledger", "import", str(copy), str(lines)]) == 0
    assert capfd.readouterr().out == f"{lines}\n新导入3条。\n"
    assert run(["ledger", "export", str(copy)]) == 0
    assert capfd.readouterr().out == lines.read_text("utf-8")


def test_a_ledger_that_is_not_there_is_told(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["ledger", "export", str(tmp_path / "无.sqlite")]) == 2
    assert "找不到审查记录库" in capfd.readouterr().err
    assert run(["ledger", "import", str(tmp_path / "a.sqlite"), str(tmp_path / "无")]) == 2
    assert "读不了" in capfd.readouterr().err

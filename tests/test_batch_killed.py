"""Killed without warning, at any moment of its life, a review started again ends as if nothing had
happened: the same bytes, nothing done twice, every run in the ledger once."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from scorer.ledger import open_ledger

ROOT = Path(__file__).parents[1]
TINY = Path(__file__).parent / "checklists" / "tiny.yaml"
LEDGER = "审查记录.sqlite"
UNITS = 12
ANYWHERE = 14
"""Kills at random moments of the whole run; the others are at random moments of its last part,
which leaves few files and would hardly ever be met."""
LATE = (
    *("清单.json", "汇总.html", "汇总表.xlsx"),
    *(LEDGER, LEDGER, f"{LEDGER}-wal"),
)
PATIENCE = 60.0

pytestmark = pytest.mark.skipif(os.name == "nt", reason="SIGKILL is POSIX")


def report(unit: str, lawyers: int) -> str:
    return f"""{unit}2024年度法治政府建设情况报告
一、主要举措
全年聘请{lawyers}名律师担任法律顾问，审查合同12件。开展普法宣传5场。
二、下一年度安排
下一步将继续加强行政执法培训。
{unit}
2025年1月10日
"""


class District:
    """A folder of reports, and runs of the real command over it."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.folder = place / "报告"
        self.folder.mkdir()
        for number in range(UNITS):
            text = report(f"某某区第{number}局", number + 1)
            (self.folder / f"{number}.txt").write_text(text, "utf-8")
        (self.folder / "坏.txt").write_text("不是报告", "utf-8")

    def start(self, out: Path) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "scorer", "review", str(self.folder), "--out", str(out)]
        return subprocess.Popen(
            [*command, "--checklist", str(TINY), "--workers", "2"],
            cwd=ROOT,
            env={**os.environ, "XDG_CACHE_HOME": str(self.place / "cache")},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def finish(self, out: Path) -> None:
        assert self.start(out).wait(PATIENCE) == 3, "one file is no report"

    def kill(self, out: Path, when: Callable[[], bool], draw: random.Random) -> bool:
        """Start a run and kill it; whether it was still running."""
        run = self.start(out)
        end = time.monotonic() + PATIENCE
        while not when() and run.poll() is None and time.monotonic() < end:
            time.sleep(0.001)
        time.sleep(draw.random() * 0.05)
        killed = run.poll() is None
        if killed and draw.random() < 0.5:
            os.killpg(run.pid, signal.SIGKILL)
        elif killed:
            # The parent alone: its workers must not live on.
            os.kill(run.pid, signal.SIGKILL)
        run.wait()
        return killed


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> District:
    return District(tmp_path_factory.mktemp("district"))


@pytest.fixture(scope="module")
def calm(district: District) -> Path:
    """The results of a run that nobody disturbed."""
    out = district.place / "无扰"
    district.finish(out)
    return out


def count(out: Path) -> int:
    return sum(len(files) for _, _, files in os.walk(out))


def reached(out: Path, files: float) -> bool:
    return count(out) >= files


def results(out: Path) -> dict[str, bytes]:
    """Every result by its name; the work folder is no result, and the ledger tells the time."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and ".scorer" not in path.parts and LEDGER not in path.name
    }


def recorded(out: Path) -> list[dict[str, object]]:
    """Everything that the ledger holds, but for when it was recorded."""
    with open_ledger(out / LEDGER) as ledger:
        lines = [json.loads(line) for line in ledger.export_lines()]
    timed = {"recorded_at", "previous"}
    return [{key: line[key] for key in line if key not in timed} for line in lines]


def test_killed_at_20_random_moments_in_a_row_it_ends_with_the_same_bytes(
    district: District, calm: Path
) -> None:
    out = district.place / "打断"
    draw = random.Random(20)
    whole = count(calm)
    goals = sorted(draw.random() for _ in range(ANYWHERE))
    kills = 0
    for goal in goals:
        kills += district.kill(out, partial(reached, out, goal * whole), draw)
    for name in LATE:
        kills += district.kill(out, (out / name).exists, draw)
    assert kills == ANYWHERE + len(LATE) == 20
    written = {path: path.stat().st_mtime_ns for path in out.glob("*/*.html")}
    district.finish(out)
    assert results(out) == results(calm)
    assert {path: path.stat().st_mtime_ns for path in written} == written, "done twice"
    assert recorded(out) == recorded(calm)
    tables = Counter(line.get("table") for line in recorded(out))
    names = ("runs", "readings", "submissions")
    assert tables == {None: 1, **dict.fromkeys(names, UNITS)}, "each once, below the head"


@pytest.mark.parametrize("moment", ["缺项页", LEDGER])
def test_killed_once_it_ends_with_the_same_bytes(
    district: District, calm: Path, moment: str
) -> None:
    out = district.place / f"打断一次-{moment}"
    assert district.kill(out, (out / moment).exists, random.Random(moment))
    district.finish(out)
    assert results(out) == results(calm)
    assert recorded(out) == recorded(calm)

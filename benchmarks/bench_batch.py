"""What a review of many reports costs, as ratios: `python benchmarks/bench_batch.py [REPORTS]`.

Reviews made-up .txt reports with all outputs, each time into a new folder and as a process of its
own: one process against two in turns, a tenth of the reports against all of them, and the search
for copied passages alone. Takes some minutes; 1,000 reports where no number is given.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from benchmarks.made_reports import made_report  # noqa: E402
from scorer.loader import load_checklist  # noqa: E402
from scorer.readers import read_text  # noqa: E402
from scorer.season import PassageSource  # noqa: E402
from scorer.segment import segment  # noqa: E402
from scorer.summary import find_copies, passage_source  # noqa: E402

PAIRS = 3
"""Rounds of one process against two."""
_MEASURED = """
import json, resource, sys, time
from scorer.cli import run
start = time.perf_counter()
code = run(sys.argv[1:])
wall = time.perf_counter() - start
own, workers = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
cpu = sum(one.ru_utime + one.ru_stime for one in (own, workers))
told = {"wall": wall, "cpu": cpu, "own_cpu": own.ru_utime + own.ru_stime}
told |= {"own_mb": own.ru_maxrss / 1024, "worker_mb": workers.ru_maxrss / 1024, "code": code}
print(json.dumps(told), file=sys.stderr)
"""


class Cost(NamedTuple):
    """What a review took: seconds, processor seconds of all and of the parent, peak memory in MB
    of the parent and of the largest worker."""

    wall: float
    cpu: float
    own_cpu: float
    own_mb: float
    worker_mb: float


def make_folder(place: Path, reports: int) -> Path:
    """A folder of so many made-up reports."""
    folder = place / f"reports-{reports}"
    folder.mkdir()
    for number in range(reports):
        (folder / f"{number:05}.txt").write_text(made_report(number), "utf-8")
    return folder


def review(folder: Path, *, workers: int) -> Cost:
    """Review a folder with all outputs into a new one, in a process of its own."""
    with tempfile.TemporaryDirectory(dir=folder.parent) as out:
        command = ["review", str(folder), "--out", out, "--workers", str(workers)]
        done = subprocess.run(
            [sys.executable, "-c", _MEASURED, *command],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            check=True,
        )
        made = len(list(Path(out).glob("结果数据/*.json")))
    told = json.loads(done.stderr.decode().splitlines()[-1])
    if told.pop("code") or made != len(list(folder.iterdir())):
        raise SystemExit(f"the review of {folder} failed")
    return Cost(**told)


def sources(reports: int) -> list[PassageSource]:
    """The bodies of so many made-up reports."""
    checklist = load_checklist()
    outline, kinds = checklist.outline, checklist.unit_kinds
    texts = (read_text(made_report(number)) for number in range(reports))
    return [passage_source(segment(one, outline, kinds)) for one in texts]


def show_processes(folder: Path) -> None:
    """One process against two, in turns."""
    count = len(list(folder.iterdir()))
    print(f"\n{count} reports, one process and two, in turns")
    rounds = []
    for _ in range(PAIRS):
        one, two = review(folder, workers=1), review(folder, workers=2)
        rounds.append((one, two))
        print(f"  wall {one.wall:6.1f} s / {two.wall:6.1f} s = {one.wall / two.wall:.2f}", end="")
        print(f"   cores had {one.cpu / one.wall:.2f} / {two.cpu / two.wall:.2f}", end="")
        print(f"   parent's share of processor time {two.own_cpu / two.cpu:.1%}")
    print(f"  median of ratios {median(one.wall / two.wall for one, two in rounds):.2f}")
    ideal = median(one.cpu / (two.own_cpu + (two.cpu - two.own_cpu) / 2) for one, two in rounds)
    print(f"  by processor time, were both cores free: {ideal:.2f}")


def show_growth(few: Path, many: Path) -> None:
    """Cost per report and memory, a tenth of the reports against all."""
    small, large = review(few, workers=2), review(many, workers=2)
    print()
    for folder, cost in ((few, small), (many, large)):
        count = len(list(folder.iterdir()))
        print(f"{count} reports: {1000 * cost.cpu / count:.0f} ms of processor time each,", end=" ")
        print(f"parent {cost.own_mb:.0f} MB, largest worker {cost.worker_mb:.0f} MB, ", end="")
        print(f"{cost.wall:.0f} s")
    count = len(list(many.iterdir())) / len(list(few.iterdir()))
    print(f"  cost per report {large.cpu / small.cpu / count:.2f} of that of the few", end=", ")
    print(f"parent's memory {large.own_mb / small.own_mb:.2f}", end=", ")
    print(f"workers' memory {large.worker_mb / small.worker_mb:.2f}")


def show_copies(reports: int) -> None:
    """The search for copied passages alone."""
    print()
    for count in (reports // 10, reports):
        bodies = sources(count)
        characters = sum(len(one.text) for body in bodies for one in body.passages)
        start = time.process_time()
        found = find_copies(bodies)
        seconds = time.process_time() - start
        print(f"copied passages among {count} reports, {characters} characters:", end=" ")
        print(f"{len(found)} pairs in {seconds:.2f} s, {1000 * seconds / count:.2f} ms each")


def main() -> None:
    reports = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    show_copies(reports)
    with tempfile.TemporaryDirectory() as place:
        few, many = (make_folder(Path(place), count) for count in (reports // 10, reports))
        show_growth(few, many)
        show_processes(make_folder(Path(place), reports // 4))


if __name__ == "__main__":
    main()

"""Cost of a rehearsal: `python benchmarks/bench_rehearse.py [HOW_MANY]` (1,000 unless told).

Makes reports of invented units, rehearses two edits on them (one of items, which shares reading,
segmentation, assertion, actors and facts between the checklists; one of the outline, which shares
nothing) with one and with two processes, and renders all outputs.
"""

from __future__ import annotations

import os
import random
import re
import resource
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
for folder in (ROOT, ROOT / "benchmarks"):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))

from made_reports import made_report  # noqa: E402

from scorer.archive import open_archive  # noqa: E402
from scorer.checklist import Checklist  # noqa: E402
from scorer.loader import load_checklist  # noqa: E402
from scorer.rehearsal import Plan, rehearse  # noqa: E402
from scorer.renderers.rehearsal_json import render_rehearsal_json  # noqa: E402
from scorer.renderers.rehearsal_page import render_rehearsal_page  # noqa: E402
from scorer.renderers.rehearsal_text import render_rehearsal_text  # noqa: E402

_SENTENCE = re.compile("[^。；]+[。；]")
_KEPT = (1.0, 0.9, 0.75, 0.6)
_HEAD = 3
"""Lines that every report keeps: title, addressee, opening."""


def varied_report(number: int) -> str:
    """A made report of which a share of the sentences is missing, so that verdicts differ."""
    draw = random.Random(f"varied-{number}")
    share = draw.choice(_KEPT)
    lines = made_report(number).split("\n")
    body = [
        _SENTENCE.sub(lambda found: found[0] if draw.random() < share else "", line)
        if len(line) > 40
        else line
        for line in lines[_HEAD:]
    ]
    return "\n".join([*lines[:_HEAD], *(line for line in body if line.strip())])


def edited_items(checklist: Checklist) -> Checklist:
    """Every second item loses its first way of being evidenced."""
    items = tuple(
        replace(item, evidenced=item.evidenced[1:]) if number % 2 else item
        for number, item in enumerate(checklist.items)
    )
    return replace(checklist, digest="items", items=items)


def edited_outline(checklist: Checklist) -> Checklist:
    """The same edit and one more opening phrase in the outline, so that nothing is shared."""
    outline = replace(checklist.outline, openings=(*checklist.outline.openings, "特此说明"))
    return replace(edited_items(checklist), digest="outline", outline=outline)


def main() -> None:
    """Print one line for each run."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    old = load_checklist()
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as folder:
        characters = 0
        for number in range(many):
            text = varied_report(number)
            characters += len(text)
            (Path(folder) / f"{number:05}.txt").write_text(text, "utf-8")
        print(f"{many} reports, {characters // many} characters on average")
        for name, new in (("items", edited_items(old)), ("outline", edited_outline(old))):
            for workers in (1, 2):
                _measure(Path(folder), name, (old, new), workers)


def _measure(folder: Path, name: str, pair: tuple[Checklist, Checklist], workers: int) -> None:
    start, worked = time.perf_counter(), _processor_time()
    with open_archive(folder) as archive:
        plan = Plan(
            archive=archive,
            old=pair[0],
            new=pair[1],
            old_place="old",
            new_place="new",
            workers=workers,
        )
        found = rehearse(plan)
    middle, worked = time.perf_counter(), _processor_time() - worked
    page, data = render_rehearsal_page(found), render_rehearsal_json(found)
    render_rehearsal_text(found)
    end = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"edit of {name}, {workers} process(es): {middle - start:.1f} s, "
        f"of processors {worked:.1f} s; outputs {end - middle:.1f} s "
        f"(page {len(page) // 1024} KB, JSON {len(data) // 1024} KB); "
        f"{found.moved} verdicts moved on {found.moving} reports; peak {peak} MB"
    )


def _processor_time() -> float:
    """Seconds that this process and those that it ended have worked."""
    spent = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in spent)


if __name__ == "__main__":
    main()

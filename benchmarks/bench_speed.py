"""Speed of the scorer as ratios that hold on any machine: `python benchmarks/bench_speed.py`.

Whatever is compared runs in turns within one run, and medians are compared, so that a busy
machine slows both sides alike. Takes the path of a report; without one, the longest example.
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from scorer.checklist import Checklist, FactNeed, Item, Pattern, Term  # noqa: E402
from scorer.loader import load_checklist  # noqa: E402
from scorer.pipeline import score_text  # noqa: E402

_IMPORTS = "import click, yaml, jinja2"
_LETTERS = "甲乙丙丁戊庚辛壬癸丑寅卯辰巳午申酉戌亥"
_LOADED = (
    "import runpy, sys\n"
    "sys.argv = ['scorer', 'score', sys.argv[1], '--format', 'json']\n"
    "try:\n    runpy.run_module('scorer', run_name='__main__')\n"
    "except SystemExit:\n    pass\n"
    "print('jieba' in sys.modules, file=sys.stderr)\n"
)


def longest_example() -> Path:
    """The longest .txt under examples/."""
    return max((ROOT / "examples").glob("*.txt"), key=lambda path: path.stat().st_size)


def grown_text(text: str, times: int, *, seed: int = 7) -> str:
    """A report `times` as long: its clauses, mixed anew, fill paragraphs in its first third.

    Three letters that say nothing open each added clause, so that none is a copy of another, as
    none is in a real report: copies are work of their own (CK-03).
    """
    lines = text.splitlines()
    clauses = [clause for line in lines for clause in re.findall(r"[^，。；：]{4,}[，。；]", line)]
    draw = random.Random(seed)
    wanted = (times - 1) * len(text)
    added: list[str] = []
    while wanted > 0:
        chosen = draw.choices(clauses, k=12)
        paragraph = "".join("".join(draw.choices(_LETTERS, k=3)) + one for one in chosen)
        added.append(paragraph)
        wanted -= len(paragraph) + 1
    middle = len(lines) // 3
    return "\n".join([*lines[:middle], *added, *lines[middle:]])


def grown_checklist(checklist: Checklist, size: int) -> Checklist:
    """A checklist with `size` items: copies with ids and phrases of their own (phrases reversed
    and numbered, so that they are as long and as common in letters as the originals)."""
    originals = [item for item in checklist.items if item.structure is None and not item.told_by]
    copies = [
        _copy(originals[number % len(originals)], number)
        for number in range(size - len(checklist.items))
    ]
    return replace(
        checklist, digest=f"{checklist.digest}-{size}", items=(*checklist.items, *copies)
    )


def _copy(item: Item, number: int) -> Item:
    def term(one: Term) -> Term:
        words = tuple(f"{word[::-1]}{chr(0x4E00 + number)}" for word in one.words)
        return replace(one, name=f"{one.name}-{number}", words=words)

    def fact(one: FactNeed) -> FactNeed:
        return one if one.words is None else replace(one, words=term(one.words))

    def pattern(one: Pattern) -> Pattern:
        return replace(
            one,
            id=f"{one.id}-{number}",
            all=tuple(map(term, one.all)),
            none=tuple(map(term, one.none)),
            facts=tuple(map(fact, one.facts)),
            under=None if one.under is None else term(one.under),
        )

    return replace(
        item,
        id=f"{item.id}-{number}",
        look_alikes=tuple(map(term, item.look_alikes)),
        stated=tuple(map(pattern, item.stated)),
        evidenced=tuple(map(pattern, item.evidenced)),
        mentioned=tuple(map(pattern, item.mentioned)),
    )


def seconds(action: Callable[[], object]) -> float:
    """Wall time of one call."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def in_turns(actions: Sequence[Callable[[], object]], *, rounds: int) -> list[float]:
    """Median seconds of each action, after one round to warm up."""
    for action in actions:
        action()
    times = [[seconds(action) for action in actions] for _ in range(rounds)]
    return [median(column) for column in zip(*times, strict=True)]


def against_jieba(text: str, checklist: Checklist) -> tuple[float, float]:
    """Seconds of jieba.lcut (dictionary loaded, HMM off) and of score_text on the same text."""
    import jieba

    jieba.setLogLevel(60)
    jieba.initialize()
    cut, scored = in_turns(
        [lambda: jieba.lcut(text, HMM=False), lambda: score_text(text, checklist)], rounds=25
    )
    return cut, scored


def cold(path: Path) -> tuple[float, float]:
    """Seconds of the bare imports and of the whole command on one file, each in a new process."""
    score = [sys.executable, "-m", "scorer", "score", str(path), "--format", "json"]
    imports, command = in_turns(
        [lambda: _run([sys.executable, "-c", _IMPORTS]), lambda: _run(score)], rounds=9
    )
    return imports, command


def jieba_is_loaded(path: Path) -> bool:
    """Whether scoring one file by the command loads jieba."""
    done = _run([sys.executable, "-c", _LOADED, str(path)])
    return done.stderr.strip().endswith("True")


def by_length(text: str, checklist: Checklist, times: Sequence[int]) -> list[float]:
    """Seconds for each character of texts that are `times` as long."""
    texts = [grown_text(text, factor) for factor in times]
    spent = in_turns([lambda one=one: score_text(one, checklist) for one in texts], rounds=7)
    return [each / len(one) for each, one in zip(spent, texts, strict=True)]


def by_items(text: str, checklist: Checklist, sizes: Sequence[int]) -> list[float]:
    """Seconds with checklists of these sizes."""
    checklists = [grown_checklist(checklist, size) for size in sizes]
    return in_turns([lambda one=one: score_text(text, one) for one in checklists], rounds=15)


def _run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)


def _rows(path: Path, checklist: Checklist) -> list[tuple[str, str, str, str]]:
    text = path.read_text(encoding="utf-8")
    cut, scored = against_jieba(text, checklist)
    imports, command = cold(path)
    times = (1, 2, 4, 8, 16)
    costs = by_length(text, checklist, times)
    sizes = (len(checklist.items), 100, 200, 400)
    spent = by_items(text, checklist, sizes)
    texts = f"{1e3 * cut:.2f} ms / {1e3 * scored:.2f} ms"
    starts = f"{1e3 * command:.0f} ms / {1e3 * imports:.0f} ms"
    return [
        ("jieba.lcut / score_text", f"{cut / scored:.1f}", ">= 5", texts),
        ("cold command / imports", f"{command / imports:.2f}", "<= 3", starts),
        ("jieba loaded", "yes" if jieba_is_loaded(path) else "no", "no", ""),
        (
            f"cost per character, {times[-1]}x / 1x",
            f"{costs[-1] / costs[0]:.2f}",
            "about 1",
            "  ".join(f"{n}x {1e6 * one:.2f} us" for n, one in zip(times, costs, strict=True)),
        ),
        (
            f"cost, {sizes[-1]} items / {sizes[0]}",
            f"{spent[-1] / spent[0]:.2f}",
            "about 1",
            "  ".join(f"{n}: {1e3 * one:.2f} ms" for n, one in zip(sizes, spent, strict=True)),
        ),
    ]  # fmt: skip


def main() -> None:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else longest_example()
    checklist = load_checklist()
    print(f"{path.name}: {len(path.read_text(encoding='utf-8'))} characters")
    for name, ratio, aim, detail in _rows(path, checklist):
        print(f"{name:32}{ratio:>6}  {aim:8} {detail}".rstrip())


if __name__ == "__main__":
    main()

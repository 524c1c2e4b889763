"""Time of each stage as a share of `jieba.lcut`: `python benchmarks/bench_stages.py [REPORT.txt]`.

Processor time, stages and jieba in turns within one run, the least of many rounds: what a stage
needs when nobody else is at the machine. Without a report, the longest example is taken.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from benchmarks.bench_speed import longest_example  # noqa: E402
from scorer.checklist import Checklist  # noqa: E402
from scorer.loader import load_checklist  # noqa: E402
from scorer.pipeline import (  # noqa: E402
    classify,
    find_actors,
    find_evidence,
    find_facts,
    find_findings,
    find_structure,
    read_text,
    score,
    score_text,
    segment,
    sentence_statuses,
)

ROUNDS = 60


class Clock:
    """The least processor time of each named step."""

    def __init__(self) -> None:
        self.least: dict[str, float] = {}

    def __call__(
        self, name: str, step: Callable[..., Any], *values: object, **named: object
    ) -> Any:
        start = time.process_time()
        result = step(*values, **named)
        spent = time.process_time() - start
        self.least[name] = min(spent, self.least.get(name, spent))
        return result


def run(text: str, checklist: Checklist, clock: Clock) -> None:
    """One round: the stages in the pipeline's order."""
    reading = clock("read", read_text, text)
    report = clock("segment", segment, reading, checklist.outline, checklist.unit_kinds)
    assertions = clock("assertion", classify, report, checklist.cues)
    sentences = clock("sentences", sentence_statuses, report, assertions)
    actors = clock("actors", find_actors, report, checklist.actors)
    facts = clock("facts", find_facts, report)
    evidence, misses = clock("matcher", find_evidence, report, assertions, actors, facts, checklist)
    parts, missing = clock(
        "structure", find_structure, report, assertions, actors, sentences, checklist
    )
    told, refused = parts + evidence, missing + misses
    clock("scoring", score, report, told, refused, sentences, checklist, tool_version="")
    clock("checks", find_findings, report, checklist, assertions, facts, actors)


def main() -> None:
    import jieba

    jieba.setLogLevel(60)
    jieba.initialize()
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else longest_example()
    text = path.read_text(encoding="utf-8")
    checklist = load_checklist()
    clock = Clock()
    for _ in range(ROUNDS):
        clock("jieba.lcut", jieba.lcut, text, HMM=False)
        clock("score_text", score_text, text, checklist)
        run(text, checklist, clock)
    whole = clock.least["jieba.lcut"]
    print(f"{path.name}: {len(text)} characters")
    for name, spent in clock.least.items():
        print(f"{name:12}{1e3 * spent:7.2f} ms {spent / whole:6.1%} of jieba {whole / spent:6.1f}x")


if __name__ == "__main__":
    main()

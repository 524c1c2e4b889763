"""How cost grows, with bounds so wide that only a change of shape can break them."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.bench_speed import (
    grown_checklist,
    grown_text,
    in_turns,
    jieba_is_loaded,
    longest_example,
)
from scorer import load_checklist, score_text


@pytest.fixture(scope="module")
def example() -> Path:
    return longest_example()


def test_eight_times_the_text_costs_less_than_sixteen_times_as_much(example: Path):
    checklist = load_checklist()
    text = example.read_text(encoding="utf-8")
    short, long = grown_text(text, 2), grown_text(text, 16)
    costs = in_turns(
        [lambda: score_text(short, checklist), lambda: score_text(long, checklist)], rounds=5
    )
    assert costs[1] < 16 * costs[0]


def test_nine_times_the_items_cost_less_than_four_times_as_much(example: Path):
    checklist = load_checklist()
    text = example.read_text(encoding="utf-8")
    many = grown_checklist(checklist, 400)
    assert len({item.id for item in many.items}) == len(many.items) == 400
    costs = in_turns(
        [lambda: score_text(text, checklist), lambda: score_text(text, many)], rounds=5
    )
    assert costs[1] < 4 * costs[0]


def test_the_command_does_not_load_jieba(example: Path):
    assert not jieba_is_loaded(example)

"""The effective checklist can be printed, archived, and told apart by origin."""

from __future__ import annotations

from pathlib import Path

import pytest

from scorer.errors import ChecklistError
from scorer.loader import find_version, load_checklist, load_effective
from scorer.loader.printing import render_checklist, render_item

TINY = Path(__file__).parent / "checklists" / "tiny.yaml"
OVERLAY = """id: place
extends: tiny
change:
  LA-01:
    points: 5
    advice: "写明：聘请了谁。"
    look_alikes: {add: [企业法律顾问]}
    examples: {add: [{text: "聘请\\n'法律顾问': 一名", verdict: stated}]}
"""


def overlaid(folder: Path) -> Path:
    path = folder / "place.yaml"
    path.write_text(OVERLAY, "utf-8")
    return path


@pytest.mark.parametrize("origins", [False, True])
def test_what_is_printed_loads_to_the_same_checklist(tmp_path: Path, origins: bool) -> None:
    effective = load_effective(TINY, [overlaid(tmp_path)])
    path = tmp_path / "printed.yaml"
    path.write_text(render_checklist(effective.root, origins=origins), "utf-8")
    assert load_checklist(path).digest == effective.checklist.digest


def test_the_shipped_checklist_prints_to_itself(tmp_path: Path) -> None:
    path = tmp_path / "printed.yaml"
    path.write_text(render_checklist(load_effective().root), "utf-8")
    assert load_checklist(path).digest == load_checklist().digest


def test_every_line_tells_who_gave_its_value(tmp_path: Path) -> None:
    overlay = overlaid(tmp_path)
    printed = render_item(load_effective(TINY, [overlay]).root, "LA-01", origins=True)
    assert printed is not None
    lines = {line.split("  # ")[0].strip(): line.split("  # ")[-1] for line in printed.split("\n")}
    assert lines["points: 5"] == f"{overlay}:5"
    assert lines["- 企业法律顾问"] == f"{overlay}:7"
    assert lines["group: LA"].startswith(f"{TINY}:")
    assert lines["- 村法律顾问"].startswith(f"{TINY}:")


def test_an_item_that_is_not_there_prints_nothing() -> None:
    assert render_item(load_effective(TINY).root, "LA-77") is None


def archived(folder: Path) -> Path:
    """A checklist with one older version in its archive."""
    path = folder / "rules.yaml"
    path.write_text(TINY.read_text("utf-8"), "utf-8")
    old = folder / "archive" / "rules-2025.1.yaml"
    old.parent.mkdir()
    old.write_text(TINY.read_text("utf-8").replace("2026.1", "2025.1"), "utf-8")
    return path


def test_an_older_version_is_found_in_the_archive(tmp_path: Path) -> None:
    path = archived(tmp_path)
    assert load_checklist(find_version(path, "2025.1")).version == "2025.1"
    assert load_checklist(find_version(path, "2026.1")).version == "2026.1"
    assert find_version(path, None) == path


@pytest.mark.parametrize("version", ["2024.1", "../rules", "x/../2025.1"])
def test_a_version_that_is_not_there_names_those_that_are(tmp_path: Path, version: str) -> None:
    with pytest.raises(ChecklistError) as caught:
        find_version(archived(tmp_path), version)
    assert str(caught.value) == f"检查单“rules”没有版本“{version}”；现有版本：2025.1、2026.1"

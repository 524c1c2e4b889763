"""A checklist is judged by its own examples before it judges anybody's report."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from scorer import selfcheck
from scorer.checklist import Checklist, Example, Item, Verdict
from scorer.errors import ChecklistError
from scorer.loader import load_checklist, load_effective, shipped_overlays
from scorer.pipeline import score_example
from scorer.result import ItemResult
from scorer.selfcheck import failing_examples, load_verified_checklist, verify

TINY = Path(__file__).parent / "checklists" / "tiny.yaml"


def with_example(folder: Path, old: str, new: str) -> Path:
    """The tiny checklist with one of its examples changed."""
    text = TINY.read_text("utf-8")
    assert old in text
    path = folder / "tiny.yaml"
    path.write_text(text.replace(old, new, 1), "utf-8")
    return path


def problems(path: Path) -> list[str]:
    with pytest.raises(ChecklistError) as caught:
        verify(load_effective(path))
    return [str(problem).replace(str(path), path.name) for problem in caught.value.problems]


def test_the_shipped_checklist_passes_its_own_examples() -> None:
    assert [failure.message for failure in failing_examples(load_checklist())] == []


@pytest.mark.parametrize("overlay", shipped_overlays())
def test_every_shipped_overlay_keeps_the_examples(overlay: str) -> None:
    effective = load_effective(None, [overlay])
    assert effective.checklist.overlays == (overlay,)
    assert [failure.message for failure in failing_examples(effective.checklist)] == []


def test_an_example_that_finds_too_little_is_a_miss(tmp_path: Path) -> None:
    path = with_example(
        tmp_path,
        "充分发挥法律顾问作用。, verdict: stated",
        "充分发挥法律顾问作用。, verdict: evidenced",
    )
    (found,) = problems(path)
    assert "LA-01：漏判：例句2“充分发挥法律顾问作用。”应判“有实据”，实判“泛泛表述”" in found
    assert "命中模式LA-01.a told" in found
    line = path.read_text("utf-8").split("充分发挥")[0].count("\n") + 1
    assert found.startswith(f"tiny.yaml:{line}:16: ")


def test_an_example_that_finds_too_much_is_a_false_claim(tmp_path: Path) -> None:
    path = with_example(tmp_path, "开展法律服务宣传。", "签订法律顾问合同。")
    (found,) = problems(path)
    assert "LA-01：误判：例句4“签订法律顾问合同。”应判“缺失”，实判“有实据”" in found


def test_a_refused_sentence_names_the_pattern_that_was_not_taken(tmp_path: Path) -> None:
    path = with_example(
        tmp_path,
        "下一步将聘请法律顾问。, verdict: planned",
        "下一步将聘请法律顾问。, verdict: stated",
    )
    (found,) = problems(path)
    assert "未采纳模式" in found


def test_a_pattern_that_hit_is_not_told_as_refused(tmp_path: Path) -> None:
    path = with_example(
        tmp_path,
        "充分发挥法律顾问作用。, verdict: stated",
        "充分发挥法律顾问作用。, verdict: evidenced",
    )
    (found,) = problems(path)
    assert "（命中模式LA-01.a told；" in found
    assert "未采纳" not in found


def test_every_failing_example_is_told_at_once(tmp_path: Path) -> None:
    text = TINY.read_text("utf-8").replace("verdict: absent}", "verdict: evidenced}")
    # One absent example per item must stay, or the checklist is refused before it is tried.
    text = text.replace("聘请社会律师。, verdict: evidenced", "聘请社会律师。, verdict: absent")
    text = text.replace("开展法律服务宣传。, verdict: evidenced", "某某。, verdict: absent")
    path = tmp_path / "tiny.yaml"
    path.write_text(
        text.replace('明年将继续学习。", verdict: evidenced', '明年。", verdict: absent'), "utf-8"
    )
    assert len(problems(path)) == 1


def counting(calls: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def run(item: Item, example: Example, checklist: Checklist) -> ItemResult:
        calls.append(example.text)
        return score_example(item, example, checklist)

    original = selfcheck.verify
    monkeypatch.setattr(selfcheck, "verify", lambda effective: original(effective, run=run))


def test_examples_run_once_for_the_same_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    counting(calls, monkeypatch)
    first = load_verified_checklist(TINY, cache=tmp_path)
    assert len(calls) == sum(len(item.examples) for item in first.items)
    second = load_verified_checklist(TINY, cache=tmp_path)
    assert len(calls) == sum(len(item.examples) for item in first.items)
    assert second.digest == first.digest


def test_a_checklist_that_fails_is_never_kept(tmp_path: Path) -> None:
    path = with_example(tmp_path, "开展法律服务宣传。", "签订法律顾问合同。")
    for _ in range(2):
        with pytest.raises(ChecklistError, match="误判"):
            load_verified_checklist(path, cache=tmp_path / "cache")


def test_without_a_usable_cache_every_start_verifies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    counting(calls, monkeypatch)
    blocked = tmp_path / "file"
    blocked.write_text("")
    for number in (1, 2):
        found = load_verified_checklist(TINY, cache=blocked / "cache")
        assert len(calls) == number * sum(len(item.examples) for item in found.items)
    monkeypatch.setattr(selfcheck, "cache_folder", lambda: None)
    assert load_verified_checklist(TINY).digest == load_checklist(TINY).digest


def test_a_verdict_that_does_not_apply_ranks_lowest() -> None:
    checklist = load_checklist(TINY)
    item = checklist.items[1]
    example = replace(item.examples[0], verdict=Verdict.NOT_APPLICABLE)
    result = score_example(item, item.examples[0], checklist)
    assert selfcheck.ExampleFailure(item, 1, example, result).kind == "误判"

"""A rehearsal: what it says of an edit is what scoring with either checklist says; the archive stays
as it was."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from scorer import rehearsal
from scorer.archive import Archive, ArchivedReport, open_archive
from scorer.batch import Progress
from scorer.batch.pool import Lost
from scorer.checklist import Checklist, Verdict
from scorer.cli import run
from scorer.ledger import open_ledger
from scorer.loader import load_checklist
from scorer.pipeline import score_reading
from scorer.rehearsal import Plan, rehearse, running
from scorer.rehearsal.quoting import QUOTE_CHARACTERS, side_of
from scorer.rehearsal.trials import alike, pair_of, try_report
from scorer.rehearsed import Rehearsal
from scorer.result import Scorecard

ROOT = Path(__file__).parents[1]
TINY = Path(__file__).parent / "checklists" / "tiny.yaml"
EXAMPLES = sorted(path for path in (ROOT / "examples").glob("*.txt"))

Edited = Callable[..., Checklist]


def report(unit: str, *sentences: str, year: int = 2024) -> str:
    body = "\n".join(sentences)
    return f"""{unit}{year}年度法治政府建设情况报告
一、主要举措
{body}
二、下一年度安排
下一步将继续加强行政执法培训。
{unit}
{year + 1}年1月10日
"""


TEXTS = {
    "甲局": report("某某区甲局", "与某某律师事务所签订法律顾问合同。"),
    "乙局": report("某某区乙局", "充分发挥法律顾问参谋作用。"),
    "丙局": report("某某区丙局", "开展普法宣传5场。"),
    "丁局": report("某某区丁局", "谋划聘请法律顾问。"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "存档"
    made.mkdir()
    for name, text in TEXTS.items():
        (made / f"{name}.txt").write_text(text, "utf-8")
    return made


@pytest.fixture
def edit(tmp_path: Path) -> Callable[..., Path]:
    """The tiny checklist with some words replaced, as a file."""

    def edited(*changes: tuple[str, str], name: str = "new.yaml") -> Path:
        text = TINY.read_text("utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return path

    return edited


LAXER = (
    "    mentioned:\n",
    "      - {name: lax, all: [[参谋, 谋划], $法律顾问]}\n    mentioned:\n",
)
STRICTER = ("all: [[委托, $签约], $法律顾问]", "all: [[委托], $法律顾问]")
CUE = (
    "cues:\n",
    "cues:\n  - {id: planned-02, words: [谋划], status: planned, direction: forward}\n",
)
OUTLINE = ("measures: [主要举措]", "measures: [主要做法]")
ACTORS = ("other_organ: [法院]", "other_organ: [法院, 律师]")
KINDS = ("names: [局]", "names: [甲局]")
DROPPED = ("  - id: LA-02\n", "  - id: LA-09\n")
WEIGHT = ("    points: 2.5\n", "    points: 2.5\n")


def rehearsed(folder: Path, old: Checklist, new: Checklist, **more: object) -> Rehearsal:
    with open_archive(folder) as archive:
        plan = Plan(
            archive=archive,
            old=old,
            new=new,
            old_place="old",
            new_place="new",
            **more,  # type: ignore[arg-type]
        )
        return rehearse(plan)


@pytest.mark.parametrize("change", [LAXER, STRICTER, CUE, OUTLINE, ACTORS, KINDS, DROPPED])
def test_each_side_is_what_scoring_with_that_checklist_gives(
    folder: Path, edit: Callable[..., Path], change: tuple[str, str]
) -> None:
    old, new = load_checklist(TINY), load_checklist(edit(change))
    found = rehearsed(folder, old, new)
    assert len(found.reports) == len(TEXTS)
    with open_archive(folder) as archive:
        archived = [one for one in archive.reports() if isinstance(one, ArchivedReport)]
    for one, known in zip(found.reports, archived, strict=True):
        for checklist, total, verdicts in (
            (old, one.old, one.old_verdicts),
            (new, one.new, one.new_verdicts),
        ):
            card = score_reading(known.reading, checklist)
            assert (card.points, card.max_points, card.percent, card.grade) == total
            assert {result.item.id: result.verdict for result in card.items} == verdicts
        moved = {move.item: (move.old.verdict, move.new.verdict) for move in one.moves}
        both = {*one.old_verdicts, *one.new_verdicts}
        differing = {
            key: (one.old_verdicts.get(key), one.new_verdicts.get(key))
            for key in both
            if one.old_verdicts.get(key) is not one.new_verdicts.get(key)
        }
        assert moved == differing


def test_on_whole_reports_shared_stages_change_no_verdict() -> None:
    old = load_checklist()
    new = load_checklist(None, ("tianjin",))
    pair = pair_of(old, new)
    assert (pair.same_outline, pair.same_cues, pair.same_actors) == (True, True, True)
    for path in EXAMPLES:
        with open_archive(path) as archive:
            (known,) = [one for one in archive.reports() if isinstance(one, ArchivedReport)]
        one = try_report(known, pair, path.name)
        card = score_reading(known.reading, new)
        assert one.new == (card.points, card.max_points, card.percent, card.grade)


@pytest.mark.parametrize(
    ("change", "shared"),
    [
        (LAXER, (True, True, True)),
        (CUE, (True, False, True)),
        (ACTORS, (True, True, False)),
        (OUTLINE, (False, True, True)),
        (KINDS, (False, True, True)),
    ],
)
def test_only_what_says_the_same_is_shared(
    edit: Callable[..., Path], change: tuple[str, str], shared: tuple[bool, bool, bool]
) -> None:
    assert pair_of(load_checklist(TINY), load_checklist(edit(change)))[2:] == shared


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("a", "b"), ("a", "b"), True),
        (("a", "b"), ("b", "a"), False),
        (("a",), ("a", "b"), False),
        ({"a": 1, "b": 2}, {"a": 1, "b": 2}, True),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, False),
        ("a", None, False),
    ],
)
def test_order_counts_in_what_says_the_same(one: object, other: object, same: bool) -> None:
    assert alike(one, other) is same


def test_items_are_told_by_how_many_verdicts_they_move_and_which_way(
    folder: Path, edit: Callable[..., Path]
) -> None:
    new = load_checklist(edit(LAXER, DROPPED))
    found = rehearsed(folder, load_checklist(TINY), new)
    told = {item.id: item for item in found.items}
    assert [item.moved for item in found.items] == sorted(
        (item.moved for item in found.items), reverse=True
    )
    assert told["LA-01"].ways == {(Verdict.STATED, Verdict.EVIDENCED): 2}
    assert (told["LA-02"].new_points, told["LA-09"].old_points) == (None, None)
    assert told["LA-02"].new_counts == {} and sum(told["LA-02"].old_counts.values()) == 4
    assert sum(told["LA-09"].ways.values()) == 4
    assert found.moved == sum(item.moved for item in found.items)
    (move,) = [
        m for r in found.reports if r.source == "乙局.txt" for m in r.moves if m.item == "LA-01"
    ]
    assert move.old.quote is not None and move.new.quote is not None
    assert move.old.quote.text == move.new.quote.text == "充分发挥法律顾问参谋作用。"
    assert ("参谋", "word") in move.new.quote.pieces and move.new.quote.pattern == "lax"
    assert ("参谋", "word") not in move.old.quote.pieces and move.old.quote.pattern == "told"


def test_scores_grades_and_lines_are_counted_before_and_after(
    folder: Path, edit: Callable[..., Path]
) -> None:
    old, new = load_checklist(TINY), load_checklist(edit(STRICTER))
    found = rehearsed(folder, old, new, lines=(1.0,))
    assert found.moved
    percents = [(one.old.percent, one.new.percent) for one in found.reports]
    assert all(before is not None and after is not None for before, after in percents)
    assert sum(band.old for band in found.bands) == sum(band.new for band in found.bands) == 4
    for band in found.bands:
        last = 101 if band.high == 100 else band.high
        assert band.old == sum(band.low <= (before or 0) < last for before, _ in percents)
        assert band.new == sum(band.low <= (after or 0) < last for _, after in percents)
    for crossing in found.crossings:
        risen = [
            o.name
            for o, (a, b) in zip(found.reports, percents, strict=True)
            if (a or 0) < crossing.percent <= (b or 0)
        ]
        fallen = [
            o.name
            for o, (a, b) in zip(found.reports, percents, strict=True)
            if (b or 0) < crossing.percent <= (a or 0)
        ]
        assert (list(crossing.risen), list(crossing.fallen)) == (risen, fallen)
    assert [(one.percent, one.title) for one in found.crossings] == [(70.0, "良好"), (1.0, "")]
    assert sum(one.old for one in found.grades) == 4
    moved = sum(one.old.grade != one.new.grade for one in found.reports)
    assert sum(found.grade_moves.values()) == moved


def test_a_report_of_which_nothing_can_be_judged_has_no_score_to_shift(folder: Path) -> None:
    from scorer.rehearsal.summing import score_bands
    from scorer.rehearsed import RehearsedReport, Total

    nothing = Total(0.0, 0.0, None, "未评")
    one = RehearsedReport(
        name="a",
        unit="",
        year=None,
        unit_kind="",
        source="a",
        digest="",
        old=nothing,
        new=nothing,
        old_verdicts={},
        new_verdicts={},
        moves=(),
        requoted=(),
    )
    assert (one.shift, one.changed) == (0.0, False)
    assert sum(band.old for band in score_bands([one])) == 0


def test_two_processes_give_the_same_as_one_and_keep_the_order(
    folder: Path, edit: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "FEW", 0)
    monkeypatch.setattr(running, "PORTION", 2)
    old, new = load_checklist(TINY), load_checklist(edit(LAXER))
    assert rehearsed(folder, old, new, workers=2) == rehearsed(folder, old, new, workers=1)


def test_a_report_that_kills_its_process_is_named(
    folder: Path, edit: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Dying:
        def __init__(self, *_: object, **__: object) -> None: ...
        def __enter__(self) -> Dying:
            return self

        def __exit__(self, *_: object) -> None: ...
        def run(self, portions: list[list[object]]) -> object:
            return [(portion, [Lost(piece) for piece in portion]) for portion in portions]

    monkeypatch.setattr(running, "FEW", 0)
    monkeypatch.setattr(running, "Pool", Dying)
    found = rehearsed(folder, load_checklist(TINY), load_checklist(edit(LAXER)), workers=2)
    assert found.reports == () and len(found.left_out) == 4
    assert found.old_middle is None
    assert "中断" in found.left_out[0].reason


def test_a_fault_on_one_report_costs_only_that_one(
    folder: Path, edit: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = running.try_report

    def failing(known: ArchivedReport, *others: object) -> object:
        if known.source == "乙局.txt":
            raise RuntimeError
        return real(known, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(running, "try_report", failing)
    found = rehearsed(folder, load_checklist(TINY), load_checklist(edit(LAXER)))
    assert [one.name for one in found.left_out] == ["乙局.txt"]
    assert "RuntimeError" in found.left_out[0].reason and len(found.reports) == 3


def test_what_is_no_report_or_cannot_be_read_is_left_out_and_named(
    folder: Path, edit: Callable[..., Path]
) -> None:
    (folder / "菜单.txt").write_text("今日菜单：米饭，面条。", "utf-8")
    (folder / "坏.docx").write_bytes(b"PK\x03\x04 torn")
    told: list[Progress] = []
    with open_archive(folder) as archive:
        plan = Plan(
            archive=archive,
            old=load_checklist(TINY),
            new=load_checklist(edit(LAXER)),
            old_place="",
            new_place="",
        )
        found = rehearse(plan, told.append)
    assert [one.name for one in found.left_out] == ["坏.docx", "菜单.txt"]
    assert len(found.reports) == 4
    assert (told[-1].done, told[-1].failed, told[-1].total) == (6, 2, 6)


def test_a_long_sentence_is_shown_around_what_the_rule_looked_for(
    edit: Callable[..., Path],
) -> None:
    old = load_checklist(TINY)
    lead = "认真" * 100
    text = report("某某区甲局", f"{lead}聘请2名律师担任法律顾问{'等' * 200}。")
    card: Scorecard = score_reading(_reading(text), old)
    side = side_of(next(one for one in card.items if one.item.id == "LA-01"), card.report)
    assert side.quote is not None
    assert ("法律顾问", "word") in side.quote.pieces
    assert side.quote.text.startswith("……") and side.quote.text.endswith("……")
    assert len(side.quote.text) == QUOTE_CHARACTERS + 4
    assert side.quote.place == "第3段"


def test_facts_are_marked_and_overlapping_words_only_once(tmp_path: Path) -> None:
    from scorer.rehearsal import quoting
    from scorer.report import Span

    marks = [
        (Span(0, 4), "word"),
        (Span(2, 6), "fact"),
        (Span(6, 8), "fact"),
        (Span(8, 99), "word"),
    ]
    assert list(quoting._apart(marks, 10)) == [marks[0], marks[2]]
    text = (ROOT / "examples" / "office-good-2024.txt").read_text("utf-8")
    card = score_reading(_reading(text), load_checklist())
    sides = [side_of(result, card.report) for result in card.items]
    looks = {piece.look for side in sides if side.quote for piece in side.quote.pieces}
    assert looks == {"", "word", "fact"}
    for side, result in zip(sides, card.items, strict=True):
        if side.quote is not None and result.evidence:
            shown = side.quote.text.strip("…")
            assert shown in card.report.quote(result.evidence[0].span)


def _reading(text: str) -> object:
    from scorer.readers import read_text

    return read_text(text)


class Commands(NamedTuple):
    rehearse: Callable[..., tuple[int, str, str]]
    decide: Callable[..., None]
    results: Path


@pytest.fixture
def commands(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Commands:
    """A reviewed folder, with `scorer decide` and `scorer rules rehearse` on it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    results = tmp_path / "结果"
    assert run(["review", str(folder), "--out", str(results), "--checklist", str(TINY)]) == 0

    def rehearse_(*arguments: str, against: Path = results) -> tuple[int, str, str]:
        capfd.readouterr()
        code = run(
            ["rules", "rehearse", "--against", str(against), "--base", str(TINY), *arguments]
        )
        return (code, *capfd.readouterr())

    def decide(unit: str, item: str, verdict: str, reviewer: str = "甲") -> None:
        ledger = str(results / "审查记录.sqlite")
        by = ("--reviewer", reviewer, "--reason", "看了附件")
        assert run(["decide", ledger, unit, item, "--verdict", verdict, *by]) == 0

    return Commands(rehearse_, decide, results)


def test_decisions_tell_whether_the_edit_is_closer_to_the_reviewers(
    commands: Commands, edit: Callable[..., Path]
) -> None:
    commands.decide("某某区乙局", "LA-01", "有实据")
    commands.decide("某某区丁局", "LA-01", "泛泛表述")
    commands.decide("某某区丙局", "LA-01", "缺失")
    commands.decide("某某区甲局", "LA-01", "缺失", reviewer="甲")
    commands.decide("某某区甲局", "LA-01", "有实据", reviewer="乙")
    code, out, _ = commands.rehearse("--checklist", str(edit(LAXER)), "--format", "json")
    assert code == 0
    told = json.loads(out)["decisions"]
    assert (told["settled"], told["disputed"]) == (3, 1)
    assert (told["old_agreeing"], told["new_agreeing"]) == (2, 2)
    assert [(one["name"], one["new"]) for one in told["gained"]] == [
        ("某某区乙局（2024年度）", "evidenced")
    ]
    assert [(one["name"], one["decided"], one["old"]) for one in told["lost"]] == [
        ("某某区丁局（2024年度）", "stated", "stated")
    ]
    assert told["gained"][0]["reviewer"] == "甲" and told["gained"][0]["reason"] == "看了附件"
    assert told["gained"][0]["quote"] == "充分发挥法律顾问参谋作用。"


def test_a_decision_on_a_text_that_was_handed_in_anew_does_not_count(
    commands: Commands, folder: Path, edit: Callable[..., Path]
) -> None:
    commands.decide("某某区乙局", "LA-01", "有实据")
    (folder / "乙局.txt").write_text(report("某某区乙局", "发挥法律顾问作用。"), "utf-8")
    results = str(commands.results)
    assert run(["review", str(folder), "--out", results, "--checklist", str(TINY)]) == 0
    _, out, _ = commands.rehearse("--checklist", str(edit(LAXER)), "--format", "json")
    assert json.loads(out)["decisions"]["settled"] == 0
    assert len(json.loads(out)["reports"]) == 4


def test_nothing_in_the_archive_changes(
    commands: Commands, folder: Path, edit: Callable[..., Path]
) -> None:
    def everything() -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    before = everything()
    with open_ledger(commands.results / "审查记录.sqlite") as ledger:
        lines = list(ledger.export_lines())
    new = str(edit(LAXER))
    assert commands.rehearse("--checklist", new)[0] == 0
    assert commands.rehearse("--checklist", new, against=folder)[0] == 0
    assert everything() == before
    with open_ledger(commands.results / "审查记录.sqlite") as ledger:
        assert list(ledger.export_lines()) == lines


def test_a_folder_and_the_ledger_of_its_review_rehearse_alike(
    commands: Commands, folder: Path, edit: Callable[..., Path]
) -> None:
    new = str(edit(LAXER))
    told = []
    for against in (folder, commands.results):
        _, out, _ = commands.rehearse("--checklist", new, "--format", "json", against=against)
        found = json.loads(out)
        told.append(sorted((one["name"], str(one["moves"])) for one in found["reports"]))
    assert told[0] == told[1]


def test_files_are_written_in_the_format_that_was_asked_for(
    commands: Commands, tmp_path: Path, edit: Callable[..., Path]
) -> None:
    new = str(edit(LAXER))
    code, out, _ = commands.rehearse("--checklist", new, "--out", str(tmp_path / "试跑"))
    assert code == 0 and "判定有变2处、2份" in out
    page = (tmp_path / "试跑/规则试跑.html").read_bytes()
    data = (tmp_path / "试跑/规则试跑.json").read_bytes()
    for name, same in (("a.html", page), ("b.htm", page), ("c.json", data), ("d", out.encode())):
        _, told, _ = commands.rehearse("--checklist", new, "--output", str(tmp_path / name))
        assert told == f"{tmp_path / name}\n"
        assert (tmp_path / name).read_bytes() in out.encode() if name == "d" else same
    commands.rehearse("--checklist", new, "--output", str(tmp_path / "e"), "--format", "json")
    assert (tmp_path / "e").read_bytes() == data


def test_rules_that_do_not_load_are_told_with_their_places_before_anything_is_read(
    commands: Commands, edit: Callable[..., Path], tmp_path: Path
) -> None:
    new = edit(("points: 4", "point: 4"))
    code, _, err = commands.rehearse("--checklist", str(new), against=tmp_path / "无")
    assert code == 2
    assert f"{new}:" in err and "point" in err and "试跑" not in err


def test_rules_that_fail_their_own_examples_are_rehearsed_all_the_same_and_told_first(
    commands: Commands, edit: Callable[..., Path]
) -> None:
    new = edit(
        (
            "verdict: stated}\n      - {text: 下一步将聘请",
            "verdict: absent}\n      - {text: 下一步将聘请",
        ),
        LAXER,
    )
    code, out, _ = commands.rehearse("--checklist", str(new))
    assert code == 1
    assert out.startswith("注意：改后的规则有1个例句判得不对，请先改正：\n  LA-01：误判：例句2")
    assert "判定有变2处" in out


def test_reports_that_are_left_out_are_listed_and_give_the_exit_code(
    commands: Commands, folder: Path, edit: Callable[..., Path]
) -> None:
    (folder / "坏.docx").write_bytes(b"PK\x03\x04 torn")
    code, out, _ = commands.rehearse("--checklist", str(edit(LAXER)), against=folder)
    assert code == 3
    assert "没有试跑1份：\n  坏.docx：" in out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "请用 --checklist（或 --overlay）"),
        (("--checklist", str(TINY)), "请用 --checklist（或 --overlay）"),
        (("--checklist", "{same}"), "内容完全相同"),
        (("--checklist", "{new}", "--out", "a", "--format", "json"), "--out 已经写出"),
        (("--checklist", "{new}", "--threshold", "101"), "0到100"),
    ],
)
def test_what_cannot_be_rehearsed_says_what_to_do(
    commands: Commands, edit: Callable[..., Path], arguments: tuple[str, ...], told: str
) -> None:
    paths = {"{new}": str(edit(LAXER)), "{same}": str(edit(WEIGHT, name="same.yaml"))}
    given = [paths.get(one, one) for one in arguments]
    if not arguments:
        code = run(["rules", "rehearse", "--against", str(commands.results)])
        assert code == 2
        return
    code, _, err = commands.rehearse(*given)
    assert code == 2 and told in err


def test_an_empty_archive_says_so(
    commands: Commands, tmp_path: Path, edit: Callable[..., Path]
) -> None:
    (tmp_path / "空").mkdir()
    code, _, err = commands.rehearse("--checklist", str(edit(LAXER)), against=tmp_path / "空")
    assert code == 2 and "没有文件" in err


def test_the_public_names_are_few() -> None:
    assert rehearsal.__all__ == ["Plan", "rehearse"]
    assert Archive.__doc__

"""Six answers make an item, tried before it is written; nothing that was answered is lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from scorer.authoring.new_items import QUESTIONS, item_of_answers, next_id
from scorer.cli.rules.new import new
from scorer.errors import UsageError
from scorer.loader import load_checklist

ROOT = Path(__file__).parents[1]
ANSWERS = {
    "title": "行政执法监督员",
    "group": "EN",
    "requirement": "聘请行政执法监督员。",
    "basis": "某某区行政执法监督员管理办法",
    "points": "2",
    "applies_to": "全部",
    "words": "执法监督员、行风监督员",
    "facts": "数量（名、人）；日期",
    "advice": "写明聘请的监督员人数（如“聘请行政执法监督员X名”）。",
    "examples_evidenced": "聘请行政执法监督员5名。",
    "examples_stated": "发挥行政执法监督员作用。",
    "examples_planned": "下一步将聘请行政执法监督员。",
    "examples_absent": "开展安全生产检查。",
}
RULES = load_checklist()


@pytest.fixture
def checklist(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "checklists", tmp_path / "rules")
    return tmp_path / "rules" / "annual-report.yaml"


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    path = tmp_path / "本地.yaml"
    path.write_text(
        '# 本地的补充\nid: local\ntitle: 本地补充规则\nversion: "1"\ndate: "2026-11-01"\n'
        "extends: annual-report  # 不动\n",
        encoding="utf-8",
    )
    return path


def run(folder: Path, *arguments: str, said: str | None = None, **changed: str) -> Result:
    answers = folder / "答案.yaml"
    answers.write_text(yaml.safe_dump(ANSWERS | changed, allow_unicode=True), encoding="utf-8")
    given = [] if said is not None else ["--answers", str(answers)]
    draft = ["--draft-file", str(folder / "草稿.yaml")]
    return CliRunner().invoke(new, [*arguments, *given, *draft], input=said, standalone_mode=False)


def typed(**changed: str) -> str:
    return "".join(f"{(ANSWERS | changed)[question.key]}\n" for question in QUESTIONS)


def test_the_next_id_is_free_and_was_never_retired() -> None:
    number = max(int(item.id[3:]) for item in RULES.items if item.group == "EN")
    assert next_id("EN", RULES) == f"EN-{number + 1:02d}"


def test_an_item_is_written_into_its_file_and_nothing_else_is_touched(
    checklist: Path, tmp_path: Path
) -> None:
    before = (checklist.parent / "items" / "en.yaml").read_text("utf-8")
    result = run(tmp_path, "--checklist", str(checklist))
    assert result.exception is None, result.output
    after = (checklist.parent / "items" / "en.yaml").read_text("utf-8")
    assert after.startswith(before.rstrip("\n"))
    item = load_checklist(checklist).items
    assert [one.title for one in item if one.title == ANSWERS["title"]] == [ANSWERS["title"]]


def test_an_item_is_added_to_an_overlay_with_comments_kept(overlay: Path, tmp_path: Path) -> None:
    before = overlay.read_text("utf-8")
    for title in ("第一个", "第二个"):
        result = run(tmp_path, "--overlay", str(overlay), title=title)
        assert result.exception is None, result.output
    assert overlay.read_text("utf-8").startswith(before)
    added = load_checklist(None, (overlay,)).items
    assert {"第一个", "第二个"} <= {item.title for item in added}


def test_a_failing_example_is_explained_and_nothing_is_written(
    overlay: Path, tmp_path: Path
) -> None:
    before = overlay.read_bytes()
    wrong = {"examples_evidenced": "发挥行政执法监督员的作用。"}
    result = run(tmp_path, "--overlay", str(overlay), **wrong)
    assert result.return_value == 1
    assert "漏判" in result.output
    assert "怎样得出判定" in result.output
    assert overlay.read_bytes() == before
    result = run(tmp_path, "--overlay", str(overlay), "--draft", **wrong)
    assert overlay.read_bytes() == before
    assert len(list(tmp_path.glob("EN-*.草稿.yaml"))) == 1


def test_what_to_do_next_names_the_same_rules(overlay: Path, tmp_path: Path) -> None:
    result = run(tmp_path, "--overlay", str(overlay))
    last = result.output.splitlines()[-1]
    assert last.startswith("接着用真实的句子试：scorer rules explain EN-")
    assert last.endswith(f" --text 句子 --overlay {overlay}")


def test_an_item_that_does_not_load_is_not_written(overlay: Path, tmp_path: Path) -> None:
    before = overlay.read_bytes()
    result = run(tmp_path, "--overlay", str(overlay), words="…")
    assert result.return_value == 1
    assert "不能加载" in result.output
    assert overlay.read_bytes() == before


def test_a_wrong_answer_is_asked_again_with_the_reason(overlay: Path, tmp_path: Path) -> None:
    said = typed().replace("\n2\n", "\n很多\n2\n")
    result = run(tmp_path, "--overlay", str(overlay), said=said)
    assert result.exception is None, result.output
    assert "不行：“很多”不是0到100之间的数" in result.output
    assert not (tmp_path / "草稿.yaml").exists()


def test_answers_survive_leaving_and_are_offered_again(overlay: Path, tmp_path: Path) -> None:
    left = run(tmp_path, "--overlay", str(overlay), said="某某标题\nEN\n")
    assert left.exception is not None
    assert (
        f"答案留在 {tmp_path / '草稿.yaml'}：再运行同一命令就接着问；要从头来，先删去它。"
        in left.output
    )
    kept = yaml.safe_load((tmp_path / "草稿.yaml").read_text("utf-8"))
    assert kept == {"title": "某某标题", "group": "EN"}
    rest = typed().split("\n", 2)[2]
    result = run(tmp_path, "--overlay", str(overlay), said=f"\n\n{rest}")
    assert "接着上次的草稿" in result.output
    assert "某某标题" in {item.title for item in load_checklist(None, (overlay,)).items}


@pytest.mark.parametrize(
    ("key", "answer", "reason"),
    [
        ("title", " ", "不能空着"),
        ("group", "XX", "没有这一组；可选：ST 报告结构"),
        ("points", "0", "不是0到100之间的数"),
        ("applies_to", "学校", "没有单位类型“学校”"),
        ("words", "", "至少写一个词"),
        ("words", "$没有的词条", "词表里没有“没有的词条”"),
        ("facts", "照片", "不认识“照片”；可选：数量（次、件）、比率"),
    ],
)
def test_an_answer_that_does_not_do_is_refused(key: str, answer: str, reason: str) -> None:
    with pytest.raises(UsageError) as caught:
        item_of_answers(ANSWERS | {key: answer}, RULES)
    assert reason in str(caught.value)


@pytest.mark.parametrize(
    "answer", ["数量（次、名）；日期", "数量（次；名），日期", "数量(次，名)、日期"]
)
def test_facts_may_be_parted_as_people_part_words(answer: str) -> None:
    (pattern,) = item_of_answers(ANSWERS | {"facts": answer}, RULES)["evidenced"]
    assert pattern["facts"] == [{"count": ["次", "名"]}, "date"]


def test_kinds_of_units_may_be_named_by_title() -> None:
    said = item_of_answers(ANSWERS | {"applies_to": "乡镇街道、department", "points": "1.5"}, RULES)
    assert said["applies_to"] == ["township", "department"]
    assert said["points"] == 1.5


@pytest.mark.parametrize(("content", "reason"), [("- 一\n", "不是答案"), ("a: [", "读不出答案")])
def test_a_file_that_holds_no_answers_is_refused(content: str, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(content, encoding="utf-8")
    result = CliRunner().invoke(new, ["--answers", str(path)])
    assert isinstance(result.exception, UsageError)
    assert reason in str(result.exception)

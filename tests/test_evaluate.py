"""What the evaluation promises: labels are read strictly, sides are matched by text, nothing that
differs is kept back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from keyword_scorer import (
    checklist,
    finding,
    item,
    pattern,
    report_of,
    score_file,
    score_report,
    term,
)

from scorer.checklist import Verdict
from scorer.errors import UsageError
from scorer.evaluate import evaluate, evaluation_json, load_labels, render_evaluation
from scorer.evaluate.comparison import compare
from scorer.evaluate.evaluation import Measure
from scorer.report import Span

RULES = checklist(
    item(
        "A-01",
        stated=(pattern(term("法律顾问")),),
        evidenced=(pattern(term("法律顾问"), term("聘请")),),
    ),
    item("A-02", stated=(pattern(term("普法")),)),
    item("A-03", stated=(pattern(term("听证")),)),
    item("A-04", stated=(pattern(term("复议")),)),
)
TEXT = "某某局报告\n聘请法律顾问两名。\n开展普法 活动。\n下一步开展听证。\n开展普法 活动。"


def labelled(**changes):
    content = {
        "report": "one",
        "file": "reports/one.txt",
        "unit": "某某局",
        "unit_kind": "department",
        "report_year": 2023,
        "items": {
            "A-01": {
                "verdict": "evidenced",
                "evidence": ["聘请法律顾问两名。"],
                "confidence": "high",
            },
            "A-02": {"verdict": "absent", "evidence": [], "confidence": "low", "note": "有争议"},
            "A-03": {"verdict": "planned", "evidence": ["下一步开展听证。"], "confidence": "high"},
        },
        "sentences": [
            {"text": "某某局报告", "status": "title"},
            {"text": "聘请法律顾问两名。", "status": "done"},
            {"text": "开展普法活动。", "status": "done"},
            {"text": "下一步，开展听证。", "status": "planned"},
        ],
        "checks": [
            {"id": "CK-03", "quotes": ["开展普法活动。"], "what": "重复"},
            {"id": "CK-05", "quotes": ["某某局报告"], "what": "错字"},
        ],
    }
    return content | changes


@pytest.fixture
def folders(tmp_path: Path):
    labels, reports = tmp_path / "labels", tmp_path / "reports"
    labels.mkdir()
    reports.mkdir()
    (labels / "one.json").write_text(json.dumps(labelled()), encoding="utf-8")
    (reports / "one.txt").write_text(TEXT, encoding="utf-8")
    return labels, reports


def comparison_of(tmp_path: Path, content, text=TEXT, findings=()):
    (tmp_path / "one.json").write_text(json.dumps(content), encoding="utf-8")
    (labels,) = load_labels(tmp_path)
    return compare(labels, score_report(report_of(text), RULES, findings))


def test_labels_are_read_in_the_order_of_their_file_names(folders):
    labels, _ = folders
    (labels / "0.json").write_text(
        json.dumps({"report": "zero", "file": "a\\zero.txt", "items": {}})
    )
    first, second = load_labels(labels)
    assert (first.report, first.file, first.sentences) == ("zero", "zero.txt", ())
    assert (second.file, second.year) == ("one.txt", 2023)
    assert second.items["A-02"].note == "有争议" and not second.items["A-02"].sure


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"{", "不是正确的 JSON：one.json，第 1 行第 2 列"),
        (b"\xff\xfe", "不是 UTF-8 编码：one.json"),
        (b"[]", "内容有误：one.json"),
        (json.dumps({"report": "x", "file": "x"}).encode(), "缺少 'items'：one.json"),
        (json.dumps({"report": "x", "file": "x", "items": {"A-01": {"verdict": "good"}}}).encode(), "A-01 的 verdict “good” 不认识，可用：absent、planned"),
        (json.dumps(labelled(sentences=[{"text": "x", "status": "wish"}])).encode(), "句子状态 “wish” 不认识"),
    ],
)  # fmt: skip
def test_wrong_labels_are_refused_with_file_and_reason(tmp_path: Path, content, message):
    (tmp_path / "one.json").write_bytes(content)
    with pytest.raises(UsageError, match="标注文件") as caught:
        load_labels(tmp_path)
    assert message in str(caught.value)


def test_missing_folders_and_reports_are_named(folders, tmp_path: Path):
    labels, reports = folders
    with pytest.raises(UsageError, match="标注目录不存在"):
        load_labels(tmp_path / "nowhere")
    with pytest.raises(UsageError, match=r"没有 \.json 文件"):
        load_labels(reports)
    with pytest.raises(UsageError, match="标注 one 的报告不存在"):
        evaluate(labels, labels, RULES, score=score_file)


def test_labels_of_items_that_the_checklist_lacks_are_refused(tmp_path: Path):
    with pytest.raises(UsageError, match="清单没有的项目：Z-09"):
        comparison_of(tmp_path, labelled(items={"Z-09": {"verdict": "absent"}}))


def test_items_without_a_label_are_left_out(tmp_path: Path):
    compared = comparison_of(tmp_path, labelled())
    assert [(one.item, one.given, one.agrees) for one in compared.items] == [
        ("A-01", Verdict.EVIDENCED, True),
        ("A-02", Verdict.STATED, False),
        ("A-03", Verdict.PLANNED, True),
    ]


def test_each_side_of_an_item_keeps_its_quotes(tmp_path: Path):
    first, second, third = comparison_of(tmp_path, labelled()).items
    assert first.quotes == first.label_quotes and first.shares_quote
    assert second.quotes == ("开展普法 活动。",) and not second.shares_quote
    assert [(one.quote, one.reason) for one in third.refused] == [
        ("下一步开展听证。", "planned_only")
    ]


def test_sentences_match_without_white_space_and_the_rest_is_listed(tmp_path: Path):
    compared = comparison_of(tmp_path, labelled())
    assert [one.given for one in compared.sentences] == ["done", "done", "done", None]
    assert compared.extra_sentences == ("下一步开展听证。", "开展普法 活动。")


def test_equal_sentences_are_matched_in_the_order_in_which_they_stand(tmp_path: Path):
    labels = labelled(
        sentences=[{"text": "下一步学。", "status": "planned"}, {"text": "学。", "status": "done"}]
        * 2
    )
    compared = comparison_of(tmp_path, labels, text="下一步学。\n学。\n下一步学。")
    assert [one.given for one in compared.sentences] == ["planned", "done", "planned", None]


@pytest.mark.parametrize(
    ("place", "name", "found"),
    [
        (Span(17, 18), "CK-03", True),  # inside the first of the two equal sentences
        (Span(35, 40), "CK-03", True),  # across the end of the second
        (Span(16, 16), "CK-03", True),  # a point counts as its character
        (Span(6, 16), "CK-03", False),  # ends where the sentence starts
        (Span(17, 18), "CK-04", False),
    ],
)
def test_a_labelled_finding_is_found_by_id_at_any_of_its_places(tmp_path, place, name, found):
    compared = comparison_of(tmp_path, labelled(), findings=[finding(name, place)])
    assert [check.found for check in compared.checks] == [found, False]
    assert [one.id for one in compared.unlabelled_findings] == ([] if found else [name])


def test_a_labelled_quote_that_is_not_in_the_report_is_never_found(tmp_path: Path):
    labels = labelled(checks=[{"id": "CK-05", "quotes": ["", "别处"]}])
    compared = comparison_of(tmp_path, labels, findings=[finding("CK-05", Span(0, 40))])
    assert not compared.checks[0].found


def test_measures_cover_verdicts_sentences_findings_and_review(folders):
    evaluation = evaluate(*folders, RULES, score=score_file)
    values = {measure.id: measure.value for measure in evaluation.measures}
    assert values["agreement"] == pytest.approx(2 / 3)
    assert values["agreement_sure"] == 1.0
    assert values["false_credit"] == values["false_credit_with_not_applicable"] == 0.5
    assert values["f1_planned"] == 1.0
    assert values["sentence_status"] == 0.5
    assert values["quotes_shared"] == 1.0
    assert values["checks_found"] == 0.0
    assert values["review_rate"] == pytest.approx(1 / 3)
    assert values["review_caught"] == 0.0
    assert [one.item for one in evaluation.disagreements] == ["A-02"]
    assert evaluation.confusion[Verdict.ABSENT, Verdict.STATED] == 1
    assert set(evaluation.by_verdict) == {"absent", "planned", "stated", "evidenced"}


@pytest.mark.parametrize(
    ("value", "aim", "at_most", "reached"),
    [(0.9, 0.9, False, True), (0.8, 0.9, False, False), (0.1, 0.2, True, True), (0.3, 0.2, True, False), (None, 0.9, False, None), (0.9, None, False, None)],
)  # fmt: skip
def test_an_aim_is_a_lower_or_an_upper_bound(value, aim, at_most, reached):
    assert Measure("x", "x", value, None, aim, at_most).reached is reached


def test_the_table_tells_every_difference_with_both_sides_quotes(folders):
    text = render_evaluation(evaluate(*folders, RULES, score=score_file, ablation=True))
    for words in (
        "1 份报告、3 项结论",
        "one  A-02 项目A-02：标注 缺失（标注存疑），判定 泛泛表述",
        "标注说明：有争议",
        "判定引文：开展普法 活动。",
        "one  标注 title，判定 done：某某局报告",
        "one  标注 planned，判定 断句不同：下一步，开展听证。",
        "标注中没有这样断的句子：下一步开展听证。",
        "one  CK-05 错字：某某局报告",
        "标注中没有（请人工看是否误报）：无",
        "one   4         0.667  0.333  A-01、A-03",
    ):
        assert words in text


def test_the_table_shows_refused_candidates_and_wrong_kind_and_year(folders):
    labels, reports = folders
    items = {"A-03": {"verdict": "stated", "evidence": ["下一步开展听证。"]}}
    content = labelled(items=items, unit_kind="office", report_year=2022)
    (labels / "one.json").write_text(json.dumps(content), encoding="utf-8")
    text = render_evaluation(evaluate(labels, reports, RULES, score=score_file))
    assert "标注 泛泛表述，判定 仅计划；提请复核：只见于计划" in text
    assert "未采信（仅为计划）：下一步开展听证。" in text
    assert "department（标注 office）" in text and "2023（标注 2022）" in text


def test_findings_without_a_label_are_listed_by_severity(folders):
    def score(path, rules):
        report = report_of(TEXT)
        found = [
            finding("CK-09", Span(0, 3), severity="hint"),
            finding("CK-01", Span(0, 5), severity="error"),
        ]
        return score_report(report, rules, found)

    text = render_evaluation(evaluate(*folders, RULES, score=score))
    assert text.index("错误  one  CK-01 有问题：某某局报告") < text.index(
        "提示  one  CK-09 有问题：某某局"
    )


def test_columns_line_up_where_chinese_letters_are_two_wide(folders):
    lines = render_evaluation(evaluate(*folders, RULES, score=score_file)).splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("标注/判定"))
    columns = [line.replace("·", "0").encode("gb18030") for line in lines[start : start + 5]]
    ends = {len(line) - len(line.split()[-1]) for line in columns}
    assert ends == {len("标注/判定  缺失  仅计划  泛泛表述  ".encode("gb18030"))}


def test_a_perfect_empty_evaluation_says_nothing_where_nothing_is_defined(folders):
    labels, reports = folders
    content = {"report": "one", "file": "one.txt", "items": {}}
    (labels / "one.json").write_text(json.dumps(content), encoding="utf-8")
    evaluation = evaluate(labels, reports, RULES, score=score_file)
    assert all(measure.value is None for measure in evaluation.measures)
    assert "结论一致率" in render_evaluation(evaluation)


def test_json_tells_the_same_and_is_the_same_every_time(folders):
    evaluation = evaluate(*folders, RULES, score=score_file, ablation=True)
    document = json.loads(evaluation_json(evaluation))
    assert evaluation_json(evaluation) == evaluation_json(
        evaluate(*folders, RULES, score=score_file, ablation=True)
    )
    assert document["measures"]["agreement"]["value"] == pytest.approx(2 / 3)
    assert (
        document["measures"]["agreement"]["low"]
        <= 2 / 3
        <= document["measures"]["agreement"]["high"]
    )
    assert {"labelled": "absent", "given": "stated", "items": 1} in document["confusion"]
    assert document["reports"][0]["items"][2]["refused"][0]["reason"] == "planned_only"
    assert document["reports"][0]["checks"][0] == {
        "id": "CK-03",
        "quotes": ["开展普法活动。"],
        "what": "重复",
        "found": False,
    }
    assert document["ablation"][0]["lost"] == ["A-01", "A-03"]
    assert (
        json.loads(evaluation_json(evaluate(*folders, RULES, score=score_file)))["ablation"] is None
    )

"""What `segment` promises about whole reports."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.segmenting import roles, segmented, sentences

SHARED = Path(__file__).parent.parent.parent / "shared"
GOLD = sorted((SHARED / "gold").glob("*.json")) if SHARED.is_dir() else []

REPORT = """某某县农业农村局2023年度法治政府建设情况报告
县人民政府：
按照通知要求，现将我局2023年度法治政府建设情况报告如下：
一、主要举措和成效
（一）压实工作责任，筑牢法治根基。全年召开专题会2次；印发要点1份。
（二）加强普法宣传教育
开展宪法宣传3场，发放资料200份。
二、存在的不足和原因
一是法治意识不够强。二是执法力量薄弱。
三、主要负责人履行推进法治建设第一责任人职责情况
局长主持召开会议，听取法治工作汇报。
四、下一步工作打算
（一）持续加强学习。继续落实学法制度。
某某县农业农村局
2024年1月10日"""

MARKS = (
    "一二三四五六七八九十、，。；：！？（）()《》“”<>0123456789.．是第节部分年月日 \u3000\n\u200b"
)
WORDS = st.sampled_from(
    [
        "一、",
        "（一）",
        "1.",
        "存在的不足和原因",
        "下一步",
        "主要举措和成效",
        "我局",
        "将",
        "报告如下：",
    ]
)


def test_report_is_told_apart_into_its_parts() -> None:
    report = segmented(REPORT)
    assert roles(report) == [
        "preamble", "measures", "shortcomings", "leader", "plan", "signature"
    ]  # fmt: skip
    assert report.title == "某某县农业农村局2023年度法治政府建设情况报告"
    assert (report.unit, report.year, report.unit_kind) == ("某某县农业农村局", 2023, "department")
    assert (report.signed_by, report.signed_on) == ("某某县农业农村局", "2024-01-10")
    assert [report.quote(report.sentences[n].span) for n in report.signature] == [
        "某某县农业农村局", "2024年1月10日"
    ]  # fmt: skip


def test_glued_heading_is_a_sentence_of_its_own() -> None:
    report = segmented(REPORT)
    assert "（一）压实工作责任，筑牢法治根基。" in sentences(report, "heading")
    assert "全年召开专题会2次；" in sentences(report, "body")


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(WORDS, st.text(MARKS, max_size=12)), max_size=30).map("".join))
def test_spans_cover_the_text(text: str) -> None:
    report = segmented(text)
    covered = "".join(report.quote(paragraph.span) for paragraph in report.paragraphs)
    assert covered == report.text.replace("\n", "")
    end = 0
    for section in report.sections:
        assert section.span.start == end
        end = section.span.end
    assert end == len(report.text) or not report.sections
    previous = 0
    for sentence in report.sentences:
        quote = report.quote(sentence.span)
        assert quote == quote.strip() != ""
        assert sentence.span.start >= previous
        previous = sentence.span.end
        paragraph = report.paragraphs[sentence.paragraph]
        assert paragraph.span.start <= sentence.span.start
        assert sentence.span.end <= paragraph.span.end
        assert sentence.section == paragraph.section
        section = report.sections[sentence.section]
        assert section.span.start <= sentence.span.start < section.span.end
        clauses = report.clauses[sentence.first_clause : sentence.last_clause]
        assert "".join(report.quote(clause.span) for clause in clauses) == quote
        assert all(clause.sentence == sentence.number for clause in clauses)
    told = "".join(report.quote(sentence.span) for sentence in report.sentences)
    assert "".join(told.split()) == "".join(report.text.split())


@pytest.mark.skipif(not GOLD, reason="no labelled reports here")
@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_labelled_reports_are_split_as_annotators_did(path: Path) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    report = segmented((SHARED / gold["file"]).read_text(encoding="utf-8"))
    assert [report.quote(s.span) for s in report.sentences] == [
        sentence["text"] for sentence in gold["sentences"]
    ]
    for sentence, label in zip(report.sentences, gold["sentences"], strict=True):
        expected = label["status"] if label["status"] in ("title", "heading", "preamble") else None
        found = (
            sentence.kind.value if sentence.kind.value in ("title", "heading", "preamble") else None
        )
        assert found == expected, label["text"]
    assert report.year == gold["report_year"]
    assert report.signed_on == gold["signature_date"]

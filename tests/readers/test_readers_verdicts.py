"""The form in which a report arrives does not change its verdicts; skipped without the samples."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

from scorer.loader import load_checklist
from scorer.pipeline import score_file, score_text
from scorer.readers.office import find_office

SHARED = Path(__file__).resolve().parents[3] / "shared"
OFFICE, CIVIL, HULAN, NANKAI = (
    "hebei-office-2023",
    "hebei-civil-defence-2023",
    "hulan-office-2023",
    "nankai-cooperation-2023",
)
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="needs the team's sample files")
SAME = [f"{report}.docx" for report in (OFFICE, CIVIL, HULAN, NANKAI)]
NEARLY = {
    f"{OFFICE}.pdf": OFFICE,
    f"{OFFICE}_chromium.pdf": OFFICE,
    f"{OFFICE}_stsong_notembedded.pdf": OFFICE,
    f"{OFFICE}_weasyprint.pdf": OFFICE,
    f"{CIVIL}.pdf": CIVIL,
    f"{HULAN}.pdf": HULAN,
    f"{NANKAI}.pdf": NANKAI,
    f"{OFFICE}_hand.ofd": OFFICE,
    f"{OFFICE}_easyofd_text.ofd": OFFICE,
    "gov_trs_utf8.html": OFFICE,
    "gov_word_spans_gb2312.html": CIVIL,
    "gov_div_table_utf8.html": HULAN,
}


@lru_cache
def expected(report: str) -> dict[str, str]:
    text = (SHARED / f"reports/{report}.txt").read_text(encoding="utf-8")
    return verdicts(score_text(text, load_checklist()))


def verdicts(scorecard) -> dict[str, str]:
    return {result.item.id: result.verdict.value for result in scorecard.items}


def differing(sample: str, report: str) -> list[str]:
    found = verdicts(score_file(SHARED / "samples" / sample, load_checklist()))
    return [item for item, verdict in expected(report).items() if found[item] != verdict]


@pytest.mark.parametrize("sample", SAME)
def test_word_files_get_the_verdicts_of_their_text(sample):
    assert differing(sample, sample.partition(".")[0]) == []


@pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")
@pytest.mark.office
@pytest.mark.parametrize("report", [HULAN, NANKAI])
def test_old_word_files_get_the_verdicts_of_their_text(report):
    assert differing(f"{report}.doc", report) == []


@pytest.mark.parametrize(("sample", "report"), NEARLY.items())
def test_pages_get_all_but_two_verdicts_of_their_text(sample, report):
    assert len(differing(sample, report)) <= 2

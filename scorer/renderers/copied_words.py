"""How workbook and district page word what was found of copied passages."""

from __future__ import annotations

from scorer.season import CopiedPassage, DistrictSummary


def copy_words(copied: CopiedPassage) -> str:
    """Between whose reports the words are the same."""
    if copied.same_unit:
        return "与本单位往年"
    return "与其他单位往年" if copied.second.earlier else "与其他单位"


def compared_text(summary: DistrictSummary) -> str:
    """What else the reports were compared with; empty where there is nothing else."""
    count = summary.earlier_reports
    return f"本年度的报告之间相互比对，并与往年的 {count} 份报告比对。" if count else ""

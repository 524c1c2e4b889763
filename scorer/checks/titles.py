"""CK-06: titles of laws and documents that are wrong, repealed, not yet issued or broken."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from scorer.checklist import Checklist, LegalTitle
from scorer.checks.inspection import Check, Inspection
from scorer.report import Span
from scorer.result import Finding

CHECK = Check("CK-06", "法规文件名称")

_TITLE = re.compile(r"《([^《》\n]{2,100}(?:《[^《》\n]{1,80}》[^《》\n]{0,60})?)》")
_STATE = "中华人民共和国"
_YEARS = re.compile(r"[（(][^（）()]*\d{4}[^（）()]*[）)]")
_KINDS = (
    "通知",
    "意见",
    "办法",
    "规定",
    "条例",
    "方案",
    "细则",
    "规划",
    "纲要",
    "决定",
    "计划",
    "制度",
    "要点",
    "清单",
    "报告",
    "法",
    "准则",
    "指引",
    "规则",
    "措施",
    "标准",
    "公告",
    "批复",
    "函",
    "工作的",
    "目录",
)
_UNCLOSED = re.compile(
    r"《[^》\n]{0,120}$|《[^》《\n]{0,80}(?=《[^》\n]{0,80}》(?![^《\n]{0,80}》))", re.MULTILINE
)
_BINDING = ("贯彻", "落实", "执行", "依据", "根据", "按照", "依照", "遵守")
_NOT_YET = ("学习", "宣传", "草案", "征求意见", "将于", "迎接", "准备", "解读")


class _Known(NamedTuple):
    by_title: dict[str, LegalTitle]
    wrong: dict[str, LegalTitle]
    similar: dict[str, list[str]]
    """Titles by their first two and by their last three characters."""


@lru_cache(maxsize=8)
def _known(checklist: Checklist) -> _Known:
    by_title: dict[str, LegalTitle] = {}
    wrong: dict[str, LegalTitle] = {}
    for title in checklist.legal_titles:
        by_title.update(dict.fromkeys((title.title, *title.aliases), title))
        wrong.update(dict.fromkeys(title.wrong, title))
    similar: defaultdict[str, list[str]] = defaultdict(list)
    for known in by_title:
        for edge in {known[:2], known[-3:]}:
            similar[edge].append(known)
    return _Known(by_title, wrong, dict(similar))


def _plain(title: str) -> str:
    return _YEARS.sub("", title.strip()).removeprefix(_STATE)


def _one_character_off(found: str, known: str) -> bool:
    """One character replaced, lost or added, in titles of six characters or more."""
    if abs(len(found) - len(known)) > 1 or len(known) < 6:
        return False
    prefix = next(
        (i for i, (a, b) in enumerate(zip(found, known, strict=False)) if a != b),
        min(len(found), len(known)),
    )
    longer = max(len(found), len(known))
    rest = longer - prefix - 1
    return rest == 0 or found[-rest:] == known[-rest:]


def _misnamed(plain: str, known: _Known) -> LegalTitle | None:
    if plain in known.by_title:
        return None
    if plain in known.wrong:
        return known.wrong[plain]
    # Two titles may be one character off each other: the shipped order decides, not the edge.
    alike = {*known.similar.get(plain[:2], ()), *known.similar.get(plain[-3:], ())}
    near = [title for title in alike if _one_character_off(plain, title)]
    if not near:
        return None
    return known.by_title[min(near, key=list(known.by_title).index)]


def _dated(inspection: Inspection, legal: LegalTitle, clause: str) -> str | None:
    """What is wrong with citing the title in this report year, None if nothing is."""
    year = inspection.report.year
    if year is None:
        return None
    if legal.from_date and legal.from_date[:4] > str(year):
        if not any(word in clause for word in _NOT_YET):
            return f"《{legal.title}》自{legal.from_date}起施行，报告年度是{year}年"
    elif legal.to_date and legal.to_date[:4] < str(year) and any(w in clause for w in _BINDING):
        replaced = f"，现行的是《{legal.replaced_by}》" if legal.replaced_by else ""
        return f"《{legal.title}》已于{legal.to_date}废止或期满{replaced}"
    return None


def _cited(inspection: Inspection, match: re.Match[str], known: _Known) -> Finding | None:
    plain = _plain(match.group(1))
    span = Span(*match.span())
    sentence = inspection.sentence_at(span.start)
    clause = inspection.quote(sentence) if sentence is not None else ""
    legal = known.by_title.get(plain)
    if legal is not None:
        dated = _dated(
            inspection,
            legal,
            clause[: max(0, span.start - sentence.span.start)][-20:] if sentence else "",
        )
        if dated is None:
            return None
        return CHECK.finding(
            inspection,
            "warning",
            f"{dated}。",
            suggestion="核对所引文件的施行和废止日期。",
            spans=[span],
        )
    wrong = _misnamed(plain, known)
    if wrong is not None:
        return CHECK.finding(
            inspection,
            "warning",
            f"《{match.group(1)}》名称有误。",
            suggestion=f"应为《{wrong.title}》。",
            spans=[span],
        )
    if _unfinished(match.group(1)):
        return CHECK.finding(
            inspection,
            "warning",
            f"《{match.group(1)}》名称不完整，缺少文种（通知、意见、方案等）。",
            suggestion="对照原文件补全名称。",
            spans=[span],
        )
    return None


def _unfinished(title: str) -> bool:
    """关于学习宣传贯彻<某条例> with no 的通知 behind it."""
    bracket = min((title.find(mark) for mark in "<〈《" if mark in title), default=0)
    if "关于" not in title[:bracket]:
        return False
    return title.rstrip("）)").endswith((">", "〉", "》")) and not title.endswith(_KINDS)


def find(inspection: Inspection) -> Iterator[Finding]:
    """Wrong, untimely and unfinished titles, then marks that never close."""
    known = _known(inspection.checklist)
    seen: set[str] = set()
    for match in _TITLE.finditer(inspection.report.text):
        finding = _cited(inspection, match, known)
        if finding is not None and finding.message not in seen:
            seen.add(finding.message)
            yield finding
    for match in _UNCLOSED.finditer(inspection.report.text):
        yield CHECK.finding(
            inspection,
            "warning",
            "书名号只有一半。",
            suggestion="补上缺少的“》”，核对文件名称。",
            spans=[Span(*match.span())],
        )

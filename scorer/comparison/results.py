"""A scorecard or a result's JSON in, one side of a comparison out.

Both go the same way: a scorecard is turned into its JSON first, so that a comparison of results
tells the same as one of the reports that they were made from.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from scorer.compared import FindingState, GroupState, ItemState, Quoted, Side
from scorer.comparison.intake import Node, WrongValueError, parse_json
from scorer.errors import ReadError
from scorer.kinds import Verdict
from scorer.renderers.result_json import SCHEMA_VERSION, result_of
from scorer.renderers.wording import REASON_WORDS, ROLE_WORDS
from scorer.report import SectionRole
from scorer.result import NearMissReason, Scorecard, Severity

_UNTITLED: Final[Mapping[str, str]] = MappingProxyType({})


class _Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


_SEVERITIES: Final[Mapping[_Severity, Severity]] = {
    _Severity.ERROR: "error",
    _Severity.WARNING: "warning",
    _Severity.HINT: "hint",
}


def side_of(scorecard: Scorecard) -> Side:
    """The side that a scored report is."""
    titles = {kind.id: kind.title for kind in scorecard.checklist.unit_kinds}
    return _side(Node(result_of(scorecard)), titles)


def read_result(content: bytes, source: str, titles: Mapping[str, str] = _UNTITLED) -> Side:
    """The side that a result's JSON tells of. `titles` gives kinds of unit their Chinese titles.

    ReadError where it is no result, is broken, or is of a newer version.
    """
    found = parse_json(content, source)
    version = found.get("schema")
    if isinstance(version, bool) or not isinstance(version, int):
        message = "是 JSON，但不是评分结果。请用 scorer score --format json 的输出。"
        raise ReadError(source, message)
    if version > SCHEMA_VERSION:
        raise ReadError(
            source,
            f"这份结果是更新的版本生成的（格式{version}，本程序认得{SCHEMA_VERSION}）。"
            "请先升级本程序。",
        )
    try:
        return _side(Node(dict[str, Any](found)), titles)
    except WrongValueError as error:
        message = f"不是完整的评分结果：{error}。请重新导出结果数据。"
        raise ReadError(source, message) from error


def _side(result: Node, titles: Mapping[str, str]) -> Side:
    report, checklist, score = result.node("report"), result.node("checklist"), result.node("score")
    reading = report.node("reading")
    kind = report.text("unit_kind")
    sections = report.each("sections", _section)
    return Side(
        source=report.text("source"),
        digest=report.text("digest"),
        title=report.text("title"),
        unit=report.text("unit"),
        unit_kind=kind,
        kind_title=titles.get(kind, kind),
        kind_guessed=report.flag("unit_kind_guessed"),
        year=report.count_or_none("year"),
        signed_on=report.text_or_none("signed_on"),
        complete=reading.flag("complete"),
        gaps=reading.texts("warnings"),
        checklist_id=checklist.text("id"),
        checklist_title=checklist.text("title"),
        checklist_version=checklist.text("version"),
        checklist_digest=checklist.text("digest"),
        overlays=checklist.texts("overlays"),
        tool_version=result.node("tool").text("version"),
        points=score.number("points"),
        max_points=score.number("max_points"),
        percent=score.number_or_none("percent"),
        grade=score.text("grade"),
        groups=_unlike(result.each("groups", _group), "groups"),
        items=_unlike(result.each("items", lambda item: _item(item, sections)), "items"),
        findings=result.each("checks", _finding),
    )


def _unlike(
    found: tuple[Any, ...],
    key: str,
) -> tuple[Any, ...]:
    """The same, where no two have the same id."""
    if len({one.id for one in found}) < len(found):
        raise WrongValueError(f"{key} 里有两个编号相同")
    return found


def _section(section: Node) -> str:
    return section.text("title") or ROLE_WORDS[section.word("role", SectionRole)]


def _group(group: Node) -> GroupState:
    return GroupState(
        group.text("id"), group.text("title"), group.number("points"), group.number("max_points")
    )


def _item(item: Node, sections: tuple[str, ...]) -> ItemState:
    quotes = item.each("evidence", lambda found: _evidence(found, sections))
    misses = item.each("near_misses", lambda miss: _miss(miss, sections))
    return ItemState(
        item.text("id"),
        item.text("group"),
        item.text("title"),
        item.word("verdict", Verdict),
        item.number("points"),
        item.number("max_points"),
        item.text("reason"),
        item.text("advice"),
        item.number("points_at_stake"),
        quotes or misses,
    )


def _evidence(found: Node, sections: tuple[str, ...]) -> Quoted:
    path = found.texts("path") if found.has("path") else ()
    return Quoted(found.text("quote"), _place(found, path or _around(found, sections)))


def _miss(miss: Node, sections: tuple[str, ...]) -> Quoted:
    why = REASON_WORDS[miss.word("reason", NearMissReason)]
    return Quoted(miss.text("quote"), _place(miss, _around(miss, sections)), why)


def _around(found: Node, sections: tuple[str, ...]) -> tuple[str, ...]:
    number = found.count("section")
    return sections[number : number + 1]


def _place(found: Node, path: tuple[str, ...]) -> str:
    """Headings from outside in, page where there is one, paragraph from 1."""
    where = f"第{found.count('paragraph') + 1}段"
    if found.has("page"):
        where = f"第{found.count('page')}页，{where}"
    return " · ".join([*(title[:24] for title in path[-1:]), where])


def _finding(check: Node) -> FindingState:
    return FindingState(
        check.text("id"),
        check.text("title"),
        _SEVERITIES[check.word("severity", _Severity)],
        check.text("message"),
        check.each("places", lambda place: place.text("quote")),
    )

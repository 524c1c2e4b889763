"""Files and results in, a comparison out: scores what is a report and, where the rules moved,
scores one text under both."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from scorer import __version__
from scorer.checklist import Checklist
from scorer.compared import Basis, Comparison, Side
from scorer.comparison import Bridge, Texts, compare, read_result, side_of
from scorer.comparison.intake import LARGEST
from scorer.comparison.passages import formulas_of
from scorer.errors import UsageError
from scorer.pipeline import score_reading
from scorer.readers import read
from scorer.renderers.wording import printable
from scorer.report import Reading, Report
from scorer.result import Scorecard

_BLANKS: Final = b"\xef\xbb\xbf \t\r\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One side, with its text and the rules behind it as far as they are at hand."""

    side: Side
    report: Report | None = None
    reading: Reading | None = None
    checklist: Checklist | None = None
    """The very rules by which the side was judged, by this version of the program."""


def source_of_file(path: Path, checklist: Checklist, *, text: Path | None = None) -> Source:
    """A side from a report of any readable kind, or from a result's JSON; `text` is then the report
    that the result was made from. ReadError where a file is neither."""
    content = _result_bytes(path)
    if content is None:
        if text is not None:
            raise UsageError(f"“{path}”本身就是报告，不用再给它的原文“{text}”")
        return _scored(read(path), checklist)
    reading = None if text is None else read(text)
    return source_of_result(content, path.name, checklist, reading=reading)


def source_of_result(
    content: bytes, name: str, checklist: Checklist, *, reading: Reading | None = None
) -> Source:
    """A side from a result's JSON, with the report that it was made from where that is at hand.
    UsageError where `reading` is of another file."""
    titles = {kind.id: kind.title for kind in checklist.unit_kinds}
    side = read_result(content, name, titles)
    known = (checklist.digest, __version__) == side.rules
    source = Source(side=side, checklist=checklist if known else None)
    if reading is None:
        return source
    if reading.digest != side.digest:
        raise UsageError(
            f"“{reading.source}”不是“{name}”所评的那份报告（文件摘要不同），它评的是“{printable(side.source)}”"
        )
    return replace(source, reading=reading, report=_card(reading, checklist, side).report)


def compare_sources(old: Source, new: Source) -> Comparison:
    """The comparison, rules and text told apart wherever that can be done.

    UsageError where both are the same report under the same rules."""
    one, two = old.side, new.side
    if one.content == two.content and one.rules == two.rules:
        raise UsageError(
            f"“{printable(one.source)}”和“{printable(two.source)}”是同一份报告（内容逐字节相同），规则也相同，"
            "没有可比较的。请核对是否选错了文件。"
        )
    return compare(one, two, bridge=_bridge(old, new), texts=_texts(old, new))


def _result_bytes(path: Path) -> bytes | None:
    """The content of what looks like JSON, None for everything else."""
    try:
        with path.open("rb") as file:
            head = file.read(4096)
            if path.suffix.lower() != ".json" and head.lstrip(_BLANKS)[:1] != b"{":
                return None
            return head + file.read(LARGEST)
    except OSError:
        # The reader says what is wrong with the path, in the words that all commands use.
        return None


def _scored(reading: Reading, checklist: Checklist) -> Source:
    card = score_reading(reading, checklist, reports_only=True)
    return Source(side=side_of(card), report=card.report, reading=reading, checklist=checklist)


def _card(reading: Reading, checklist: Checklist, side: Side) -> Scorecard:
    """The text under these rules, as of the side's year, and as of its kind of unit where a person
    gave that: what was inferred by other rules is not taken over."""
    kinds = {kind.id for kind in checklist.unit_kinds}
    given = not side.kind_guessed and side.unit_kind in kinds
    kind = side.unit_kind if given else None
    return score_reading(reading, checklist, unit_kind=kind, year=side.year)


def _bridge(old: Source, new: Source) -> Bridge | None:
    """The older text under the newer rules, or else the newer text under the older rules."""
    if old.side.rules == new.side.rules:
        return None
    for text, rules, basis in (
        (old, new, Basis.OLD_TEXT_NEW_RULES),
        (new, old, Basis.NEW_TEXT_OLD_RULES),
    ):
        if text.reading is not None and rules.checklist is not None:
            return Bridge(side_of(_card(text.reading, rules.checklist, text.side)), basis)
    return None


def _texts(old: Source, new: Source) -> Texts | None:
    if old.report is None or new.report is None:
        return None
    checklist = new.checklist or old.checklist
    formulas = formulas_of(checklist) if checklist else ()
    return Texts(old.report, new.report, formulas)

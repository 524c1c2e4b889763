"""What an item rests on, and whether it tells a unit what to write."""

from __future__ import annotations

from collections.abc import Iterator

from scorer.checklist import Item, LintRule
from scorer.errors import SourcePlace
from scorer.linting.findings import LintFinding
from scorer.linting.rulebook import Rulebook, maps_of, place_of

_FEWEST_CHARACTERS = 12


def weak_bases(book: Rulebook) -> Iterator[LintFinding]:
    """Items whose basis is missing, has run out, or was written down from memory."""
    year = int(book.checklist.date[:4])
    for item in book.checklist.items:
        node = book.items[item.id]
        if not item.basis:
            yield _weak(
                item, place_of(node, "id"), "", "没有依据", "写上法律法规或文件的名称和条文"
            )
        elif all(basis.to_year is not None and basis.to_year < year for basis in item.basis):
            message = f"全部依据到{year}年都已不再适用"
            yield _weak(item, place_of(node, "basis"), "", message, "补上现行的依据")
        for basis, written in zip(item.basis, maps_of(node.get("basis")), strict=True):
            if basis.confidence == "recalled":
                message = f"依据《{basis.document.strip('《》')}》是凭记忆写的（recalled）"
                remedy = "核对原文后改成 verified，或改成 secondary 并在更新记录里写明出处"
                yield _weak(item, written.place, basis.document, message, remedy)


def _weak(item: Item, place: SourcePlace, document: str, message: str, remedy: str) -> LintFinding:
    names = (document,) if document else ()
    return LintFinding(LintRule.WEAK_BASIS, place, item.id, names, message, remedy)


def thin_advice(book: Rulebook) -> Iterator[LintFinding]:
    """Items whose advice is missing or only repeats what the item is called."""
    for item in book.checklist.items:
        advice = item.advice.strip()
        if len(advice) < _FEWEST_CHARACTERS or advice in (item.title, item.requirement.strip()):
            yield LintFinding(
                LintRule.THIN_ADVICE,
                place_of(book.items[item.id], "advice"),
                item.id,
                (),
                f"补充建议“{advice}”没有告诉人写什么",
                "写明补什么内容，附可以套用的句子（X次、某某）",
            )

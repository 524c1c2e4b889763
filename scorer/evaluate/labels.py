"""Labels: what annotators found in a report, read from one JSON file for each report.

A file holds `report`, `file`, `unit`, `unit_kind`, `report_year`, `signature_date`, `items`
(by id: `verdict`, `evidence` sentences, `confidence` high or low, `note`), `sentences` (`text`,
`status`, in order) and `checks` (`id`, `quotes`, `what`). Only `report`, `file` and `items` must
be there. Further keys are left alone: labels are also kept by other tools.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from scorer.checklist import Verdict
from scorer.errors import UsageError
from scorer.result import SentenceStatus

_Word = TypeVar("_Word", bound=StrEnum)


class ItemLabel(NamedTuple):
    """The verdict that a report deserves for one item."""

    verdict: Verdict
    evidence: tuple[str, ...]
    """Sentences of the report that carry the verdict."""
    sure: bool
    """False where fair reviewers could differ."""
    note: str


class SentenceLabel(NamedTuple):
    """One sentence of a report, as the annotators cut it, with its status."""

    text: str
    status: SentenceStatus


class CheckLabel(NamedTuple):
    """A finding of a check on the whole text that any reviewer must see."""

    id: str
    quotes: tuple[str, ...]
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLabels:
    """All labels of one report."""

    report: str
    file: str
    """Name of the report's file, without folders."""
    unit: str
    unit_kind: str | None
    year: int | None
    items: Mapping[str, ItemLabel]
    sentences: tuple[SentenceLabel, ...]
    checks: tuple[CheckLabel, ...]


def load_labels(folder: Path) -> tuple[ReportLabels, ...]:
    """Labels of every *.json in a folder, by file name. Raises UsageError in Chinese."""
    if not folder.is_dir():
        raise UsageError(f"标注目录不存在：{folder}")
    labels = tuple(_load_file(path) for path in sorted(folder.glob("*.json")))
    if not labels:
        raise UsageError(f"标注目录里没有 .json 文件：{folder}")
    return labels


def _load_file(path: Path) -> ReportLabels:
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
        return _report_labels(content)
    except json.JSONDecodeError as error:
        place = f"第 {error.lineno} 行第 {error.colno} 列"
        raise UsageError(f"标注文件不是正确的 JSON：{path.name}，{place}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"标注文件不是 UTF-8 编码：{path.name}") from error
    except KeyError as error:
        raise UsageError(f"标注文件缺少 {error.args[0]!r}：{path.name}") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise UsageError(f"标注文件内容有误：{path.name}：{error}") from error


def _report_labels(content: dict[str, Any]) -> ReportLabels:
    return ReportLabels(
        report=str(content["report"]),
        file=str(content["file"]).replace("\\", "/").rsplit("/", 1)[-1],
        unit=str(content.get("unit", "")),
        unit_kind=content.get("unit_kind"),
        year=content.get("report_year"),
        items={name: _item_label(name, label) for name, label in content["items"].items()},
        sentences=tuple(
            SentenceLabel(label["text"], _word(SentenceStatus, label["status"], "句子状态"))
            for label in content.get("sentences", ())
        ),
        checks=tuple(
            CheckLabel(label["id"], tuple(label["quotes"]), label.get("what", ""))
            for label in content.get("checks", ())
        ),
    )


def _item_label(name: str, label: dict[str, Any]) -> ItemLabel:
    return ItemLabel(
        verdict=_word(Verdict, label["verdict"], f"{name} 的 verdict"),
        evidence=tuple(label.get("evidence", ())),
        sure=label.get("confidence", "high") == "high",
        note=label.get("note", ""),
    )


def _word(words: type[_Word], text: str, what: str) -> _Word:
    try:
        return words(text)
    except ValueError:
        raise ValueError(f"{what} “{text}” 不认识，可用：{'、'.join(words)}") from None

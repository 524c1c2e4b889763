"""CK-07 三重一大 mixed up with 重大行政决策, CK-08 the first responsible person written wrong,
CK-13 the legal steps of a decision listed wrong, CK-14 another organ's work told as one's own.

The five steps: 重大行政决策程序暂行条例 (State Council Decree 713), articles 14-30.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scorer.checklist import ActorKind, Status
from scorer.checks.inspection import Check, Inspection
from scorer.report import SectionRole, Sentence
from scorer.result import Finding

MIXED = Check("CK-07", "三重一大与重大行政决策混同")
RESPONSIBLE = Check("CK-08", "第一责任人写错")
STEPS = Check("CK-13", "法定程序列举有误")
OTHERS_WORK = Check("CK-14", "其他机关的工作")

_STEPS = (
    ("公众参与", ("公众参与",)),
    ("专家论证", ("专家论证",)),
    ("风险评估", ("风险评估",)),
    ("合法性审查", ("合法性审查", "合法性审核", "合法性论证")),
    ("集体讨论决定", ("集体讨论", "集体审议", "集体研究", "集体决策")),
)
_STEP_WORD = re.compile("|".join(word for _, words in _STEPS for word in words))
_FEWEST_STEPS = 3
_LIST = re.compile(r"[^，。；：:\n“”（）()]*(?:、[^，。；：:\n“”（）()]*)+")
_EXTRA = ("决策启动", "启动", "决策公布", "公布", "后评估", "廉洁性评估")
_RESPONSIBLE = re.compile(r"第一责任人?[”’]?")


def find(inspection: Inspection) -> Iterator[Finding]:
    """Findings of the four checks, check by check."""
    yield from _mixed(inspection)
    yield from _responsible(inspection)
    yield from _steps(inspection)
    yield from _others_work(inspection)


def _mixed(inspection: Inspection) -> Iterator[Finding]:
    """Matters of 三重一大 told under a heading on 重大行政决策."""
    party_matters = inspection.words("三重一大标志")
    # Headings stand over many sentences, and this one over few.
    decisions = {
        sentence.number
        for sentence in inspection.headings
        if "重大行政决策" in inspection.quote(sentence)
    }
    if not decisions:
        return
    paragraphs = inspection.report.paragraphs
    told = {
        paragraphs[sentence.paragraph].headings[-1]
        for sentence in inspection.body
        if paragraphs[sentence.paragraph].headings and "重大行政决策" in inspection.quote(sentence)
    }
    for sentence in inspection.body:
        above = paragraphs[sentence.paragraph].headings
        if not above or above[-1] not in decisions:
            continue
        text = inspection.quote(sentence)
        named = [word for word in party_matters if word in text]
        # Told by its own name, it is kept apart from the decisions that are told beside it.
        if named and not ("三重一大" in text and above[-1] in told):
            yield MIXED.finding(
                inspection,
                "warning",
                f"“重大行政决策”标题下写的是“三重一大”事项（{'、'.join(named[:3])}）。",
                suggestion="两项制度分开写：三重一大是领导班子集体决策制度，重大行政决策按法定程序作出。",
                spans=[sentence.span],
            )


def _responsible(inspection: Inspection) -> Iterator[Finding]:
    """The duty of another field, or the unit in place of the person."""
    for number, matches in inspection.found_in_body(_RESPONSIBLE).items():
        sentence = inspection.report.sentences[number]
        before = _before(inspection, sentence, matches[0].start())
        other = next((w for w in inspection.words("其他责任领域") if w in before), None)
        if other is not None:
            yield RESPONSIBLE.finding(
                inspection,
                "warning",
                f"这里写的是“{other}”的第一责任人，不是推进法治建设的第一责任人。",
                suggestion="移出本报告，改写主要负责人推进法治建设的履职事实。",
                spans=[sentence.span],
            )
        elif _unit_responsible(inspection, sentence):
            yield RESPONSIBLE.finding(
                inspection,
                "warning",
                "把单位写成了第一责任人；第一责任人是党政主要负责人本人。",
                suggestion="以主要负责人为主语，写本人做了什么。",
                spans=[sentence.span],
            )


def _before(inspection: Inspection, sentence: Sentence, offset: int) -> str:
    """The last characters of the sentence before an offset."""
    return inspection.report.text[max(sentence.span.start, offset - 14) : offset]


def _unit_responsible(inspection: Inspection, sentence: Sentence) -> bool:
    """Whether the unit itself is the subject of 履行…第一责任人职责."""
    text = inspection.quote(sentence)
    if "履行" not in text and "落实" not in text and "扛" not in text:
        return False
    if any(word in text for word in inspection.words("主要负责人标志")):
        return False
    first = inspection.actors[sentence.first_clause].kind
    named = any(word in text[:24] for word in inspection.words("单位自称"))
    return first is ActorKind.UNIT or named


def _steps(inspection: Inspection) -> Iterator[Finding]:
    """Lists of three steps or more in which one is missing or that is none."""
    for number, matches in inspection.found_in_body(_STEP_WORD).items():
        if len({match.group() for match in matches}) < _FEWEST_STEPS:
            continue
        sentence = inspection.report.sentences[number]
        for match in _LIST.finditer(inspection.quote(sentence)):
            finding = _listed(inspection, sentence, match.group())
            if finding is not None:
                yield finding


def _listed(inspection: Inspection, sentence: Sentence, listed: str) -> Finding | None:
    told = [name for name, words in _STEPS if any(word in listed for word in words)]
    if len(told) < _FEWEST_STEPS:
        return None
    missing = [name for name, _ in _STEPS if name not in told]
    extra = next((word for word in _EXTRA if f"{word}、" in listed or f"、{word}" in listed), None)
    if not missing and extra is None:
        return None
    parts = [f"漏写{'、'.join(missing)}"] if missing else []
    parts += [f"“{extra}”不是五个法定程序之一"] if extra else []
    return STEPS.finding(
        inspection,
        "warning",
        f"重大行政决策法定程序列举有误：{'；'.join(parts)}。",
        suggestion="五个法定程序是公众参与、专家论证、风险评估、合法性审查、集体讨论决定。",
        spans=[sentence.span],
    )


def _others_work(inspection: Inspection) -> Iterator[Finding]:
    """Done clauses in the measures whose subject is a court, procuratorate or congress."""
    other_organ = ActorKind.OTHER_ORGAN
    for sentence in inspection.body:
        first = sentence.first_clause
        actor = inspection.actors[first]
        if actor.kind is not other_organ or inspection.role(sentence) is not SectionRole.MEASURES:
            continue
        if inspection.assertions[first].status is not Status.DONE:
            continue
        if any(
            word in inspection.quote(sentence) for word in ("我", "本单位", "联合", "会同", "邀请")
        ):
            continue
        yield OTHERS_WORK.finding(
            inspection,
            "hint",
            f"这一句的主体是“{actor.text}”，看来是其他机关的工作。",
            suggestion="写明本单位在其中做了什么；与本单位无关的删去。",
            spans=[sentence.span],
        )

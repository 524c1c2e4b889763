"""Decides which verdicts a person should look at, from an item's evidence and near misses alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from scorer.checklist import FactKind, Status, Verdict
from scorer.result import Evidence, NearMiss, NearMissReason

# Words beside which a sentence that reads as done may not be, or as another's may be the unit's.
# They decide no verdict; they only ask for a person's eye.
_UNSURE_TIME: Final = re.compile(
    r"拟[于聘订制组将建定]|预计|正在|推迟|延期|取消|撤回|到期|等待|计划因|原计划|原定|尚未|尚无|没有完成"
    r"|没有更新|未再|今年未|今年没有|设想|意向|将于|暂[以由]|列入采购|要做到|明年|下一年|已启动|着手|有待"
    r"|待.{1,8}后|去年|沿用|倡导|取而代之|0件"
)
_UNSURE_DOER: Final = re.compile(
    r"帮助|指导|协助|配合|支持|以外|在我[局委办镇乡区县市街]|下属|村干部|村民|居民|企业家|企业自|法院全年"
    r"|由上级|上级部门|上级[清开组印]|市里|区里|县里|代替|代行|转交|转发|统一选派|参与起草|迎接"
    # Spelt out, so that every alternative begins with a character that the search can skip to.
    r"|区司法局.{0,4}[共全管在]|县司法局.{0,4}[共全管在]|市司法局.{0,4}[共全管在]"
)
_UNSURE_LEADER: Final = re.compile(
    r"分管|副[局镇主县区乡书]|副职|委托|邀请|组长|科室负责人|各科室|受.{1,6}指派|陪同|出席|代替|未作|顺带|按照.{1,4}要求|代表局|安全生产|党风廉政"
)
_UNSURE_SUM: Final = re.compile(r"[及和与、等].{1,12}(?:共计?|合计|累计|总计)[^，。；]{0,6}\d")
_NUMBER: Final = re.compile(r"[\d一二两三四五六七八九十百]+余?[次件份人名项场部条期]")
_OF_THE_LEADER: Final = "FR-"
_NOTED_CLOSE: Final = frozenset({"few_points", "no_field", "some_points", "hinted", "one_sentence"})


def review_reason(
    verdict: Verdict,
    evidence: Sequence[Evidence],
    near_misses: Sequence[NearMiss],
    *,
    text: str = "",
) -> str | None:
    """Why a person should look at this verdict, None where the decision is not close.

    Takes all of an item's evidence and near misses, worthiest first, and the report's text, in
    which their spans lie. A decision is close when another reading of one sentence would change
    the verdict.
    """
    match verdict:
        case Verdict.UNREADABLE:
            return "文件有未能读取的部分，请查看原件。"
        case Verdict.EVIDENCED:
            proofs = [found for found in evidence if found.verdict is Verdict.EVIDENCED]
            return _unsure(proofs, text) or _proven(proofs)
        case Verdict.STATED:
            return _unsure(evidence, text) or _stated(evidence, near_misses, text)
        case Verdict.PLANNED | Verdict.ABSENT:
            return _refused(verdict, near_misses)
        case _:
            return None


def _unsure(evidence: Sequence[Evidence], text: str) -> str | None:
    """The doubt that every sentence behind a credit raises; a sentence without one settles it."""
    first: str | None = None
    for found in evidence:
        doubt = _doubt(found.item, text[found.span.start : found.span.end])
        if doubt is None:
            return None
        first = first or doubt
    return first


def _doubt(item: str, sentence: str) -> str | None:
    if _UNSURE_TIME.search(sentence):
        return "句中有计划、进行中或者推迟的字样，请核对是否已经做了。"
    if item.startswith(_OF_THE_LEADER) and _UNSURE_LEADER.search(sentence):
        return "句中还写到其他人或者其他工作，请核对是不是主要负责人为法治建设做的。"
    if not item.startswith(_OF_THE_LEADER) and _UNSURE_DOER.search(sentence):
        return "句中写到其他单位或者服务对象，请核对是不是本单位自己的工作。"
    if _UNSURE_SUM.search(sentence):
        return "数字是几项工作的合计，请核对有没有本项自己的数字。"
    return None


def _proven(proofs: Sequence[Evidence]) -> str | None:
    best = proofs[0]
    if any(found.adjoining for found in proofs):
        return None
    if len(proofs) == 1 and all(fact.kind is FactKind.COUNT for fact in best.facts):
        return "数字与这项工作不在同一小句，请核对数字说的是不是这项工作。"
    return None


def _stated(evidence: Sequence[Evidence], near_misses: Sequence[NearMiss], text: str) -> str | None:
    sentences = [text[found.span.start : found.span.end] for found in evidence if not found.note]
    if any(miss.close for miss in near_misses) or any(map(_NUMBER.search, sentences)):
        return "句中另有数字、日期或者文件，看来不属于本项，请核对。"
    if any(found.pattern.partition(".")[2] in _NOTED_CLOSE for found in evidence):
        return "写得是否完整要看内容，请人工判断。"
    return None


def _refused(verdict: Verdict, near_misses: Sequence[NearMiss]) -> str | None:
    reasons = {miss.reason for miss in near_misses}
    told = [miss for miss in near_misses if miss.status is Status.DONE]
    if NearMissReason.OTHER_ACTOR in reasons:
        return "有相近表述，看来不是本项要求的人或者单位做的，请核对主体。"
    if NearMissReason.OTHER_YEAR in reasons:
        return "有相近表述，看来说的是其他年度，请核对年度。"
    if verdict is Verdict.PLANNED and NearMissReason.WRONG_SECTION in reasons:
        return "在不足部分以已做的口气提到，请核对是否另有实际工作。"
    if verdict is Verdict.ABSENT and any(m.reason is NearMissReason.LOOK_ALIKE for m in told):
        return "有字面相近的表述，看来说的是另一件事，请核对。"
    return None

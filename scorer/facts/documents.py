"""Documents: every title in 《》, and plans, lists and rules that the unit itself drew up.

A title is the unit's own when a verb of drawing up governs it (印发《…》) or when it names the
unit; laws and what was only studied or carried out are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from scorer.facts.words import beginning, listed
from scorer.report import Span


class Document(NamedTuple):
    """A document named in the text."""

    start: int
    end: int
    own: bool


TITLE = re.compile(
    r"《[^《》\n]{0,80}(?:《[^《》\n]{0,80}》[^《》\n]{0,80}){0,3}》"
    # A title whose closing mark is missing ends where its clause does.
    r"|《[^《》\n，。；]{1,40}"
)
_DRAWS_UP = (
    "制定|制订|制发|印发|出台|起草|草拟|代拟|拟定|拟订|拟制|编制|修订|修改|修编|设计制作|制作"
    "|编印|编写|撰写|编撰|编发|下发|签订|签署|建立健全|建立|健全|完善|形成|发布|公布|推出|报送"
    "|上报|汇编"
)
_TAKES_OVER = (
    "落实|贯彻|学习|研学|根据|依据|按照|依照|遵照|参照|执行|对照|对标|宣传|宣讲|传达|转发|转载"
    "|遵守|围绕|解读|讲授|授课|普及|收到|领会|研读|观看|发放|订购|违反|开展"
)
# Literals alone, so that the search can skip to their first characters.
_VERB = re.compile(f"({_DRAWS_UP}|{_TAKES_OVER})(的)?")
_OWN_VERBS = frozenset(_DRAWS_UP.split("|"))
_AFTERWARDS = re.compile(
    r"[^，。；：《\n]{0,6}?(?:印发|出台|制定|修订|起草|进行(?:了)?修订|的(?:制定|修订|起草|编制))(?!的|后|以来|以后)"
)
_LAW = re.compile(
    r"《(?:中华人民共和国|中国共产党|中共中央|国务院|最高人民|全国人民|习近平)"
    r"|(?:(?<![办做方])法|法典|条例|党章|纲要|司法解释)(?:[（(〔][^》]{0,30})?》?\Z"
)
_DRAFT = re.compile(r"草案|征求意见稿|送审稿|代拟稿|讨论稿|初稿")
_LAW_MAKING = ("起草", "草拟", "代拟")
_SELF = listed(
    """
    我局 我委 我办 我厅 我镇 我乡 我街 我区 我县 我市 我单位 本单位 本局 本办 本委 本镇 本街道
    自行
    """
)
_ABOVE = listed(
    """
    国务院 中共中央 中央 中办 国办 司法部 全国人大 上级 省政府 省委 省厅 省局 省里 自治区政府 市政府
    市委 市局 市里 市司法局 省司法厅
    """
)
"""Organs above: what they issue is not the unit's own, unless the unit is that organ."""
_OWN_OPENINGS = listed(
    """
    《本单位 《我单位 《本局 《我局 《本委 《我委 《本办 《我办 《本镇 《我镇 《局机关 《委机关
    《办机关 《办公室
    """
)
_SAME_LIST = frozenset("、，,和及与以等了并")
REACH = 48
"""Characters before a title in which the verb that governs it is looked for."""
FAR = 16
"""Most characters between that verb and the title."""
SHORTEST_NAME = 4
"""Characters below which a unit's name says too little."""

_ENDINGS = (
    "安排表|责任清单|任务清单|事项清单|学法清单|清单|计划表|责任表|任务表|分解表|一览表|明细表"
    "|流程图|流程|目录|规划|计划|方案|办法|制度|规定|细则|规则|规程|操作规范|行为规范|工作规范|技术规范|管理规范|预案|指南|指引|手册"
    "|责任书|承诺书|任务书|建议书|实施意见|要点|基准|标准|汇编|公约|章程|台账|题库|读本|简报"
    "|安排|机制|图册|通报"
)
_UNTITLED = re.compile(
    r"(?:制定|制订|制发|印发|出台|起草|草拟|拟定|拟订|拟制|编制|修订|设计制作|编印|编写|撰写|制作|下发)"
    r"(?:印发|出台|完善|实施|公布|发布|编制|下发|上报|严格执行|执行|落实|并|和|、|了){0,4}(?!的|《)"
    rf"(?P<name>[^，。；：！？、《》（）\n]{{0,28}}?{beginning(_ENDINGS)}(?:{_ENDINGS})(?!{_ENDINGS}|性|化|期|内|外|要求|落实|执行))"
)
_PLAIN = re.compile(
    r"相关|有关|各项|各类|一系列|系列|多项|多个|具体|配套|详细|切实|可行|行之有效|有效|有针对性|可操作|科学|完善|完备|严格|规范|工作|实施|行动|的|了|一整套|完整|合理"
    r"|[\d〇○二零一三四]{4}年度?|年度|[一二三四五六七八九十两\d余多]+[项个份部]|管理|规章|内部|各种|若干|周密|细致"
)


def find_titles(text: str) -> list[Span]:
    """Places of 《…》 in `text`, the outermost of nested ones."""
    return [Span(*found.span()) for found in TITLE.finditer(text)]


def find_documents(text: str, titles: list[Span], names: tuple[str, ...]) -> Iterator[Document]:
    """The titles, told apart by verbs and by `names` of the unit, and untitled own documents."""
    verb, previous = "", 0
    above = tuple(word for word in _ABOVE if not any(name.endswith(word) for name in names))
    for start, end in titles:
        gap = text[max(previous, start - REACH) : start]
        if not (previous and start - previous <= 4 and _SAME_LIST.issuperset(gap)):
            verb = _governing_verb(gap, text, end, above=above)
        yield Document(start, end, _is_own(text[start:end], verb, names))
        previous = end
    yield from _untitled(text)


def unit_names(unit: str) -> tuple[str, ...]:
    """Forms of a unit's name by which a title shows itself to be the unit's own."""
    if len(unit) < SHORTEST_NAME:
        return ()
    forms = {unit, unit.replace("人民政府", "政府")}
    for form in tuple(forms):
        forms.add(form[form.find("市", 0, -SHORTEST_NAME) + 1 :])
    return tuple(sorted(forms))


def _governing_verb(gap: str, text: str, end: int, *, above: tuple[str, ...]) -> str:
    """The verb of drawing up that governs a title, empty where there is none; `above` are words for
    organs whose acts are not the unit's."""
    for stop in "。；！？\n":
        gap = gap[gap.rfind(stop) + 1 :]
    verbs = list(_VERB.finditer(gap))
    while verbs:
        found = verbs.pop()
        verb, relative = found.groups()
        if verb not in _OWN_VERBS:
            return ""
        start, end_of_verb = found.span()
        if gap.endswith("关于", 0, start):
            continue
        if gap.endswith(above, 0, start):
            return ""
        if relative and not any(word in gap[:start] for word in _SELF):
            # 省厅印发的《…》 is the other organ's, 我局制定的《…》 the unit's own.
            continue
        between = gap[end_of_verb:]
        near = len(between) <= FAR and ("，" not in between or len(between) <= len("了，以"))
        return verb if near else ""
    return "印发" if _AFTERWARDS.match(text, end) else ""


def _is_own(title: str, verb: str, names: tuple[str, ...]) -> bool:
    named = title.startswith(_OWN_OPENINGS) or any(name in title for name in names)
    if not (verb or named):
        return False
    if _LAW.search(title):
        return verb in _LAW_MAKING or (verb != "" and _DRAFT.search(title) is not None)
    return True


def _untitled(text: str) -> Iterator[Document]:
    """制定2023年度普法工作计划: what was drawn up is named without 《》."""
    for found in _UNTITLED.finditer(text):
        if text.endswith("关于", 0, found.start()):
            continue
        name = found["name"]
        if len(_PLAIN.sub("", name[:-1] if name[-1] == "表" else name[:-2])) >= 2:
            yield Document(*found.span("name"), own=True)

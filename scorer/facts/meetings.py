"""Meetings with a number or a name of their own: 第72次常务会, 党组会第5次, 法治建设推进会.

召开会议 and 专题会议 alone name nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from scorer.facts.words import listed
from scorer.numerals import DIGITS, HAN
from scorer.report import Span

_ORDINAL = re.compile(
    rf"第[{DIGITS}{HAN}]{{1,5}}次(?!参加|开展|组织|在|对|将|被|把|为)(?P<named>[^，。；：、！？《》“”（）\n]{{0,24}}?"
    r"(?:常务会|例会|党组会|党委会|推进会|座谈会|办公会|全会|会议|大会|班子会|专题会|联席会|学习会"
    r"|集中学习|集体学习|会)议?)?"
)
_NUMBERED = ("常务会议", "常务会", "党组会议", "党组会", "集体学习", "集中学习", "会议", "会")
"""What a number that stands after it numbers: 党组会第5次."""
_NAMED = re.compile(
    r"(?:召开|举行|举办|参加|列席|出席|承办)(?:了|全[区县市省局委办镇乡]|[本该])?"
    r"(?P<name>[^，。；：、！？《》\n]{0,28}?)"
    r"(?P<kind>工作会议|工作例会|推进会|部署会|动员会|座谈会|联席会议|听证会|论证会|评审会|现场会|述法会|述法会议|调度会|研讨会|交流会|"
    r"协商会|恳谈会|发布会|评议会|宣讲会|专题会|培训会|报告会|述职会|例会|大会|全会|审查会|咨询会|协调会|联席会|总结会|会商会|会审会)议?"
)
_ORGANS = listed(
    """
    区政府 县政府 市政府 镇政府 乡政府 局党组 办党组 党组 党委 党工委 区委 县委 市委 人大常委会
    常委会 委员会 政府
    """
)
_NO_TOPIC = re.compile(
    r"[一二三四五六七八九十两\d０-９余多次场个期]+|全[区县市省局委办镇乡体]|区政府|县政府|市政府|人民政府|政府|办公室|党组|党委|党工委"
    r"|领导班子|班子|机关|支部|局|委员会|专题|工作|相关|有关|各类|各种|系列|多|定期|及时|部门|单位|会议|的|了|年度|年|本"
)
TOPIC = 4
"""Characters of a topic that make a meeting's name its own."""


def find_meetings(text: str, hidden: Callable[[int], bool]) -> Iterator[Span]:
    """Places of meetings in `text`, in no order."""
    taken: set[int] = set()
    for found in _ORDINAL.finditer(text):
        start, end = found.span()
        if hidden(start):
            continue
        if found["named"]:
            taken.add(end)
            yield Span(_with_organ(text, start), end)
        elif text.endswith(_NUMBERED, 0, start):
            word = next(word for word in _NUMBERED if text.endswith(word, 0, start))
            yield Span(_with_organ(text, start - len(word)), end)
    for found in _NAMED.finditer(text):
        named = len(_NO_TOPIC.sub("", found["name"])) >= TOPIC
        if named and found.end() not in taken and not hidden(found.start("name")):
            yield Span(found.start("name"), found.end())


def _with_organ(text: str, start: int) -> int:
    """Start of the organ's name where it stands right before: 区政府第72次常务会."""
    for organ in _ORGANS:
        if text.endswith(organ, 0, start):
            return start - len(organ)
    return start

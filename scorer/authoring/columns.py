"""What the sheets of the rules' workbook are made of: columns, and the words of closed sets."""

from __future__ import annotations

from typing import NamedTuple

from scorer.authoring.cells import Form
from scorer.renderers.wording import ROLE_WORDS, SHORT_WORDS, VERDICT_WORDS

VERDICTS = {code.value: word for code, word in VERDICT_WORDS.items() if code != "unreadable"}
SHORT = {code.value: word for code, word in SHORT_WORDS.items() if code != "unreadable"}
ROLES = {code.value: word for code, word in ROLE_WORDS.items()}
CONFIDENCE = {"verified": "已核对原文", "secondary": "间接核实", "recalled": "待核"}
SCOPES = {"clause": "同一分句", "sentence": "同一句"}
LISTS = {
    "stated": "泛泛表述",
    "evidenced": "有实据",
    "mentioned": "只认主题",
    "waived": "本年度没有",
}
ACTORS = {
    "leader": "主要负责人",
    "government_leader": "政府主要负责人",
    "other_person": "其他负责人",
    "unit": "本单位",
    "government": "所属政府",
    "other_organ": "其他机关",
    "unknown": "没有写明",
}
OTHERS = {"never": "不适用", "when_told": "写到了才判", "when_had": "写到发生过才判"}
STRUCTURES = {
    "measures": "主要举措",
    "shortcomings": "不足",
    "causes": "原因",
    "leader": "第一责任人",
    "plan": "下一年安排",
    "signature": "落款",
}
STATUSES = {
    "done": "已做",
    "planned": "计划",
    "shortcoming": "不足",
    "cause": "原因",
    "demand": "要求",
    "null": "无",
}
DIRECTIONS = {
    "forward": "管后文",
    "backward": "管前文",
    "both": "管前后",
    "terminate": "截断前面",
    "pseudo": "貌似线索",
}
WORDS_HOW = (
    "几个说法用“；”隔开；“…”表示中间可隔不超过12个字；【词条】把一个词条的全部说法包含进来。"
)


class Column(NamedTuple):
    """A column; `key` is the rule's key whose value it holds."""

    key: str
    title: str
    width: float
    form: Form
    note: str
    shown: bool = False
    """For reading only."""


class Layout(NamedTuple):
    """A sheet. `place` are the columns that tell to what a row belongs: they are no keys of it."""

    name: str
    columns: tuple[Column, ...]
    place: tuple[str, ...] = ()
    required: tuple[str, ...] = ()

    def column(self, key: str) -> Column:
        """The column of a key."""
        return next(one for one in self.columns if one.key == key)

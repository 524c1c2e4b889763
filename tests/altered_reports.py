"""Ways to alter a report whose effect on the verdicts is known beforehand (metamorphic tests).

Each function takes a scored report or a text and gives a new text. The lists of cues, marks and
look-alike characters are these tests' own: they must not follow the rules that they test.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from itertools import groupby
from typing import NamedTuple

from scorer.report import Paragraph, Report, SectionRole, Sentence, SentenceKind

# Tense of its own: such a sentence says "done" wherever it stands.
DONE_MARKS = re.compile(
    r"已|了|完成|截至|截止|全年|年初以来|今年以来|本年度|去年|目前|累计|共|曾|年来|均|办结|达到|达\d|召开|荣获|\d{4}年"
)
# A sentence that denies or plans already cannot be denied or planned again by one more word.
UNDENIABLE = re.compile(DONE_MARKS.pattern + r"|未|不|无|没|非|避免|防止|杜绝|下一步|拟|将")
ENUMERATOR = re.compile(
    r"^(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}(?:、|是|要)|\d{1,2}[.．、]|第[一二三四五六七八九十]，|[①-⑳])"
)
LOOKS_BACK = re.compile(r"上述|以上|这些|究其|分析|主要原因|原因|产生|造成|存在(?:这些|上述)")
_HALF = "0123456789,:;?!()%"
_FULL = "".join(chr(ord(letter) + 0xFEE0) for letter in _HALF)
# Verbs that say the same of the same act in such reports.
_SYNONYMS = {
    "召开": "举行", "聘请": "聘用", "制定": "出台", "印发": "下发", "审查": "审核", "发放": "派发",
    "纳入": "列入", "组织": "安排", "举办": "开办", "参加": "出席", "邀请": "请来", "完善": "健全",
    "受理": "收到", "答复": "回复", "签订": "订立", "旁听": "观摩", "发布": "刊发", "征求": "征集",
    "报送": "上报", "考核": "考评", "查处": "查办", "讲授": "主讲", "建立": "设立",
}  # fmt: skip
_SYNONYM = re.compile("|".join(_SYNONYMS))
# Pairs that recognisers of printed text mix up.
LOOK_ALIKES = re.findall(
    r"\S\S",
    "己已 未末 日曰 人入 土士 大太 天夫 王玉 目自 白自 田由 申甲 千干 于干 牛午 贝见 员贝 刀力 办力 刃刀 "
    "今令 令会 全金 义叉 又叉 木术 本木 末木 休体 体休 住往 任住 仟任 侍待 待持 特持 持特 时对 村材 材村 "
    "析折 拆折 抓狐 设没 没设 政改 改政 法去 去法 治冶 冶治 建健 健建 行仃 执热 热执 查杳 审宙 宣宜 宜宣 "
    "责贵 贵责 任仕 务夯 实买 买实 主王 要耍 要婴 负页 页负 导寻 寻导 学字 字学 习刁 贯贾 彻砌 落洛 察祭 "
    "培倍 训川 问间 间问 同问 同回 因囚 困因 国围 围国 区匡 府俯 局居 单早 位泣 部郜 门闩 级极 极级 组细 "
    "细组 织炽 结绪 给绐 经轻 轻经 约钓 规观 观规 范笵 现观 理埋 埋理 程稳 制刷 刷制 度废 废度 定走 "
    "走定 案宴 件伴 伴件 次坎 场汤 份分 分份 名各 各名 条系 项顶 顶项 报极 告吉 吉告 公么 众从 从众 开井 "
    "井开 展屉 工士 作昨 年午 月日 发友 友发 文又 化代 代化 依侬 宪究 民氏 氏民 典曲 曲典 权仅 仅权 利刊 "
    "刊利 论伦 认议 议认 讲进 进讲 识织 诉拆 评坪 词同 请清 清请 情倩 谈淡 调凋 解触 决诀 诀决 策荣 强弦 "
    "加如 如加 动功 功动 劳芳 效郊 教敖 数敷 整擎 监盐 督瞥 管营 营管 律津 津律 师帅 帅师 顾硕 复夏 夏复 "
    "应庞 庞应 处外 外处 罚罗 风凤 凤风 险验 验险 重童 点占 占点 完宗 成戍 善喜 提堤 升开 高亮 水永 平乎 "
    "乎平 上土 下卞 中申 书韦 记纪 纪记 领颂 颂领 班斑 子于 党觉 觉党 委季 季委 会合 合会 干千 部陪 群郡 "
    "社杜 杜社 诚城 城诚 信倍 息恩 恩息 网冈 站帖 平半 台合 合台 新亲 亲新 闻间 媒谋 谋媒",
)


def line_of(report: Report, paragraph: Paragraph) -> str:
    return report.quote(paragraph.span)


def without_sentences(report: Report, sentences: list[Sentence]) -> str:
    """The text without these sentences and without every other copy of them."""
    text = report.text
    for sentence in sentences:
        text = text.replace(report.quote(sentence.span), "")
    return re.sub(r"\n{2,}", "\n", text)


class Altered(NamedTuple):
    """A report's text with one sentence altered, and how the sentence now reads."""

    text: str
    sentence: str


def under_plan_heading(report: Report, sentence: Sentence) -> Altered | None:
    """The sentence taken out and put first under the heading of the plan; None without one."""
    quote = report.quote(sentence.span)
    plan = next(
        (s.title for s in report.sections if s.role is SectionRole.PLAN and s.title_span), None
    )
    rest = without_sentences(report, [sentence])
    if plan is None or plan not in rest:
        return None
    start = rest.rindex(plan) + len(plan)
    end = rest.find("\n", start)
    if end < 0 or rest[start:end].strip():  # glued heading: no place of its own to move to
        return None
    return Altered(f"{rest[: end + 1]}{quote}\n{rest[end + 1 :]}", quote)


def as_plan(report: Report, sentence: Sentence) -> Altered:
    """The sentence told as next year's: 下一步，将 before it."""
    return _reworded(report, sentence, lambda body: f"下一步，将{body}")


def as_denial(report: Report, sentence: Sentence) -> Altered:
    """Every clause of the sentence told as not done."""
    return _reworded(
        report,
        sentence,
        lambda body: "".join(
            clause if clause in "，," else f"没有做到{clause}"
            for clause in re.split(r"([，,])", body)
        ),
    )


def _reworded(report: Report, sentence: Sentence, reword: Callable[[str], str]) -> Altered:
    quote = report.quote(sentence.span)
    number = ENUMERATOR.match(quote)
    start = number.end() if number else 0
    body = reword(quote[start:])
    return Altered(report.text.replace(quote, quote[:start] + body), body)


def shuffled_paragraphs(report: Report, seed: int) -> str:
    """Body paragraphs that stand under the same headings, in another order.

    A paragraph that announces what follows (…：) or looks back (上述问题的原因) stays where it is,
    and so does everything that holds a heading or belongs to title, opening or signature.
    """
    draw = random.Random(seed)
    kinds: dict[int, set[SentenceKind]] = {}
    for sentence in report.sentences:
        kinds.setdefault(sentence.paragraph, set()).add(sentence.kind)

    def place(paragraph: Paragraph) -> tuple[object, ...]:
        body = kinds.get(paragraph.number) == {SentenceKind.BODY}
        line = line_of(report, paragraph)
        movable = body and not line.endswith(("：", ":")) and not LOOKS_BACK.match(line)
        fixed = () if movable else (paragraph.number,)
        return (paragraph.section, paragraph.headings, *fixed)

    lines = []
    for _, run in groupby(report.paragraphs, key=place):
        texts = [line_of(report, paragraph) for paragraph in run]
        draw.shuffle(texts)
        lines += texts
    return "\n".join(lines)


def full_width(text: str) -> str:
    return text.translate(str.maketrans(_HALF, _FULL))


def half_width(text: str) -> str:
    return text.translate(str.maketrans(_FULL, _HALF))


def without_heading_numbers(report: Report) -> str:
    """Every heading, glued ones too, without its number."""
    text = report.text
    for sentence in reversed(report.sentences):
        if sentence.kind is SentenceKind.HEADING:
            quote = report.quote(sentence.span)
            bare = ENUMERATOR.sub("", quote)
            text = text[: sentence.span.start] + bare + text[sentence.span.end :]
    return text


def in_other_words(text: str) -> str:
    """The text with its commonest verbs of action replaced by others of the same meaning."""
    return _SYNONYM.sub(lambda match: _SYNONYMS[match.group()], text)


def without_line_breaks(text: str) -> str:
    return text.replace("\n", "")


def as_recognised(text: str, seed: int, share: float = 0.01) -> str:
    """The text with a share of its characters replaced by ones that look like them."""
    draw = random.Random(seed)
    table: dict[str, list[str]] = {}
    for right, wrong in LOOK_ALIKES:
        table.setdefault(right, []).append(wrong)
    places = [place for place, letter in enumerate(text) if letter in table]
    letters = list(text)
    wanted = round(share * sum(not letter.isspace() for letter in text))
    for place in draw.sample(places, min(wanted, len(places))):
        letters[place] = draw.choice(table[letters[place]])
    return "".join(letters)

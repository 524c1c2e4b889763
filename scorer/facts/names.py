"""Names: law firms, courts, schools, companies, institutes; persons with their title.

律师事务所, 物业公司 or 负责同志 alone name nobody. A name's left edge is the last word that cannot
be part of it, so it may be wider than the name, never empty.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from scorer.facts.words import listed
from scorer.report import Span

# The first characters as a class and the rest as literals: the search skips what begins nothing.
_ORGANISATION = re.compile(
    "[律人法中大学党小幼公研协](?:师事务所|师所|所|民法院|院|学会|学(?!院)|校|儿园|司|究院|究所|究会|会)"
)
_ENDINGS = frozenset(
    listed(
        """
        律师事务所 律师所 律所 人民法院 法院 中院 大学 学院 党校 中学 小学 学校 幼儿园 公司 研究院
        研究所 研究会 法学会 协会 学会
        """
    )
)
_NO_ORGANISATION = {
    "公司": ("法", "章", "律"),
    "大学": ("生", "习"),
    "中学": ("生", "习", "者", "校"),
    "小学": ("生", "习", "者", "校"),
    "学校": ("长",),
    "学会": ("议",),
    "协会": ("议",),
}
"""What makes another word of the ending: 公司法, 大学生."""
_COLLEGE = re.compile("[^，。；：、\n的在]{1,6}学院")
REACH = 16
"""Characters before its last word in which an organisation's name is looked for."""
_EDGE = re.compile(
    r"[，。；：、！？,;:!?“”‘’（）()《》\s]|和(?![平县田林静硕顺政布])|与|及|同(?![市江仁心济])|聘请|聘任|聘用|选聘|续聘|聘|委托|邀请|请"
    r"|由|通过|向|对|到|赴|前往|在|的|该|给|从|将|被|让|组织|走访|走进|深入|进(?!修|贤)入?|联合|会同|旁听|观摩|参加|开展|聆听|了|签约"
    r"|[一二三两\d]+[家名所个]|等|各级|各类|辖区内?|有关|相关|是|法律顾问|顾问|单位|合作|依托|接受|送达|配合|服务于|协同|报送|支持|经|服务"
)
_GENERIC = frozenset(
    listed(
        """
        专业 知名 优秀 外聘 第三方 社会 法律 本地 当地 资深 驻地 中标 服务 常年 全市 全区 全县
        中小 高等 职业 党员 干部 网络 在线 老年 社区 法治 普法 家长 市民 农民 综合 示范 国防 驻区
        所属 乡村 农村 城区 物业 保险 燃气 供水 供电 自来水 国有 上市 外资 民营 建筑 施工 快递
        物流 银行 科技 子 分 母 总 本 某 其 涉案 当事 担保 小贷 房地产 开发 中介 检测 广告 平台
        保安 运输 出租车 招标代理 会计 评估 咨询 监理 建设 设计 环卫 清运 保洁 公交 热力 供热
        电力 通信 投资 国企 涉事 各 多家 部分 大型 小型 重点 企业 商业 一些 行业 志愿者 省 市 县
        区 业主 个体 商户 民办 公办 驻校 高校 职高 技工 干部网络 专门 街道 乡镇 机关 物业服务
        物业管理 劳务 网约车 供气 上级 地方 基层 有限 股份有限 有限责任 集团
        """
    )
)
_COURTS = ("人民法院", "法院", "中院")
_COURT_PLACES = listed("区 县 市 省 旗 州 盟 中级 高级 海事 知识产权 互联网 铁路运输")
_LAW_FORMS = ("有限责任", "股份有限", "有限", "集团")

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏"
    "魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚"
    "邵钱严覃武戴莫孔汤康施牛樊葛邢齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝宁尚符舒"
    "阮柯纪梅童凌毕季裴霍涂苗谷盛曲翁冉骆蓝游辛靳柴蒙鲍喻祁蒲房滕屈饶牟艾尤穆卓古吉缪简芦麦褚娄"
    "窦戚岑景宫费卜冷晏席卫柏瞿桂佟臧闵苟邬卞姬仇栾隋刁巫寇桑甄丛仲虞敖巩佘池迟邝"
)
_TITLE = re.compile(
    "[同律教法检研局主书区县市镇乡院庭校处科队所讲专会部秘行厅博老董总]"
    "(?:志|师(?!事务所|所)|授|官|察官|究员|长|任|记|席|家|书长|士|事长|经理)"
)
_TITLES = frozenset(
    listed(
        """
        同志 律师 教授 法官 检察官 研究员 局长 主任 书记 区长 县长 市长 镇长 乡长 院长 庭长 校长
        处长 科长 队长 所长 讲师 专家 主席 会长 部长 秘书长 行长 厅长 博士 老师 董事长 总经理
        """
    )
)
_NAME = re.compile(
    f"[{_SURNAMES}]?某某?|[{_SURNAMES}][一-龥]{{1,2}}?"
    "(?=同志|律师|教授|[，。、；：（()）\\s“]|\\Z|为|作|主讲|讲|授|围绕|以|就|在|带|主持|参|到|对|从|担任|代表|出庭|应邀|进行|深入|率|亲自"
    "|先后|等|做|宣|解读|出席|列席|组织|召开|传达|领学|开展|和|与|的|于|前来|走)"
)
_NO_NAMES = listed(
    """
    高度 高质 高位 高效 高标 高级 任组 任副 任主 任务 任何 于年 于每 方案 方面 方式 方可 严格
    严肃 严把 严厉 章程 程序 江苏 金融 何时 段落 左右 马上 季度 纪委 纪检 关于 关心 关注 尤其
    申请 申报 简报 简要 宁可 于是 白天 齐抓 齐心 易于 余名 石油 施行 施工 施政 武装 康复 牛年
    盛况 曲折 冷静 席间 房屋 房地 谷物 古城 游客 费用 戚 景区 金额 金牌 范围 顾问 田间 江北 江南
    林业 林地 夏季 秦岭 杜绝 许可 许多 余人 毛泽东 邓小平 史料 周密 周到 周边 周期 周一 周二 周三
    周四 周五 马克思 符合 毕业 左 尚未 尚有 曾经 曾任 武警 农 易 钟 付出 付费 龙头 雷同 贺 宫
    卫生 卫健 桂冠 仲裁 甘于 聂
    """
)
_BEFORE_ANY = ("同志",)
_BEFORE_AT_EDGE = ("律师", "教授", "法官", "检察官", "研究员", "博士", "老师", "讲师")
_NAME_EDGES = frozenset("，。、：；（“ 　\n长记任官授师员家士席理由请与和聘所人院校局")


def find_organisations(text: str, hidden: Callable[[int], bool]) -> Iterator[Span]:
    """Places of named organisations in `text`."""
    previous = 0
    for found in _ORGANISATION.finditer(text):
        word, ending = found[0], found.start()
        if word not in _ENDINGS:
            continue
        start, previous = max(previous, ending - REACH), found.end()
        if hidden(ending) or text.startswith(_NO_ORGANISATION.get(word, "\n"), previous):
            continue
        if text[ending - 1] in "）)":
            # 某某（某某市）律师事务所
            opening = max(text.rfind("（", start, ending), text.rfind("(", start, ending))
            ending = max(start, opening)
        for edge in _EDGE.finditer(text, start, ending):
            start = edge.end()
        if _is_named(text[start:ending], word):
            college = _COLLEGE.match(text, previous) if word == "大学" else None
            previous = college.end() if college else previous
            yield Span(start, previous)


def _is_named(prefix: str, word: str) -> bool:
    if word in _COURTS:
        return prefix.endswith(_COURT_PLACES)
    if word == "公司":
        for form in _LAW_FORMS:
            prefix = prefix.removesuffix(form)
    return len(prefix) >= 2 and prefix not in _GENERIC


def find_persons(text: str, hidden: Callable[[int], bool]) -> Iterator[Span]:
    """Places of named persons in `text`, title included."""
    covered = 0
    for found in _TITLE.finditer(text):
        start, end = found.span()
        if found[0] not in _TITLES or start < covered or hidden(start):
            continue
        named = _named_after(text, end) or _named_before(text, found[0], start)
        if named is not None:
            span = Span(min(start, named.start), max(end, named.end))
            covered = span.end
            yield span


def _named_after(text: str, end: int) -> Span | None:
    """The name after a title: 教授王某, 局长张某某主持."""
    name = _NAME.match(text, end)
    if name is None or text.startswith(_NO_NAMES, end):
        return None
    stop = name.end()
    return Span(end, stop + 2 if text.startswith("同志", stop) else stop)


def _named_before(text: str, title: str, start: int) -> Span | None:
    """The name before a title: 张某某同志, 李某律师."""
    if title not in _BEFORE_ANY and title not in _BEFORE_AT_EDGE:
        return None
    for length in (3, 2):
        first = start - length
        if first < 0 or not _looks_like_name(text[first:start]):
            continue
        if title in _BEFORE_ANY or first == 0 or text[first - 1] in _NAME_EDGES:
            return Span(first, start)
    return None


def _looks_like_name(name: str) -> bool:
    if name == "某某":
        return True
    return (
        name[0] in _SURNAMES
        and all("一" <= char <= "龥" for char in name)
        and not name.startswith(_NO_NAMES)
        and not any(char in "的了等和与及位名个" for char in name)
    )

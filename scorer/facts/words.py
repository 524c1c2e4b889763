"""Words by which facts are told from their look-alikes; plain constants, no logic."""

from __future__ import annotations

import re


def listed(words: str) -> tuple[str, ...]:
    """The words of a text that blanks and line ends part."""
    return tuple(words.split())


def beginning(alternatives: str) -> str:
    """A lookahead for the first characters of a regular expression's alternatives.

    In front of many alternatives it spares trying them all where none can begin.
    """
    flat = re.sub(r"\([^()]*\)\??", "", alternatives)
    return "(?=[" + "".join(sorted({word[0] for word in flat.split("|")})) + "])"


STOPS = "，。；：！？,;!?\n（）()"
"""Characters that a counted noun never reaches across."""

UNITS = (
    "人(?!民|大|才|力|防|事|口|社|均|为|工|格|家)(?:份|次)?|名(?!义|称|单)"
    "|次(?!日|年|数|性|序)|件(?:次)?|份(?!额)|条(?!例|文|理|目|款|龙|心|规)(?:次)?"
    "|项(?!目(?!标))(?:次)?|场(?!所|景)(?:次)?|期(?!间|限|望|待|货)(?:次)?|批次"
    "|批(?!准|复|评|示|发)|起(?!草|步|来|到|诉|码|点)|宗(?!旨|教)|卷(?:次)?"
    "|处(?!理|罚|置|级|长|室|分|于)(?:次)?|家(?!庭|长|人)(?:次)?|户(?!籍|外|口)(?:次)?"
    "|台(?:次|套)?|辆(?:次)?|艘(?:次)?|篇(?:次)?|部(?!门|委|署|分|队|长)|集(?!中|体|团|成|合)"
    "|册(?:次)?|本(?!级|单位|年|市|区|县|局|办|次|地|着|质|身|省)|块|面(?!向|对|上|积|临|貌)"
    "|幅|轮(?!训|换|流|岗)(?:次)?|个(?!月)(?:工作日)?|所(?!有|在|需|以|属|谓|得|长)|学时|课时"
    "|工作日|日(?!常|前|报|益)|天(?!津|然)|小时|分钟|班次|车次|例(?!会|如|行|外)|封|张|套"
    "|支(?!持|撑|出|付)|位(?!于|列|居)|则(?!是|应)|组(?!织|成|长|建)|节(?!约|日)|堂|座|间|桩"
    "|笔|通|元|平方米|公里|吨|亩|页|版(?!权)|枚|门(?!户|类)|栋|讲(?!话|解|座|课|好|清|政|述|授|堂)|题(?!目|为|材|库)|段|站|米|种|方面"
    "|分(?!之|别|析|为|类|工|管|局|级|配|发|享|送|公|钟)"
)
"""Regular expression of the units that make a number a count, with the words that only begin so."""

FORMULAS = listed(
    """
    四个意识 四个自信 两个维护 两个确立 两个结合 四个全面 四个亲自 四个善于 四个伟大 四个最严
    四个不摘 四个服务 五个一 三个一 十一个坚持 十个坚持 九个坚持 十个明确 十四个坚持 十三个方面
    六个必须 六个坚持 三项制度 三项机制 三项基本制度 八项规定 五项公开 四项基本原则 两个责任
    两个清单 两个毫不动摇 两个一百年 三个规定 三个区分开来 三个文明 三个务必 五个统筹 五个坚持
    三个必须 四个坚持 两个大局 两个转变 四个责任 一个中心 一个窗口 一个标准 一个平台 一件事
    一次办 一项重要 三项清单 三张清单 四张清单 一张网 一张图 一套班子 千家万户 一部分 一条龙
    一条心 一本通 一本账 一本正经 两本账 一面旗帜 一日一 三项重点 三项建设 三项监督
    """
)
"""Formulas of the genre that hold a number without counting anything."""

ASPECTS = listed(
    """
    方面 环节 层面 维度 关键 重点 阶段 抓手 着力 到位 必须 坚持 统一 注重 强化 突出 聚焦 严格
    全面 维护 自信 意识 确立 亲自 善于 服从 带头 不准 不得 化 转变 结合
    """
)
"""What makes 四个… a way of arranging the text (四个方面) when the number is a Chinese numeral."""

NO_SINGLE_BEFORE = "每任同统唯逐进之单专第新上下又这那某另哪前后头万归合划如不何作为是手通按依"
"""Characters before 一 + unit that make it no count: 每一次, 同一件, 作为一项, 进一次门."""

SINGLE_AFTER: dict[str, tuple[str, ...]] = {
    "名": ("优秀", "合格", "称职", "党员", "共产", "好", "人民"),
    "次": ("性", "办", "告", "申", "受理", "跑", "就", "也", "不", "都", "通过", "过"),
    "件": ("事", "件", "一"),
    "轮": ("又",),
    "项": ("一", "重要", "重大", "政治", "基础", "长期", "系统", "经常", "常态"),
    "条": ("主线", "一", "线", "路"),
    "处": ("一",),
    "份": ("力", "责任", "一"),
    "台": ("戏",),
    "场": ("硬仗", "攻坚", "革命", "持久"),
    "位": ("一",),
    "堂": ("一",),
    "家": ("一",),
}
"""For 一 + unit: what follows in idioms. A unit that is not listed here or in SINGLES never counts
with 一."""
SINGLES = frozenset(SINGLE_AFTER).union(
    listed(
        """
        期 场次 轮次 批次 班次 人次 篇 本 部 册 宗 例 节 卷 封 幅 集 所 座 户次 家次 学时 课时
        """
    )
)
SINGLE_MADE = listed(
    """
    建成 打造 建立 设立 评选 新建 创建 获评 完成 成立 制作 开设 建设 命名 建有 设有 新增 确定
    """
)
"""Verbs before 一个 that make it a count; 形成一个闭环 is none."""
SINGLE_PHASES = listed(
    """
    举办 开展 组织 推出 开设 举行 参加 发布 推送 编印 出版 刊发
    """
)
"""Verbs before 一期 that make it a count; in names of places it is a phase of building."""
SINGLE_CASES = listed(
    """
    案 诉 复议 行政 纠纷 投诉 违 民事 刑事 信访 事故
    """
)
"""What must follow 一起 to make it a case rather than "together"."""

LEADS = frozenset(
    listed(
        """
        共计 总计 合计 累计 总共 一共 先后 分别 达到 多达 高达 超过 将近 接近 大约 突破 至少
        不少于 不低于 不得少于 保持 保持在 稳定在 共有 现有 计有 设有 全年 年内 本年度 今年以来
        一年来 每月 每季度 每季 每年 每半年 每周 其中 全部
        均为 均达 提高到 提高至 提升到 提升至 上升到 上升至 从 至 由 共 达 超 近 约 逾 已 各 仅
        总 计 为 有 均 就 了 且 又 再 也 还 都 是 到 在 均达到
        """
    )
)
"""Words that only lead to a number; none is longer than LONGEST_LEAD."""
NO_LEADS = frozenset(
    listed(
        """
        行为 作为 传达 送达 下达 收到 接到 得到 找到 统计 审计 设计 预计 会计 公共 存在 现在 理由
        所有 持有 享有 国有 拥有 附近 合约 节约 违约 成就 人均 平均
        """
    )
)
"""Words that end like one; what they name is part of the noun."""
LONGEST_LEAD = max(map(len, LEADS))

ACT_VERBS = frozenset(
    listed(
        """
        开展 组织 召开 举办 举行 参加 参与 受理 办理 办结 办复 审查 审核 审理 审议 研究 听取 学习
        签订 聘请 聘任 聘用 选聘 续聘 招录 招聘 引进 配备 配置 配齐 发放 发布 发送 推送 公开 印发
        制定 出台 起草 草拟 修订 修改 废止 清理 保留 报备 备案 编制 编印 编写 制作 张贴 悬挂 摆放
        设置 设立 建立 建成 新建 打造 查处 查办 立案 结案 作出 做出 下达 下发 送达 出具 提出 收到
        接到 接待 接听 解答 化解 调解 排查 检查 抽查 巡查 督查 督办 督导 督促 整改 完成 实施 执行
        处罚 罚款 罚没 收缴 拆除 出动 派出 选派 安排 培训 轮训 测试 考试 考核 宣传 宣讲 讲授 讲解
        旁听 观摩 走访 服务 帮助 指导 解决 发现 移送 移交 处理 处置 处结 答复 回复 采纳 征集 征求
        收集 梳理 公布 公示 录入 上传 报送 提交 提请 讨论 通过 批准 撤销 纠正 维持 驳回 应诉 出庭
        评查 评选 评估 论证 主持 带队 带头 开设 播放 刊发 刊登 投放 邀请 联合 持有 取得 获得 新增
        增加 减少 涉及 覆盖 惠及 吸引 受训 参训 调研 协调 推动 推进 纳入 确定 明确 形成 落实 认定
        命名 创建 拍摄 录制 转发 报道 撰写 投入 支出 拨付 追缴 挽回 减免 立项 代理 承办 转办 交办
        主办 协办 执结 复议 登记 核发 颁发 发出 开出 搭建 组建 成立 增设 派驻 入驻
        """
    )
)
"""Two-character verbs after which a number counts the noun that follows it."""

NO_NOUNS = listed(
    """
    并 均 已 全部 共 其中 和 及 与 或 以 为 占 同比 较 比 被 未 得到 等 才 就 都 后 前 内 次 使
    对 将 把 由 让
    """
)
"""Words that open no noun after a number."""

LIGHT_VERBS = listed(
    """
    开展 组织 召开 举办 举行 印发 制定 出台 修订 发放 发布 办理 受理 审查 审核 签订 聘请 参加
    查处 出动 废止 下发 提出 推送 接待 制作
    """
)
"""Verbs that open an act of its own after 、: 印发文件、开展培训12次."""

ONE_ACT_VERBS = listed(
    """
    学习 传达 宣传 宣讲 讲解 研读 深入 走进 联合 会同 通过 利用 围绕 面向 邀请 前往 向 对 在
    """
)
"""Verbs and prepositions whose listed objects are not acts: 学习宪法、民法典12次 is one act."""

ACT_NOUNS = listed(
    """
    培训 检查 抽查 宣传 讲座 会议 会 活动 竞赛 考试 测试 评查 清理 审查 审核 调研 督导 督查 演练 课
    学习 执法 行动 整治 巡查 听证 论证 评估 观摩 旁听 宣讲 讲授 研讨
    """
)
"""Nouns of acts: before one of them a list gives subjects (复议、应诉培训), among them acts."""

PERSON_UNITS = frozenset(("人", "名", "位", "家", "户", "所"))

EVENT_UNITS = frozenset(
    ("次", "场", "场次", "期", "轮", "轮次", "班次", "人次", "学时", "课时", "批次")
)

ZERO_NOUNS = (
    "案件|申请|诉讼|复议|投诉|败诉|纠错|信访件|信访|应诉|提案|听证|撤销|事项|事故|举报|被诉"
    "|变更|判例|案"
)
NO_ZERO = (
    "证|照|障碍|偿|关|论|法|需|效|纸|害|正当|故|资质|主|人|线|缝|差别|犯罪记|序|形|限|力|暇"
    "|疑|视|数|愧"
)
"""What after 无 makes a word that denies nothing: 无证经营案件, 无法办理."""

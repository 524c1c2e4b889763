"""How cost grows, with bounds so wide that only a change of shape can break them."""

from __future__ import annotations

import os
import subprocess
import sys

from benchmarks.bench_speed import grown_checklist, grown_text, in_turns
from scorer.loader import load_checklist
from scorer.pipeline import score_text

REPORT = """某某区某某局2024年度法治政府建设情况报告
现将2024年度法治政府建设情况报告如下：
一、2024年主要举措和成效
（一）深入学习习近平法治思想。局党组理论学习中心组集体学习4次，组织全体干部参加学法考试，合格率100%。
（二）规范行政决策。与某某律师事务所签订法律顾问合同，审查合同12件，召开局长办公会6次，研究三重一大事项9项。
（三）规范行政执法。开展执法检查53次，办理案件7件，全部公示，重大执法决定由法规科审核。
（四）加强普法。在宪法日开展宣传活动，发放资料500份，微信公众号发布以案释法文章8篇。
二、存在的不足
一是执法人员业务能力不足，二是普法形式不够丰富，原因是主动性不强。
三、主要负责人履行第一责任人职责情况
局长主持召开党组会2次，听取法治工作汇报。带头讲法治课1次。
四、2025年主要安排
下一步，将加强执法培训，完善制度，继续做好政务公开。

某某区某某局
2025年1月10日
"""
_SCORE = (
    "import sys\n"
    "from scorer.loader import load_checklist\n"
    "from scorer.pipeline import score_text\n"
    "card = score_text(sys.stdin.read(), load_checklist())\n"
    "print(len(card.items), 'jieba' in sys.modules)\n"
)


def test_eight_times_the_text_costs_less_than_sixteen_times_as_much():
    checklist = load_checklist()
    short, long = grown_text(REPORT, 8), grown_text(REPORT, 64)
    assert 7 < len(long) / len(short) < 9
    costs = in_turns(
        [lambda: score_text(short, checklist), lambda: score_text(long, checklist)], rounds=5
    )
    assert costs[1] < 16 * costs[0]


def test_nine_times_the_items_cost_less_than_four_times_as_much():
    checklist = load_checklist()
    many = grown_checklist(checklist, 400)
    assert len({item.id for item in many.items}) == len(many.items) == 400
    text = grown_text(REPORT, 8)
    costs = in_turns(
        [lambda: score_text(text, checklist), lambda: score_text(text, many)], rounds=5
    )
    assert costs[1] < 4 * costs[0]


def test_scoring_does_not_load_jieba():
    done = subprocess.run(
        [sys.executable, "-c", _SCORE],
        input=REPORT,
        capture_output=True,
        check=True,
        encoding="utf-8",
        env=_environment(),
    )
    assert done.stdout.split() == [str(len(load_checklist().items)), "False"]


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONIOENCODING": "utf-8"}

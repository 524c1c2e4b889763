"""The rules' health in, lines for the terminal out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from scorer.health import ItemHealth, KindVerdicts, RuleHealth, Share
from scorer.kinds import Verdict
from scorer.renderers.wording import VERDICT_WORDS, printable

QUOTE_CHARACTERS: Final = 80
SAMPLED: Final = (
    "审查人只看他们看过的：没有看过的判定对不对不得而知，不算对。"
    "采信指判为有实据或泛泛表述；准确率、找全率只算看过的，括号里是95%区间。"
)
_HABITS: Final = {"never": "，从未采信", "always": "，每份都采信", "": ""}


def render_health_text(health: RuleHealth, kinds: Mapping[str, str]) -> str:
    """Lines, the last one ended too. `kinds` has the titles of kinds of units by id."""
    return "".join(f"{printable(line)}\n" for line in _lines(health, kinds))


def _lines(health: RuleHealth, kinds: Mapping[str, str]) -> Iterator[str]:
    yield f"审查记录库 {health.ledger}：{health.reports}份报告（每个单位每年度最近的一次评查）。"
    if len(health.rules) > 1:
        versions = "，".join(
            f"{one.version}（{one.digest[:8]}）{one.reports}份" for one in health.rules
        )
        yield f"注意：结果出自{len(health.rules)}版不同的规则：{versions}。"
    reviewed = sum(item.reviewed for item in health.items)
    overruled = sum(item.overruled for item in health.items)
    yield f"审查人已定{reviewed}个判定，其中改判{overruled}个。{SAMPLED}"
    for item in health.items:
        yield from _item(item, kinds)


def _item(item: ItemHealth, kinds: Mapping[str, str]) -> Iterator[str]:
    told = f"采信{item.credited}/{item.judged}{_HABITS[item.habit]}" if item.judged else "都不适用"
    yield f"{item.id} {item.title}：{told}{_by_kind(item, kinds)}"
    if item.reviewed or item.disputed:
        yield f"  看过{item.reviewed}个，{_overruled(item)}{_disputed(item)}"
    if item.reviewed:
        yield f"  采信的准确率 {_share(item.precision)}；找全率 {_share(item.recall)}"
    for one in item.worst:
        quote = (
            one.quote if len(one.quote) <= QUOTE_CHARACTERS else f"{one.quote[:QUOTE_CHARACTERS]}……"
        )
        where = f"“{quote}”" if quote else "（没有引句）"
        more = f"等{one.total}处" if one.total > 1 else ""
        yield f"  － {_way(one.given, one.decided)} {where}　{one.name}{more}　理由：{one.reason}"
        yield f"    意见编号 {one.decision}"


def _by_kind(item: ItemHealth, kinds: Mapping[str, str]) -> str:
    told = [_kind(one, kinds) for one in item.kinds if one.judged]
    return f"（{'，'.join(told)}）" if len(told) > 1 else ""


def _kind(one: KindVerdicts, kinds: Mapping[str, str]) -> str:
    return f"{kinds.get(one.kind, one.kind)}{one.credited}/{one.judged}"


def _overruled(item: ItemHealth) -> str:
    if not item.overruled:
        return "没有改判"
    ways = "，".join(f"{_way(*way)} {count}" for way, count in item.ways.items())
    return f"改判{item.overruled}个（{ways}）"


def _disputed(item: ItemHealth) -> str:
    return f"；另有{item.disputed}个审查人意见不一，不计" if item.disputed else ""


def _way(given: Verdict, decided: Verdict) -> str:
    return f"{VERDICT_WORDS[given]}→{VERDICT_WORDS[decided]}"


def _share(share: Share | None) -> str:
    if share is None:
        return "无从计算"
    return f"{share.value:.0%}（{share.low:.0%}～{share.high:.0%}，{share.part}/{share.of}）"

"""Runs and settled decisions in, tallies per item out; runs are read a portion at a time."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from math import sqrt
from typing import Any, Final, NamedTuple

from scorer import __version__
from scorer.checklist import Verdict
from scorer.errors import UsageError
from scorer.health import (
    CREDITED,
    ItemHealth,
    KindVerdicts,
    RuleHealth,
    Share,
    UsedRules,
    WorstSentence,
)
from scorer.ledger import Ledger, Run, RunHead
from scorer.ledger.settled import Settled, settled_verdicts

WORST_KEPT: Final = 5
"""Most sentences that are kept for an item."""
KEY_LENGTH: Final = 12
"""Characters of a decision's key that name it."""
_PORTION: Final = 25
_ASIDES: Final = re.compile(r"[\s0-9０-９]+")
"""What sentences that count as the same may differ in."""
_Z: Final = 1.959964
"""Of a 95 % interval."""

Json = dict[str, Any]


def wilson(part: int, of: int) -> Share | None:
    """The share with its Wilson interval, None of nothing."""
    if not of:
        return None
    share, square = part / of, _Z * _Z
    middle = share + square / (2 * of)
    spread = _Z * sqrt(share * (1 - share) / of + square / (4 * of * of))
    whole = 1 + square / of
    return Share(part, of, max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole))


def rule_health(
    ledger: Ledger, items: Collection[str] = (), *, same_rules: bool = False
) -> RuleHealth:
    """The health of some items (none named: all). With `same_rules` only of results by the rules
    that the newest result was made with. UsageError where there is nothing, or no such item."""
    heads = ledger.heads()
    if not heads:
        raise UsageError(
            f"审查记录库“{ledger.shown}”里还没有评查过的报告。请先运行 scorer review。"
        )
    if same_rules:
        heads = tuple(one for one in heads if one.checklist_digest == heads[-1].checklist_digest)
    newest = {(head.unit, head.year): head for head in heads}
    tally = _Tally()
    # Of several results of one text the last one: the rules that are in use.
    texts = {(head.unit, head.report_digest): head for head in heads}
    digests = {head.key: head.report_digest for head in ledger.heads()}
    settled = settled_verdicts(ledger.decisions(), digests)
    decided: dict[str, list[tuple[str, Settled]]] = defaultdict(list)
    for (unit, digest, item), told in settled.items():
        head = texts.get((unit, digest))
        if head is not None:
            decided[head.key].append((item, told))
    counted = {head.key for head in newest.values()}
    wanted = [head for head in heads if head.key in counted or head.key in decided]
    for run in _runs(ledger, wanted):
        tally.add(run, decided.get(run.key, ()), counts=run.key in counted)
    return RuleHealth(
        ledger=ledger.shown,
        reports=len(newest),
        rules=_rules(newest.values(), tally.versions),
        items=_chosen(tally, items),
        tool_version=__version__,
    )


def _runs(ledger: Ledger, heads: Sequence[RunHead]) -> Iterator[Run]:
    for at in range(0, len(heads), _PORTION):
        keys = [head.key for head in heads[at : at + _PORTION]]
        found = ledger.runs_of(keys)
        yield from (found[key] for key in keys)


class _Overruled(NamedTuple):
    quote: str
    given: Verdict
    told: Settled
    name: str


class _Tally:
    """What is counted while the runs go by."""

    def __init__(self) -> None:
        self.titles: dict[str, str] = {}
        self.versions: dict[str, str] = {}
        self.verdicts: dict[str, dict[str, Counter[Verdict]]] = defaultdict(
            lambda: defaultdict(Counter)
        )
        self.pairs: dict[str, Counter[tuple[Verdict, Verdict]]] = defaultdict(Counter)
        self.disputed: Counter[str] = Counter()
        self.overruled: dict[str, list[_Overruled]] = defaultdict(list)

    def add(self, run: Run, decided: Iterable[tuple[str, Settled]], *, counts: bool) -> None:
        """A run with what reviewers settled on its text; `counts`: it is its unit's newest."""
        result: Json = json.loads(run.result)
        told = {item["id"]: item for item in result["items"]}
        self.titles |= {key: item["title"] for key, item in told.items()}
        self.versions[run.checklist_digest] = run.checklist_version
        if counts:
            for key, item in told.items():
                kind = result["report"]["unit_kind"]
                self.verdicts[key][kind][Verdict(item["verdict"])] += 1
        for key, settled in decided:
            if key in told:
                self._decide(run, told[key], settled)

    def _decide(self, run: Run, item: Json, settled: Settled) -> None:
        key, given = item["id"], Verdict(item["verdict"])
        if settled.verdict is None:
            self.disputed[key] += 1
            return
        self.pairs[key][given, settled.verdict] += 1
        if given is not settled.verdict:
            places = item["evidence"] or item["near_misses"]
            quote = places[0]["quote"] if places else ""
            name = run.unit if run.year is None else f"{run.unit}（{run.year}年度）"
            self.overruled[key].append(_Overruled(quote, given, settled, name))


def _rules(heads: Iterable[RunHead], versions: Mapping[str, str]) -> tuple[UsedRules, ...]:
    counted = Counter(head.checklist_digest for head in heads)
    return tuple(
        UsedRules(versions[digest], digest, count) for digest, count in counted.most_common()
    )


def _chosen(tally: _Tally, items: Collection[str]) -> tuple[ItemHealth, ...]:
    unknown = [item for item in items if item not in tally.titles]
    if unknown:
        known = "、".join(tally.titles)
        raise UsageError(f"记录里没有要点“{unknown[0]}”；现有：{known}")
    found = [_health(key, tally) for key in tally.titles if not items or key in items]
    # Stable: items that are overruled equally often stay in the checklist's order.
    return tuple(sorted(found, key=lambda one: -one.overruled))


def _health(key: str, tally: _Tally) -> ItemHealth:
    pairs = tally.pairs[key]
    ways = Counter({pair: count for pair, count in pairs.items() if pair[0] is not pair[1]})
    both = sum(n for (given, held), n in pairs.items() if {given, held} <= CREDITED)
    given = sum(n for pair, n in pairs.items() if pair[0] in CREDITED)
    held = sum(n for pair, n in pairs.items() if pair[1] in CREDITED)
    return ItemHealth(
        id=key,
        title=tally.titles[key],
        kinds=tuple(
            KindVerdicts(kind, {v: counted[v] for v in Verdict if counted[v]})
            for kind, counted in sorted(tally.verdicts[key].items())
        ),
        reviewed=pairs.total(),
        overruled=ways.total(),
        disputed=tally.disputed[key],
        ways=dict(sorted(ways.items(), key=lambda way: (-way[1], way[0]))),
        precision=wilson(both, given),
        recall=wilson(both, held),
        worst=_worst(tally.overruled[key]),
    )


def _worst(overruled: Sequence[_Overruled]) -> tuple[WorstSentence, ...]:
    alike: dict[tuple[str, Verdict, Verdict], list[_Overruled]] = defaultdict(list)
    for one in overruled:
        if one.told.verdict is not None:
            words = _ASIDES.sub("", one.quote)
            alike[words, one.given, one.told.verdict].append(one)
    groups = sorted(alike.items(), key=lambda group: (-len(group[1]), group[0]))
    return tuple(
        WorstSentence(
            quote=same[0].quote,
            given=given,
            decided=decided,
            total=len(same),
            name=same[0].name,
            reason=same[0].told.decision.reason,
            decision=same[0].told.decision.key[:KEY_LENGTH],
        )
        for (_, given, decided), same in groups[:WORST_KEPT]
    )

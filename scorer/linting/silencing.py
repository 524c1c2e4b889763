"""Cases that the rules allow, each by an `allow` of its own in the file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from scorer.checklist import Allowance, LintRule
from scorer.errors import SourcePlace
from scorer.linting.findings import ABOUT, LintFinding, Silenced
from scorer.linting.rulebook import Rulebook, maps_of


class Allowed(NamedTuple):
    """An allowance, the item that it stands in, and its place."""

    allowance: Allowance
    item: str | None
    """None where it stands in the checklist itself."""
    place: SourcePlace

    def covers(self, finding: LintFinding) -> bool:
        """Whether it lets the finding pass."""
        at = self.allowance.at
        if self.allowance.rule is not finding.rule:
            return False
        if self.item is not None and finding.item != self.item:
            return False
        named = (*finding.names, *filter(None, (finding.item,)))
        return at in named if at is not None else self.item is not None


def allowances(book: Rulebook) -> tuple[Allowed, ...]:
    """All allowances of the checklist and of its items."""
    of_all = zip(book.checklist.allow, maps_of(book.root.get("allow")), strict=True)
    found = [Allowed(allowance, None, node.place) for allowance, node in of_all]
    for item in book.checklist.items:
        nodes = maps_of(book.items[item.id].get("allow"))
        pairs = zip(item.allow, nodes, strict=True)
        found.extend(Allowed(allowance, item.id, node.place) for allowance, node in pairs)
    return tuple(found)


def let_pass(
    findings: Iterable[LintFinding], allowed: Sequence[Allowed]
) -> tuple[list[LintFinding], tuple[Silenced, ...]]:
    """What remains, with a finding for every allowance that lets nothing pass; and what passed."""
    kept: list[LintFinding] = []
    silenced: list[Silenced] = []
    used: set[int] = set()
    for finding in findings:
        covering = [number for number, one in enumerate(allowed) if one.covers(finding)]
        used.update(covering)
        if covering:
            silenced.append(Silenced(finding, allowed[covering[0]].allowance.reason))
        else:
            kept.append(finding)
    kept.extend(_idle(one) for number, one in enumerate(allowed) if number not in used)
    return kept, tuple(silenced)


def _idle(one: Allowed) -> LintFinding:
    rule, at = one.allowance.rule, one.allowance.at
    where = f"（{at}）" if at else ""
    message = f"allow 里的 {rule}{where}没有放过任何情况：{ABOUT[rule].title}这里没有"
    if at is None and one.item is None:
        message = f"allow 里的 {rule} 没有写 at，不知道放过哪一处"
    return LintFinding(
        LintRule.IDLE_ALLOWANCE, one.place, one.item, (), message, "删去它，或改正 at"
    )

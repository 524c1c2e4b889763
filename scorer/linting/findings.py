"""What linting finds and what it looked for; plain values and their Chinese names."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from scorer.checklist import LintRule
from scorer.errors import SourcePlace

Severity = Literal["error", "warning", "hint"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "hint")
"""From the gravest down."""
SEVERITY_NAMES: Mapping[Severity, str] = MappingProxyType(
    {"error": "错误", "warning": "警告", "hint": "提示"}
)


class RuleAbout(NamedTuple):
    """How grave a case of a rule is, and what it is called."""

    severity: Severity
    title: str


ABOUT: Mapping[LintRule, RuleAbout] = MappingProxyType(
    {
        LintRule.DEAD_PATTERN: RuleAbout("error", "永远不会采纳的模式"),
        LintRule.DEAD_PHRASE: RuleAbout("warning", "永远不起作用的词语"),
        LintRule.SUBSUMED_PATTERN: RuleAbout("warning", "被另一模式完全包住的模式"),
        LintRule.NO_EFFECT: RuleAbout("warning", "写了不起作用的键"),
        LintRule.SWALLOWED_PHRASE: RuleAbout("warning", "被另一词语包住的词语"),
        LintRule.REPEATED_PHRASE: RuleAbout("warning", "重复的词语"),
        LintRule.SAME_TERM: RuleAbout("warning", "内容相同的词条"),
        LintRule.UNUSED_TERM: RuleAbout("warning", "没有用到的词条"),
        LintRule.IDLE_LOOK_ALIKE: RuleAbout("warning", "碰不到任何模式的貌似说法"),
        LintRule.LOOK_ALIKE_KILLS: RuleAbout("error", "貌似说法挡住了自己的例句"),
        LintRule.FAILING_EXAMPLE: RuleAbout("error", "判得不对的例句"),
        LintRule.MISSING_EXAMPLE: RuleAbout("warning", "没有例句的判定"),
        LintRule.NEVER_EXERCISED: RuleAbout("hint", "没有例句用到的模式"),
        LintRule.OVERLAPPING_ITEMS: RuleAbout("warning", "两个要点里相同的模式"),
        LintRule.WEAK_BASIS: RuleAbout("hint", "依据缺失、过期或待核"),
        LintRule.THIN_ADVICE: RuleAbout("hint", "没有告诉人怎样写的补充建议"),
        LintRule.SWALLOWED_CUE: RuleAbout("warning", "不起作用的线索词"),
        LintRule.IDLE_OVERLAY_EDIT: RuleAbout("warning", "补充规则里没有效果的改动"),
        LintRule.IDLE_ALLOWANCE: RuleAbout("warning", "没有放过任何情况的 allow"),
    }
)


class LintFinding(NamedTuple):
    """One case: where, what, what to do."""

    rule: LintRule
    place: SourcePlace | None
    item: str | None
    """None for cases of vocabulary, cues and overlays."""
    names: tuple[str, ...]
    """By what an allowance may name the case: pattern, phrase, term, cue."""
    message: str
    remedy: str

    @property
    def severity(self) -> Severity:
        """How grave it is."""
        return ABOUT[self.rule].severity


class Silenced(NamedTuple):
    """A case that the rules themselves allow, with their reason."""

    finding: LintFinding
    reason: str


class LintReport(NamedTuple):
    """All that was found, all that was let pass, and what was looked for."""

    findings: tuple[LintFinding, ...]
    """By file, line and column."""
    silenced: tuple[Silenced, ...]
    checked: Mapping[LintRule, int]
    """By rule that was run: how many things it looked at."""

    def count(self, severity: Severity) -> int:
        """How many findings are this grave."""
        return sum(finding.severity == severity for finding in self.findings)

"""A ledger in, how each item fares out: how often it fires and how often reviewers overrule it.

Reviewers look at what they look at: what nobody reviewed is unknown, not right.
"""

from __future__ import annotations

from scorer.rule_health.anonymous import without_names
from scorer.rule_health.examples import ProposedExample, propose_example
from scorer.rule_health.tallying import rule_health, wilson

__all__ = ["ProposedExample", "propose_example", "rule_health", "wilson", "without_names"]

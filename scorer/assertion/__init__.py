"""Report and cues in; the assertion status of every clause and sentence out.

ConText (Harkema et al. 2009) for Chinese reports: a cue has a direction, a scope and a strength,
terminators end scopes, pseudo-cues silence what only looks like a cue, and the section's role is
the default. Never sees items or facts.
"""

from scorer.assertion.clauses import classify
from scorer.assertion.sentences import sentence_statuses

__all__ = ["classify", "sentence_statuses"]

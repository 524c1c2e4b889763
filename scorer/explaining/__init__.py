"""A report and an item in; why the item got its verdict out, step by step, in plain Chinese.

The matcher is asked, never imitated: what matched and what was refused comes out of
`scorer.matcher.tracing`, and each condition is told by asking again without the others.
"""

from scorer.explaining.explanation import explain_example, explain_reading, explain_sentence
from scorer.explaining.text import as_json, as_text
from scorer.explaining.values import Attempt, Explanation, PatternAccount, Step

__all__ = [
    "Attempt",
    "Explanation",
    "PatternAccount",
    "Step",
    "as_json",
    "as_text",
    "explain_example",
    "explain_reading",
    "explain_sentence",
]

"""An item and archived reports in; phrases that the item might learn out, ranked.

What the unit wrote where a pattern lacks but one of its terms is a near miss; what often stands
beside the item's phrases and seldom elsewhere is a neighbour. Whether a phrase is right is for a
person to say: each comes with a sentence and with what it would change.
"""

from scorer.suggesting.candidates import MOST_KEPT
from scorer.suggesting.suggestions import Suggestion, Suggestions, suggest
from scorer.suggesting.telling import as_json, as_text, as_yaml

__all__ = [
    "MOST_KEPT",
    "Suggestion",
    "Suggestions",
    "as_json",
    "as_text",
    "as_yaml",
    "suggest",
]

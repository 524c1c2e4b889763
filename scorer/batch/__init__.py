"""A folder of reports in; a gap page and a result per unit, and the list of all, out.

The run may be killed at any moment: started again it goes on where it was, and ends with the same
bytes as a run that nobody disturbed.
"""

from __future__ import annotations

from scorer.batch.outcomes import Review
from scorer.batch.reviewing import Progress, Request, review_folder

__all__ = ["Progress", "Request", "Review", "review_folder"]

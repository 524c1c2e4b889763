"""An edited checklist beside the current one on archived reports, before anybody adopts it.

Nothing in the archive changes.
"""

from __future__ import annotations

from scorer.rehearsal.running import Plan, rehearse

__all__ = ["Plan", "rehearse"]

"""What reviewers decided on a unit, as it stands against the result that was just made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from scorer.batch.figures import figures
from scorer.batch.runs import run_of
from scorer.ledger.standing import opinions
from scorer.opinions import Opinion
from scorer.result import Scorecard

if TYPE_CHECKING:
    from scorer.ledger import Decision


def opinions_of(
    card: Scorecard, result: bytes, decisions: Sequence[Decision], *, unit: str
) -> tuple[Opinion, ...]:
    """The unit's decisions on this year's report, in the order made. `result` is the new result,
    which the ledger need not know yet."""
    told = [one for one in decisions if one.year == card.report.year]
    if not told:
        return ()
    about = figures(card)
    run = run_of(unit, "", about, result.decode("utf-8"), checklist=card.checklist, recorded_at="")
    return opinions(run, told)

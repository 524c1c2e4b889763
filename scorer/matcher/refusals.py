"""Why a candidate gives no credit: one reason, by the place of its words, by who acts and by what
its clause says of the act."""

from __future__ import annotations

from scorer.checklist import ActorKind, Status
from scorer.matcher.hits import Hit
from scorer.matcher.matching import Matching
from scorer.matcher.rules import CompiledPattern
from scorer.report import SectionRole
from scorer.result import Assertion, NearMissReason

_REFUSED_STATUS = {
    Status.PLANNED: NearMissReason.PLANNED_ONLY,
    Status.DEMAND: NearMissReason.PLANNED_ONLY,
    Status.SHORTCOMING: NearMissReason.SHORTCOMING,
    Status.CAUSE: NearMissReason.SHORTCOMING,
}
_OTHER_ORGAN = ActorKind.OTHER_ORGAN


class Refusals:
    """Why candidates of one report give no credit."""

    def __init__(self, matching: Matching) -> None:
        self._matching = matching
        self._masked = matching.hits.masked
        self._terms = matching.hits.clauses
        self._actors = [kind for kind, _ in matching.actors]
        self._by_clause = _refusals_by_clause(matching)

    def reason(self, compiled: CompiledPattern, anchor: Hit, clause: int) -> NearMissReason | None:
        """The one reason, None where the candidate may give credit.

        The actor comes before the status: what another person plans or fails to do says nothing of
        this item.
        """
        if self._masked[anchor[1]] and not compiled.in_titles:
            return NearMissReason.LOOK_ALIKE
        alike, shut_out, wanted = compiled.look_alikes, compiled.none, compiled.actors
        if (
            alike is not None
            and self._terms.get(alike, 0) >> clause & 1
            and self._matching.overlaps(alike, anchor, clause)
        ):
            return NearMissReason.LOOK_ALIKE
        if shut_out is not None and self._terms.get(shut_out, 0) >> clause & 1:
            return NearMissReason.LOOK_ALIKE
        actor = self._actors[clause]
        if actor not in wanted if wanted else actor is _OTHER_ORGAN:
            return NearMissReason.OTHER_ACTOR
        return self._by_clause[clause]


def _refusals_by_clause(matching: Matching) -> list[NearMissReason | None]:
    """What status, section and year of each clause say, whatever the item."""
    sections = [s.role is SectionRole.SHORTCOMINGS for s in matching.report.sections]
    done = Status.DONE
    return [
        # Nearly all clauses: nothing refuses them.
        None
        if assertion[0] is done and not sections[clause[3]] and not assertion[3]
        else _refusal(assertion, actor.kind, in_shortcomings=sections[clause.section])
        for clause, assertion, actor in zip(
            matching.report.clauses, matching.assertions, matching.actors, strict=True
        )
    ]


def _refusal(
    assertion: Assertion, actor: ActorKind, *, in_shortcomings: bool
) -> NearMissReason | None:
    status = assertion.status
    # What the leader demands of others is the leader's own act: 局长…要求各科室严格依法办事.
    demanded = status is Status.DEMAND and actor is ActorKind.LEADER and not in_shortcomings
    if status in _REFUSED_STATUS and not demanded:
        return _REFUSED_STATUS[status]
    if in_shortcomings:
        return NearMissReason.WRONG_SECTION
    return NearMissReason.OTHER_YEAR if assertion.other_year else None

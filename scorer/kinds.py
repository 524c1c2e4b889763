"""The closed sets of the field: verdicts, statuses, directions, actors, kinds of facts."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """What a report shows for one item, from nothing to a checkable fact."""

    ABSENT = "absent"
    PLANNED = "planned"
    STATED = "stated"
    EVIDENCED = "evidenced"
    NOT_APPLICABLE = "not_applicable"
    UNREADABLE = "unreadable"


class Status(StrEnum):
    """Assertion status of a clause: what the author says about the act in it."""

    DONE = "done"
    PLANNED = "planned"
    SHORTCOMING = "shortcoming"
    CAUSE = "cause"
    DEMAND = "demand"


class Direction(StrEnum):
    """Which text a cue governs, in ConText's terms (Harkema et al. 2009)."""

    FORWARD = "forward"
    """From the cue to the end of its scope."""
    BACKWARD = "backward"
    """From the start of its scope to the cue."""
    BOTH = "both"
    """The whole scope around the cue."""
    TERMINATE = "terminate"
    """Ends the scope of the cues before it."""
    PSEUDO = "pseudo"
    """No cue at all, though it looks like one; the longest match wins over what it contains."""


class Scope(StrEnum):
    """How far a cue or a pattern reaches."""

    CLAUSE = "clause"
    SENTENCE = "sentence"


class ActorKind(StrEnum):
    """Who acts in a clause."""

    LEADER = "leader"
    """The unit's own first responsible person."""
    GOVERNMENT_LEADER = "government_leader"
    """The head of the government that an office serves."""
    OTHER_PERSON = "other_person"
    """分管领导, 班子成员, 区领导: persons who are not the leader."""
    UNIT = "unit"
    GOVERNMENT = "government"
    """The government behind an office."""
    OTHER_ORGAN = "other_organ"
    UNKNOWN = "unknown"


class FactKind(StrEnum):
    """Kinds of checkable facts (rubric, "Checkable fact")."""

    COUNT = "count"
    RATE = "rate"
    DATE = "date"
    """Finer than the year."""
    DOCUMENT = "document"
    """A named document in 《》; `Fact.own` tells whether the unit drew it up."""
    MEETING = "meeting"
    """A meeting with a number or name of its own: 第72次常务会."""
    ORGANISATION = "organisation"
    PERSON = "person"


class Others(StrEnum):
    """What a kind of unit that `applies_to` does not list gets."""

    NEVER = "never"
    WHEN_TOLD = "when_told"
    """Silent: not applicable. Mentioned at all, even as a plan: judged."""
    WHEN_HAD = "when_had"
    """Judged only when the report tells that it happened; a plan alone is not applicable."""


class StructureKind(StrEnum):
    """The six items that ask for a part of the report rather than for an act."""

    MEASURES = "measures"
    SHORTCOMINGS = "shortcomings"
    CAUSES = "causes"
    LEADER = "leader"
    PLAN = "plan"
    SIGNATURE = "signature"


class LintRule(StrEnum):
    """What `scorer rules lint` looks for; a file names one of these where it allows a case."""

    DEAD_PATTERN = "dead-pattern"
    DEAD_PHRASE = "dead-phrase"
    SUBSUMED_PATTERN = "subsumed-pattern"
    NO_EFFECT = "no-effect"
    SWALLOWED_PHRASE = "swallowed-phrase"
    REPEATED_PHRASE = "repeated-phrase"
    SAME_TERM = "same-term"
    UNUSED_TERM = "unused-term"
    IDLE_LOOK_ALIKE = "idle-look-alike"
    LOOK_ALIKE_KILLS = "look-alike-kills"
    FAILING_EXAMPLE = "failing-example"
    MISSING_EXAMPLE = "missing-example"
    NEVER_EXERCISED = "never-exercised"
    OVERLAPPING_ITEMS = "overlapping-items"
    WEAK_BASIS = "weak-basis"
    THIN_ADVICE = "thin-advice"
    SWALLOWED_CUE = "swallowed-cue"
    IDLE_OVERLAY_EDIT = "idle-overlay-edit"
    IDLE_ALLOWANCE = "idle-allowance"

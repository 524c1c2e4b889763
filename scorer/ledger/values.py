"""Values that a ledger keeps. Times are ISO text from the caller; nothing here has a clock."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from scorer.opinions import ACCEPTED as ACCEPTED
from scorer.opinions import DISMISSED as DISMISSED
from scorer.opinions import DecisionKind as DecisionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A scored report. The same file under the same rules is the same run, whenever it was done."""

    unit: str
    year: int | None
    file: str
    recorded_at: str
    report_digest: str
    checklist_id: str
    checklist_version: str
    checklist_digest: str
    tool_version: str
    percent: float | None
    points: float
    max_points: float
    grade: str
    weights: str
    """JSON: `credits` by verdict and `points` by item, by which a decision's score is reckoned."""
    result: str
    """JSON: the whole result."""

    @property
    def key(self) -> str:
        """Digest over all that decides the result."""
        return digest_over(
            (self.unit, self.report_digest, self.checklist_digest, self.tool_version)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a reviewer decided on one subject of one run."""

    run: str
    """Key of the run that the reviewer had before them."""
    unit: str
    year: int | None
    kind: DecisionKind
    subject: str
    """Item id, or key of a finding (CK-03#1)."""
    reviewer: str
    decided_at: str
    reason: str
    old: str
    new: str
    score_before: float | None
    """Percent with all decisions that stood before."""
    score_after: float | None
    evidence_hash: str
    evidence: str
    """JSON: the quotes that the decision rests on, so that a later difference can be shown."""

    @property
    def key(self) -> str:
        """Digest over everything: two reviewers' decisions never fall together."""
        return digest_over(asdict(self))


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptReading:
    """The text of a scored file, so that it can be scored again without the file. The same text
    of the same file is kept once; read otherwise later, both are kept and the last one counts."""

    report_digest: str
    recorded_at: str
    reading: str
    """JSON: the reading without the file's name."""

    @property
    def key(self) -> str:
        """Digest over the file's bytes and what was read of them."""
        return digest_over((self.report_digest, self.reading))


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """That a run's file was what the unit had handed in, when it had not been so before."""

    run: str
    """Key of the run."""
    unit: str
    year: int | None
    recorded_at: str
    previous: str
    """Key of the submission of the unit and year that was the newest before; empty: none."""

    @property
    def key(self) -> str:
        """Digest over everything: the same file handed in once more is another submission."""
        return digest_over(asdict(self))


@dataclass(frozen=True, slots=True, kw_only=True)
class RunHead:
    """A run without its result, to tell many of them apart at little cost."""

    key: str
    unit: str
    year: int | None
    file: str
    recorded_at: str
    report_digest: str
    checklist_digest: str


def digest_over(value: object) -> str:
    """SHA-256 over a plain JSON value."""
    told = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(told.encode("utf-8", "backslashreplace")).hexdigest()


def evidence_hash(quotes: Iterable[str]) -> str:
    """Hash of quoted evidence. Blanks do not count, nor does the order of the quotes."""
    return digest_over(sorted("".join(quote.split()) for quote in quotes))

"""Where a report tells how the leader did the duties of the first responsible person."""

from __future__ import annotations

from scorer.checklist import ActorKind, Status, Verdict
from scorer.report import SectionRole, Sentence, SentenceKind
from scorer.result import NearMiss, NearMissReason, SentenceStatus
from scorer.structure.stage import Found, Stage, body_of, carried_by, headings_of


def find_leader(stage: Stage) -> Found:
    body = [
        s
        for s in body_of(stage, SectionRole.LEADER)
        if stage.sentences[s.number].status in (SentenceStatus.DONE, SentenceStatus.OTHER)
    ]
    if len(body) >= 2:
        heading = headings_of(stage, SectionRole.LEADER)[:1]
        return carried_by(stage, [*heading, *body[:2]], Verdict.EVIDENCED), []
    if body:
        return carried_by(stage, body, Verdict.STATED, "one_sentence"), []
    return _leader_elsewhere(stage)


def _leader_elsewhere(stage: Stage) -> Found:
    """The leader told of in the measures: a paragraph of two such sentences, or less."""
    duty, alike = stage.words("法治第一责任人"), stage.words("其他第一责任人")
    by_paragraph: dict[int, list[Sentence]] = {}
    unit_told, misses = [], []
    for sentence in stage.report.sentences:
        if sentence.kind is not SentenceKind.BODY:
            continue
        if stage.sentences[sentence.number].status is not SentenceStatus.DONE:
            continue
        text = stage.report.quote(sentence.span)
        kinds = {stage.actors[n].kind for n in range(sentence.first_clause, sentence.last_clause)}
        if ActorKind.LEADER in kinds:
            by_paragraph.setdefault(sentence.paragraph, []).append(sentence)
        elif any(word in text for word in alike):
            misses.append(_alike(stage, sentence))
        elif any(word in text for word in duty):
            unit_told.append(sentence)
    told = [sentences for sentences in by_paragraph.values() if len(sentences) >= 2]
    if told:
        return carried_by(stage, told[0][:3], Verdict.EVIDENCED), misses
    named = [sentences[0] for sentences in by_paragraph.values()]
    named = [s for s in named if any(word in stage.report.quote(s.span) for word in duty)]
    if named:
        return carried_by(stage, named[:2], Verdict.STATED, "one_sentence"), misses
    return carried_by(stage, unit_told[:2], Verdict.STATED, "unit_as_actor"), misses


def _alike(stage: Stage, sentence: Sentence) -> NearMiss:
    return NearMiss(
        stage.item.id,
        sentence.span,
        sentence.number,
        Status.DONE,
        f"{stage.item.id}.found",
        NearMissReason.LOOK_ALIKE,
    )

"""Where a report tells how the leader did the duties of the first responsible person."""

from __future__ import annotations

from collections.abc import Sequence

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
    if not _under_own_heading(stage):
        body = _of_the_leader(stage, body)
    if len(body) >= 2:
        heading = headings_of(stage, SectionRole.LEADER)[:1]
        return carried_by(stage, [*heading, *body[:2]], Verdict.EVIDENCED), []
    if body:
        return carried_by(stage, body, Verdict.STATED, "one_sentence"), []
    return _leader_elsewhere(stage)


def _under_own_heading(stage: Stage) -> bool:
    """Whether a heading announces the leader; a mere paragraph of his may be told of others too."""
    words = (*stage.words("法治第一责任人"), *stage.words("主要负责人标志"))
    return any(
        word in stage.report.quote(heading.span)
        for heading in headings_of(stage, SectionRole.LEADER)
        for word in words
    )


def _of_the_leader(stage: Stage, body: list[Sentence]) -> list[Sentence]:
    """The sentences that name the leader, and those that go on from one and name nobody else."""
    told: list[Sentence] = []
    going_on = True
    for sentence in body:
        actors = stage.actors[sentence.first_clause : sentence.last_clause]
        named = {actor.kind for actor in actors if actor.text}
        going_on = ActorKind.LEADER in named or (going_on and not named)
        if going_on:
            told.append(sentence)
    return told


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
        actors = stage.actors[sentence.first_clause : sentence.last_clause]
        # 成立工作专班…形成主要领导亲自抓的格局 names the leader in passing.
        first = next((actor.kind for actor in actors if actor.text), None)
        if first is ActorKind.LEADER:
            by_paragraph.setdefault(sentence.paragraph, []).append(sentence)
        elif any(word in text for word in alike):
            misses.append(_alike(stage, sentence))
        elif any(word in text for word in duty):
            unit_told.append(sentence)
    told = [sentences for sentences in by_paragraph.values() if len(sentences) >= 2]
    if told:
        return carried_by(stage, told[0][:3], Verdict.EVIDENCED), misses
    named = [sentences[0] for sentences in by_paragraph.values()]
    named = [s for s in named if _tells_duty(stage.report.quote(s.span), duty, alike)]
    if named:
        return carried_by(stage, named[:2], Verdict.STATED, "one_sentence"), misses
    return carried_by(stage, unit_told[:2], Verdict.STATED, "unit_as_actor"), misses


def _tells_duty(text: str, duty: Sequence[str], alike: Sequence[str]) -> bool:
    """Whether the duty told is that of the rule of law and not one of 党风廉政 or the like."""
    return any(word in text for word in duty) and not any(word in text for word in alike)


def _alike(stage: Stage, sentence: Sentence) -> NearMiss:
    return NearMiss(
        stage.item.id,
        sentence.span,
        sentence.number,
        Status.DONE,
        f"{stage.item.id}.found",
        NearMissReason.LOOK_ALIKE,
    )

"""How the text was cut, what each clause says, by which cue, and who acts in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scorer.assertion import classify
from scorer.checklist import Checklist, Cue, Direction, FactKind, Status
from scorer.explaining.values import ClauseAccount, FactAccount, SentenceAccount
from scorer.explaining.wording import ACTOR_WORDS, FACT_WORDS, STATUS_WORDS, governs
from scorer.pipeline import Prepared
from scorer.renderers.wording import ROLE_WORDS
from scorer.report import Clause, Report, Sentence, SentenceKind
from scorer.result import Assertion, Fact

_PLACES = {
    SentenceKind.TITLE: "报告题目，不作为依据",
    SentenceKind.HEADING: "标题，只用来分部分",
    SentenceKind.PREAMBLE: "开头，一般不作为依据",
    SentenceKind.BODY: "正文",
    SentenceKind.SIGNATURE: "落款",
}
_SILENT = (Direction.PSEUDO, Direction.TERMINATE)
_PARTS = ("……", "…", "|")


def section_lines(report: Report) -> tuple[str, ...]:
    """One line for each section with text: its title and what it was taken for."""
    return tuple(
        f"{section.title or '（没有标题）'}：按“{ROLE_WORDS[section.role]}”部分看待"
        for section in report.sections
        if report.quote(section.span).strip()
    )


def sentence_accounts(
    prepared: Prepared, numbers: Sequence[int], checklist: Checklist
) -> tuple[SentenceAccount, ...]:
    """The sentences with these numbers."""
    report = prepared.report
    clauses = [
        number
        for sentence in numbers
        for number in range(
            report.sentences[sentence].first_clause, report.sentences[sentence].last_clause
        )
    ]
    without = dict(_without_each(report, clauses, checklist))
    return tuple(_sentence(prepared, report.sentences[n], checklist, without) for n in numbers)


def _without_each(
    report: Report, clauses: Sequence[int], checklist: Checklist
) -> Iterator[tuple[Cue, tuple[Assertion, ...]]]:
    """What the clauses of the report would be without each pseudo-cue or terminator that their
    text may hold: that tells which of them played."""
    text = "\n".join(report.quote(report.clauses[number].span) for number in clauses)
    for cue in checklist.cues:
        if cue.direction in _SILENT and any(_may_stand(word, text) for word in cue.words):
            yield cue, classify(report, tuple(one for one in checklist.cues if one is not cue))


def _may_stand(word: str, text: str) -> bool:
    for part in _PARTS:
        word = word.replace(part, "\n")
    return any(part in text for part in word.split("\n") if part)


def _sentence(
    prepared: Prepared,
    sentence: Sentence,
    checklist: Checklist,
    without: dict[Cue, tuple[Assertion, ...]],
) -> SentenceAccount:
    report = prepared.report
    section = report.sections[sentence.section]
    first, last = sentence.first_clause, sentence.last_clause
    facts = [fact for fact in prepared.facts if first <= fact.clause < last]
    return SentenceAccount(
        sentence.number,
        report.quote(sentence.span),
        section.title,
        section.role.value,
        f"{_PLACES[sentence.kind]}；在“{ROLE_WORDS[section.role]}”部分",
        tuple(
            _clause(prepared, clause, checklist, without) for clause in report.clauses[first:last]
        ),
        tuple(_fact(report, fact) for fact in facts),
    )


def _clause(
    prepared: Prepared,
    clause: Clause,
    checklist: Checklist,
    without: dict[Cue, tuple[Assertion, ...]],
) -> ClauseAccount:
    report, assertion = prepared.report, prepared.assertions[clause.number]
    actor = prepared.actors[clause.number]
    kind = ACTOR_WORDS[actor.kind]
    return ClauseAccount(
        clause.number,
        report.quote(clause.span),
        assertion.status.value,
        assertion.other_year,
        assertion.cue or "",
        assertion.cue_id or "",
        _why(prepared, clause, checklist, without),
        actor.kind.value,
        f"“{actor.text}”，{kind}" if actor.text else kind,
    )


def _why(
    prepared: Prepared,
    clause: Clause,
    checklist: Checklist,
    without: dict[Cue, tuple[Assertion, ...]],
) -> str:
    report, assertion = prepared.report, prepared.assertions[clause.number]
    role = ROLE_WORDS[report.sections[clause.section].role]
    if assertion.cue is None:
        told = f"没有标志词，按所在部分（{role}）默认为{STATUS_WORDS[assertion.status]}"
    else:
        cue = next(one for one in checklist.cues if one.id == assertion.cue_id)
        reach = governs(cue.direction, cue.scope)
        governed = [
            number
            for number, other in enumerate(prepared.assertions)
            if other is assertion and number != clause.number
        ]
        also = f"；一共管{len(governed) + 1}个小句" if governed else ""
        told = f"标志词“{assertion.cue}”（{assertion.cue_id}：{reach}{also}）"
    if assertion.other_year:
        told += "；开头写的是别的年度，不算报告年度的事"
    return told + "".join(_played(report, clause, assertion, without))


def _played(
    report: Report,
    clause: Clause,
    assertion: Assertion,
    without: dict[Cue, tuple[Assertion, ...]],
) -> Iterator[str]:
    sentence = report.quote(report.sentences[clause.sentence].span)
    for cue, assertions in without.items():
        other = assertions[clause.number]
        if (other.status, other.other_year) == (assertion.status, assertion.other_year):
            continue
        words = "、".join(word for word in cue.words if _may_stand(word, sentence))
        told = STATUS_WORDS[other.status] + ("（其他年度）" if other.other_year else "")
        what = "是伪标志词" if cue.direction is Direction.PSEUDO else "终止了前面的标志词"
        if cue.status is Status.DONE and cue.direction is Direction.TERMINATE:
            what = "表明已完成，终止了前面的标志词"
        yield f"；“{words or cue.id}”{what}（{cue.id}），没有它就会看作{told}"


def _fact(report: Report, fact: Fact) -> FactAccount:
    told = FACT_WORDS[fact.kind]
    if fact.owner is not None:
        told += f"，数的是“{report.quote(fact.owner)}”"
    if fact.pooled:
        told += "，几项工作合在一起的数"
    if fact.kind is FactKind.DOCUMENT:
        told += "，本单位自己的" if fact.own else "，不是本单位自己的"
    return FactAccount(fact.clause, fact.kind.value, fact.text, told)

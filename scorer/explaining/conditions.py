"""Which conditions of a pattern hold at one place of its anchor, and which do not.

Nothing is decided here: the matcher is asked again with one condition at a time, the others taken
away, so that what it answers is what it does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final, NamedTuple

from scorer.checklist import ActorKind, Pattern, Scope, Status, Term, Verdict
from scorer.explaining.facts import fact_step
from scorer.explaining.values import Step
from scorer.explaining.wording import (
    ACTOR_WORDS,
    FACT_WORDS,
    STATUS_WORDS,
    any_of,
    named,
    phrases_of,
)
from scorer.matcher.hits import Hit
from scorer.matcher.rules import CompiledPattern
from scorer.matcher.tracing import Trace
from scorer.renderers.wording import ROLE_WORDS
from scorer.report import SectionRole, SentenceKind
from scorer.result import NearMissReason

_FREE: Final[Mapping[str, Any]] = {
    "others": (),
    "needs": (),
    "sections": (),
    "measured": False,
    "ordered": False,
    "near": None,
}
_KIND_WORDS: Final = {
    SentenceKind.TITLE: "题目",
    SentenceKind.HEADING: "标题",
    SentenceKind.PREAMBLE: "开头",
    SentenceKind.SIGNATURE: "落款",
    SentenceKind.BODY: "正文",
}
_UNREFUSED: Final[Mapping[str, Any]] = {
    "in_titles": True,
    "look_alikes": None,
    "none": None,
    "actors": tuple(ActorKind),
}


class Place(NamedTuple):
    """A pattern at one place of its anchor."""

    trace: Trace
    pattern: Pattern
    compiled: CompiledPattern
    clause: int
    anchor: Hit
    vocabulary: Mapping[str, Term]

    @property
    def text(self) -> str:
        """The whole text."""
        return self.trace.matching.report.text

    def found(self, **weaker: Any) -> bool:
        """Whether the matcher takes this place as a candidate of the pattern so weakened."""
        weakened = replace(self.compiled, **weaker)
        return (self.clause, self.anchor) in self.trace.matching.candidates(weakened, 0)

    def refusal(self, **weaker: Any) -> NearMissReason | None:
        """Why the matcher refuses this place for the pattern so weakened."""
        weakened = replace(self.compiled, **weaker)
        return self.trace.refusals.reason(weakened, self.anchor, self.clause)


def steps_at(place: Place) -> tuple[Step, ...]:
    """All conditions of the pattern at the place, in the order in which the matcher asks."""
    steps = [*_standing(place), *_terms(place), *_under(place), *_refusals(place)]
    if place.pattern.facts:
        steps.append(_fact(place, reached=all(step.held for step in steps)))
    return tuple(steps)


def _standing(place: Place) -> list[Step]:
    """Whether sentences of this kind and section may speak of the item at all."""
    report = place.trace.matching.report
    sentence = report.sentences[report.clauses[place.clause].sentence]
    if not place.found(**_FREE):
        told = f"这是{_KIND_WORDS[sentence.kind]}，不作为依据"
        return [Step("place", False, told, "写进正文里")]
    if not place.compiled.sections:
        return []
    wanted = "或".join(f"“{ROLE_WORDS[role]}”" for role in place.compiled.sections)
    role = ROLE_WORDS[report.sections[sentence.section].role]
    held = place.found(**{**_FREE, "sections": place.compiled.sections})
    told = f"写在“{role}”部分" + ("" if held else f"，而这条只认{wanted}部分")
    return [Step("section", held, told, "" if held else f"写到{wanted}部分")]


def _terms(place: Place) -> list[Step]:
    """Where the other terms stand, and whether as near and in the order asked."""
    others = tuple(zip(place.compiled.others, place.pattern.all[1:], strict=True))
    steps = [_term(place, number, term) for number, term in others]
    measured = place.compiled.measured and others
    if not measured or not all(step.held for step in steps):
        return steps
    compiled = place.compiled
    asked = {**_FREE, "others": compiled.others, "measured": True}
    if not place.found(**_FREE):
        return steps
    if not place.found(
        **asked,
    ) and not place.found(**{**asked, "measured": False}):
        return steps
    limits = {"ordered": compiled.ordered, "near": compiled.near}
    if place.found(**{**asked, **limits}):
        return [*steps, Step("near", True, "远近和先后都合乎要求")]
    if compiled.near is not None and place.found(**{**asked, "ordered": compiled.ordered}):
        told = f"这几个词相隔超过{compiled.near}个字"
        return [*steps, Step("near", False, told, f"写近一些（相隔不超过{compiled.near}个字）")]
    order = "、".join(named(term, place.vocabulary) for term in place.pattern.all)
    return [*steps, Step("near", False, f"这几个词的先后不合要求（应依次是{order}）", "调换先后")]


def _term(place: Place, number: int, term: Term) -> Step:
    """One other term: in reach, too far, in the anchor itself, or nowhere."""
    matching = place.trace.matching
    name = named(term, place.vocabulary)
    asked = {**_FREE, "others": (number,)}
    clauses = matching.report.clauses
    sentence = matching.report.sentences[clauses[place.clause].sentence]
    around = [
        hit
        for clause in range(sentence.first_clause, sentence.last_clause)
        for hit in matching.hits.in_clause(number, clause)
    ]
    here = matching.hits.in_clause(number, place.clause)
    near = here if place.compiled.in_clause else around
    if _apart(place, near) and (place.found(**asked) or not place.found(**_FREE)):
        return Step("term", True, f"{name}：有“{_quoted(place, _apart(place, near))}”")
    anchor = f"“{place.text[place.anchor[1] : place.anchor[2]]}”"
    remedy = f"同一{'小句' if place.compiled.in_clause else '句'}里写上{name}"
    if near:
        told = f"{name}：只有“{_quoted(place, near)}”，与{anchor}是同一处文字，不能一字两用"
    elif around:
        told = f"{anchor}有了，但{name}（“{_quoted(place, around)}”）不在同一小句里"
        remedy = f"把“{_quoted(place, around)}”和{anchor}写进同一小句（中间不加逗号）"
    else:
        told = f"{anchor}有了，但本句没有写到{name}"
        if matching.hits.clauses.get(number):
            told += "（别的句子里写到了，不能跨句合起来算）"
    return Step("term", False, told, remedy)


def _apart(place: Place, hits: list[Hit]) -> list[Hit]:
    _, start, end = place.anchor
    return [hit for hit in hits if hit[2] <= start or hit[1] >= end]


def _quoted(place: Place, hits: list[Hit]) -> str:
    # The longest phrase is what a reader sees; shorter ones lie inside it.
    _, start, end = max(hits, key=lambda hit: (hit[2] - hit[1], -hit[1]))
    return place.text[start:end]


def _under(place: Place) -> list[Step]:
    if not place.compiled.under:
        return []
    report = place.trace.matching.report
    sentence = report.sentences[report.clauses[place.clause].sentence]
    held = place.trace.matching.under(place.compiled.under, sentence)
    words = phrases_of(place.compiled.under)
    told = f"上面的标题里{'有' if held else '没有'}{words}"
    return [Step("under", held, told, "" if held else f"写到带有{words}的标题下面")]


def _refusals(place: Place) -> list[Step]:
    """What refuses the place, each condition by itself."""
    free = place.refusal(**_UNREFUSED)
    told = {
        "in_titles": _titled,
        "look_alikes": _looking_alike,
        "none": _shut_out,
        "actors": _acted,
    }
    steps = []
    for name, step in told.items():
        kept = {key: value for key, value in _UNREFUSED.items() if key != name}
        if place.refusal(**kept) is not free:
            steps.append(step(place))
    return [*steps, _asserted(place, free)]


def _titled(place: Place) -> Step:
    word = place.text[place.anchor[1] : place.anchor[2]]
    told = f"“{word}”在《》或者引号里，是文件、栏目或主题的名称，不算写到了这件事"
    return Step("title", False, told, "在名称之外再写明做了这件事")


def _looking_alike(place: Place) -> Step:
    compiled, hits = place.compiled, place.trace.matching.hits
    _, start, end = place.anchor
    found = [
        hit
        for hit in hits.in_clause(compiled.look_alikes or 0, place.clause)
        if hit[1] < end and hit[2] > start
    ]
    told = f"“{_quoted(place, found)}”只是字面相近，说的是另一件事（本项的 look_alikes）"
    return Step("look_alike", False, told, f"改用不带“{_quoted(place, found)}”的说法写本项的事")


def _shut_out(place: Place) -> Step:
    hits = place.trace.matching.hits
    found = hits.in_clause(place.compiled.none or 0, place.clause)
    told = f"本小句里有“{_quoted(place, found)}”，这条模式遇到它就不认（none）"
    return Step("none", False, told, f"另起一小句写，不带“{_quoted(place, found)}”")


def _acted(place: Place) -> Step:
    actor = place.trace.matching.actors[place.clause]
    who = f"“{actor.text}”，是{ACTOR_WORDS[actor.kind]}" if actor.text else ACTOR_WORDS[actor.kind]
    wanted = "、".join(ACTOR_WORDS[kind] for kind in place.compiled.actors)
    told = f"做这件事的是{who}" + (f"；这条要求的是{wanted}" if wanted else "，不是本单位")
    return Step("actor", False, told, f"写明是{wanted or '本单位'}做的")


def _asserted(place: Place, free: NearMissReason | None) -> Step:
    """Whether status, section and year of the clause let it count."""
    assertion = place.trace.matching.assertions[place.clause]
    status = STATUS_WORDS[assertion.status]
    cue = f"（标志词“{assertion.cue}”）" if assertion.cue else ""
    waives = place.compiled.verdict is Verdict.NOT_APPLICABLE
    if free is None or (waives and free is NearMissReason.SHORTCOMING):
        demanded = assertion.status is Status.DEMAND
        told = "主要负责人本人提出的要求，算他做的" if demanded else f"本小句说的是{status}的事"
        return Step("assertion", True, told + cue)
    if free is NearMissReason.WRONG_SECTION:
        told = f"写在“{ROLE_WORDS[SectionRole.SHORTCOMINGS]}”部分，不作为做过的依据"
        return Step("assertion", False, told, "写到工作成效部分")
    if free is NearMissReason.OTHER_YEAR:
        return Step("assertion", False, "说的是其他年度的事", "写报告年度做的")
    told = f"本小句说的是{status}{cue}，不是报告年度已经做了的事"
    return Step(
        "assertion",
        False,
        told,
        f"确已做了的，改成已完成的写法，不用“{assertion.cue}”"
        if assertion.cue
        else "确已做了的，写到工作成效部分，用已完成的写法",
    )


def _fact(place: Place, *, reached: bool) -> Step:
    """Whether there is a fact that proves it."""
    matching, compiled = place.trace.matching, place.compiled
    facts = matching.facts_for(compiled, place.anchor, place.clause)
    if facts:
        return Step("fact", True, f"有事实：{'、'.join(fact.text for fact in facts)}")
    wanted = any_of(place.pattern.facts)
    reach = "本小句" if place.pattern.within is Scope.CLAUSE else "本句"
    others = fact_step(matching, compiled, place.anchor, place.clause)
    kinds = "、".join(FACT_WORDS[need.kind] for need in place.pattern.facts)
    told = f"{reach}没有能用的事实（{'；'.join(others) or f'没有{kinds}'}）"
    # A plan is refused for what it is before its facts are asked for.
    return Step("fact", False, told, f"加上{wanted}" if reached else f"并加上{wanted}")

"""Report and actor words in; who acts in each clause out.

A named person or organ is the actor where it stands as the subject: near the start of its clause or
after 由, and not after a word that makes it the object (协助区领导…). An actor holds for the
following clauses of its sentence. In the leader's own section the leader acts where nobody else is
named (rubric, "The leader").
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from scorer.checklist import ActorKind, ActorWords
from scorer.report import Clause, Report, SectionRole, Sentence
from scorer.result import Actor

PREFIX_REACH = 6
"""Most characters of a unit's or place's name in front of a subject: 某某区某某局 + 党组."""
OFFICE = "office"
"""Unit kind of a government's office."""
SCENE_REACH = 16
"""Most characters of a time, place or condition in front of a subject."""

# A subject may follow what sets its scene (全年, 在会上, 12月底前) or makes it an agent (由, 经).
_SCENE_ENDINGS = tuple("由经上下中时后前间日月年初底末来是，“")
_UNKNOWN = Actor(ActorKind.UNKNOWN, "")
_LEADER_BY_SECTION = Actor(ActorKind.LEADER, "")


class _Lexicon(NamedTuple):
    automaton: AhoCorasick
    kinds: tuple[ActorKind | None, ...]
    """By word; None for words that only look like an actor."""
    objects: re.Pattern[str]
    """Words that make what follows them somewhere an object."""
    object_signs: tuple[str, ...]
    """Single characters that do so right before it."""


class _Mention(NamedTuple):
    start: int
    end: int
    kind: ActorKind | None


@lru_cache(maxsize=32)
def _lexicon(words: ActorWords, unit_kind: str) -> _Lexicon:
    # Only an office may report what the government's leader did (rubric, "The leader").
    head = ActorKind.GOVERNMENT_LEADER if unit_kind == OFFICE else ActorKind.OTHER_PERSON
    kinds: dict[str, ActorKind | None] = {}
    for kind, phrases in (
        (ActorKind.OTHER_ORGAN, words.other_organ),
        (ActorKind.GOVERNMENT, words.government),
        (ActorKind.UNIT, words.unit),
        (ActorKind.OTHER_PERSON, words.other_person),
        (head, words.government_leader),
        (ActorKind.LEADER, words.leader),
        (ActorKind.LEADER, words.kinds.get(unit_kind, ())),
        (None, words.not_actors),
    ):
        for phrase in phrases:
            kinds[phrase] = kind
    longer = [re.escape(word) for word in words.objects if len(word) > 1]
    return _Lexicon(
        AhoCorasick(list(kinds), implementation=Implementation.DFA),
        tuple(kinds.values()),
        re.compile("|".join(longer) or r"(?!)"),
        tuple(word for word in words.objects if len(word) == 1),
    )


def _mentions(text: str, lexicon: _Lexicon) -> list[_Mention]:
    """Longest mentions, without those that lie inside a longer one, by start."""
    found = [
        _Mention(start, end, lexicon.kinds[word])
        for word, start, end in lexicon.automaton.find_matches_as_indexes(text, overlapping=True)
    ]
    found.sort(key=_by_start_longest_first)
    kept: list[_Mention] = []
    for mention in found:
        if not kept or mention.end > kept[-1].end:
            kept.append(mention)
    return kept


def _by_start_longest_first(mention: _Mention) -> tuple[int, int]:
    return mention.start, -mention.end


def _is_object(before: str, lexicon: _Lexicon) -> bool:
    """Whether a verb stands in front: 协助区领导, 贯彻市、区委; a single character must adjoin."""
    return before.endswith(lexicon.object_signs) or lexicon.objects.search(before) is not None


def _subject(
    report: Report, clause: Clause, mentions: list[_Mention], lexicon: _Lexicon
) -> _Mention | None:
    """The mention that is the clause's subject: the last of those that stand together in front."""
    subject: _Mention | None = None
    object_end = -2
    for mention in mentions:
        before = report.text[clause.span.start : mention.start]
        if subject is not None and mention.start - subject.end > 3:
            break
        # 向区委、区人大常委会报告: what is listed with an object is one too.
        if _is_object(before, lexicon) or mention.start - object_end == 1:
            object_end = mention.end
        elif mention.kind is not None and _in_front(before):
            subject = mention
    return subject


def _in_front(before: str) -> bool:
    """Whether only a name, a scene or 由 stands before a mention in its clause."""
    scene = len(before) <= SCENE_REACH and before.endswith(_SCENE_ENDINGS)
    return len(before) <= PREFIX_REACH or scene or before.endswith(("由", "经"))


def _named(
    report: Report, clause: Clause, mentions: list[_Mention] | None, lexicon: _Lexicon
) -> Actor | None:
    """The actor that the clause names, None where it names none."""
    subject = _subject(report, clause, mentions, lexicon) if mentions else None
    if subject is None or subject.kind is None:
        return None
    return Actor(subject.kind, report.text[subject.start : subject.end])


def _name(
    report: Report,
    sentence: Sentence,
    by_clause: dict[int, list[_Mention]],
    lexicon: _Lexicon,
    actors: list[Actor],
) -> Actor:
    """Puts in who acts in a sentence that names somebody; gives who acts after it.

    Without a heading that announces the leader, what follows another's acts is no longer his.
    """
    default = actor = actors[sentence.first_clause]
    for number in range(sentence.first_clause, sentence.last_clause):
        actor = _named(report, report.clauses[number], by_clause.get(number), lexicon) or actor
        actors[number] = actor
    section = report.sections[sentence.section]
    if section.role is SectionRole.LEADER and not section.title and actor.text:
        return _LEADER_BY_SECTION if actor.kind is ActorKind.LEADER else _UNKNOWN
    return default


def find_actors(report: Report, words: ActorWords) -> tuple[Actor, ...]:
    """One actor per clause of the report, `UNKNOWN` where none is named."""
    lexicon = _lexicon(words, report.unit_kind)
    clauses = report.clauses
    by_clause: dict[int, list[_Mention]] = {}
    starts = [clause.span.start for clause in clauses]
    for mention in _mentions(report.text, lexicon):
        number = bisect_right(starts, mention.start) - 1
        if number >= 0 and mention.start < clauses[number].span.end:
            by_clause.setdefault(number, []).append(mention)
    leader = SectionRole.LEADER
    defaults = [
        _LEADER_BY_SECTION if section.role is leader else _UNKNOWN for section in report.sections
    ]
    actors = [defaults[clause.section] for clause in clauses]
    naming = [
        report.sentences[number]
        for number in sorted({clauses[number].sentence for number in by_clause})
    ]
    for sentence, following in zip_longest(naming, naming[1:]):
        after = _name(report, sentence, by_clause, lexicon, actors)
        if after is defaults[sentence.section]:
            continue
        # Up to the next sentence that names somebody, which begins with what stands here.
        end = len(clauses) if following is None else following.first_clause + 1
        for number in range(sentence.last_clause, end):
            if clauses[number].section == sentence.section:
                actors[number] = after
    return tuple(actors)

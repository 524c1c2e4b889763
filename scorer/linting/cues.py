"""Words of cues that never decide anything."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from scorer.checklist import Cue, Direction, LintRule
from scorer.errors import SourcePlace
from scorer.linting.findings import LintFinding
from scorer.linting.rulebook import Rulebook, children, maps_of
from scorer.loader.nodes import ScalarNode

_GAP = "…"
_CLAUSE_ENDS = re.compile("[，：。！？；]")
_CONTINUES = "year-continues"
"""Looked for apart from the others, by its id."""


class _CueWord(NamedTuple):
    text: str
    cue: Cue
    place: SourcePlace

    @property
    def heads(self) -> tuple[str, ...]:
        """The literals that it can begin with."""
        return tuple(self.text.split(_GAP)[0].split("|"))

    @property
    def plain(self) -> bool:
        return _GAP not in self.text and "|" not in self.text


class _CueIndex(NamedTuple):
    """Words by what they begin with."""

    by_head: Mapping[str, list[_CueWord]]
    by_beginning: Mapping[str, list[str]]
    """Heads by each of their proper beginnings."""

    def beginning_at(self, text: str, start: int) -> Iterator[_CueWord]:
        """Words that can begin at a place of the text, run on beyond it or end in it."""
        for end in range(start + 1, len(text) + 1):
            yield from self.by_head.get(text[start:end], ())
        for head in self.by_beginning.get(text[start:], ()):
            yield from self.by_head[head]


def swallowed_cues(book: Rulebook) -> Iterator[LintFinding]:
    """Words that another cue always forestalls, or that a shorter word of their cue does the work
    of. A pseudo-cue that silences nothing today guards against words that are added later."""
    words = _cue_words(book)
    index = _index(words)
    for word in words:
        why = word.plain and (_forestalled(word, index) or _shorter(word, index))
        if why:
            yield LintFinding(
                LintRule.SWALLOWED_CUE,
                word.place,
                None,
                (word.text, word.cue.id),
                f"线索词 {word.cue.id} 的“{word.text}”不起作用：{why}",
                "删去它，或改写其中一个",
            )


def _index(words: Sequence[_CueWord]) -> _CueIndex:
    by_head: defaultdict[str, list[_CueWord]] = defaultdict(list)
    for word in words:
        for head in word.heads:
            by_head[head].append(word)
    by_beginning: defaultdict[str, list[str]] = defaultdict(list)
    for head in by_head:
        for end in range(1, len(head)):
            by_beginning[head[:end]].append(head)
    return _CueIndex(dict(by_head), dict(by_beginning))


def _cue_words(book: Rulebook) -> tuple[_CueWord, ...]:
    nodes = maps_of(book.root.get("cues"))
    return tuple(
        _CueWord(one.text, cue, one.place)
        for cue, node in zip(book.checklist.cues, nodes, strict=True)
        for one in children(node.get("words"))
        if isinstance(one, ScalarNode) and cue.id != _CONTINUES
    )


def _forestalled(word: _CueWord, index: _CueIndex) -> str | None:
    """The very same word of an earlier cue, which counts first wherever this one could."""
    for other in index.by_head[word.text]:
        if other is word:
            return None
        everywhere = not other.cue.sections
        own = set(word.cue.sections)
        if other.text == word.text and (everywhere or (own and own <= set(other.cue.sections))):
            return f"{other.cue.id} 已有这个词，同一处只算前面的"
    return None


def _shorter(word: _CueWord, index: _CueIndex) -> str | None:
    """A shorter word of the same cue that begins alike, where no other could take its place."""
    text = word.text
    if word.cue.direction is Direction.PSEUDO or _CLAUSE_ENDS.search(text):
        return None
    for length in range(1, len(text)):
        for other in index.by_head.get(text[:length], ()):
            if other.plain and other.cue.id == word.cue.id and _free(word, other, index):
                return f"同一组的“{other.text}”已经够了"
    return None


def _free(word: _CueWord, shorter: _CueWord, index: _CueIndex) -> bool:
    """Whether no other word can begin behind the shorter one, nor win over it at its start."""
    if any(
        not other.plain or len(other.text) > len(shorter.text)
        for other in index.beginning_at(word.text, 0)
        if other.cue.id != word.cue.id
    ):
        return False
    starts = range(len(shorter.text), len(word.text))
    return not any(True for start in starts for _ in index.beginning_at(word.text, start))

"""Two texts in, what was taken over and what was added, removed and reworded out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final, NamedTuple

from scorer.checklist import Checklist
from scorer.compared import Stretch, Takeover, TextChange, TextDifference
from scorer.copies import CopiedPassage, CopyPiece
from scorer.report import Report, SentenceKind
from scorer.season import Passage, PassageSource
from scorer.summary import find_copies, passage_source

MOST_PASSAGES: Final = 2_000
"""Longer texts are not compared; the longest real report has some two hundred paragraphs."""
MOST_SENTENCES: Final = 1_500
RUN: Final = 2
"""Shortest run of equal characters that a reworded sentence shows as kept."""
ALIKE: Final = 0.4
"""From this likeness on two sentences are one that was reworded."""
LOOKED_AHEAD: Final = 24
"""Sentences among which the one that was reworded is looked for."""
LONGEST: Final = 600
"""Longest sentence that is compared character by character."""

_UNHEARD: Final = re.compile(r"[\W\d_]")


def formulas_of(checklist: Checklist) -> tuple[str, ...]:
    """Words that everybody has to write: fixed terms, titles of laws, opening formulas."""
    return (
        *(term.text for term in checklist.fixed_terms),
        *(law.title for law in checklist.legal_titles),
        *checklist.outline.openings,
    )


def takeover(old: Report, new: Report, formulas: Sequence[str]) -> Takeover | None:
    """Passages of the newer report that the older one has word for word; None where a text is too
    long to be compared. Title, headings, opening, signature and formulas do not count."""
    before, after = passage_source(old, earlier=True), passage_source(new)
    if max(len(before.passages), len(after.passages)) > MOST_PASSAGES:
        return None
    found = find_copies([_once(before), _once(after)], formulas=formulas)
    taken, body = _coverage(after.passages, found, formulas)
    found = tuple(sorted(found, key=lambda copied: copied.second.paragraph))
    return Takeover(passages=found, taken=taken, body=body)


def _once(source: PassageSource) -> PassageSource:
    """Without repetitions: what a text says a hundred times is compared once."""
    first = {passage.text: passage for passage in reversed(source.passages)}
    return replace(source, passages=tuple(reversed(first.values())))


def _coverage(
    passages: Sequence[Passage], found: Iterable[CopiedPassage], formulas: Sequence[str]
) -> tuple[int, int]:
    """Characters taken over and characters in all, those that do not count apart."""
    masks: dict[str, bytearray] = {}
    for copied in found:
        pieces = copied.second.pieces
        mask = bytearray(b"".join(bytes([piece.same]) * len(piece.text) for piece in pieces))
        text = "".join(piece.text for piece in pieces)
        known = masks.setdefault(text, mask)
        for at, same in enumerate(mask):
            known[at] |= same
    taken = body = 0
    for passage in passages:
        counted = list(_counted(passage.text, formulas))
        body += len(counted)
        cover = masks.get(passage.text)
        if cover is not None:
            taken += sum(cover[at] for at in counted)
    return taken, body


def _counted(text: str, formulas: Sequence[str]) -> Iterator[int]:
    """Places of the characters that count: no marks, digits, blanks, words of a formula."""
    idle = bytearray(len(text))
    for formula in formulas:
        at = text.find(formula) if formula else -1
        while at >= 0:
            idle[at : at + len(formula)] = b"\1" * len(formula)
            at = text.find(formula, at + len(formula))
    return (at for at, one in enumerate(text) if not idle[at] and not _UNHEARD.match(one))


class _Told(NamedTuple):
    text: str
    paragraph: int


def difference(old: Report, new: Report) -> TextDifference | None:
    """What was added, removed and reworded, sentence by sentence in the newer report's order; None
    where a text is too long to be compared."""
    before, after = _sentences(old), _sentences(new)
    if max(len(before), len(after)) > MOST_SENTENCES:
        return None
    matcher = SequenceMatcher(
        None, [one.text for one in before], [one.text for one in after], autojunk=False
    )
    blocks = [
        (before[a:b], after[c:d]) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal"
    ]
    moved = Counter(told.text for gone, _ in blocks for told in gone)
    moved &= Counter(told.text for _, fresh in blocks for told in fresh)
    changes = [
        change for gone, fresh in _without_moved(blocks, moved) for change in _changes(gone, fresh)
    ]
    return TextDifference(
        changes=tuple(changes),
        added=sum(_own(change.new) for change in changes),
        removed=sum(_own(change.old) for change in changes),
        moved=sum(moved.values()),
        old_characters=len(old.text),
        new_characters=len(new.text),
    )


def _sentences(report: Report) -> list[_Told]:
    return [
        _Told(report.quote(sentence.span), sentence.paragraph + 1)
        for sentence in report.sentences
        if sentence.kind is not SentenceKind.TITLE
    ]


def _without_moved(
    blocks: Iterable[tuple[list[_Told], list[_Told]]], moved: Counter[str]
) -> Iterator[tuple[list[_Told], list[_Told]]]:
    gone_left, fresh_left = Counter(moved), Counter(moved)
    for gone, fresh in blocks:
        yield _dropped(gone, gone_left), _dropped(fresh, fresh_left)


def _dropped(told: Iterable[_Told], moved: Counter[str]) -> list[_Told]:
    rest = []
    for one in told:
        if moved[one.text] > 0:
            moved[one.text] -= 1
        else:
            rest.append(one)
    return rest


def _changes(gone: Sequence[_Told], fresh: Sequence[_Told]) -> Iterator[TextChange]:
    """Pairs of reworded sentences in order, the rest as removed or added."""
    at = 0
    for told in fresh:
        within = range(at, min(at + LOOKED_AHEAD, len(gone)))
        match = next((n for n in within if _alike(gone[n].text, told.text)), None)
        if match is None:
            yield TextChange(None, _whole(told))
            continue
        yield from (TextChange(_whole(one), None) for one in gone[at:match])
        yield _reworded(gone[match], told)
        at = match + 1
    yield from (TextChange(_whole(one), None) for one in gone[at:])


@lru_cache(maxsize=4_096)
def _alike(one: str, two: str) -> bool:
    if max(len(one), len(two)) > LONGEST:
        return False
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    cheaper_first = (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio)
    return all(ratio() >= ALIKE for ratio in cheaper_first)


def _whole(told: _Told) -> Stretch:
    return Stretch((CopyPiece(told.text, False),), told.paragraph)


def _reworded(old: _Told, new: _Told) -> TextChange:
    matcher = SequenceMatcher(None, old.text, new.text, autojunk=False)
    runs = [block for block in matcher.get_matching_blocks() if block.size >= RUN]
    return TextChange(
        Stretch(_pieces(old.text, [(run.a, run.size) for run in runs]), old.paragraph),
        Stretch(_pieces(new.text, [(run.b, run.size) for run in runs]), new.paragraph),
    )


def _pieces(text: str, runs: Iterable[tuple[int, int]]) -> tuple[CopyPiece, ...]:
    pieces, at = [], 0
    for start, size in runs:
        pieces += [CopyPiece(text[at:start], False), CopyPiece(text[start : start + size], True)]
        at = start + size
    pieces.append(CopyPiece(text[at:], False))
    return tuple(piece for piece in pieces if piece.text)


def _own(stretch: Stretch | None) -> int:
    """Characters that the other report does not have."""
    if stretch is None:
        return 0
    return sum(len(piece.text) for piece in stretch.pieces if not piece.same)

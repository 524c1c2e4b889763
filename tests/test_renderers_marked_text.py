"""The report's text with its marks: nothing lost, nothing doubled, whatever overlaps."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scorer.renderers.marked_text import Mark, MarkedParagraph, MarkKind, Reference, mark_text
from scorer.report import SentenceKind, Span
from tests.cards import TEXT, make_report

REPORT = make_report()
E, S, N, K = MarkKind
A, B = Reference("A", "A", E), Reference("B", "B", S)


def mark(words: str, kind: MarkKind = E, anchor: str = "A") -> Mark:
    start = TEXT.index(words)
    return Mark(Span(start, start + len(words)), Reference(anchor, anchor, kind))


def paragraph_of(marked: tuple[MarkedParagraph, ...], words: str) -> MarkedParagraph:
    return next(p for p in marked if words in "".join(piece.text for piece in p.pieces))


def test_text_without_marks_is_one_piece_per_paragraph() -> None:
    marked = mark_text(REPORT, [])
    assert ["".join(piece.text for piece in p.pieces) for p in marked] == TEXT.split("\n")
    assert {piece.classes for p in marked for piece in p.pieces} == {""}


spans = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 80)).map(
    lambda pair: Span(pair[0], min(len(TEXT), pair[0] + pair[1]))
)


@given(st.lists(st.builds(Mark, spans, st.sampled_from((A, B)))))
def test_any_overlap_keeps_the_text_and_the_offsets(
    given_marks: list[Mark],
) -> None:
    marked = mark_text(REPORT, given_marks)
    assert ["".join(piece.text for piece in p.pieces) for p in marked] == TEXT.split("\n")
    pieces = [piece for paragraph in marked for piece in paragraph.pieces]
    starts = [piece.start for piece in pieces if piece.text]
    assert len(set(starts)) == len(starts)
    for piece in pieces:
        assert TEXT[piece.start : piece.start + len(piece.text)] == piece.text
        inside = any(span.start <= piece.start < span.end for span, _ in given_marks)
        assert bool(piece.classes) == (inside and bool(piece.text))
    for span, reference in given_marks:
        if TEXT[span.start] != "\n":
            assert any(piece.start == span.start and piece.classes for piece in pieces)
        if TEXT[span.end - 1] != "\n":
            ends = [p for p in pieces if p.start + len(p.text) == span.end and p.text]
            assert reference in ends[0].references


def test_overlapping_marks_are_cut_at_every_edge() -> None:
    marked = mark_text(
        REPORT,
        [
            mark("组织局党组会前学法6次"),
            mark("会前学法6次，学习", S, "B"),
        ],
    )
    pieces = [p for p in paragraph_of(marked, "会前学法").pieces if p.classes]
    assert [(p.text, p.classes, p.references) for p in pieces] == [
        ("组织局党组", "e", ()),
        ("会前学法6次", "e", (A,)),
        ("，学习", "s", (B,)),
    ]


def test_the_worthiest_mark_gives_the_look_and_a_finding_stands_beside_it() -> None:
    marks = [
        mark("学法6次", K, "f1"),
        mark("学法6次", N),
        mark("学法6次", N, "B"),
        mark("学法6次", S),
    ]
    (piece,) = [p for p in paragraph_of(mark_text(REPORT, marks), "学法6次").pieces if p.classes]
    assert piece.classes == "s k"
    assert [(r.anchor, r.kind) for r in piece.references] == [("A", S), ("B", N), ("f1", K)]
    only = paragraph_of(mark_text(REPORT, marks[:1]), "学法6次").pieces
    assert [p.classes for p in only if p.classes] == ["k"]


def test_a_mark_over_two_paragraphs_marks_both_and_refers_back_once() -> None:
    start, end = TEXT.index("参训120人次"), TEXT.index("（二）规范决策") + 7
    marked = mark_text(REPORT, [Mark(Span(start, end), A)])
    pieces = [piece for p in marked for piece in p.pieces if piece.classes]
    assert [piece.text for piece in pieces] == ["参训120人次。", "（二）规范决策"]
    assert [piece.references for piece in pieces] == [(), (A,)]


def test_paragraphs_look_like_what_they_are() -> None:
    looks = [p.look for p in mark_text(REPORT, [])]
    assert looks[:6] == ["title", "body", "body", "top", "sub", "body"]
    assert looks[9] == "body"
    kinds = [s._replace(kind=SentenceKind.SIGNATURE) for s in REPORT.sentences[-2:]]
    signed = make_report(sentences=(*REPORT.sentences[:-2], *kinds))
    assert [p.look for p in mark_text(signed, [])][-2:] == ["signature", "signature"]


def test_a_heading_glued_to_its_paragraph_is_told_apart() -> None:
    first = next(s for s in REPORT.sentences if "学法6次" in REPORT.quote(s.span))
    sentences = list(REPORT.sentences)
    sentences[first.number] = first._replace(kind=SentenceKind.HEADING)
    marked = mark_text(make_report(sentences=tuple(sentences)), [])
    pieces = paragraph_of(marked, "学法6次").pieces
    assert [(piece.text[:2], piece.is_heading) for piece in pieces] == [
        ("全年", True),
        ("开展", False),
    ]


def test_an_empty_report_has_no_marks() -> None:
    assert [p.pieces for p in mark_text(make_report(""), [])] == [()]


def test_control_characters_are_shown_and_keep_their_places() -> None:
    report = make_report("甲\u202e乙\x1b丙")
    assert mark_text(report, [])[0].pieces[0].text == "甲\ufffd乙\ufffd丙"

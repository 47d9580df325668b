"""Quotations are found where they stand and nowhere else: a table of cases, and a slow search to compare with."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.evidence import quotes
from generator.evidence.nearest import differences, nearest
from generator.evidence.quotes import (
    ELISION,
    MIN_PART_WORDS,
    Ambiguous,
    Found,
    NotFound,
    SourceText,
    Unreadable,
    locate,
)
from generator.records import Selector
from tests.effort import LONG, QUICK, pieces_of, together

TEXT = """\
The bridge is open, said Ana Brito. It cost 18,000 crowns, not 1.8 million, and can't be moved.
“We kept the railing,” she said; the café was closed. The bridge is open at 10:30.

A second paragraph\u00a0tells   of the mill,
and of the boat of the miller. On 4 May the barriers were taken away.
"""


def found(exact: str, prefix: str = "", suffix: str = "", occurrence: int | None = None) -> list[str] | str:
    """Give the source's own characters at each place, or the name of another outcome."""
    outcome = locate(Selector(exact, prefix, suffix, occurrence), SourceText(TEXT))
    if isinstance(outcome, Found):
        return [" | ".join(TEXT[span.start : span.end] for span in passage) for passage in outcome.passages]
    return type(outcome).__name__


@pytest.mark.parametrize(
    ("exact", "expected"),
    [
        ("said Ana Brito", ["said Ana Brito"]),
        ("said   Ana\nBrito", ["said Ana Brito"]),
        (" said Ana Brito ", ["said Ana Brito"]),
        ('"We kept the railing,"', ["“We kept the railing,”"]),
        ("“We kept the railing,”", ["“We kept the railing,”"]),
        ("can’t be moved", ["can't be moved"]),
        ("the cafe\u0301 was closed", ["the café was closed"]),
        (
            "A second paragraph tells of the mill, and of the boat",
            ["A second paragraph\u00a0tells   of the mill,\nand of the boat"],
        ),
        ("It cost 18,000 crowns", ["It cost 18,000 crowns"]),
        ("Ana Brito.", ["Ana Brito."]),
        ("railing", ["railing"]),
        # one letter, one mark, one case, one figure
        ("said Ana Britu", "NotFound"),
        ("said ana Brito", "NotFound"),
        ("said Ana Brito!", "NotFound"),
        ("said, Ana Brito", "NotFound"),
        ("said Brito Ana", "NotFound"),
        ("said Ana de Brito", "NotFound"),
        ("the cafe was closed", "NotFound"),
        ("It cost 18.000 crowns", "NotFound"),
        ("It cost 18000 crowns", "NotFound"),
        ("The bridge — is open", "NotFound"),
        # cut inside a word or a figure
        ("aid Ana Brito", "NotFound"),
        ("said Ana Brit", "NotFound"),
        ("It cost 18", "NotFound"),
        ("000 crowns", "NotFound"),
        ("8 million", "NotFound"),
        ("and can", "NotFound"),
        ("t be moved", "NotFound"),
        ("'t be moved", "NotFound"),
        ("open at 10", "NotFound"),
        ("the caf", "NotFound"),
        # twice
        ("The bridge is open", "Ambiguous"),
        # words left out
        ("The bridge is open […] It cost 18,000", ["The bridge is open | It cost 18,000"]),
        ("It cost 18,000 […] can't be moved", ["It cost 18,000 | can't be moved"]),
        ("It cost 18,000 […] and can't be […] the café was", "NotFound"),
        ("can't be moved. […] It cost 18,000", "NotFound"),
        ("It cost 18,000 ... can't be moved", "NotFound"),
        ("It cost 18,000 [...] can't be moved", "NotFound"),
        ("bridge is open at 10:30 […] A second paragraph", "NotFound"),
        ("A second paragraph […] the barriers were", "NotFound"),
        ("18,000 crowns […] be moved.", "Unreadable"),
        ("[…] It cost 18,000", "Unreadable"),
        ("It cost 18,000 […]", "Unreadable"),
        ("It cost 18,000 […] […] can't be moved", "Unreadable"),
        ("", "Unreadable"),
        (" \n ", "Unreadable"),
        ("[…]", "Unreadable"),
        # pretenders
        ("said Ana Bri\u200bto", "Unreadable"),
        ("said Аna Brito", "Unreadable"),
        ("said Ana Brito\u202e", "Unreadable"),
    ],
)
def test_words_are_found_as_they_stand(exact: str, expected: list[str] | str) -> None:
    assert found(exact) == expected


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, "Ambiguous"),
        ({"occurrence": 1}, ["The bridge is open"]),
        ({"occurrence": 2}, ["The bridge is open"]),
        ({"occurrence": 3}, "NotFound"),
        ({"occurrence": 0}, ["The bridge is open", "The bridge is open"]),
        ({"suffix": ", said Ana"}, ["The bridge is open"]),
        ({"suffix": "at 10:30"}, ["The bridge is open"]),
        ({"prefix": "was closed."}, ["The bridge is open"]),
        ({"prefix": "was closed.", "suffix": ", said"}, "NotFound"),
        ({"prefix": "nobody"}, "NotFound"),
    ],
)
def test_one_place_of_several_is_told_by_what_stands_beside(
    more: dict[str, Any], expected: list[str] | str
) -> None:
    assert found("The bridge is open", **more) == expected


def test_the_places_of_an_occurrence_are_counted_from_the_first() -> None:
    source = SourceText(TEXT)
    outcomes = [locate(Selector("The bridge is open", occurrence=number), source) for number in (1, 2)]
    starts = [outcome.passages[0][0].start for outcome in outcomes if isinstance(outcome, Found)]
    assert starts == [0, TEXT.rindex("The bridge is open")]


def test_where_lines_are_paragraphs_can_be_said() -> None:
    text = "one two three\nfour five six\n\nseven eight nine"
    exact = "one two three […] four five six"
    assert isinstance(locate(Selector(exact), SourceText(text, by_line=True)), NotFound)
    assert isinstance(locate(Selector(exact), SourceText(text, by_line=False)), Found)


def test_parts_may_not_stand_far_apart() -> None:
    for gap, outcome in ((390, Found), (420, NotFound)):
        for between in (f" {'x' * gap} ", " " * gap):  # counted in the text as received
            text = f"one two three{between}four five six"
            assert isinstance(locate(Selector("one two three […] four five six"), SourceText(text)), outcome)


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("of 10–12 men", "of 10-12 men"),
        ("of 10-12 men", "of 10–12 men"),
        ("and — so — on", "and - so - on"),
        ("and so - on", "and so — on"),
        ("a well-known man", "a well‑known man"),
        ("a fine man", "a ﬁne man"),
        ("and so… on", "and so... on"),
        ("and so... on", "and so… on"),
        ("she said «no» twice", 'she said "no" twice'),
        ("he said ‹no› twice", "he said 'no' twice"),
        ("it´s so", "it's so"),
        ("it`s so", "it's so"),
        ("the 1 man", "the １ man"),
        ("a cafe here", "a café here"),
        ("a café here", "a cafe here"),
        ("the straße here", "the strasse here"),
        ("the man here", "The man here"),
        ("of 2 500 men", "of 2500 men"),
        ("the co-operation", "the cooperation"),
        ("the Ångström here", "the Angstrom here"),
    ],
)
def test_nothing_but_the_rule_is_folded(text: str, typed: str) -> None:
    assert isinstance(locate(Selector(text), SourceText(text)), Found)
    assert not isinstance(locate(Selector(typed), SourceText(text)), Found)


# ---------------------------------------------------------------- a slow search

PIECES: dict[str, str] = {
    **{character: character for character in "abtsBé12.,-:()—"},
    "e\u0301": "é",
    "x\u0302": "x\u0302",
    "'": "'",
    "’": "'",
    "“": '"',
    '"': '"',
    " ": " ",
    "  ": " ",
    "\n": " ",
    "\n\n": " ",
    "\u00a0": " ",
}
GAP = 14


class Slow:
    """A text of known pieces, searched by trying every place."""

    def __init__(self, pieces: list[str], *, by_line: bool) -> None:
        self.text = "".join(pieces)
        self.folded = ""
        self.starts: list[int] = []
        self.ends: list[int] = []
        at = 0
        for piece in pieces:
            folded = PIECES[piece]
            if folded == " " and self.folded.endswith(" "):
                self.ends[-1] = at + len(piece)
            else:
                self.folded += folded
                length = len(piece) if len(folded) == 1 else 1
                for number in range(len(folded)):
                    self.starts.append(at + number)
                    self.ends.append(at + number + length)
            at += len(piece)
        self.paragraph = [
            self.text.count("\n", 0, start)
            if by_line
            else len(re.findall(r"\n[^\S\n]*\n\s*", self.text[: start + 1]))
            for start in self.starts
        ]

    CUTS = re.compile(
        r"(?<=[^\W_])(?=[^\W_])|(?=\u0302)|(?<=\u0302)(?=[^\W_])|(?<=[^\W_\u0302])(?='[^\W\d_])|(?<=\u0302)(?='[^\W\d_])"
        r"|(?<=[^\W_]')(?=(?:s|t|d|m|re|ve|ll)(?!\w))|(?<=\u0302')(?=(?:s|t|d|m|re|ve|ll)(?!\w))"
        r"|(?<=\d)(?=[.,:/'–‑-]\d)|(?<=\d[.,:/'–‑-])(?=\d)",
        re.IGNORECASE,
    )

    def places(self, part: str) -> Iterator[tuple[int, int]]:
        cuts = {found.start() for found in self.CUTS.finditer(self.folded)} - {0}
        for start in range(len(self.folded)):
            end = start + len(part)
            if self.folded[start:end] == part and start not in cuts and end not in cuts:
                yield start, end

    def passages(self, parts: list[str]) -> Iterator[list[tuple[int, int]]]:
        """Give for each place of the first part the nearest places of the others."""
        for first in self.places(parts[0]):
            rest = self.following(parts[1:], first, self.paragraph[first[0]])
            inside = len(parts) == 1 or self.paragraph[first[0]] == self.paragraph[first[1] - 1]
            if rest is not None and inside:
                yield [first, *rest]

    def following(
        self, parts: list[str], before: tuple[int, int], paragraph: int
    ) -> list[tuple[int, int]] | None:
        if not parts:
            return []
        for place in self.places(parts[0]):
            near = self.starts[place[0]] - self.ends[before[1] - 1] <= GAP
            if (
                place[0] > before[1]
                and near
                and {self.paragraph[place[0]], self.paragraph[place[1] - 1]} == {paragraph}
            ):
                rest = self.following(parts[1:], place, paragraph)
                if rest is not None:
                    return [place, *rest]
        return None

    def spans(self, passage: list[tuple[int, int]]) -> list[tuple[int, int]]:
        return [(self.starts[start], self.ends[end - 1]) for start, end in passage]


def fold(typed: str) -> str:
    return unicodedata.normalize("NFC", " ".join(typed.split())).translate(str.maketrans("“”‘’", "\"\"''"))


def agrees(pieces: list[str], typed: str, occurrence: int | None, *, by_line: bool) -> None:
    slow = Slow(pieces, by_line=by_line)
    parts = [fold(part) for part in typed.split(ELISION)]
    with patch.object(quotes, "MAX_GAP", GAP):
        outcome = locate(Selector(typed, occurrence=occurrence), SourceText(slow.text, by_line))
    short = any(sum(any(map(str.isalnum, word)) for word in part.split()) < MIN_PART_WORDS for part in parts)
    if not all(parts) or (len(parts) > 1 and short):
        assert isinstance(outcome, Unreadable)
        return
    expected = [slow.spans(passage) for passage in slow.passages(parts)]
    match outcome:
        case Found(passages):
            got = [[(span.start, span.end) for span in passage] for passage in passages]
            if occurrence is None:
                assert got == expected
                assert len(got) == 1
            else:
                assert got == (expected if occurrence == 0 else expected[occurrence - 1 : occurrence])
        case Ambiguous(passages):
            assert occurrence is None
            assert [[(span.start, span.end) for span in passage] for passage in passages] == expected
            assert len(expected) > 1
        case NotFound():
            assert expected == [] or (occurrence or 0) > len(expected)
        case Unreadable():
            assert expected == []
            assert not set(typed) <= {*slow.text, *ELISION, *fold(slow.text)}


PIECE = st.sampled_from(list(PIECES))
SPACES = (" ", "\n", "  ", ", ", ".", ". ", "-", "'", "\n\n", " — ")
MOST = 14


def words(letters: list[str], lengths: list[str], spaces: list[str]) -> list[str]:
    """Make a word and what follows it for each of the spaces."""
    left = iter(letters)
    made: list[str] = []
    for length, space in zip(lengths, spaces, strict=False):
        made += [next(left) for _letter in length]
        made += [space] if space in PIECES else space
    return made


SOME_WORDS = st.builds(
    words,
    pieces_of("abBé1ts", least=3 * MOST, most=3 * MOST),
    pieces_of(["x", "xx", "xxx"], least=MOST, most=MOST),
    pieces_of(SPACES, least=1, most=MOST),
)
SOME_TEXT = st.one_of(SOME_WORDS, pieces_of(PIECES, least=1, most=30)).filter(
    lambda pieces: "".join(pieces).strip()
)


@st.composite
def quotations(draw: st.DrawFn) -> tuple[list[str], str]:
    """Make a text, and words to look for: cut out of it, perhaps with a change, in one part or several."""
    pieces = draw(SOME_TEXT)
    parts = []
    for _part in range(draw(st.sampled_from([1, 1, 1, 2, 2, 3]))):
        start = draw(st.integers(0, len(pieces) - 1))
        part = pieces[start : start + draw(st.integers(1, 12))]
        if draw(st.integers(0, 3)) == 0:
            part[draw(st.integers(0, len(part) - 1))] = draw(PIECE)
        parts.append("".join(part))
    if draw(st.booleans()):
        parts = [unicodedata.normalize(draw(st.sampled_from(["NFC", "NFD"])), part) for part in parts]
    return pieces, ELISION.join(parts)


OCCURRENCE = st.sampled_from([None, None, 0, 1, 2])


@settings(QUICK, max_examples=400)
@given(quotations(), OCCURRENCE, st.booleans())
def test_it_finds_what_a_slow_search_finds(
    case: tuple[list[str], str], occurrence: int | None, by_line: bool
) -> None:
    agrees(*case, occurrence, by_line=by_line)


@pytest.mark.long
@settings(LONG)
@given(together(st.tuples(quotations(), OCCURRENCE, st.booleans())))
def test_it_finds_what_a_slow_search_finds_long(
    cases: list[tuple[tuple[list[str], str], int | None, bool]],
) -> None:
    for case, occurrence, by_line in cases:
        agrees(*case, occurrence, by_line=by_line)


# ---------------------------------------------------------------- what is cut out is found

WORDS = "the of and bridge mill river Ana Hale rowed across 4 May 2019 crowns were, said. “yes”".split()
RUNS = pieces_of(WORDS, least=8, most=40).map(" ".join)
CHOICE = st.integers(0, 999)
RUNS_AND_PLACES = st.tuples(RUNS, CHOICE, CHOICE, CHOICE)


def slices_are_found(text: str, begin: int, length: int, letter: int) -> None:
    """Any run of whole words is found where it was cut; with one letter changed it is not found there."""
    tokens = [match.span() for match in re.finditer(r"\S+", text)]
    first = begin % len(tokens)
    last = first + length % (len(tokens) - first)
    start, end = tokens[first][0], tokens[last][1]
    outcome = locate(Selector(text[start:end], occurrence=0), SourceText(text))
    assert isinstance(outcome, Found)
    assert any((passage[0].start, passage[0].end) == (start, end) for passage in outcome.passages)
    letters = [at for at in range(start, end) if text[at].isalpha()]
    if letters:  # else it is all figures
        at = letters[letter % len(letters)]
        wrong = text[start:at] + ("q" if text[at] != "q" else "x") + text[at + 1 : end]
        assert not isinstance(locate(Selector(wrong, occurrence=0), SourceText(text)), Found)


@settings(QUICK)
@given(RUNS_AND_PLACES)
def test_what_is_cut_out_is_found(case: tuple[str, int, int, int]) -> None:
    slices_are_found(*case)


@pytest.mark.long
@settings(LONG)
@given(together(RUNS_AND_PLACES))
def test_what_is_cut_out_is_found_long(cases: list[tuple[str, int, int, int]]) -> None:
    for case in cases:
        slices_are_found(*case)


# ---------------------------------------------------------------- the nearest passage

SENTENCE = "Ines Calder, the engineer in charge, said the old beams had rotted through."


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Inez Calder, the engineer", "Ines Calder, the engineer"),
        ("Ines Calder, engineer in charge", "Ines Calder, the engineer in charge"),
        ("the old beam had rotted", "the old beams had rotted"),
        ("said the very old beams had rotted", "said the old beams had rotted"),
        ("INES CALDER", None),
        ("zebras graze quietly", None),
        ("the engineer […] had rotten through", "had rotted through"),
    ],
)
def test_the_nearest_passage_is_cut_at_words(typed: str, words: str | None) -> None:
    near = nearest(typed, SourceText(f"Nothing here.\n\n{SENTENCE}\n"))
    assert (near and (near.words, near.line)) == (words and (words, 3))


@pytest.mark.parametrize(
    ("typed", "words", "marks", "changes"),
    [
        ("a b c", "a b c", "", []),
        ("a x c", "a b c", "  ~", ['the text has "b", yours says "x"']),
        ("a c", "a b c", "  ~", ['the text has "b", which yours lacks']),
        ("a b x c", "a b c", "", ['yours has "x", which the text lacks']),
        ("one two three", "one too three", "    ~~~", ['the text has "too", yours says "two"']),
        ("Аna", "Ana", "~~~", ['the text has "Ana", yours says "Аna" (U+0041, not U+0410)']),
        ("a – b", "a - b", "  ~", ['the text has "-", yours says "–" (U+002D, not U+2013)']),
        ("x y", "a b", "~ ~", ['the text has "a b", yours says "x y"']),
    ],
)
def test_differences_are_marked_and_named(typed: str, words: str, marks: str, changes: list[str]) -> None:
    assert differences(typed, words) == (marks, changes)


def test_spans_of_a_passage_stand_in_order() -> None:
    outcome = locate(Selector("The bridge is open […] It cost 18,000 […] can't be moved"), SourceText(TEXT))
    assert isinstance(outcome, Found)
    [passage] = outcome.passages
    assert all(before.end < after.start for before, after in pairwise(passage))

"""One quotation looked up at the desk: where it stands, what comes nearest, and the entry ready to paste."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shlex
import unicodedata
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.__main__ import main
from generator.desk.entry import scalar
from generator.desk.quote import quote
from generator.evidence.quotes import Found, SourceText, locate
from generator.evidence.selftest import reference
from generator.problems import Problem, UserError
from generator.reading import yamlfile
from generator.reading.characters import decode, refused
from generator.reading.fields import Context
from generator.reading.load import load, load_source
from generator.reading.shapes import SOURCE
from generator.records import Excerpt
from tests.dossiers import ROOT, STARTER, copy, edit, run, write
from tests.effort import QUICK

DOCS = ROOT / "docs" / "evidence.md"


class Told(NamedTuple):
    """What a command came to, with its two outputs apart."""

    code: int
    out: str
    err: str


def told(*arguments: str | Path) -> Told:
    """Run a command in this process."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main([str(argument) for argument in arguments])
    return Told(code, out.getvalue(), err.getvalue())


def excerpts(entries: str, language: str = "en") -> list[Excerpt]:
    """Paste entries into the file of a source, and read it as every dossier is read."""
    file = (
        "mark: X\nfile: x.txt\nsha256: "
        + "0" * 64
        + f"\nlanguage: {language}\ntype: webpage\nexcerpts:\n{entries}\n"
    )
    text, problems = decode(file.encode(), "content/sources/x.yaml")
    node, more = yamlfile.parse(text, "content/sources/x.yaml")
    context = Context("content/sources/x.yaml", ("en",), [])
    assert node is not None, [str(problem) for problem in (*problems, *more)]
    read = SOURCE.read(node, context)
    assert read is not None, [str(problem) for problem in context.problems]
    noted: list[Problem] = [*problems, *more, *context.problems]
    assert noted == []
    return [make(name, "x", place) for name, (make, place) in read[0]["excerpts"].items()]


def text_file(folder: Path, text: str, name: str = "text.txt") -> Path:
    return write(folder, name, text.encode())


# ---------------------------------------------------------------- what is documented


def blocks() -> list[tuple[str, str]]:
    """Give every command of the manual with what it is said to print."""
    found = []
    for block in re.findall(r"```console\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL):
        for piece in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _line, printed = piece.partition("\n")
            found.append((command, printed))
    return found


def documented(command: str) -> str:
    """Run a command of the manual and give what it prints, with the exit code where that is not 0."""
    words = shlex.split(command)
    silent = "2>/dev/null" in words
    ran = told(*[word for word in words[3:] if word != "2>/dev/null"])
    return ran.out + ("" if silent else ran.err) + (f"(exit code {ran.code})\n" if ran.code else "")


def test_the_manual_says_what_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    if os.environ.get("UPDATE"):
        manual = DOCS.read_text(encoding="utf-8")
        for command, printed in blocks():
            manual = manual.replace(f"$ {command}\n{printed}", f"$ {command}\n{documented(command)}")
        DOCS.write_text(manual, encoding="utf-8")
    assert len(blocks()) >= 8
    for command, printed in blocks():
        assert documented(command) == printed, command


# ---------------------------------------------------------------- found


def test_words_that_stand_once(tmp_path: Path) -> None:
    place = text_file(
        tmp_path, "A first line.\r\nThe bridge “reopened”\ton 4\u00a0May 2019.\r\nA last line here.\r\n"
    )
    assert told("quote", place, 'The  bridge "reopened" on 4 May', "--dossier", tmp_path) == Told(
        0,
        f"""\
These words stand in {place} once:
  line 2, offsets 15-45, paragraph 2, body
    ⟦The bridge “reopened” on 4 May⟧ 2019.
    folded: white space, quotation marks
In this text every line is a paragraph (found by looking at it; `paragraphs:` declares it).
No source that can be read describes this file: headlines and furniture are not told apart.
""",
        "",
    )


def test_yaml_stands_alone_on_standard_output(tmp_path: Path) -> None:
    place = text_file(tmp_path, "She said: “No #1 – 'yes'.”\nAnd left.\n")
    ran = told("quote", place, "said: \"No #1 – 'yes'.\"", "--yaml", "--dossier", tmp_path)
    assert ran.code == 0
    assert ran.out == "  said-no-1:\n    exact: 'said: “No #1 – ''yes''.”'\n"
    assert ran.err.startswith(f"These words stand in {place} once:\n")


def test_words_that_stand_several_times() -> None:
    ran = told("quote", "neutral-echo", "--dossier", ROOT, "Argentina Diplomatic Residence", "--yaml")
    assert ran.code == 0
    assert "\n  1. line 2, offsets " in ran.err
    assert "\n  2. line 4, offsets " in ran.err
    assert "--yaml prints each" in ran.err
    assert "Caution: the words stand in a headline" in ran.err
    first, second, every = excerpts(ran.out)
    assert (first.selector.occurrence, second.selector.occurrence, every.selector.occurrence) == (
        None,
        None,
        0,
    )
    assert first.selector.suffix
    assert first.selector.suffix != second.selector.suffix
    text = SourceText((ROOT / "seeds" / "004_4b043f4b91014854.txt").read_text(encoding="utf-8"))
    lines = []
    for excerpt in (first, second):
        outcome = locate(excerpt.selector, text)
        assert isinstance(outcome, Found)
        lines += [text.line(passage[0].start) for passage in outcome.passages]
    assert lines == [2, 4]


def test_an_elided_quotation_shows_what_it_leaves_out(tmp_path: Path) -> None:
    place = text_file(tmp_path, "They did not, he said, leave the house in March, nor in May.\n")
    ran = told("quote", place, "They did not […] leave the house in March", "--dossier", tmp_path)
    assert ran.code == 0
    assert "  line 1, offsets 0-12, 23-47, paragraph 1, body\n" in ran.out
    assert "    ⟦They did not⟧, he said, ⟦leave the house in March⟧, nor in May.\n" in ran.out
    assert "    left out: 11 characters, “, he said,”\n" in ran.out


def test_an_elision_that_leaves_nothing_out_is_said(tmp_path: Path) -> None:
    place = text_file(tmp_path, "They did not leave the house.\n")
    ran = told("quote", place, "They did not […] leave the house", "--dossier", tmp_path)
    assert ran.code == 0
    assert "Caution: nothing is left out at […].\n" in ran.out


def test_blank_lines_divide_paragraphs_where_lines_break_in_sentences(tmp_path: Path) -> None:
    text = (
        "The bridge was\nclosed in the\nspring of 2019\n\nIt was opened\nagain in the\nfirst days of\nMay.\n"
    )
    place = text_file(tmp_path, text)
    ran = told("quote", place, "again in the first days", "--dossier", tmp_path)
    assert ran.code == 0
    assert "  lines 6-7, offsets 59-82, paragraph 2, body\n" in ran.out
    assert "    It was opened ⟦again in the first days⟧ of May.\n" in ran.out
    assert "In this text blank lines divide the paragraphs (found" in ran.out
    assert told("quote", place, "closed in the spring […] opened again in", "--dossier", tmp_path).code == 1
    over = told("quote", place, "spring of 2019 It was opened", "--dossier", tmp_path)
    assert "Caution: the words run from one paragraph into another.\n" in over.out


def test_decomposed_text_is_printed_as_it_is(tmp_path: Path) -> None:
    text = unicodedata.normalize("NFD", "María salió de Mérida.\n")
    ran = told("quote", text_file(tmp_path, text), "María salió", "--dossier", tmp_path, "--yaml")
    assert ran.code == 0
    (excerpt,) = excerpts(ran.out)
    assert excerpt.selector.exact == unicodedata.normalize("NFD", "María salió")
    assert "folded: Unicode composition" in ran.err
    assert "offsets 0-13," in ran.err


def test_declared_paragraphs_parts_and_excerpts_are_told() -> None:
    ran = told("quote", "parriva", "Secret operation", "--dossier", ROOT)
    assert ", headline\n" in ran.out
    ran = told("quote", ROOT / "seeds" / "002_9b2981cbf82cc94d.txt", "Magalli Meda", "--dossier", ROOT)
    assert ran.out.startswith("These words stand in parriva (seeds/002_9b2981cbf82cc94d.txt) once:\n")
    assert "Quoted already, here or round it: parriva:meda.\n" in ran.out


# ---------------------------------------------------------------- not found


def test_words_that_do_not_stand_there_show_up_to_three_passages(tmp_path: Path) -> None:
    line = "The work cost 18,{}00 crowns in all.\n"
    text = "".join(line.format(digit) for digit in "5678")
    ran = told(
        "quote",
        text_file(tmp_path, text),
        "The work cost 18,400 crowns in all.",
        "--dossier",
        tmp_path,
        "--yaml",
    )
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.count("nearest, ") == 3
    assert 'the text has "18,500", yours says "18,400"' in ran.err
    assert "~~~~~~" in ran.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("The br", "“The br” begins or ends inside a word or a number"),
        ("cost 18", "“cost 18” begins or ends inside a word or a number"),
        ("they can", "“they can” begins or ends inside a word or a number"),
        ("not even in May. […] The bridge was", "stand in the text in another order"),
        ("The br\u200bidge", "it holds ZERO WIDTH SPACE (U+200B)"),
        ("The bridge was closed [...] they can't", "Words left out are marked […]"),
        ("of […] The bridge was", "each part beside […] needs at least 3 words; “of” has fewer"),
        ("quite another matter, far from here", "No passage of the text is like them."),
    ],
)
def test_what_stands_in_the_way_is_said(tmp_path: Path, words: str, said: str) -> None:
    place = text_file(
        tmp_path, "The bridge was closed. It cost 18,000 crowns, and they can't pay, not even in May.\n"
    )
    ran = told("quote", place, words, "--dossier", tmp_path)
    assert ran.code == 1
    assert said in ran.out
    assert not refused(ran.out)  # nothing hidden is sent to a terminal


def test_of_an_elided_quotation_each_part_is_told(tmp_path: Path) -> None:
    place = text_file(tmp_path, "The bridge was closed in the spring of 2019.\n")
    ran = told("quote", place, "The bridge was […] in the sprinng of 2019", "--dossier", tmp_path)
    assert ran.code == 1
    assert "  Part 1 stands there: line 1, offsets 0-14, paragraph 1, body\n" in ran.out
    assert "  Part 2, “in the sprinng of 2019”, does not stand there.\n" in ran.out
    assert 'the text has "spring", yours says "sprinng"' in ran.out


# ---------------------------------------------------------------- no such source


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (
            "ferry-pos",
            "no source has the id 'ferry-pos', and there is no such file. Did you mean \"ferry-post\"?",
        ),
        ("seeds/ferry-pos.txt", 'Did you mean "seeds/ferry-post.txt"?'),
        ("x" * 400, "Sources are ferry-post, marsh-notes."),
        ("../x", "Sources are ferry-post, marsh-notes."),
        ("seeds", "Sources are ferry-post, marsh-notes."),
    ],
)
def test_no_such_source(source: str, said: str) -> None:
    ran = told("quote", source, "words", "--dossier", STARTER)
    assert ran.code == 2
    assert said in ran.err


def test_no_dossier_and_no_such_file(tmp_path: Path) -> None:
    ran = told("quote", "a", "words", "--dossier", tmp_path / "none")
    assert (ran.code, ran.out) == (2, "")
    assert "holds no file under content/sources/." in ran.err


def test_no_words_and_no_text(tmp_path: Path) -> None:
    place = write(tmp_path, "bytes.txt", b"caf\xe9")
    for words, said in (
        (" \t", "there are no words to look up"),
        ("a\udcff", "not UTF-8"),
        ("a", "not UTF-8: byte 0xe9"),
    ):
        with pytest.raises(UserError, match=re.escape(said)):
            quote(str(place), words, tmp_path)
    big = write(tmp_path, "big.txt", b"a" * 4_000_001)
    assert "at most 4000000 are read" in told("quote", big, "a", "--dossier", tmp_path).err


# ---------------------------------------------------------------- a dossier with problems


def test_other_problems_are_no_hindrance(tmp_path: Path) -> None:
    folder = copy(STARTER, tmp_path / "site")
    write(folder, "site.yaml", "title: [\n")
    write(folder, "content/sources/marsh-notes.yaml", "mark: [\n")
    write(folder, "content/home.yaml", "?")
    assert run("check", folder).code == 1
    assert told("quote", "ferry-post", "The work cost 18,000 crowns", "--dossier", folder).code == 0
    assert told("quote", "ferry-post", "The work cost 18,500 crowns", "--dossier", folder).code == 1


def test_a_broken_source_is_told_and_its_text_still_found_by_path(tmp_path: Path) -> None:
    folder = copy(STARTER, tmp_path / "site")
    write(folder, "content/sources/ferry-post.yaml", "file: ferry-post.txt\nmark: [\n")
    ran = told("quote", "ferry-post", "The work cost 18,000 crowns", "--dossier", folder)
    assert ran.code == 2
    assert "the source 'ferry-post' cannot be read; give the path of its text instead, seeds/…." in ran.err
    assert "content/sources/ferry-post.yaml:" in ran.err
    ran = told("quote", "seeds/ferry-post.txt", "The work cost 18,000 crowns", "--dossier", folder)
    assert ran.code == 0
    assert "No source that can be read describes this file" in ran.out
    edit(folder, "seeds/ferry-post.txt", "18,000", "19,000")
    assert told("quote", "seeds/ferry-post.txt", "The work cost 19,000 crowns", "--dossier", folder).code == 0


def test_an_excerpt_with_problems_beside_it_is_no_hindrance(tmp_path: Path) -> None:
    folder = copy(STARTER, tmp_path / "site")
    path = folder / "content/sources/ferry-post.yaml"
    write(
        folder,
        "content/sources/ferry-post.yaml",
        path.read_text(encoding="utf-8") + "  new-one:\n    exakt: a\n",
    )
    ran = told("quote", "ferry-post", "The work cost 18,000 crowns", "--dossier", folder)
    assert ran.code == 0
    assert "content/sources/ferry-post.yaml has problems, which `check` tells.\n" in ran.out


# ---------------------------------------------------------------- the entry, pasted

WORDS = (
    "the The a María Mari\u0301a ñandu\u0301 can't can’t 1,000 2.5 412 no null ~ true 2025-05-06 - — – …"
    " [sic] {x} key: #1 #y “so” \"so\" 'so' ‘so’ & * ! | > % @ ` ? : , . anti-Maduro «a» ¿Qué? 日本"
    " Ünïçödé o\u0308 q\u0303 \\n ''"
).split(" ")
GAPS = (" ", " ", " ", " ", "  ", "\t", "\n", "\r\n", "\n\n", "\r\n\r\n", "\u00a0", "\u202f", "—", "")


@st.composite
def slices(draw: st.DrawFn) -> tuple[str, int, int]:
    """Make a text in which much stands several times, and choose a stretch of it cut at the edges of words."""
    word = st.sampled_from(draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6)))
    gap = st.sampled_from(draw(st.lists(st.sampled_from(GAPS), min_size=1, max_size=5)))
    text = "".join(
        piece for pair in draw(st.lists(st.tuples(word, gap), min_size=1, max_size=40)) for piece in pair
    )
    straight = "".join(reference.plain(one) if one in "“”‘’" else one for one in text)
    spaced = re.sub(r"\s", " ", straight)
    inside = reference.inside_words(spaced)
    edges = [at for at in range(len(text) + 1) if at not in inside]
    starts = [at for at in edges if at < len(text) and not text[at].isspace()]
    start = draw(st.sampled_from(starts))
    ends = [at for at in edges if at > start and not text[at - 1].isspace()]
    return text, start, draw(st.sampled_from(ends[:30]))


@settings(QUICK, max_examples=300)
@given(slices())
def test_the_entry_for_any_stretch_is_found_at_that_place(
    tmp_path_factory: pytest.TempPathFactory, made: tuple[str, int, int]
) -> None:
    text, start, end = made
    place = tmp_path_factory.getbasetemp() / "stretch.txt"
    place.write_bytes(text.encode())
    answer = quote(str(place), text[start:end], place.parent)
    assert answer.code == 0, answer.report
    source = SourceText(text)
    read = excerpts(answer.yaml)
    places = []
    for excerpt in read:
        outcome = locate(excerpt.selector, source)
        assert isinstance(outcome, Found), excerpt.selector
        places.append([(passage[0].start, passage[-1].end) for passage in outcome.passages])
        assert not refused(excerpt.selector.exact)
    if len(read) == 1:
        assert places == [[(start, end)]]
    else:
        *single, every = places
        assert [(start, end)] in single
        assert [place for [place] in single] == every
        assert every == sorted(set(every))


def test_words_of_the_real_texts_pasted_into_the_real_dossier(tmp_path: Path) -> None:
    """Some hundred stretches of the five texts, through the files on disk."""
    folder = copy(ROOT, tmp_path / "site")
    meant: dict[str, tuple[int, int]] = {}
    for file in sorted((folder / "content/sources").glob("*.yaml")):
        source, problems = load_source(folder, file.stem)
        assert source is not None
        assert source.text is not None
        assert problems == []
        tokens = [found.span() for found in re.finditer(r"\S+", source.text)]
        for at in range(0, len(tokens) - 8, 23):
            start, end = tokens[at][0], tokens[at + at % 7][1]
            answer = quote(file.stem, source.text[start:end], folder)
            assert answer.code == 0
            file.write_text(
                file.read_text(encoding="utf-8").rstrip("\n") + f"\n{answer.yaml}\n", encoding="utf-8"
            )
            keys = [f"{file.stem}:{one.id}" for one in excerpts(answer.yaml)]
            meant |= dict.fromkeys(keys[:-1] or keys, (start, end))
    assert len(meant) > 100
    assert {line.split(": ")[1] for line in run("check", folder).problems} <= {
        "unused-excerpt",
        "over-quoted",
        "missing-translation",
    }
    dossier = load(folder).dossier
    assert dossier is not None
    found: dict[tuple[str, int, int], list[bool]] = {}
    for source in dossier.sources.values():
        for excerpt in source.excerpts:
            if excerpt.key in meant:
                outcome = locate(excerpt.selector, SourceText(source.text or "", source.by_line))
                assert isinstance(outcome, Found)
                ((first, *_further),) = outcome.passages
                place = meant[excerpt.key]
                found.setdefault((source.id, *place), []).append((first.start, first.end) == place)
    assert {right.count(True) for right in found.values()} == {1}


@settings(QUICK, max_examples=300)
@given(
    st.lists(
        st.sampled_from((*WORDS, *"'\"#:-[]{},&*!|>%@`?.~", "é", "0x1F", "1e5", "12:30", ".inf")), min_size=1
    )
)
def test_a_scalar_reads_back_as_typed(tokens: list[str]) -> None:
    text = " ".join(" ".join(tokens).split()) or "x"
    (excerpt,) = excerpts(f"  a:\n    exact: {scalar(text)}")
    assert excerpt.selector.exact == text
    assert yaml.safe_load(f"exact: {scalar(text)}") == {
        "exact": text
    }  # an editor's program takes it for a text, too


def test_words_beside_a_place_hold_no_hidden_characters(tmp_path: Path) -> None:
    """A soft hyphen in the text beside the words would make the dossier's file unreadable: the place is counted."""
    text = "same words here\nhid\u200bden same words so\u00adft\nx same words so\u00adft\n"
    answer = quote(str(text_file(tmp_path, text)), "same words", tmp_path)
    found = [
        (one.selector.prefix, one.selector.suffix, one.selector.occurrence) for one in excerpts(answer.yaml)
    ]
    assert found == [("", "here", None), ("", "", 2), ("x", "", None), ("", "", 0)]


def test_long_repetitions_are_counted(tmp_path: Path) -> None:
    paragraph = " ".join(f"word{number}" for number in range(40))
    text = f"{paragraph}\n" * 3
    answer = quote(str(text_file(tmp_path, text)), "word20 word21", tmp_path)
    assert [one.selector.occurrence for one in excerpts(answer.yaml)] == [1, 2, 3, 0]


def test_ids_are_proposed_that_are_not_taken() -> None:
    answer = quote("flux-daily", "Marco Rubio confirmed", ROOT)
    assert answer.yaml.startswith("  marco-rubio-confirmed:\n")
    assert (
        json.dumps([one.id for one in excerpts(quote("flux-daily", "the", ROOT).yaml)][:2])
        == '["the", "the-2"]'
    )


def test_a_sealed_text_that_is_not_here_is_said(tmp_path: Path) -> None:
    folder = copy(STARTER, tmp_path / "site")
    edit(folder, "content/sources/ferry-post.yaml", "language: en\n", "language: en\nsealed: true\n")
    assert told("quote", "ferry-post", "The work cost 18,000 crowns", "--dossier", folder).code == 0
    (folder / "seeds/ferry-post.txt").rename(tmp_path / "copy.txt")
    ran = told("quote", "ferry-post", "The work cost 18,000 crowns", "--dossier", folder)
    assert (ran.code, ran.out) == (2, "")
    assert (
        "the text of 'ferry-post' is sealed and not here: only seeds/ferry-post.txt can tell what stands in it"
        in ran.err
    )
    assert told("quote", tmp_path / "copy.txt", "The work cost 18,000 crowns", "--dossier", folder).code == 0

"""Each mistake an editor makes in the real dossier is told once, at its line, and leaves what is published alone."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.dossiers import ROOT, run, snapshot
from tests.real import Site


class Mistake(NamedTuple):
    """One mistake: the file it is made in, its new bytes, and what is told: where, and how it begins."""

    file: str
    content: bytes
    line: int
    told: str
    where: str = ""  # the file in which it is told, where that is another


class Dossier:
    """The real dossier, to be read by tests that look for a place in which to make a mistake."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def find(self, pattern: str, files: str, *, accept: Callable[[re.Match[str]], bool] = bool) -> Found:
        """Find the first place of a pattern in the files of a glob."""
        for path in sorted(self.folder.glob(files)):
            text = path.read_bytes().decode()
            for match in re.finditer(pattern, text, re.MULTILINE):
                if accept(match):
                    return Found(path.relative_to(self.folder).as_posix(), text, match)
        raise AssertionError(f"{pattern!r} stands nowhere in {files}")


class Found(NamedTuple):
    file: str
    text: str
    match: re.Match[str]

    def line(self, group: int = 0) -> int:
        return self.text.count("\n", 0, self.match.start(group)) + 1

    def put(self, words: str, told: str, *, group: int = 0, shift: int = 0, where: str = "") -> Mistake:
        """Put words in the place of a group of the match; `shift` is how many lines further it is told."""
        start, end = self.match.span(group)
        content = self.text[:start] + words + self.text[end:]
        return Mistake(self.file, content.encode(), self.line(group) + shift, told, where)


def one_letter_of_one_quotation(dossier: Dossier) -> Mistake:
    place = dossier.find(r"^    exact: [A-Za-z ]{10,}?([a-z])[a-z]{3,}\b", "content/sources/*.yaml")
    letter = "q" if place.match[1] != "q" else "x"
    return place.put(letter, "quote-not-found: these words do not stand in seeds/", group=1)


def one_byte_of_one_seed(dossier: Dossier) -> Mistake:
    seed = sorted((dossier.folder / "seeds").glob("*.txt"))[0]
    raw = seed.read_bytes()
    source = dossier.find(rf"^file: {re.escape(seed.name)}$", "content/sources/*.yaml")
    line = dossier.find(r"^sha256: ", source.file).line()
    at = raw.index(b"e", len(raw) // 2)
    changed = raw[:at] + b"o" + raw[at + 1 :]
    return Mistake(f"seeds/{seed.name}", changed, line, f"hash-mismatch: seeds/{seed.name} has", source.file)


def one_id(dossier: Dossier) -> Mistake:
    place = dossier.find(r"^ +- id: ([a-z]+)-[a-z-]+$", "content/people/*.yaml")
    return place.put(place.match[1].capitalize(), "bad-id: ", group=1)


def one_id_that_is_cited(dossier: Dossier) -> Mistake:
    place = dossier.find(r"cite: \[([a-z-]+:[a-z-]+)\]", "content/people/*.yaml")
    return place.put(f"{place.match[1]}x", "unknown-excerpt: ", group=1)


def one_source_that_is_cited(dossier: Dossier) -> Mistake:
    place = dossier.find(r"cite: \[([a-z-]+):[a-z-]+\]", "content/people/*.yaml")
    return place.put(f"{place.match[1]}x", "unknown-id: no source has the id", group=1)


def one_question(dossier: Dossier) -> Mistake:
    place = dossier.find(r"^ +question: ([a-z-]+)$", "content/people/*.yaml")
    return place.put(f"{place.match[1]}x", "unknown-id: no question has the id", group=1)


def one_date(dossier: Dossier) -> Mistake:
    place = dossier.find(r"^    date: \d{4}-\d\d-(\d\d)$", "content/events/*.yaml")
    return place.put("36", "bad-date: ", group=1)


def one_yaml_indent(dossier: Dossier) -> Mistake:
    place = dossier.find(r"^(    )label: ", "content/people/*.yaml")
    return place.put("   ", "yaml-syntax: ", group=1)


def one_yaml_indent_more(dossier: Dossier) -> Mistake:
    place = dossier.find(r"^(    )label: ", "content/people/*.yaml")
    return place.put("     ", "yaml-syntax: ", group=1)


def one_yaml_indent_of_an_excerpt(dossier: Dossier) -> Mistake:
    place = dossier.find(r"^(    )attributed_to: ", "content/sources/*.yaml")
    return place.put("   ", "yaml-syntax: ", group=1)


def a_key_that_stands_twice(dossier: Dossier) -> Mistake:
    place = dossier.find(r"^name: .*\n", "content/people/*.yaml")
    return place.put(place.match[0] * 2, "duplicate-key: the key 'name'", shift=1)


def a_key_that_is_unknown(dossier: Dossier) -> Mistake:
    place = dossier.find(r"^(unknown):$", "content/people/*.yaml")
    return place.put("unkown", "unknown-key: 'unkown' is not a field of a person", group=1)


def a_key_that_must_be_there_mistyped(dossier: Dossier) -> Mistake:
    place = dossier.find(r"^    (exact): ", "content/sources/*.yaml")
    return place.put("exakt", "unknown-key: 'exakt' is not a field of an excerpt", group=1)


def a_key_that_is_missing(dossier: Dossier) -> Mistake:
    place = dossier.find(
        r"^      - id: [a-z-]+\n(        text:\n          en: .*\n          es: .*\n)        cite:",
        "content/people/*.yaml",
    )
    return place.put("", "missing-key: a statement needs a field 'text'", group=1, shift=-1)


def a_key_of_a_source_that_is_missing(dossier: Dossier) -> Mistake:
    place = dossier.find(r"^mark: .*\n", "content/sources/*.yaml")
    return place.put("", "missing-key: a source needs a field 'mark'")


def a_value_of_another_type(dossier: Dossier) -> Mistake:
    place = dossier.find(r"^    cite: (\[[a-z:-]+\])$", "content/people/*.yaml")
    return place.put(place.match[1].strip("[]"), "wrong-type: this is the text", group=1)


def an_excerpt_cited_and_not_defined(dossier: Dossier) -> Mistake:
    place = dossier.find(r"\[@([a-z-]+:)[a-z-]+\]", "content/explainers/*.md")
    keys = f"{place.match[0][:-1]}; @{place.match[1]}zzz]"
    return place.put(keys, f"unknown-excerpt: the source {place.match[1][:-1]!r} has no excerpt 'zzz'")


def an_excerpt_defined_and_never_cited(dossier: Dossier) -> Mistake:
    place = dossier.find(r"^  ([a-z-]+):\n    exact: (.*)\n", "content/sources/*.yaml")
    more = f"  zzz:\n    exact: {place.match[2]}\n    translation: {{es: nada}}\n{place.match[0]}"
    return place.put(more, "unused-excerpt: nothing cites the excerpt")


def an_uncited_sentence(dossier: Dossier) -> Mistake:
    place = dossier.find(r"\]\n\n## ", "content/explainers/*.md")
    return place.put("] Nobody says this.\n\n## ", "uncited-sentence: the sentence “Nobody says this.”")


def a_sentence_that_lost_its_citation(dossier: Dossier) -> Mistake:
    place = dossier.find(r"^[A-Z][^\[\n]*[.](?= )( \[@[^\]]*\])(?= [A-Z])", "content/explainers/*.md")
    return place.put("", "uncited-sentence: the sentence “", group=1)


def words_nobody_said(dossier: Dossier) -> Mistake:
    place = dossier.find(r"^ {6,}en: [^\"'{\n]*$", "content/people/*.yaml")
    said = place.match[0].rstrip(".") + ' "and so it was".'
    return place.put(said, "words-not-cited: “and so it was” stands in none of the excerpts")


def a_letter_in_latin_1(dossier: Dossier) -> Mistake:
    place = dossier.find(r"á", "content/people/*.yaml")
    raw = place.text.encode().replace("á".encode(), b"\xe1", 1)
    return Mistake(place.file, raw, place.line(), "not-utf8: byte 0xe1 is not UTF-8")


MISTAKES = (
    one_letter_of_one_quotation,
    one_byte_of_one_seed,
    one_id,
    one_id_that_is_cited,
    one_source_that_is_cited,
    one_question,
    one_date,
    one_yaml_indent,
    one_yaml_indent_more,
    one_yaml_indent_of_an_excerpt,
    a_key_that_stands_twice,
    a_key_that_is_unknown,
    a_key_that_must_be_there_mistyped,
    a_key_that_is_missing,
    a_key_of_a_source_that_is_missing,
    a_value_of_another_type,
    an_excerpt_cited_and_not_defined,
    an_excerpt_defined_and_never_cited,
    an_uncited_sentence,
    a_sentence_that_lost_its_citation,
    words_nobody_said,
    a_letter_in_latin_1,
)


@pytest.fixture(scope="module")
def dossier(real: Site, tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    """Give the dossier and its published site, to make mistakes in."""
    return Dossier(shutil.copytree(real.dossier, tmp_path_factory.mktemp("mistakes") / "dossier"))


@pytest.fixture
def made(dossier: Dossier, request: pytest.FixtureRequest) -> Iterator[Mistake]:
    """Make one mistake, and take it back after the test."""
    mistake = request.param(dossier)
    path = dossier.folder / mistake.file
    before = path.read_bytes()
    assert before != mistake.content
    path.write_bytes(mistake.content)
    yield mistake
    path.write_bytes(before)


@pytest.mark.parametrize("made", MISTAKES, indirect=True, ids=lambda mistake: mistake.__name__)
def test_one_mistake_is_one_problem_at_its_line(dossier: Dossier, made: Mistake) -> None:
    before = snapshot(dossier.folder)
    ran = run("build", dossier.folder)
    assert ran.code == 1
    assert ran.text.endswith("\n1 problem in 1 file. Nothing was published.\n"), ran.text
    [problem] = ran.problems
    place, told = problem.split(": ", 1)
    assert place.rpartition(":")[0] == f"{made.where or made.file}:{made.line}", ran.text
    assert told.startswith(made.told), ran.text
    assert snapshot(dossier.folder) == before


def test_the_dossier_itself_is_without_problems() -> None:
    ran = run("check", ROOT)
    assert ran.code == 0, ran.text
    assert ran.problems == []


def test_a_mistyped_key_is_answered_with_the_right_one(dossier: Dossier) -> None:
    mistake = a_key_that_is_unknown(dossier)
    path = dossier.folder / mistake.file
    before = path.read_bytes()
    try:
        path.write_bytes(mistake.content)
        assert '\n  Did you mean "unknown"?\n' in run("check", dossier.folder).text
    finally:
        path.write_bytes(before)

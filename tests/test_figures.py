"""Every figure about evidence on the pages of the real dossier, worked out a second time in a slow and simple way.

Nothing here uses the generator but to build the site: the YAML is read by PyYAML, the pages by an HTML parser.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

from tests.real import Site

ROOT = Path(__file__).parent.parent
CONTENT = ROOT / "content"
DIFFERS = {"contradiction", "precision", "wording", "naming", "credit", "emphasis"}


def read(folder: str) -> dict[str, Any]:
    return {
        path.stem: yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 (it makes texts alone)
        for path in sorted((CONTENT / folder).glob("*.yaml"))
    }


SOURCES = read("sources")
PEOPLE = read("people")
ENTITIES = read("entities")
QUESTIONS = read("questions")
LINEAGES = read("lineages")
EVENTS = [event for group in read("events").values() for event in group["events"]]
HOME = yaml.load((CONTENT / "home.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 (it makes texts alone)
ENGLISH = [path for path in (CONTENT / "explainers").glob("*.md") if not path.name.endswith(".es.md")]
EXPLAINED = [
    found for path in ENGLISH for found in re.findall(r"\[@[^\]]+\]", path.read_text(encoding="utf-8"))
]


ENDING = r"\.”?\"? ?(?:\[@[^\]]+\])(?:\{#[a-z-]+\})?(?=\s|$)|\[@[^\]]+\]\."
SENTENCES = sum(
    # a sentence ends at the citation behind its full stop, or at a full stop behind its citation
    len(
        re.findall(
            r"\.”?\"? ?(?:\[@[^\]]+\])(?:\{#[a-z-]+\})?(?=\s|$)|\[@[^\]]+\]\.",
            path.read_text(encoding="utf-8"),
        )
    )
    for path in ENGLISH
)


@pytest.fixture(scope="module")
def public(real: Site) -> Path:
    return real.public


def page(public: Path, path: str) -> LexborHTMLParser:
    return LexborHTMLParser((public / path / "index.html").read_text(encoding="utf-8"))


def text_of(public: Path, path: str) -> str:
    return " ".join(page(public, path).body.text().split())  # type: ignore[union-attr]


def origin(source: str) -> str:
    for name, lineage in LINEAGES.items():
        if source in lineage["sources"] and lineage["kind"] != "kept-apart":
            return f"one:{name}"
    return source


def stated() -> Iterator[tuple[str, dict[str, Any]]]:
    """Go through everything that cites in YAML, with the path of its page."""
    for section in HOME["sections"]:
        for statement in section["statements"]:
            yield "", statement
    for kind, folder in ((PEOPLE, "people"), (ENTITIES, "entities")):
        for name, entity in kind.items():
            for fact in entity.get("facts", []):
                yield f"{folder}/{name}", fact
            for section in entity.get("sections", []):
                for statement in section["statements"]:
                    yield f"{folder}/{name}", statement
    for event in EVENTS:
        yield "timeline", event
    for name, question in QUESTIONS.items():
        for position in question["positions"]:
            yield f"questions/{name}", position


def affirming(statement: dict[str, Any]) -> set[str]:
    """Name the sources of a statement, but for those it cites for the denial of what it alleges."""
    excerpts = [SOURCES[key.split(":")[0]]["excerpts"][key.split(":")[1]] for key in statement["cite"]]
    denied = {key for excerpt in excerpts for key in excerpt.get("denied", [])}
    return {
        key.split(":")[0]
        for key, excerpt in zip(statement["cite"], excerpts, strict=True)
        if key not in denied or "allegation" in excerpt
    }


def label(statement: dict[str, Any]) -> str:
    """Say how many report it, by counting on one's fingers."""
    sources = affirming(statement)
    origins = {origin(source) for source in sources}
    if len(sources) == 1:
        return "one report"
    if len(origins) == len(sources):
        return f"{len(sources)} reports"
    return f"{len(sources)} reports, {'one origin' if len(origins) == 1 else f'{len(origins)} origins'}"


def test_the_numbers_of_the_first_page(public: Path) -> None:
    shown = [int(node.text()) for node in page(public, "").css("main .nums b")]
    assert shown == [
        len(PEOPLE),
        len(SOURCES),
        len({origin(source) for source in SOURCES}),
        len(list(stated())) + SENTENCES,
        sum(len(source["excerpts"]) for source in SOURCES.values()),
        len(QUESTIONS),
        sum(question["kind"] in DIFFERS for question in QUESTIONS.values()),
    ]


def test_every_label_counts_reports_and_origins_rightly(public: Path) -> None:
    checked = 0
    for path, statement in stated():
        question = QUESTIONS.get(statement.get("question", ""))
        node = page(public, path).css_first(f'[id="{statement["id"]}"]')
        assert node is not None, (path, statement["id"])
        if path.startswith("questions/"):  # the answer is a heading; what it rests on stands beside it
            node = node.parent
            assert node is not None
        shown = " ".join(node.text().split())
        if question and question["kind"] in DIFFERS:
            words = {"credit": "on who is credited", "contradiction": "contradict"}
            assert words.get(question["kind"], question["kind"]) in shown, (path, statement["id"])
        else:
            assert label(statement) in shown, (path, statement["id"])
            checked += 1
    assert checked > 100


def test_who_is_silent(public: Path) -> None:
    rows = list(
        csv.DictReader(io.StringIO((public / "questions" / "matrix.csv").read_text(encoding="utf-8")))
    )
    for name, question in QUESTIONS.items():
        cited = {source for position in question["positions"] for source in affirming(position)}
        silent = set(SOURCES) - cited
        in_table = {
            row["source_id"] for row in rows if row["question_id"] == name and row["stance"] != "position"
        }
        assert in_table == silent, name
        shown = text_of(public, f"questions/{name}")
        for source in silent:
            assert SOURCES[source]["publisher"] in shown, (name, source)
            terms = question["terms"]["en"]
            assert len(terms) >= 3, name
            seed = (ROOT / "seeds" / SOURCES[source]["file"]).read_text(encoding="utf-8")
            for term in terms:
                pattern = r"\s+".join(re.escape(word).replace(r"\*", r"\w*") for word in term.split())
                assert not re.search(rf"\b{pattern}\b", seed, re.IGNORECASE), (name, source, term)


def marked(source: dict[str, Any]) -> tuple[int, int]:
    """Count the words of a source, and those that its excerpts quote, by marking them one by one."""
    text = (ROOT / "seeds" / source["file"]).read_text(encoding="utf-8")
    words = [found.span() for found in re.finditer(r"\S+", text)]
    quoted = set()
    for excerpt in source["excerpts"].values():
        parts = [
            re.sub("['’]", "['’]", r"\s+".join(map(re.escape, part.split())))
            for part in excerpt["exact"].split("[…]")
        ]
        pattern = r"(?<!\w)" + r".{1,420}?".join(f"({part})" for part in parts) + r"(?!\w)"
        for found in re.finditer(pattern, text, re.DOTALL):
            for number in range(1, len(parts) + 1):
                start, end = found.span(number)
                quoted |= {at for at, (left, right) in enumerate(words) if left < end and start < right}
    return len(words), len(quoted)


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_the_share_quoted(name: str, public: Path) -> None:
    found = re.search(
        r"(\d+) of its (\d+) words are quoted on this site, (\d+) %", text_of(public, f"sources/{name}")
    )
    assert found
    quoted, words, percent = map(int, found.groups())
    counted, by_excerpts = marked(SOURCES[name])
    assert words == counted
    # a few words more are quoted in the site's own voice: roles of speakers, notes
    assert by_excerpts <= quoted <= by_excerpts + 8
    assert percent == -(-100 * quoted // words) <= 60


def test_the_citations_are_all_counted(public: Path) -> None:
    total = sum(len(statement["cite"]) for _path, statement in stated())
    total += sum(len(group.split(";")) for group in EXPLAINED)
    assert f"{total} citations in all" in text_of(public, "citations")


def test_the_tally_of_each_person(public: Path) -> None:
    groups = {name: entity for name, entity in ENTITIES.items() if entity["kind"] == "group"}
    for name, person in PEOPLE.items():
        statements = [*person.get("facts", [])]
        statements += [one for section in person.get("sections", []) for one in section["statements"]]
        for group in groups.values():
            if name in group["members"]:
                statements += [one for section in group["sections"] for one in section["statements"]]
        differ = [
            one for one in statements if QUESTIONS.get(one.get("question", ""), {}).get("kind") in DIFFERS
        ]
        alone = [
            one
            for one in statements
            if one not in differ and len({origin(source) for source in affirming(one)}) == 1
        ]
        shown = text_of(public, f"people/{name}")
        for count, words in (
            (len(differ), "on {} sentences the sources differ"),
            (len(alone), "{} sentences rest on one"),
        ):
            if count > 1:
                assert words.format(count) in shown, name


def sentences(text: str) -> list[tuple[int, int]]:
    """Cut a text into sentences at every full stop that a capital follows.

    By the documented rule not inside double quotation marks, and behind `U.S` only before a word that begins sentences.
    """
    found = []
    for row in re.finditer(r"[^\n]*\S[^\n]*", text):
        start = row.start()
        for stop in re.finditer(r"[.!?][”\"’]*(?= +[“\"]?[A-Z])|$", row.group()):
            before, after = row.group()[: stop.start()], row.group()[stop.end() :]
            if before.endswith("U.S") and not after.startswith(" After "):
                continue
            if after and before.count("“") > (before + stop.group()).count("”"):
                continue
            found.append((start, row.start() + stop.end()))
            start = row.start() + stop.end()
    return [span for span in found if text[span[0] : span[1]].strip()]


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_the_sentences_that_are_cited(name: str, public: Path) -> None:
    source = SOURCES[name]
    text = (ROOT / "seeds" / source["file"]).read_text(encoding="utf-8")
    spans = []
    for excerpt in source["excerpts"].values():
        for part in excerpt["exact"].split("[…]"):
            pattern = re.sub("['’]", "['’]", r"\s+".join(map(re.escape, part.split())))
            spans += [found.span() for found in re.finditer(pattern, text)]
    cut = sentences(text)
    cited = [one for one in cut if any(start < one[1] and one[0] < end for start, end in spans)]
    shown = re.search(r"(\d+) of its (\d+) sentences are cited", text_of(public, f"sources/{name}"))
    assert shown
    assert (int(shown[1]), int(shown[2])) == (len(cited), len(cut))

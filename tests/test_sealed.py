"""Sealed sources: the same site without the texts, nothing of them in the lock, and every change noticed."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.evidence.asked import PresentText, Unproved, words_of
from generator.evidence.coverage import Used
from generator.evidence.model import Evidence, LeftOutProof, Proof
from generator.evidence.particulars import GroundKind, Kind
from generator.evidence.quotes import Found, SourceText, locate
from generator.evidence.sealed import AbsentText, record
from generator.problems import Origin
from generator.reading.load import load
from generator.reading.lockfile import LOCK, lock_text, parse_lock
from generator.records import Borne, Dossier, Excerpt, LeftOut, Lock, Role, Selector, Source
from tests.dossiers import ROOT, STARTER, Ran, built, check, copy, edit, run, write

PLACE = Origin("x")
FERRY = "content/sources/ferry-post.yaml"
MILLER = "content/people/tomas-hale.yaml"
MARSH = "content/sources/marsh-notes.yaml"
QUESTION = "content/questions/when-did-it-reopen.yaml"
ABOUT = "content/pages/about.md"


def seal_all(folder: Path) -> Path:
    """Seal every source of a dossier, and give its lock."""
    site = folder / "site.yaml"
    text = site.read_text(encoding="utf-8")
    if "sealed: true" not in text:
        site.write_text(f"{text}sealed: true\n", encoding="utf-8")
    ran = run("seal", folder)
    assert ran.code == 0, ran.text
    return folder / LOCK


@pytest.fixture
def starter(tmp_path: Path) -> Path:
    return copy(STARTER, tmp_path / "starter")


@pytest.fixture
def away(starter: Path) -> Path:
    """Give a sealed dossier whose texts are not there."""
    seal_all(starter)
    shutil.move(starter / "seeds", starter.parent / "kept")
    assert check(starter).code == 0
    return starter


def brought_back(folder: Path) -> Path:
    shutil.move(folder.parent / "kept", folder / "seeds")
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    """Read a site, but for the copies to take along: they hold the same pages, packed, and their hashes."""
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    copies = re.compile(r"(.*/)?(offline(\.html|/.*)|dossier-.*)")
    return {name: path.read_bytes() for name, path in files.items() if not copies.fullmatch(name)}


def without_notes(content: bytes, dates: tuple[str, ...]) -> tuple[bytes, int]:
    """Take out what says that a text is sealed, and count how often it was said."""
    count = 0
    for language, date in zip(("en", "es"), dates, strict=False):
        words = (ROOT / "templates" / "words" / f"{language}.yaml").read_text(encoding="utf-8")
        for name, form in (("sealed", '<p class="o">{}</p>\n'), ("sealed-short", '<p class="k">{}</p>')):
            found = re.search(rf"^{name}: '?(.*?)'?$", words, re.MULTILINE)
            assert found
            note = form.format(found[1].replace("{date}", date)).encode()
            count += content.count(note)
            content = content.replace(note, b"")
    return without_style(without_selftest(content)), count


def without_style(content: bytes) -> bytes:
    """Take out the style, which is cut to what a page uses, and its hash."""
    return re.sub(rb"<style>.*?</style>|sha256-[A-Za-z0-9+/=]{44}", b"", content, flags=re.DOTALL)


def without_selftest(content: bytes) -> bytes:
    """Take out the figures of the selftest, which needs the texts, or the note that says so."""
    return re.sub(
        rb"(<caption>[^<]*(?:altered on purpose|alteradas a prop).*?<tbody>).*?(</tbody>)",
        rb"\1\2",
        content,
        flags=re.DOTALL,
    )


# ---------------------------------------------------------------- the same site, but for the note


@pytest.mark.parametrize(
    ("name", "dates"),
    [
        (".", ("25 November 2026", "25 de noviembre de 2026")),
        ("examples/starter", ("1 June 2019",)),
        ("tests/sites/two-languages", ("1 March 2021", "1 de marzo de 2021")),
    ],
)
def test_the_same_site_but_for_the_note(
    name: str, dates: tuple[str, ...], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if name == ".":
        folder = Path(shutil.copytree(request.getfixturevalue("real").dossier, tmp_path / "dossier"))
    else:
        folder = copy(ROOT / name, tmp_path / "dossier")
        built(folder)
    plain = tree(folder / "public")
    seal_all(folder)
    assert tree(built(folder)) == plain  # with the texts there, nothing is said
    shutil.rmtree(folder / "seeds")
    bare = tree(built(folder))
    assert sorted(bare) == sorted(plain)
    sources = len(list((folder / "content" / "sources").glob("*.yaml")))
    languages = 1 + any(path.startswith("es/") for path in plain)
    notes = 0
    for path, content in bare.items():
        rest, count = without_notes(content, dates) if path.endswith(".html") else (content, 0)
        notes += count
        assert rest == (
            without_style(without_selftest(plain[path])) if path.endswith(".html") else plain[path]
        ), path
    assert notes == 2 * sources * languages


def test_one_source_sealed_and_one_not(starter: Path) -> None:
    plain = tree(built(starter))
    edit(starter, FERRY, "mark: F", "mark: F\nsealed: true")
    assert run("seal", starter).code == 0
    (starter / "seeds" / "ferry-post.txt").unlink()
    bare = tree(built(starter))
    for path, content in bare.items():
        assert without_notes(content, ("1 June 2019",))[0] == without_style(plain[path]), path
    assert b"The text is sealed" in bare["sources/ferry-post/index.html"]
    assert b"The text is sealed" not in bare["sources/marsh-notes/index.html"]


def test_the_page_shows_the_sources_own_characters(starter: Path) -> None:
    edit(
        starter,
        FERRY,
        "exact: “We replaced nine beams and kept the railing,”",
        "exact: '\"We  replaced nine\n      beams and kept the railing,\"'",
    )
    plain = tree(built(starter))
    lock = seal_all(starter)
    assert '"otherwise": [[0, 1, "\\u201c"]' in lock.read_text(encoding="utf-8")
    shutil.rmtree(starter / "seeds")
    for path, content in tree(built(starter)).items():
        assert without_notes(content, ("1 June 2019",))[0] == without_style(plain[path]), path


def test_sealing_twice_changes_nothing(starter: Path) -> None:
    lock = seal_all(starter)
    before = lock.read_bytes()
    assert run("seal", starter).text.startswith("Nothing has changed: 2 sources, ")
    assert lock.read_bytes() == before
    assert [path.name for path in lock.parent.iterdir() if path.name.startswith(".")] == []


# ---------------------------------------------------------------- no text in the lock


def strings(value: Any) -> list[str]:  # noqa: ANN401 (JSON)
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [*value, *(text for each in value.values() for text in strings(each))]
    return [text for each in value for text in strings(each)] if isinstance(value, list) else []


def test_the_lock_holds_no_word_of_a_text(tmp_path: Path) -> None:
    folder = copy(ROOT, tmp_path / "dossier")
    tree = json.loads(seal_all(folder).read_text(encoding="utf-8"))
    dossier = load(folder).dossier
    assert dossier is not None
    known = {
        name for source in dossier.sources.values() for name in (source.id, *(e.id for e in source.excerpts))
    }
    known |= {
        "format",
        "evidence-lock-1",
        "proved",
        "2026-11-25",
        "digest",
        "sources",
        "compared",
        "en",
        "es",
    }
    known |= {
        "sha256",
        "length",
        "lines",
        "words",
        "sentences",
        "excerpts",
        "left_out",
        "own_voice",
        "absent",
        "named",
        *dossier.entities,
        "texts",
        "shared",
    }
    known |= {"asked", "passages", "at", "otherwise", "borne", "findings", "unchecked"}
    known |= {*(kind.value for kind in (*Kind, *GroundKind)), "quoted", "filled-in", "ordinary"}
    others = [text for text in strings(tree) if text not in known and not re.fullmatch(r"[0-9a-f]{64}", text)]
    assert [text for text in others if any(character.isalnum() for character in text)] == []


# ---------------------------------------------------------------- a lock changed by hand


def changed(lock: Path, change: str) -> None:
    """Change a lock in one place, as a hand would."""
    text = lock.read_text(encoding="utf-8")
    old, new = {
        "an offset": (r'"at": \[(\d+), ', lambda found: f'"at": [{int(found[1]) + 1}, '),
        "the hash of a text": (r'"sha256": "(.)', lambda found: f'"sha256": "{int(found[1], 16) ^ 1:x}'),
        "the hash of an excerpt": (r'"asked": "(.)', lambda found: f'"asked": "{int(found[1], 16) ^ 1:x}'),
        "the day": (r'"proved": "2019-06-01"', lambda _found: '"proved": "2019-05-01"'),
        "the digest": (r'"digest": "(.)', lambda found: f'"digest": "{int(found[1], 16) ^ 1:x}'),
        "a count": (r'"words": (\d+)', lambda found: f'"words": {int(found[1]) + 1}'),
        "a space": (r'"lines": ', lambda _found: '"lines":  '),
        "a key": (r'"compared"', lambda _found: '"note": 1,\n"compared"'),
    }[change]
    new_text = re.sub(old, new, text, count=1)
    assert new_text != text
    lock.write_text(new_text, encoding="utf-8")


CHANGES = (
    "an offset",
    "the hash of a text",
    "the hash of an excerpt",
    "the day",
    "the digest",
    "a count",
    "a space",
    "a key",
)


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("there", [False, True])
def test_a_hand_in_the_lock_is_noticed(change: str, there: bool, away: Path) -> None:
    if there:
        brought_back(away)
    changed(away / LOCK, change)
    ran = check(away)
    assert ran.codes == ["sealed-stale"]
    form = change in ("a space", "a key")
    assert ("to the letter" if form else "the digest is not that of the content") in ran.text


def forged(folder: Path, **changes: Any) -> Lock:  # noqa: ANN401 (fields of a record)
    """Change what a lock says of ferry-post, with the digest that belongs to it."""
    lock, problems = parse_lock((folder / LOCK).read_text(encoding="utf-8"))
    assert lock is not None, problems
    sealed = lock.sources["ferry-post"]
    own = {name: value for name, value in changes.items() if name != "proved"}
    lock = replace(lock, sources={**lock.sources, "ferry-post": replace(sealed, **own)})
    lock = replace(lock, proved=replace(lock.proved, **changes["proved"])) if "proved" in changes else lock
    write(folder, LOCK, lock_text(lock))
    return lock


def shifted(folder: Path, start: int, end: int, sha256: str = "") -> None:
    lock, _problems = parse_lock((folder / LOCK).read_text(encoding="utf-8"))
    assert lock is not None
    excerpts = dict(lock.sources["ferry-post"].excerpts)
    ((span,),) = excerpts["engineer"].passages
    moved = replace(span, start=span.start + start, end=span.end + end, sha256=sha256 or span.sha256)
    excerpts["engineer"] = replace(excerpts["engineer"], passages=((moved,),))
    forged(folder, excerpts=excerpts)


def test_a_forged_length_or_hash_is_noticed_without_the_text(away: Path) -> None:
    before = (away / LOCK).read_bytes()
    for start, end, sha256 in ((0, 1, ""), (-1, 0, ""), (0, 0, "0" * 64)):
        shifted(away, start, end, sha256)
        ran = check(away)
        assert ran.codes == ["sealed-unproved"]
        assert "this excerpt is not what content/evidence.lock says of it" in ran.text
        write(away, LOCK, before)


def test_a_forged_place_is_noticed_only_with_the_text(away: Path) -> None:
    shifted(away, 1, 1)
    assert check(away).code == 0  # what a digest cannot prove: docs/sealed.md says so
    ran = check(brought_back(away))
    assert ran.codes == ["sealed-stale"]
    assert "the excerpts engineer" in ran.text


def test_a_forged_day(away: Path) -> None:
    later = {"text": "2019-06-02", "earliest": "2019-06-02", "latest": "2019-06-02"}
    forged(away, proved=later)
    assert check(away).codes == ["sealed-stale"]  # later than the day of the site
    forged(away, proved={"text": "2019-05-31", "earliest": "2019-05-31", "latest": "2019-05-31"})
    assert check(away).code == 0
    assert check(brought_back(away)).codes == ["sealed-stale"]


def test_a_forged_count(away: Path) -> None:
    forged(away, words=10_000)
    assert check(away).code == 0
    assert "its measure" in check(brought_back(away)).text


def test_a_record_of_another_text_is_refused(away: Path) -> None:
    source = away / FERRY
    text = re.sub(r"[0-9a-f]{64}", "0" * 64, source.read_text(encoding="utf-8"))
    source.write_text(text, encoding="utf-8")
    ran = check(away)
    assert ran.codes == ["sealed-unproved"]
    assert "content/evidence.lock holds a text with the SHA-256" in ran.text


def test_a_name_made_up_in_a_forged_lock_is_noticed_with_the_text(away: Path) -> None:
    lock, _problems = parse_lock((away / LOCK).read_text(encoding="utf-8"))
    assert lock is not None
    borne = {**lock.borne, "0" * 64: Borne((("name", "context"),), ())}
    write(away, LOCK, lock_text(replace(lock, borne=borne)))
    assert check(away).code == 0
    ran = check(brought_back(away))
    assert ran.codes == ["sealed-stale"]
    assert "statements that rest on the context" in ran.text


def test_words_put_in_by_the_lock_are_refused(away: Path) -> None:
    lock, _problems = parse_lock((away / LOCK).read_text(encoding="utf-8"))
    assert lock is not None
    excerpts = dict(lock.sources["ferry-post"].excerpts)
    ((span,),) = excerpts["engineer"].passages
    own = "Ines Calder, not the engineer in charge"
    sha256 = hashlib.sha256(own.encode()).hexdigest()
    longer = replace(span, end=span.end + 4, sha256=sha256, otherwise=((13, 0, "not "),))
    excerpts["engineer"] = replace(excerpts["engineer"], passages=((longer,),))
    forged(away, excerpts=excerpts)
    assert check(away).codes == ["sealed-unproved"]


@settings(deadline=None)
@given(st.text() | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(json.dumps))
def test_no_text_makes_reading_a_lock_raise(text: str) -> None:
    lock, problems = parse_lock(text)
    assert lock is None
    assert [problem.code.value for problem in problems] == ["sealed-stale"]


# ---------------------------------------------------------------- the dossier changed without the texts


def test_what_needs_no_text_may_change(away: Path) -> None:
    edit(away, FERRY, "The text gives no name for the river.", "The river has no name in the text.")
    edit(away, QUESTION, "A bridge can be walked on", "One can walk on a bridge")
    edit(away, "site.yaml", "updated: 2019-06-01", "updated: 2019-07-01")
    assert check(away).code == 0


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (FERRY, "exact: Ines Calder, the engineer in charge", "exact: Ines Calder, the engineer"),
        (FERRY, "exact: Ines Calder, the engineer in charge", "exact: ines Calder, the engineer in charge"),
        (FERRY, "exact: after eleven weeks of repairs", "exact: after twelve weeks of repairs"),
        (
            FERRY,
            "exact: after eleven weeks of repairs",
            "exact: after eleven weeks of repairs\n    prefix: 2019,",
        ),
        (MARSH, "mark: M", "mark: M\nparagraphs: lines"),
        (QUESTION, "A bridge can", 'A "bridge" can'),
        (QUESTION, "compatible:", "terms: {en: [ferry, tram, tunnel]}\ncompatible:"),
    ],
)
def test_what_was_not_proved_is_refused(file: str, old: str, new: str, away: Path) -> None:
    edit(away, file, old, new)
    if "terms" in new:  # a source that is silent
        edit(away, QUESTION, "[marsh-notes:usable]", "[ferry-post:weeks]")
    ran = check(away)
    assert set(ran.codes) >= {"sealed-unproved"}, ran.text
    assert "the text is needed" in ran.text


def test_a_statement_that_rests_on_a_context_may_not_change(starter: Path) -> None:
    edit(starter, FERRY, "    exact: had rowed", "    context: paragraph\n    exact: had rowed")
    said = "the water, say {sources}.\n        cite: [ferry-post:rowed, marsh-notes:boat]"
    new = "the water.\n        cite: [ferry-post:rowed]"
    boat = "\n      - id: boat\n        text: He had a boat.\n        cite: [marsh-notes:boat]"
    edit(starter, MILLER, said, new + boat)
    plain = tree(built(starter))
    lock = seal_all(starter)
    assert '"context"' in lock.read_text(encoding="utf-8")
    shutil.rmtree(starter / "seeds")
    method = tree(built(starter))["method/index.html"]
    assert without_notes(method, ())[0] == without_style(plain["method/index.html"])
    edit(starter, MILLER, "Tomas Hale brought people", "Tomas Hale carried people")
    ran = check(starter)
    assert ran.codes == ["not-borne-out"]
    assert "“Tomas Hale”" in ran.text


def test_a_source_that_was_not_compared_is_refused(away: Path) -> None:
    text = "It rained on Monday. Nobody minded. The barriers stood in the yard.\n"
    write(away, "seeds/third.txt", text)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    source = f"mark: T\nfile: third.txt\nsha256: {sha256}\nlanguage: en\ntype: document\n"
    write(away, "content/sources/third.yaml", f"{source}excerpts:\n  rain:\n    exact: It rained on Monday\n")
    edit(away, QUESTION, "[marsh-notes:usable]", "[marsh-notes:usable, third:rain]")
    ran = check(away)
    assert "was not compared with all others of the language 'en'" in ran.text
    edit(away, "site.yaml", "sealed: true", "sealed: true\nshared_passages: report")
    assert "compared" not in check(away).text


def overlapping(folder: Path) -> Ran:
    """Let both texts have a long passage, decided in a lineage; seal; take the texts and the decision away."""
    passage = (
        "A saw and a boat and three ladders were lent by people whom nobody had asked for anything at all."
    )
    for name in ("ferry-post", "marsh-notes"):
        path = folder / "seeds" / f"{name}.txt"
        text = f"{path.read_text(encoding='utf-8')}\n{passage}\n"
        path.write_text(text, encoding="utf-8")
        source = folder / "content" / "sources" / f"{name}.yaml"
        yaml = re.sub(
            r"[0-9a-f]{64}", hashlib.sha256(text.encode()).hexdigest(), source.read_text(encoding="utf-8")
        )
        source.write_text(yaml, encoding="utf-8")
    lineage = "sources: [ferry-post, marsh-notes]\nkind: kept-apart\nreason: Both printed one notice.\n"
    write(folder, "content/lineages/notice.yaml", lineage)
    seal_all(folder)
    shutil.rmtree(folder / "seeds")
    assert check(folder).code == 0
    (folder / "content" / "lineages" / "notice.yaml").unlink()
    return check(folder)


def test_shared_passages_are_remembered_without_their_words(starter: Path) -> None:
    ran = overlapping(starter)
    assert ran.codes == ["shared-passage"]
    assert re.search(r"^  \d+ words in a row; \d+ sentences alike$", ran.text, re.MULTILINE)


def test_with_the_texts_there_every_change_asks_for_a_new_lock(starter: Path) -> None:
    seal_all(starter)
    edit(starter, "site.yaml", "updated: 2019-06-01", "updated: 2019-06-02")
    edit(starter, FERRY, "exact: Ines Calder, the engineer in charge", "exact: Ines Calder, the engineer")
    ran = check(starter)
    assert ran.codes == ["sealed-stale", "sealed-stale"]
    assert "the excerpts engineer" in ran.text
    seal_all(starter)
    assert check(starter).code == 0
    edit(starter, "site.yaml", "sealed: true", "sealed: false")
    assert "Take the file away." in check(starter).text


def test_a_text_that_was_changed_is_no_sealed_one(starter: Path) -> None:
    seal_all(starter)
    edit(starter, "seeds/ferry-post.txt", "eleven weeks", "twelve weeks")
    assert check(starter).codes == ["hash-mismatch"]


def test_a_dossier_with_problems_is_not_sealed(starter: Path) -> None:
    edit(starter, "site.yaml", "updated: 2019-06-01", "updated: 2019-06-01\nsealed: true")
    edit(starter, FERRY, "exact: Ines Calder, the engineer in charge", "exact: Inez Calder")
    ran = run("seal", starter)
    assert (ran.code, ran.codes) == (1, ["quote-not-found"])
    assert not (starter / LOCK).exists()


def test_a_broken_lock_is_written_anew(starter: Path) -> None:
    lock = seal_all(starter)
    good = lock.read_bytes()
    lock.write_bytes(b"\xff\x00")
    assert check(starter).code == 1
    seal_all(starter)
    assert lock.read_bytes() == good


def test_the_desk_says_that_a_text_is_sealed(away: Path) -> None:
    ran = run("quote", "ferry-post", "Ines Calder", "--dossier", away)
    assert ran.code == 2
    assert "is sealed and not here" in ran.text


# ---------------------------------------------------------------- a record answers as its text did

ALPHABET = st.sampled_from("abé '\u0301“”\"\u00a0\n.,1-…")
ORDINARY = {
    "mark": "X",
    "file": "x.txt",
    "language": "en",
    "type": "document",
    "publisher": None,
    "title": None,
    "author": (),
    "published": None,
    "url": None,
    "established": None,
    "notes": (),
    "parts": (),
    "left_out": (),
}


@settings(deadline=None)
@given(
    words=st.lists(st.text(ALPHABET, min_size=1, max_size=6), min_size=3, max_size=30),
    cut=st.tuples(st.integers(0, 29), st.integers(1, 8)),
    elision=st.booleans(),
    by_line=st.sampled_from([None, True, False]),
    left=st.booleans(),
)
def test_a_record_answers_as_its_text_did(
    words: list[str],
    cut: tuple[int, int],
    elision: bool,
    by_line: bool | None,
    left: bool,
) -> None:
    text = " ".join(words)
    typed = " ".join(words[cut[0] : cut[0] + cut[1]]).translate(str.maketrans("“”\u00a0", '"" '))
    if elision:
        typed = f"{typed} […] {' '.join(words[-3:])}"
    selector = Selector(typed, occurrence=0)
    present = PresentText(SourceText(text, by_line))
    outcome = locate(selector, present.text)
    if not isinstance(outcome, Found) or not words[0].strip():
        return
    looked_up = present.first(words[0]), present.first("zz")
    absent = present.occurring(("zz", "yy*"))
    excerpt = Excerpt("e", "s", selector, (), None, (), None, {}, None, PLACE, PLACE)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    given = {
        **ORDINARY,
        "by_line": by_line,
        "excerpts": () if left else (excerpt,),
        "sealed": True,
        "origin": PLACE,
    }
    source = Source(id="s", sha256=sha256, text=text, **given)  # type: ignore[arg-type]
    proof = Proof(excerpt, source, outcome.passages, words_of(present, outcome.passages[0]), Role.BODY, ())
    starter = load(STARTER).dossier
    assert starter is not None
    dossier: Dossier = replace(starter, sources={"s": source})
    left_out = (LeftOutProof(LeftOut(selector, {}, PLACE, PLACE), outcome.passages, proof.words),)
    known = {"dossier": dossier, "asked": {"s": present}, "proofs": {"s:e": proof}, "claims": ()}
    known |= {"left_out": {"s": left_out if left else ()}}
    empty: dict[str, Any] = dict.fromkeys(field.name for field in fields(Evidence))
    lock = record(Evidence(**empty | known))
    assert lock is not None
    again, problems = parse_lock(lock_text(lock))
    assert (again, problems) == (lock, [])
    away = AbsentText(source, lock.sources["s"], lock.proved)
    assert away.locate(selector) == outcome
    assert (away.first(words[0]), away.first("zz")) == looked_up
    assert absent is None
    assert away.occurring(("yy*", "zz")) is None
    spans = [span for passage in outcome.passages for span in passage]
    for span in spans:
        assert away.raw(span) == present.raw(span)
        assert away.line(span.start) == present.line(span.start)
        assert away.line(span.end - 1) == present.line(span.end - 1)
    assert away.count(spans) == present.count(spans)
    used = Used(tuple(spans[:1]), tuple(spans[1:]), tuple(spans), (range(2, 4),))
    assert away.cover(used) == present.cover(used)
    assert isinstance(away.locate(replace(selector, exact=f"{typed}x")), Unproved)
    assert isinstance(away.first("never asked"), Unproved)
    assert isinstance(away.occurring(("never asked",)), Unproved)

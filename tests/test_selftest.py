"""The engine attacks itself: everything harmful caught, everything honest accepted, and a lax engine found out."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.evidence import folding, judge, known, quotes
from generator.evidence.particulars import Verdict
from generator.evidence.quotes import Found, SourceText, locate
from generator.evidence.selftest import bench as benches
from generator.evidence.selftest import reference, statements, words
from generator.evidence.selftest.bench import LONGEST, Bench
from generator.evidence.selftest.model import Kind, Report
from generator.evidence.selftest.quotations import edited
from generator.evidence.selftest.run import HARMFUL, HONEST, run
from generator.reading import prose, yamlfile
from generator.reading.load import Loaded, load
from generator.records import Dossier, Selector, Source
from tests.dossiers import ROOT, STARTER, copy, edit
from tests.dossiers import run as command
from tests.effort import LONG, QUICK, pieces_of, together

TWO_LANGUAGES = ROOT / "tests" / "sites" / "two-languages"


@cache
def loaded(folder: Path = ROOT) -> Loaded:
    return load(folder)


@cache
def attacked(seed: int = 1, each: int = 10, folder: Path = ROOT) -> Report:
    read = loaded(folder)
    assert read.dossier is not None
    assert read.problems == []
    return run(read.dossier, read.ids, seed, each)


# ---------------------------------------------------------------- the real dossier


@pytest.mark.parametrize("seed", [1, 2, 2026])
def test_all_harm_is_caught_and_all_honesty_accepted(seed: int) -> None:
    report = attacked(seed)
    assert [row.kind for row in report.rows] == [kind.id for kind in (*HARMFUL, *HONEST)]
    assert report.missed == ()
    assert [row.kind for row in report.rows if row.made < 5] == []  # none of the kinds is idle
    assert sum(row.made for row in report.harmful) >= 290
    assert all(row.right == row.made and row.example for row in report.rows)


@pytest.mark.parametrize("folder", [STARTER, TWO_LANGUAGES], ids=lambda folder: folder.name)
def test_other_dossiers(folder: Path) -> None:
    for seed in range(3):
        report = attacked(seed, 10, folder)
        assert report.missed == ()
        assert sum(row.made for row in report.rows) > 250


def test_messages_name_what_is_wrong() -> None:
    """The message of a kind is the one its mistake deserves, not that of some other check."""
    said = {
        "letter": "quote-not-found",
        "cut": "quote-not-found: .* begins or ends inside a word or a number",
        "homoglyph": "quote-unreadable: .* which looks like",
        "hidden": r"quote-unreadable: .* it holds [A-Z -]+ \(U\+[0-9A-F]{4}\)",
        "reversed-elision": "in another order|different paragraphs, or more than 400",
        "far-elision": "more than 400 characters apart",
        "elision-across": "stand in different paragraphs",
        "short-part": "quote-unreadable: .* at least 3 words",
        "wrong-frame": "not with this prefix and suffix",
        "beyond": "there is no occurrence",
        "altered-words": "words-not-cited",
        "false-number": "is borne out by none of the quotations cited",
        "unknown-key": "unknown-id|unknown-excerpt",
        "uncited": "uncited-sentence",
        "deleted-source": "unknown-id",
        "changed-seed": "hash-mismatch",
        "removed-question": "unknown-id: no question has the id",
        "undone-lineage": "shared-passage",
        "spaces": "found, with white space folded",
        "marks": "found, with quotation marks folded",
    }
    rows = {row.kind: row for row in attacked().rows}
    for kind, pattern in said.items():
        example = rows[kind].example
        assert example is not None
        assert re.search(pattern, example.message), (kind, example.message)


def test_the_result_is_the_same_in_every_run_and_process() -> None:
    ours = attacked(7, 3)
    assert ours == attacked.__wrapped__(7, 3)
    assert ours != attacked(8, 3)
    code = (
        "import sys; from pathlib import Path; from generator.reading.load import load;"
        "from generator.evidence.selftest.run import run; from generator.desk.selftest import as_json;"
        "read = load(Path()); print(as_json(run(read.dossier, read.ids, 7, 3)))"
    )
    for order in ("0", "1"):
        there = subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": order},
            capture_output=True,
            text=True,
            check=True,
        )
        rows = json.loads(there.stdout)["rows"]
        assert [row["example"] for row in rows] == [
            row.example
            and {
                "subject": row.example.subject,
                "before": row.example.before,
                "after": row.example.after,
                "message": row.example.message,
            }
            for row in ours.rows
        ]


def test_a_kind_does_not_depend_on_the_others() -> None:
    read = loaded()
    assert read.dossier is not None
    alone = run(read.dossier, read.ids, 1, 10, [kind for kind in HARMFUL if kind.id == "not"], [])
    assert alone.rows == tuple(row for row in attacked().rows if row.kind == "not")


def test_every_kind_is_named_in_both_languages() -> None:
    for language in ("en", "es"):
        path = ROOT / "templates" / "words" / f"{language}.yaml"
        node, _problems = yamlfile.parse(path.read_text(encoding="utf-8"), path.name)
        assert isinstance(node, yamlfile.Mapping)
        named = [name.removeprefix("alteration-") for name in node.pairs if name.startswith("alteration-")]
        assert named == [kind.id for kind in (*HARMFUL, *HONEST)]


# ---------------------------------------------------------------- what is no harm is not counted


def test_what_stands_in_the_text_by_chance_is_not_counted() -> None:
    def shorter(quotation: str, _source: object, _random: random.Random) -> str | None:
        return quotation.split(" ", 1)[-1]  # stands there as well, or leaves a part of two words

    def plain_shorter(quotation: str, source: object, chance: random.Random) -> str | None:
        return None if "[…]" in quotation else shorter(quotation, source, chance)

    read = loaded()
    assert read.dossier is not None
    report = run(read.dossier, read.ids, 1, 10, [Kind("shorter", edited(plain_shorter))], [])
    assert (report.rows[0].made, report.rows[0].example) == (0, None)


def test_what_a_dossier_does_not_offer_is_left_out() -> None:
    read = loaded()
    assert read.dossier is not None
    quiet = replace(read.dossier, site=replace(read.dossier.site, shared_passages="report"))
    report = run(quiet, read.ids, 1, 2, [kind for kind in HARMFUL if kind.id == "undone-lineage"], [])
    assert report.rows[0].made == 0
    empty = replace(read.dossier, sources={})
    assert all(row.made == 0 for row in run(empty, read.ids, 1, 2).rows)


def test_sealed_texts_that_are_not_there_are_left_out_and_long_ones_if_possible() -> None:
    dossier = loaded().dossier
    assert dossier is not None
    first, second, *others = dossier.sources.values()
    gone = replace(first, sealed=True, text=None)
    long = replace(second, text=(second.text or "") * (LONGEST // 2000))
    made = Bench(_with(dossier, [gone, long, *others]), loaded().ids)
    assert [source.id for source in made.sources] == [source.id for source in others]
    assert [source.id for source in Bench(_with(dossier, [gone, long]), loaded().ids).sources] == [second.id]
    report = run(
        _with(dossier, [gone, *(replace(one, sealed=True) for one in (second, *others))]), loaded().ids, 1, 3
    )
    assert report.missed == ()
    assert sum(row.made for row in report.rows) > 60


def _with(dossier: Dossier, sources: list[Source]) -> Dossier:
    return replace(dossier, sources={source.id: source for source in sources})


# ---------------------------------------------------------------- a lax engine is found out

Lax = Callable[[pytest.MonkeyPatch], None]


def _searching(change: Callable[[str], str]) -> Callable[[pytest.MonkeyPatch], None]:
    """Let the engine search texts changed letter by letter, offsets kept."""

    def apply(patch: pytest.MonkeyPatch) -> None:
        strict = quotes._places

        def lax(part: str, text: str, start: int = 0, stop: int | None = None) -> Iterator[tuple[int, int]]:
            return strict(change(part), change(text), start, stop)

        patch.setattr(quotes, "_places", lax)

    return apply


def _bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFD", one)[0] for one in text)


def _setting(module: object, name: str, value: object) -> Lax:
    return lambda patch: patch.setattr(module, name, value)


def _forgets_hidden(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(quotes, "hidden", lambda _text: "")
    patch.setattr(
        quotes,
        "fold",
        lambda text: folding.fold("".join(one for one in text if one.isprintable() or one.isspace())),
    )


def _forgets_brackets(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(quotes, "fold", lambda text: folding.fold(re.sub(r" ?[\[(](?!…)[^\])]*[\])]", "", text)))


def _joins_anything(patch: pytest.MonkeyPatch) -> None:
    """Accept parts wherever they stand, as a checker does that looks for each alone."""

    def lax(parts: list[str], source: SourceText) -> Iterator[tuple[int, int, quotes.Passage]]:
        found = [next(quotes._places(part, source.folded), None) for part in parts]
        if all(found):
            places = [place for place in found if place]
            yield places[0][0], places[0][1], tuple(source.span(*place) for place in places)

    patch.setattr(quotes, "_passages", lax)


def _in_any_order(patch: pytest.MonkeyPatch) -> None:
    """Accept words wherever they all occur, as a search engine does."""

    def lax(part: str, text: str, _start: int = 0, _stop: int | None = None) -> Iterator[tuple[int, int]]:
        if set(part.split()) <= set(text.split()):
            yield 0, len(text)

    patch.setattr(quotes, "_places", lax)


def _any_source(patch: pytest.MonkeyPatch) -> None:
    """Search all texts for a quotation, whichever it is put under."""
    dossier = loaded().dossier
    assert dossier is not None
    whole = "\n".join(source.text or "" for source in dossier.sources.values())
    strict = SourceText.__init__
    patch.setattr(SourceText, "__init__", lambda self, _text, by_line=None: strict(self, whole, by_line))


LAX: dict[str, tuple[Lax, set[str]]] = {
    "capitals": (_searching(str.lower), {"capital"}),
    "accents": (_searching(_bare), {"accent"}),
    "punctuation": (_searching(lambda text: re.sub(r"[,.;:!?]", ",", text)), {"punctuation"}),
    "dashes": (_searching(lambda text: re.sub(r"[-‐‑–—―−]", "-", text)), {"dash"}),
    "digits": (_searching(lambda text: re.sub(r"\d", "0", text)), {"number"}),
    "look-alikes": (
        _searching(lambda text: text.translate({ord(v): k for k, v in words._CYRILLIC.items()})),
        {"homoglyph"},
    ),
    "word boundaries": (_setting(quotes, "_whole_words", lambda *_args: True), {"cut"}),
    "distance": (_setting(quotes, "MAX_GAP", 100_000), {"far-elision"}),
    "paragraphs": (_setting(SourceText, "paragraph", lambda _self, _offset: 1), {"elision-across"}),
    "short parts": (_setting(quotes, "MIN_PART_WORDS", 1), {"short-part"}),
    "order of parts": (_joins_anything, {"reversed-elision", "far-elision", "elision-across"}),
    "hidden characters": (_forgets_hidden, {"hidden"}),
    "brackets": (_forgets_brackets, {"bracket"}),
    "prefix and suffix": (_setting(quotes, "_framed", lambda *_args: True), {"wrong-frame"}),
    "order of words": (_in_any_order, {"swap", "drop", "double", "other-word"}),
    "shared passages": (_setting(judge, "overlaps", lambda _texts: ()), {"undone-lineage"}),
    "sources": (_any_source, {"wrong-source"}),
    "hashes": (_setting(statements, "received", lambda *_args: ("", [])), {"changed-seed"}),
    "references": (_setting(statements, "run_checks", lambda *_args: []), {"removed-question"}),
    "proof": (
        _setting(benches, "prove", lambda *_args, **_named: (None, [])),
        {"letter", "altered-words", "unknown-key", "deleted-source"},
    ),
    "particulars": (
        _setting(known, "check", lambda *_args: Verdict((), ())),
        {"false-number", "false-date", "false-name"},
    ),
    "reading": (_setting(prose, "blocks", lambda *_args, **_named: ((), [])), {"uncited"}),
}


@pytest.mark.parametrize(("lax", "kinds"), LAX.values(), ids=LAX)
def test_a_lax_engine_is_found_out(lax: Lax, kinds: set[str], monkeypatch: pytest.MonkeyPatch) -> None:
    lax(monkeypatch)
    read = loaded()
    assert read.dossier is not None
    report = run(read.dossier, read.ids, 1, 60, [kind for kind in HARMFUL if kind.id in kinds], [])
    assert {row.kind for row in report.rows if row.missed} == kinds
    for row in report.rows:
        assert row.right + len(row.missed) == row.made


STRICT: dict[str, tuple[Lax, set[str]]] = {
    "white space": (
        _setting(quotes, "fold", lambda text: folding.fold(text) if "\n" not in text else text),
        {"line-breaks"},
    ),
    "marks": (
        _setting(quotes, "fold", lambda text: unicodedata.normalize("NFC", " ".join(text.split()))),
        {"marks"},
    ),
    "composition": (_setting(quotes, "fold", lambda text: " ".join(text.split())), {"composition"}),
    "bytes": (_setting(quotes, "fold", lambda text: text), {"spaces", "line-breaks", "no-break", "marks"}),
    "one place": (
        _setting(quotes, "Found", quotes.Ambiguous),
        {"unchanged", "framed", "everywhere", "elision"},
    ),
}


@pytest.mark.parametrize(("strict", "kinds"), STRICT.values(), ids=STRICT)
def test_an_engine_that_refuses_honest_work_is_found_out(
    strict: Lax, kinds: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    read = loaded()
    assert read.dossier is not None
    strict(monkeypatch)
    report = run(read.dossier, read.ids, 1, 60, [], [kind for kind in HONEST if kind.id in kinds])
    assert {row.kind for row in report.rows if row.missed} == kinds


def test_an_engine_that_finds_other_words_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quotes.SourceText, "span", lambda _self, start, end: quotes.Span(start + 3, end + 3))
    report = attacked.__wrapped__(1, 3)
    assert any("found are other words: “" in example.message for example in report.missed)


# ---------------------------------------------------------------- the command


def test_the_command_reports() -> None:
    ran = command("selftest", ROOT, "--each", "2")
    assert ran.code == 0
    lines = ran.text.splitlines()
    assert re.fullmatch(r"(\d+) harmful alterations made \(seed 1\), \1 caught\.", lines[0])
    assert any(re.fullmatch(r"(\d+) honest variants made \(seed 1\), \1 accepted\.", line) for line in lines)
    assert lines[1] == "  one letter replaced: 2 of 2 caught"
    assert lines[-1] == "Nothing was missed."


def test_the_command_lists_what_was_missed_in_full(monkeypatch: pytest.MonkeyPatch) -> None:
    _searching(str.lower)(monkeypatch)
    ran = command("selftest", ROOT, "--each", "4")
    assert ran.code == 1
    missed = ran.text.split(" went wrong:\n")[1]
    assert missed.count("  a capital made small, or a small letter a capital, not caught: ") == 4
    assert "accepted without a word" in missed
    wrong = json.loads(command("selftest", ROOT, "--each", "4", "--json").text)
    (capital,) = (row for row in wrong["rows"] if row["kind"] == "capital")
    assert (capital["made"], capital["right"], len(capital["missed"])) == (4, 0, 4)


def test_hidden_characters_are_not_sent_to_a_terminal() -> None:
    assert all(one.isprintable() or one == "\n" for one in command("selftest", ROOT, "--each", "3").text)


def test_a_dossier_with_problems_is_not_attacked(tmp_path: Path) -> None:
    folder = copy(STARTER, tmp_path / "site")
    edit(folder, "content/sources/ferry-post.yaml", "The work cost 18,000", "The work cost 18,500")
    ran = command("selftest", folder)
    assert ran.code == 1
    assert ran.codes == ["quote-not-found"]
    assert "The selftest needs a dossier without problems." in ran.text
    edit(folder, "site.yaml", "title:", "titel:")
    assert command("selftest", folder).code == 1


def test_bad_arguments() -> None:
    assert command("selftest", ROOT / "docs").code == 2
    for each in ("0", "10001", "x"):
        assert command("selftest", ROOT, "--each", each).code == 2


# ---------------------------------------------------------------- the reference

PIECES = (
    "the a cat dog sat down on it and then he said so can't can 1,000 1 000 5 2.5 10:30 María Mari\u0301a"
    ' non- \'s s q\u0303 q “x” "x" – — l’homme ’ _ ½'
).split()
BETWEEN = (*" " * 8, "  ", "\n", "\n\n", "\r\n", "", "\u00a0", " " + "y" * 150 + " ", " " + "w" * 390 + " ")


def test_the_reference_has_the_same_bounds() -> None:
    assert (reference.ELISION, reference.GAP, reference.WORDS) == (
        quotes.ELISION,
        quotes.MAX_GAP,
        quotes.MIN_PART_WORDS,
    )
    assert not {"generator.evidence.quotes", "generator.evidence.folding"} & {
        getattr(value, "__module__", "") for value in vars(reference).values()
    }


Cut = tuple[int, int, int]
"""A part of a quotation: how many words more than one, by how much it is cut short, how many words to the next."""
CUTS = pieces_of(product((3, 4, 3, 2, 5, 0), (0, 0, 0, 1, 2, -1), (1, 2, 3, 4)), least=1, most=3)
TURNED = (False, False, False, False, True)
PAIRS = st.builds(  # as many as there are pieces
    lambda pieces, between: list(zip(pieces, between, strict=False)),
    pieces_of(PIECES, least=14, most=40),
    pieces_of(BETWEEN, least=40, most=40),
)


@settings(QUICK)
@given(PAIRS, CUTS, st.integers(0, 9), st.sampled_from(TURNED))
def test_the_engine_agrees_with_the_reference(
    pairs: list[tuple[str, str]], cuts: list[Cut], start: int, turned: bool
) -> None:
    _agree(pairs, cuts, start, turned=turned)


@pytest.mark.long
@settings(LONG)
@given(together(st.tuples(PAIRS, CUTS, st.integers(0, 9), st.sampled_from(TURNED))))
def test_the_engine_agrees_with_the_reference_on_ten_thousand_pairs(
    cases: list[tuple[list[tuple[str, str]], list[Cut], int, bool]],
) -> None:
    for pairs, cuts, start, turned in cases:
        _agree(pairs, cuts, start, turned=turned)


def _agree(pairs: list[tuple[str, str]], cuts: list[Cut], start: int, *, turned: bool) -> None:
    """Cut parts out of a text, one behind another, and let both look for them."""
    text = "".join(piece for pair in pairs for piece in pair)
    tokens = [found.span() for found in re.finditer(r"\S+", text)] or [(0, len(text))]
    parts = []
    first = start % (len(tokens) // 4 + 1)
    for length, nudge, gap in cuts:
        last = min(first + length, len(tokens) - 1)
        begin, end = tokens[min(first, last)][0], tokens[last][1]
        first = last + gap
        parts.append(text[max(0, begin + nudge) : end - nudge])
    if turned:
        parts.reverse()
    if not all(map(reference.plain, parts)):
        return
    for by_line in (True, False):
        source = SourceText(text, by_line)
        paragraphs = reference.paragraphs(text, by_line=by_line)
        assert " ".join(paragraphs) == source.folded
        outcome = locate(Selector(" […] ".join(parts), occurrence=0), source)
        found = {passage[0] for passage in outcome.passages} if isinstance(outcome, Found) else set()
        places = reference.places(" […] ".join(parts), paragraphs)
        first = len(reference.plain(parts[0]))
        meant = {source.span(start, start + first) for start, _end in places}
        plain_gaps = unicodedata.is_normalized("NFC", text) and not re.search(r"\s\s", text)
        assert found == meant if len(parts) == 1 or plain_gaps else found <= meant  # gaps count as received

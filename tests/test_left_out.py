"""What of a source is not used, and why: counted, shown, listed, sealed; and the tables that pages may ask for."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.reading.lockfile import LOCK
from tests.dossiers import ROOT, STARTER, built, check, copy, edit, run, write

MARSH = "content/sources/marsh-notes.yaml"
FERRY = "content/sources/ferry-post.yaml"
METHOD = "content/pages/method.md"
HEADING = "A heading; it says “usable” of nothing."
TABLES = "".join(f"\n::: {name}\n:::\n" for name in ("differences", "unknown", "oddities", "left-out"))


@pytest.fixture
def starter(tmp_path: Path) -> Path:
    """Give the starter with things left out of one source, one of whose sentences is not placed."""
    folder = copy(STARTER, tmp_path / "starter")
    entries = f"""publisher: Marsh Notes
parts:
  - {{role: headline, lines: 1, reason: {HEADING}}}
left_out:
  - {{exact: no money for it, reason: No question turns on it.}}
  - exact: mayor came
    reason: Who came is *not* compared.
"""
    edit(folder, MARSH, "publisher: Marsh Notes\n", entries)
    return folder


def page(public: Path, path: str) -> LexborHTMLParser:
    return LexborHTMLParser((public / path / "index.html").read_text(encoding="utf-8"))


def said(node: LexborHTMLParser, select: str) -> list[str]:
    return [" ".join(found.text().split()) for found in node.css(select)]


def table(node: LexborHTMLParser, caption: str) -> list[list[str]]:
    """Give the cells of a table, heads first; the quotation marks of a `<q>` are drawn and stand nowhere."""
    (found,) = (one for one in node.css("table") if one.css_first("caption").text() == caption)  # type: ignore[union-attr]
    return [[" ".join(cell.text().split()) for cell in row.css("th, td")] for row in found.css("tr")]


# ---------------------------------------------------------------- the page of a source


def test_the_page_counts_its_sentences(starter: Path) -> None:
    marsh = page(built(starter), "sources/marsh-notes/")
    told = "4 of its 8 sentences are cited. 3 more are left out, with a reason."
    assert f"{told} One is neither cited nor left out with a reason." in said(marsh, "p.k")
    edit(starter, MARSH, "exact: mayor came", "exact: held. The")
    marsh = page(built(starter), "sources/marsh-notes/")
    assert "4 of its 8 sentences are cited. 4 more are left out, with a reason." in said(marsh, "p.k")


def test_the_page_lists_what_is_not_used_in_the_order_of_the_text(starter: Path) -> None:
    marsh = page(built(starter), "sources/marsh-notes/")
    (section,) = (one for one in marsh.css("section") if one.css_first("#_left-out"))
    rows = [
        [" ".join(cell.text().split()) for cell in row.css("dt, dd > *")] for row in section.css("dl > div")
    ]
    assert rows == [
        ["line 1", "A heading; it says usable of nothing."],
        ["line 3", "mayor came", "Who came is not compared."],
        ["line 5", "no money for it", "No question turns on it."],
    ]
    assert [one.attributes["lang"] for one in section.css("dd > q")] == ["en", "en"]
    assert "headlines" in section.text()


def test_nothing_left_out_has_no_section(starter: Path) -> None:
    ferry = page(built(starter), "sources/ferry-post/")
    assert ferry.css_first("#_left-out") is None
    assert any(
        text.endswith("5 are neither cited nor left out with a reason.") for text in said(ferry, "p.k")
    )


def test_words_quoted_in_the_sites_own_voice_cite_nothing(starter: Path) -> None:
    edit(
        starter,
        FERRY,
        "  - The text gives no name for the river.",
        "  - It says “miss the company”, and no more.",
    )
    assert "5 of its 10 sentences are cited." in page(built(starter), "sources/ferry-post/").text()


def test_words_of_what_is_left_out_count_to_the_share(starter: Path) -> None:
    with_them = page(built(starter), "sources/marsh-notes/").text()
    text = (starter / MARSH).read_text(encoding="utf-8")
    write(starter, MARSH, re.sub(r"left_out:.*?(?=excerpts:)", "", text, flags=re.DOTALL))
    without = page(built(starter), "sources/marsh-notes/").text()
    counts = [
        int(found[1])
        for found in (re.search(r"(\d+) of its \d+ words", one) for one in (with_them, without))
        if found
    ]
    assert counts[0] - counts[1] == len("mayor came no money for it".split())


def test_a_passage_printed_twice_is_placed_in_both_places(starter: Path) -> None:
    seed = starter / "seeds" / "marsh-notes.txt"
    seed.write_text(
        f"{seed.read_text(encoding='utf-8')}\nHe took no money for it.\nThe repair took ten weeks.\n"
    )
    sha256 = hashlib.sha256(seed.read_bytes()).hexdigest()
    text = re.sub(r"sha256: .*", f"sha256: {sha256}", (starter / MARSH).read_text(encoding="utf-8"))
    text = text.replace("money for it,", "money for it, occurrence: all,")
    write(starter, MARSH, text.replace("took ten weeks", "took ten weeks\n    occurrence: all"))
    edit(starter, "site.yaml", "updated: 2019-06-01", "updated: 2019-06-01\nunplaced: refuse")
    told = [line for line in check(starter).problems if "marsh-notes" in line]
    assert [line.split(": ")[0] for line in told] == ["seeds/marsh-notes.txt:3:106"]


# ---------------------------------------------------------------- proved again


def test_the_evidence_lists_what_is_left_out(starter: Path) -> None:
    public = built(starter)
    text = (starter / "seeds" / "marsh-notes.txt").read_text(encoding="utf-8")
    found = json.loads((public / "evidence.json").read_text(encoding="utf-8"))["left_out"]
    assert found[0] == {
        "source": "marsh-notes",
        "role": "headline",
        "lines": [1, 1],
        "reason": {"en": HEADING},
    }
    assert [one["reason"]["en"] for one in found[1:]] == [
        "No question turns on it.",
        "Who came is *not* compared.",
    ]
    for one in found[1:]:
        ((part,),) = one["passages"]
        assert text[part["start"] : part["end"]] == part["exact"]


def test_a_published_site_is_proved_and_a_changed_one_is_not(starter: Path) -> None:
    write(starter, METHOD, (starter / METHOD).read_text(encoding="utf-8") + TABLES)
    public = built(starter)
    script = [sys.executable, str(public / "verify.py"), str(starter / "seeds")]
    assert subprocess.run(script, capture_output=True, check=False).returncode == 0
    assert run("verify", public, "--dossier", starter).code == 0
    place = public / "sources" / "marsh-notes" / "index.html"
    place.write_text(
        place.read_text(encoding="utf-8").replace(">mayor came<", ">major came<"), encoding="utf-8"
    )
    assert subprocess.run(script, capture_output=True, check=False).returncode == 1
    assert run("verify", public, "--dossier", starter).code == 1


@pytest.mark.parametrize(
    ("taken", "told"),
    [
        ('<h2 id="_left-out">', "what is left out, and why, is not there"),
        (
            '<q lang="{{ entry.lang }}">{{ entry.words }}</q>',
            "“no money for it”, which is left out, is not there",
        ),
        ("<p>{{ entry.reason }}</p>", "the reason why line 1 is not used is not there: “A heading;"),
    ],
)
def test_a_template_that_hides_it_publishes_nothing(taken: str, told: str, starter: Path) -> None:
    template = (ROOT / "templates" / "source.html").read_text(encoding="utf-8")
    assert template.count(taken) == 1
    write(starter, "templates/source.html", template.replace(taken, "<h2>" if taken[1] == "h" else ""))
    ran = run("build", starter)
    assert set(ran.codes) == {"page-unproved"}
    assert told in ran.text


# ---------------------------------------------------------------- sealed


def test_a_sealed_text_answers_from_the_lock(starter: Path) -> None:
    edit(starter, "site.yaml", "updated: 2019-06-01", "updated: 2019-06-01\nsealed: true\nunplaced: refuse")
    there = check(starter)
    assert set(there.codes) == {"sentence-unplaced"}
    edit(starter, "site.yaml", "unplaced: refuse", "unplaced: report")
    assert run("seal", starter).code == 0
    plain = page(built(starter), "sources/marsh-notes/")
    shutil.move(starter / "seeds", starter.parent / "kept")
    bare = page(built(starter), "sources/marsh-notes/")
    assert said(bare, "dl > div") == said(plain, "dl > div")
    assert [one for one in said(bare, "p.k") if "neither" in one] == [
        one for one in said(plain, "p.k") if "neither" in one
    ]
    edit(starter, "site.yaml", "unplaced: report", "unplaced: refuse")
    away = check(starter)
    assert [line.split(": ")[0] for line in away.problems] == [line.split(": ")[0] for line in there.problems]
    assert "this sentence is neither cited nor left out" in away.text
    assert "ceremony" not in away.text


def test_new_words_are_not_left_out_of_a_text_that_is_away(starter: Path) -> None:
    edit(starter, "site.yaml", "updated: 2019-06-01", "updated: 2019-06-01\nsealed: true")
    assert run("seal", starter).code == 0
    edit(starter, MARSH, "exact: mayor came", "exact: No ceremony")
    assert "what is left out" in check(starter).text  # the lock is stale
    shutil.rmtree(starter / "seeds")
    ran = check(starter)
    assert ran.codes == ["sealed-unproved"]
    assert "whether these words stand there was not proved" in ran.text
    edit(starter, MARSH, "exact: No ceremony", "exact: mayor came")
    edit(starter, MARSH, "reason: No question turns on it.", "reason: It turns on nothing.")
    assert check(starter).code == 0  # a reason asks nothing of the text
    edit(starter, MARSH, "  - exact: mayor came\n    reason: Who came is *not* compared.\n", "")
    assert check(starter).code == 0  # nor does taking an entry out


def test_a_place_outside_the_text_is_no_lock(starter: Path) -> None:
    edit(starter, "site.yaml", "updated: 2019-06-01", "updated: 2019-06-01\nsealed: true")
    assert run("seal", starter).code == 0
    lock = starter / LOCK
    text = lock.read_text(encoding="utf-8")
    left_out = re.search(r'"left_out": \{\s"[0-9a-f]{64}": \[\[\{"at": \[\d+, (\d+)\]', text)
    assert left_out
    lock.write_text(text[: left_out.start(1)] + "999999" + text[left_out.end(1) :], encoding="utf-8")
    assert "this is no lock as the command seal writes it" in check(starter).text


# ---------------------------------------------------------------- tables


@pytest.fixture
def tables(starter: Path) -> Path:
    """Give the starter with every table on a page and in an explainer, and something to stand in each."""
    question = (starter / "content/questions/when-did-it-reopen.yaml").read_text(encoding="utf-8")
    for name, kind in (("b-naming", "naming"), ("a-naming", "naming"), ("z-clash", "contradiction")):
        other = question.replace("kind: contradiction", f"kind: {kind}").replace(
            "When did", f"({name}) When did"
        )
        write(starter, f"content/questions/{name}.yaml", other)
    agreed = re.sub(r"  - id: on-2-may\n.*\n.*\n", "", question).replace("contradiction", "agreement")
    write(starter, "content/questions/agreed.yaml", agreed)
    unknown = "unknown:\n  - No text says where Ines Calder lives.\n  - No text names the river.\n"
    write(starter, "content/entities/river.yaml", f"kind: place\nname: The river\n{unknown}")
    edit(starter, METHOD, "would not have been built.\n", f"would not have been built.\n{TABLES}")
    explainer = "content/explainers/the-repair.md"
    write(starter, explainer, (starter / explainer).read_text(encoding="utf-8") + TABLES)
    return built(starter)


@pytest.mark.parametrize("path", ["method/", "explainers/the-repair/"])
def test_the_tables_say_what_the_dossier_says(path: str, tables: Path) -> None:
    shown = page(tables, path)
    assert table(shown, "Questions on which the sources differ") == [
        ["Question", "In what way"],
        ["When did the footbridge reopen?", "the sources contradict each other"],
        ["(z-clash) When did the footbridge reopen?", "the sources contradict each other"],
        ["(a-naming) When did the footbridge reopen?", "the sources differ in naming"],
        ["(b-naming) When did the footbridge reopen?", "the sources differ in naming"],
    ]
    assert table(shown, "What no source says") == [
        ["Where", "What"],
        ["Ines Calder, The river", "No text says where Ines Calder lives."],
        ["The river", "No text names the river."],
    ]
    assert table(shown, "Peculiarities of the texts") == [
        ["Source", "What"],
        ["The Ferry Post", "The text gives no name for the river."],
    ]
    assert table(shown, "What of each source is not used, and why") == [
        ["Source", "Where", "What", "Why"],
        ["Marsh Notes", "line 1", "headlines", "A heading; it says usable of nothing."],
        ["Marsh Notes", "line 3", "mayor came", "Who came is not compared."],
        ["Marsh Notes", "line 5", "no money for it", "No question turns on it."],
    ]


def test_every_link_of_a_table_leads_somewhere(tables: Path) -> None:
    links = [link.attributes["href"] or "" for link in page(tables, "method/").css("table a")]
    assert {link for link in links if "#" in link} == {"../sources/marsh-notes/#_left-out"}
    assert len(links) == 4 + 3 + 1 + 3
    for link in links:
        path, _hash, fragment = link.partition("#")
        assert not fragment or page(tables, f"method/{path}").css_first(f"#{fragment}"), link
        assert (tables / "method" / path / "index.html").is_file(), link


def test_a_table_with_nothing_in_it_says_so(tmp_path: Path) -> None:
    folder = copy(STARTER, tmp_path / "starter")
    write(folder, METHOD, (folder / METHOD).read_text(encoding="utf-8") + TABLES)
    shown = table(page(built(folder), "method/"), "What of each source is not used, and why")
    assert shown[1:] == [["none", "", "", ""]]


def test_the_table_of_coverage_counts_what_is_left_out(starter: Path) -> None:
    edit(starter, METHOD, "would not have been built.\n", "would not have been built.\n\n::: coverage\n:::\n")
    heads, ferry, marsh = table(page(built(starter), "method/"), "How much of each source is used")
    assert heads[1:5] == ["Sentences", "Cited", "Left out with a reason", "Neither"]
    assert (ferry[1:5], marsh[1:5]) == (["10", "5", "0", "5"], ["8", "4", "3", "1"])

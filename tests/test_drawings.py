"""The lineage of the sources and who is named with whom: drawn by rule, said in words, and right when counted anew."""

from __future__ import annotations

import hashlib
import re
import shutil
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.evidence.named import MOST_PEOPLE
from generator.records import EntityKind
from generator.site.charts import Met, met
from generator.site.gutter import MOST_LANES, MOST_ROWS, gutter
from tests.dossiers import STARTER, built, check, copy, edit, pages, run, write
from tests.real import dossier as real_dossier

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from tests.browser import Pages
    from tests.real import Site
    from tools.axe import Violation

NARROWEST = 208


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    return copy(STARTER, tmp_path / "dossier")


def page(public: Path, name: str) -> LexborHTMLParser:
    return pages(public)[f"{name}/index.html"]


def first(node: LexborHTMLParser | LexborNode, selector: str) -> LexborNode:
    found = node.css_first(selector)
    assert found is not None
    return found


def said(node: LexborNode) -> str:
    return " ".join(node.text().split())


# ---------------------------------------------------------------- who is named with whom


def table(people: LexborHTMLParser) -> dict[str, list[str]]:
    """Give the table of the page, by the name that heads the row."""
    rows = first(people, "table").css("tbody tr")
    return {said(first(row, "th")).partition(" ")[2]: [said(cell) for cell in row.css("td")] for row in rows}


def matrix(people: LexborHTMLParser) -> list[str]:
    """Give the drawing, a row a string: `x` for a dot, `o` for a ring, `.` for a point, numbers as they stand."""
    looks = {'class="i"': "x", 'class="n0"': "."}
    rows = []
    for row in people.css(".nm > ol > li"):
        marks = re.findall(r"<circle ?([^>]*?) ?cx=|<text[^>]*>(\d+)<", first(row, "svg").html or "")
        rows.append("".join(number or looks.get(look.strip(), "o") for look, number in marks))
    return rows


def test_the_real_five_are_named_in_one_sentence_and_the_sixth_beside_them(real: Site) -> None:
    people = page(real.public, "people")
    names = [said(row).partition(" ")[2][:-2] for row in people.css(".nm > ol > li")]
    sixth = names.index("Fernando Martínez Mottola")
    assert matrix(people) == [
        "".join(
            str(row + 1) if row == column else "o" if sixth in (row, column) else "x"
            for column in range(len(names))
        )
        for row in range(len(names))
    ]
    assert "15. In one sentence of a text: 10; in one text, but in no sentence together: 5;" in said(
        first(people, "#_named ~ p")
    )


def test_the_numbers_are_those_of_a_count_by_surnames_and_full_stops(real: Site) -> None:
    """Count once more, without the engine: surnames looked for as plain words between full stops and line ends."""
    loaded = real_dossier()
    surnames = {
        entity.name["en"].text: entity.sort_name.partition(",")[0].split()[0]
        for entity in loaded.entities.values()
        if entity.profiled
    }
    cut = {name: re.sub("[íáé]", ".", surname) for name, surname in surnames.items()}
    texts = {source.name: source.text or "" for source in loaded.sources.values()}
    shown = table(page(real.public, "people"))
    assert set(shown) == set(surnames)
    for name, (where, *_rest) in shown.items():
        assert {text for text in texts if text in where} == {
            text for text, words in texts.items() if re.search(rf"\b{cut[name]}\b", words)
        }
    for one, other in combinations(surnames, 2):
        both = [
            sentence
            for words in texts.values()
            for sentence in re.split(r"(?<=[a-z])\. |\n", words)
            if all(re.search(rf"\b{cut[name]}\b", sentence) for name in (one, other))
        ]
        together = [
            text
            for text, words in texts.items()
            if all(re.search(rf"\b{cut[name]}\b", words) for name in (one, other))
        ]
        for name, partner in ((one, other), (other, one)):
            counts = [count_of(cell, partner) for cell in shown[name][1:]]
            assert counts == [len(both), len(together)], (name, partner)


def count_of(cell: str, name: str) -> int:
    """Read how often somebody is named in a cell: "2 reports: A and B; one report: C"."""
    for part in cell.split("; "):
        if name in part:
            number = part.split()[0]
            return 1 if number == "one" else int(number)
    return 0


def test_two_who_are_named_in_one_text_but_in_no_sentence_have_a_ring(dossier: Path) -> None:
    people = page(built(dossier), "people")
    assert matrix(people) == ["1o", "o2"]
    assert table(people) == {
        "Ines Calder": ["F The Ferry Post", "none", "one report: Tomas Hale"],
        "Tomas Hale": ["F M The Ferry Post, Marsh Notes", "none", "one report: Ines Calder"],
    }
    assert [said(li) for li in people.css(".lg li")] == [
        "hollow, in one text but in no sentence together",
        "1 the same people in columns, by number",
    ]


def seed(dossier: Path, text: str, old: str) -> None:
    """Add a paragraph to the text of a source, whose hash is given anew."""
    path = dossier / "seeds" / f"{old}.txt"
    words = f"{path.read_text(encoding='utf-8').rstrip()}\n\n{text}\n"
    path.write_text(words, encoding="utf-8", newline="")
    source = dossier / "content" / "sources" / f"{old}.yaml"
    now = hashlib.sha256(path.read_bytes()).hexdigest()
    source.write_text(
        re.sub(r"sha256: \w+", f"sha256: {now}", source.read_text(encoding="utf-8")), encoding="utf-8"
    )


def test_a_sentence_that_names_both_is_a_dot_and_one_printed_again_counts_once(dossier: Path) -> None:
    seed(dossier, "Hale met Calder there. Hale met Calder there. Calder thanked Tomas Hale.", "marsh-notes")
    people = page(built(dossier), "people")
    assert matrix(people) == ["1x", "x2"]
    assert table(people)["Ines Calder"][1:] == ["2 sentences: Tomas Hale", "2 reports: Tomas Hale"]


def test_what_is_no_name_of_theirs_is_not_counted(dossier: Path) -> None:
    edit(dossier, "content/people/ines-calder.yaml", "facts:", "named_by: [the engineer]\nfacts:")
    seed(dossier, "The engineer, Ana Calder and Mr. Hale dined. Calder-Ruiz and Hale ate.", "marsh-notes")
    assert matrix(page(built(dossier), "people")) == ["1o", "o2"]


def test_furniture_of_a_page_names_nobody(dossier: Path) -> None:
    seed(dossier, "By Hale and Calder", "marsh-notes")
    assert matrix(page(built(dossier), "people")) == ["1x", "x2"]
    lines = len((dossier / "seeds" / "marsh-notes.txt").read_text(encoding="utf-8").splitlines())
    edit(
        dossier,
        "content/sources/marsh-notes.yaml",
        "excerpts:\n",
        f"parts:\n  - {{role: furniture, lines: {lines}}}\nexcerpts:\n",
    )
    assert matrix(page(built(dossier), "people")) == ["1o", "o2"]


def person(dossier: Path, number: int) -> None:
    write(
        dossier,
        f"content/people/p{number}.yaml",
        f"name: Wilma Nother{chr(97 + number)}\nunknown:\n  - No text names this person.\n",
    )


def test_with_too_many_people_or_one_nothing_is_drawn(dossier: Path) -> None:
    for number in range(MOST_PEOPLE - 2):
        person(dossier, number)
    rows = matrix(page(built(dossier), "people"))
    assert len(rows) == MOST_PEOPLE
    assert rows[0].count(".") == MOST_PEOPLE - 2
    person(dossier, MOST_PEOPLE)
    people = page(built(dossier), "people")
    assert people.css("#_named, .nm, table") == []
    for path in (dossier / "content" / "people").glob("p*.yaml"):
        path.unlink()
    shutil.move(dossier / "content/people/ines-calder.yaml", dossier / "content/entities/ines-calder.yaml")
    edit(dossier, "content/entities/ines-calder.yaml", "facts:", f"kind: {EntityKind.PERSON.value}\nfacts:")
    assert page(built(dossier), "people").css("#_named") == []


def test_where_nobody_is_named_with_anybody_nothing_is_drawn(dossier: Path) -> None:
    edit(dossier, "content/people/ines-calder.yaml", "name: Ines Calder", "name: The engineer in charge")
    edit(dossier, "content/people/ines-calder.yaml", "sort_name: Calder, Ines\n", "")
    edit(dossier, "content/people/ines-calder.yaml", "Ines Calder said", "The engineer said")
    edit(dossier, "site.yaml", "title:", "particulars: report\ntitle:")
    seed(dossier, "Nobody.", "marsh-notes")
    people = page(built(dossier), "people")
    # a description may name somebody: with it in the text both are named there
    assert matrix(people) == ["1o", "o2"]
    edit(dossier, "content/people/ines-calder.yaml", "name: The engineer in charge", "name: Wilma Other")
    assert page(built(dossier), "people").css("#_named") == []


def test_a_sealed_text_tells_from_its_record_who_is_named(dossier: Path) -> None:
    seed(dossier, "Hale met Calder there.", "marsh-notes")
    edit(dossier, "site.yaml", "title:", "sealed: true\ntitle:")
    assert run("seal", dossier).code == 0
    with_texts = matrix(page(built(dossier), "people"))
    shutil.move(dossier / "seeds", dossier.parent / "kept")
    assert matrix(page(built(dossier), "people")) == with_texts == ["1x", "x2"]
    # under other names nobody can tell any more
    edit(dossier, "content/people/tomas-hale.yaml", "[Mr. Hale]", "[Mr. Hale, Hal]")
    ran = check(dossier)
    assert ran.codes == ["sealed-unproved", "sealed-unproved"]
    assert "which sentences name whom" in ran.text
    # with the texts back, the record is not what it was
    shutil.move(dossier.parent / "kept", dossier / "seeds")
    assert check(dossier).codes == ["sealed-stale", "sealed-stale"]
    assert "where people are named" in check(dossier).text


@given(st.integers(2, MOST_PEOPLE), st.data())
def test_no_mark_or_number_of_a_row_touches_the_next(people: int, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, people - 1))
    others = data.draw(st.lists(st.sampled_from([*Met][:3]), min_size=people - 1, max_size=people - 1))
    svg = str(met([*others[:at], Met.SELF, *others[at:]]))
    width = int(re.search(r'width="(\d+)"', svg)[1])  # type: ignore[index]
    assert width <= NARROWEST
    extents = []
    for x, radius, number in re.findall(r'(?: c| )x="([\d.]+)"[^>]*?(?: r="(\d)"| y="18.5">(\d+)<)', svg):
        half = float(radius) + 0.75 if radius else 4.15 * len(number)  # a digit of a wide face
        extents.append((float(x) - half, float(x) + half))
    assert len(extents) == people
    assert extents[0][0] >= 0
    assert extents[-1][1] <= width + 2  # nothing stands beyond it
    assert all(left[1] < right[0] for left, right in pairwise(extents))


# ---------------------------------------------------------------- the lineage of the sources


def lineage(dossier: Path, kind: str) -> None:
    write(
        dossier,
        "content/lineages/two.yaml",
        f"sources: [ferry-post, marsh-notes]\nkind: {kind}\nreason: Both were printed in one house.\n",
    )


def test_the_real_lineage_has_a_ring_for_each_origin(real: Site) -> None:
    sources = page(real.public, "sources")
    rows = first(sources, "table").css("tbody tr")
    edges = [first(row, "svg").html or "" for row in rows]
    assert [edge.count("<circle") for edge in edges] == [1, 0, 1, 1, 1]
    assert [edge.count('dasharray="3 2"') for edge in edges] == [2, 2, 0, 0, 0]
    assert first(rows[0], "td:last-child").text(separator=". ", strip=True) == (
        "Neutral Echo. Their addresses carry the same identifier"
    )
    assert first(rows[0], "td a").attributes["href"] == "#_lineage-flux-daily-and-neutral-echo"
    origins = [node for node in pages(real.public)["index.html"].css(".nums a") if "origins" in node.text()]
    assert said(origins[0]).split()[0] == "4"
    assert "no direction" in said(first(sources, ".nm > p"))


@pytest.mark.parametrize(
    ("kind", "dashed", "dotted", "rings", "words"),
    [
        ("same-identifier", 4, 0, 1, "Their addresses carry the same identifier"),
        ("shared-passages", 4, 0, 1, "They share passages"),
        ("states-its-source", 0, 0, 1, "One names the other as its source"),
        ("kept-apart", 0, 4, 2, "Compared with Marsh Notes, and counted apart"),
    ],
)
def test_each_kind_of_reason_has_its_line_and_its_words(
    dossier: Path, kind: str, dashed: int, dotted: int, rings: int, words: str
) -> None:
    lineage(dossier, kind)
    sources = page(built(dossier), "sources")
    drawn = "".join(svg.html or "" for svg in sources.css("tbody svg"))
    assert drawn.count("<circle") == rings
    assert drawn.count('dasharray="3 2"') == dashed
    assert drawn.count('dasharray="1 3"') == dotted
    assert "<path" not in drawn  # no point anywhere: a line has no direction
    row = first(sources, "tbody tr")
    assert words in said(row)
    assert all(svg.attributes["aria-hidden"] == "true" for svg in sources.css("th > svg, li > svg"))
    assert sources.css("[style]") == []


def test_sources_that_all_stand_alone_are_not_drawn(dossier: Path) -> None:
    assert page(built(dossier), "sources").css("main svg, .nm") == []


IDS = [f"s{number:02}" for number in range(MOST_ROWS)]


@given(st.data())
def test_lines_that_run_side_by_side_never_share_a_place(data: st.DataObject) -> None:
    order = IDS[: data.draw(st.integers(6, 10))]
    starts = data.draw(st.lists(st.integers(0, len(order) - 4), min_size=1, max_size=4))
    groups = [
        data.draw(st.frozensets(st.sampled_from(order[start : start + 4]), min_size=2)) for start in starts
    ]
    made = gutter(order, {source: source for source in order}, frozenset(), groups)
    if made is None:
        spans = [(min(map(order.index, group)), max(map(order.index, group))) for group in groups]
        deepest = max(sum(start <= row <= stop for start, stop in spans) for row in range(len(order)))
        assert deepest > MOST_LANES
        return
    assert made.lanes <= MOST_LANES
    stops = 0
    for number, row in enumerate(made.rows):
        lanes = [lane.number for lane in row.lanes]
        assert len(set(lanes)) == len(lanes)
        stops += sum(lane.stops for lane in row.lanes)
        for lane in row.lanes:  # what leaves a row below comes into the next from above
            below = made.rows[number + 1].lanes if number + 1 < len(order) else ()
            assert lane.down == any(other.number == lane.number and other.up for other in below)
    assert stops == sum(map(len, groups))


def test_more_sources_or_lines_than_can_be_followed_are_left_to_the_words() -> None:
    many = [*IDS, "s99"]
    assert gutter(many, dict.fromkeys(many, "one"), frozenset(), []) is None
    assert gutter(IDS, dict.fromkeys(IDS, "one"), frozenset(), []) is not None
    own = {source: source for source in IDS}
    groups = [frozenset((IDS[number], IDS[-1 - number])) for number in range(MOST_LANES + 1)]
    assert gutter(IDS, own, frozenset(), groups) is None
    made = gutter(IDS, own, frozenset(), groups[1:])
    assert made is not None
    assert made.lanes == MOST_LANES


# ---------------------------------------------------------------- in a browser

DRAWN = ("people/", "sources/", "es/people/", "es/sources/")


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1440])
def test_nothing_overflows_and_marks_stand_at_their_row(
    pages: Pages, serve: Callable[[Path, str], str], real: Site, width: int
) -> None:
    address = serve(real.public, "/")
    for path in DRAWN:
        opened = pages.open(address + path, width=width)
        assert opened.evaluate("document.documentElement.scrollWidth") <= width, path
        apart = opened.evaluate(
            """[...document.querySelectorAll('.og')].map(svg => {
                 const sign = svg.closest('tr').querySelector('.g').getBoundingClientRect();
                 const ticks = [...svg.querySelectorAll('line')].map(line => line.getBoundingClientRect());
                 const tick = ticks.filter(box => box.width > 10).pop();
                 return [Math.abs(tick.top + tick.height / 2 - sign.top - sign.height / 2), sign.left - tick.right]})"""
        )
        assert all(aside <= 4 and 0 <= before <= 14 for aside, before in apart), (path, apart)
        joined = opened.evaluate(
            """[...document.querySelectorAll('.nm ol li')].map(li => {
                 const [name, svg] = [...li.children].map(child => child.getBoundingClientRect());
                 return [name.right <= svg.left || name.bottom <= svg.top, Math.round(svg.right)]})"""
        )
        assert all(free for free, _right in joined), path
        assert len({right for _free, right in joined}) <= 1, path  # columns stand one under another


@pytest.mark.long
@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_either_page(
    axe: Callable[..., list[Violation]],
    pages: Pages,
    serve: Callable[[Path, str], str],
    real: Site,
    scheme: Literal["light", "dark"],
) -> None:
    address = serve(real.public, "/")
    for path in DRAWN:
        assert axe(pages.open(address + path, scheme=scheme)) == [], path

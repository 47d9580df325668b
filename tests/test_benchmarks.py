"""What the benchmarks build, map and tell: on an invented dossier in the form of the harness, which is not needed."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from benchmarks import adapter, peers
from benchmarks.mapping import map_site
from tests.dossiers import built, edit, run

QUAY = "The quay was closed in the spring audit."
LEASE = "The board withheld the lease agreement."
LEDGER = "A clerk found a second ledger."


def cited(source: str, *quotes: str) -> list[dict[str, str]]:
    return [{"source": source, "quote": quote} for quote in quotes]


def person(name: str, *citations: list[dict[str, str]]) -> dict[str, Any]:
    return {
        "id": name,
        "name": f"Ada {name.upper()}",
        "aliases": [],
        "role": "clerk",
        "born": "1950-01-02",
        "died": "",
        "statements": [
            {
                "id": f"st{number}",
                "text": f"It was *read* & [told](https://example.org/{number}).",
                "citations": some,
            }
            for number, some in enumerate(citations, 1)
        ],
        "events": [
            {"id": "ev1", "date": "1991-05-06", "text": "Ada wrote", "citations": cited("s1", LEDGER)}
        ],
    }


PEOPLE = [
    person(
        "p1", cited("s1", QUAY, LEASE), cited("s2", LEDGER, LEDGER)
    ),  # the last cites the same words twice
    person("p2", cited("s1", LEASE)),
]
DATA = {
    "sources": [
        {
            "id": name,
            "title": f"On {name}",
            "publisher": f"Paper {name}",
            "date": "2001-01-01",
            "url": "https://example.org/s",
        }
        for name in ("s1", "s2")
    ],
    "people": PEOPLE,
    "disputed": [
        {
            "id": "q1",
            "question": "Who?",
            "positions": [
                {"label": "A", "text": "One.", "citations": cited("s2", QUAY)},
                {"label": "B", "text": "Two.", "citations": cited("s1", LEASE)},
            ],
        }
    ],
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    texts = tmp_path / "given" / "sources"
    texts.mkdir(parents=True)
    for source in DATA["sources"]:
        (texts / f"{source['id']}.txt").write_text(f"{QUAY}\n\n{LEASE}\n\n{LEDGER}\n", encoding="utf-8")
    site = tmp_path / "site"
    site.mkdir()
    adapter.prepare(tmp_path / "given", site, DATA)
    return site


def test_the_plain_site_holds_what_the_harness_asks_for(site: Path, tmp_path: Path) -> None:
    map_site(built(site), tmp_path / "mapped")
    pages = {
        path.relative_to(tmp_path / "mapped").parent.as_posix(): path.read_text(encoding="utf-8")
        for path in tmp_path.glob("mapped/**/*.html")
    }
    assert set(pages) == {
        *(".", "people/p1", "people/p2", "sources/s1", "sources/s2", "citations"),
        *("timeline", "timeline/1991", "disputed"),
    }
    classes = Counter(name for html in pages.values() for name in re.findall(r'class="([a-z]+)"', html))
    told = {
        name: classes[name]
        for name in ("person", "statement", "cite", "ref", "pevent", "quote", "back", "cit")
    }
    assert told == {
        "person": 2, "statement": 3, "cite": 5, "ref": 5, "pevent": 2, "quote": 3, "back": 5, "cit": 5
    }  # fmt: skip
    assert [classes[name] for name in ("event", "year", "position", "pref")] == [2, 1, 2, 2]
    quoted = re.findall("<q>(.*?)</q>", pages["citations"])
    assert Counter(quoted) == {QUAY: 1, LEASE: 2, LEDGER: 2}
    ways = [
        way
        for name in ("s1", "s2")
        for way in re.findall('class="back" href="([^"]+)"', pages[f"sources/{name}"])
    ]
    assert sorted(ways) == [*(f"/people/p1/#ref-{number}" for number in range(1, 5)), "/people/p2/#ref-1"]
    assert re.findall('<li class="ref" id="(ref-.)"><q>(.*?)</q>', pages["people/p1"]) == [
        ("ref-1", QUAY), ("ref-2", LEASE), ("ref-3", LEDGER), ("ref-4", LEDGER)
    ]  # fmt: skip
    locations = re.findall("<loc>(.*?)</loc>", (tmp_path / "mapped/sitemap.xml").read_text(encoding="utf-8"))
    assert len(locations) == len(set(locations)) == len(pages)


def test_its_pages_are_held_to_the_evidence(site: Path) -> None:
    edit(site, "templates/profile.html", "{{ q.words }}", "{{ q.words|upper }}")
    ran = run("build", site)
    assert set(ran.codes) == {"page-unproved"}
    assert not (site / "public").exists()


def test_one_edit_changes_one_file(site: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*.yaml")}
    first, *rest = PEOPLE[0]["statements"]
    adapter.write_person(site, PEOPLE[0] | {"statements": [first | {"text": "Edited."}, *rest]})
    changed = [
        path.relative_to(site).as_posix() for path in before if path.stat().st_mtime_ns != before[path]
    ]
    assert changed == ["content/people/p1.yaml"]


def test_ratios_are_those_of_medians() -> None:
    rows = [
        {"peer": peer, "people": 6, "kind": kind, "rc": 0, "cpu": cpu, "wall": 2 * cpu, "rss": 50.0}
        for peer, kind, all_cpu in (
            ("hugo", "cold", (4.0, 1.0, 2.0)),
            ("ours", "cold", (1.0, 9.0, 0.5)),
            ("hugo", "edit", (2.0,)),
            ("ours", "cite", (0.5,)),
        )
        for cpu in all_cpu
    ]
    rows.append(
        {"peer": "ours", "people": 6, "kind": "cold", "rc": "late", "cpu": 99.0, "wall": 99.0, "rss": 50.0}
    )
    told = "\n".join(peers.tables(rows, ["ours"], [6]))
    assert "| cold build, CPU | 0.50 (1.00 / 2.00 s) |" in told
    assert "| peak memory, largest process | 1.00 (50 / 50 MiB) |" in told
    assert "| a citation added, CPU | 0.25 (0.50 / 2.00 s) |" in told
    assert "nothing changed" not in told

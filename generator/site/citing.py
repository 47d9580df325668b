"""How a page is cited: in plain text, for BibTeX, for RIS. Dates are those of `site.yaml`, never of the reading."""

from __future__ import annotations

import re

from generator.evidence.timeline import PAGE
from generator.records import Edtf
from generator.site import routes, views

_LISTS = (
    *(routes.PEOPLE, routes.ENTITIES, routes.SOURCES, routes.EXPLAINERS),
    *(routes.SPEAKERS, routes.NOT_FOUND, routes.OFFLINE),
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "&%$#_"},
}


def has_content(path: str) -> bool:
    """Whether a page is one to cite: not a list that leads to other pages, nor the page for missing ones."""
    return path.partition(PAGE)[0] not in _LISTS and not path.startswith((routes.CITATIONS, routes.AZ))


def citation(
    url: str, lang: str, title: str, site: str, publisher: str | None, day: Edtf | None, day_words: str
) -> views.Cite:
    """Say how the page at `url` is cited; `title` is empty on the first page. What is not known is left out."""
    title, site = _line(title), _line(site)
    publisher = _line(publisher or "")
    plain = [_ended(part) for part in (title, site, publisher, day_words if day else "") if part]
    return views.Cite(
        text=" ".join([*plain, url]),
        bibtex=_bibtex(url, title, site, publisher, day),
        ris=_ris(url, lang, title, site, publisher, day),
    )


def _bibtex(url: str, title: str, site: str, publisher: str, day: Edtf | None) -> str:
    fields = [("title", f"{{{_tex(title or site)}}}")]  # a second pair of braces keeps the capitals
    if title:
        fields.append(("howpublished", _tex(site)))
    if publisher:
        fields.append(("publisher", _tex(publisher)))
    written = [f"  {name} = {{{value}}}" for name, value in [*fields, ("url", url)]]
    if day:
        year, month, of_month = day.text.split("-")
        written[-1:-1] = [
            f"  year = {year}",
            f"  month = {_MONTHS[int(month) - 1]}",
            f"  day = {int(of_month)}",
        ]
    key = re.sub(r"[^a-z0-9.]+", "-", url.split("//", 1)[1].lower()).strip("-")
    return ",\n".join([f"@misc{{{key}", *written]) + "\n}"


def _ris(url: str, lang: str, title: str, site: str, publisher: str, day: Edtf | None) -> str:
    lines = [
        ("TY", "ELEC"),
        ("TI", title or site),
        ("T2", site if title else ""),
        ("PB", publisher),
        ("DA", day.text.replace("-", "/") if day else ""),
        ("UR", url),
        ("LA", lang),
    ]
    return "\n".join([*(f"{tag}  - {value}" for tag, value in lines if value), "ER  - "])


def _line(text: str) -> str:
    """Put a text on one line: a line break in a title would begin a field of its own in RIS."""
    return " ".join(text.split())


def _ended(text: str) -> str:
    return text if text[-1] in ".?!…" else f"{text}."


def _tex(text: str) -> str:
    return "".join(_TEX.get(character, character) for character in text)

"""What a page says of itself to machines (JSON-LD in the words of schema.org): no more than stands on it in words.

Of a person it gives the name and its spellings; of a question where each quotation stands and in which source, never
the words: what is alleged stays where the page says who alleges it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from generator.records import Entity, EntityKind, Question
from generator.site import routes
from generator.site.parts import Scribe

Node = Mapping[str, Any]
"""A node of JSON-LD: `@type`, and properties."""

_TYPES = {
    EntityKind.PERSON: "Person",
    EntityKind.ORGANIZATION: "Organization",
    EntityKind.PLACE: "Place",
}
_UNSAFE = {ord(character): f"\\u{ord(character):04x}" for character in "<>&"}


def data(node: Node) -> Markup:
    """Write a node for a `<script>` element: no value can end it."""
    written = json.dumps(
        {"@context": "https://schema.org", **node}, ensure_ascii=False, separators=(",", ":")
    )
    return Markup(written.translate(_UNSAFE))


def website(title: str, url: str) -> Node:
    """Describe the first page."""
    return {"@type": "WebSite", "name": title, "url": url}


def webpage(title: str, url: str, trail: Sequence[tuple[str, str]], about: Node) -> Node:
    """Describe any other page; `trail` are the pages above it: (title, full address), `about` what it adds.

    A `name` in `about` stands for the title, where that says more than the page does.
    """
    steps: list[dict[str, Any]] = [{"name": name, "item": item} for name, item in trail]
    steps = [
        {"@type": "ListItem", "position": number, **step}
        for number, step in enumerate([*steps, {"name": about.get("name", title)}], 1)
    ]
    breadcrumb = {"@type": "BreadcrumbList", "itemListElement": steps}
    return {"@type": "WebPage", "url": url, **about, "breadcrumb": breadcrumb}


def entity(scribe: Scribe, known: Entity) -> Node:
    """Describe the page of a person or an entity; of a group there is nothing to add."""
    kind = _TYPES.get(known.kind)
    if kind is None:
        return {}
    node: dict[str, Any] = {"@type": kind, "name": scribe.text(known.name)}
    if known.variants:
        node["alternateName"] = known.variants
    return {"@type": "ProfilePage" if known.kind is EntityKind.PERSON else "WebPage", "mainEntity": node}


def question(scribe: Scribe, known: Question, base: str) -> Node:
    """Describe the page of a question: the address of each quotation it sets side by side, and its source."""
    keys = dict.fromkeys(citation.key for position in known.positions for citation in position.citations)
    quotations = [
        {
            "@type": "Quotation",
            "url": base + routes.excerpt_path(key),
            "citation": scribe.dossier.sources[key.partition(":")[0]].name,
        }
        for key in keys
    ]
    return {"hasPart": quotations}

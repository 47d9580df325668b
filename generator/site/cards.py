"""What stands on the social cards: for the site, for each person with a profile, for each explainer.

A card carries a name as it is typed and one sentence that is proved, made of the same evidence by the same functions
as on its page, with the publishers that say it. Words that accuse somebody, words that take a side, and characters that
the fonts do not have keep a sentence off; a page without a card of its own has the site's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import unescape
from pathlib import Path
from unicodedata import normalize

from generator.evidence.agreement import origins, sources_of
from generator.evidence.folding import fold
from generator.evidence.model import Evidence
from generator.evidence.terms import find
from generator.records import Entity, Explainer, Statement
from generator.site import routes
from generator.site.parts import Scribe
from generator.site.words import Words

WIDTH, HEIGHT = 1200, 630
"""In pixels: what every reader of Open Graph takes."""

FONTS = Path(__file__).parent.parent / "fonts"
"""The fonts that cards are drawn with, and the characters that all of them have."""

_LONGEST_NAME, _LONGEST_FACT, _LONGEST_CREDIT = 160, 400, 160
"""In characters; words of these lengths fit on a card, whatever they are."""

_MOST_SIGNS = 24

_TAG = re.compile("<[^>]*>")


@dataclass(frozen=True, slots=True)
class Sign:
    """The sign of a source; `joined` where it touches the one before, with which it is one origin."""

    letter: str
    joined: bool


@dataclass(frozen=True, slots=True)
class Card:
    """The words of one card, and its path from the root of the whole site.

    `site` is empty on the card of the site itself, whose `name` is the site's. `label` says what the fact is of, and
    `credit` who says it, in names that are not broken; all three and the signs may be empty.
    """

    path: str
    site: str
    name: str
    label: str
    fact: str
    signs: tuple[Sign, ...]
    credit: str

    @property
    def words(self) -> tuple[str, ...]:
        """Everything that is drawn, from top to bottom, but for the signs."""
        texts = (self.site, self.name, self.label, self.fact, self.credit)
        return tuple(text.replace("\xa0", " ") for text in texts if text)

    @property
    def alt(self) -> str:
        """The words drawn, as sentences."""
        return " ".join(text if text[-1] in ".!?…”’" else f"{text}." for text in self.words)


def cards(evidence: Evidence, w: Words) -> dict[str, Card]:
    """Give the cards of one language by the path of the page they belong to; the site's own is that of `HOME`.

    None at all where `site.yaml` says so, and none but their own where the site's has words that cannot stand on one.
    """
    if not evidence.dossier.site.cards:
        return {}
    return {path: card for path, card in _Writer(evidence, w).all() if _may_stand(card, evidence)}


class _Writer:
    """Writes the cards of one language."""

    def __init__(self, evidence: Evidence, w: Words) -> None:
        self._evidence, self._dossier, self._w = evidence, evidence.dossier, w
        self._scribe = Scribe(evidence, w, routes.HOME)
        self._folder = f"{routes.prefix(evidence.dossier, w.lang)}cards/"
        self._site = self._scribe.text(self._dossier.site.title)

    def all(self) -> Iterator[tuple[str, Card]]:
        """Write every card that there are words for."""
        yield routes.HOME, self._of_site()
        for entity in self._dossier.entities.values():
            if entity.profiled:
                path = routes.entity_path(entity)
                chosen = (card for card in self._of_person(entity) if _may_stand(card, self._evidence))
                if card := next(chosen, None):
                    yield path, card
        for explainer in self._dossier.explainers:
            yield routes.explainer_path(explainer.id), self._of_explainer(explainer)

    def _of_site(self) -> Card:
        tagline = self._dossier.site.tagline
        fact = self._scribe.text(tagline) if tagline else ""
        return self._card("site", "", self._site, "", fact, self._evidence.order, "")

    def _of_person(self, person: Entity) -> Iterator[Card]:
        """Write a card for each sentence of a person's own page that accuses nobody: those of the fact box first."""
        sentences = [(self._scribe.text(fact.label), fact.value) for fact in person.facts]
        sentences += [("", statement) for section in person.sections for statement in section.statements]
        name = self._scribe.text(person.name)
        for label, sentence in sentences:
            if not self._alleges(sentence):
                yield self._card(
                    f"people/{person.id}",
                    self._site,
                    name,
                    label,
                    _plain(self._scribe.said(sentence)),
                    sources_of(self._evidence, sentence.citations),
                    self._scribe.label(sentence),
                )

    def _of_explainer(self, explainer: Explainer) -> Card:
        document = explainer.documents[self._w.lang]
        cited = [
            citation
            for block in document.blocks
            for sentence in block.sentences
            for citation in sentence.citations
        ]
        sources = sources_of(self._evidence, tuple(cited))
        path = f"explainers/{explainer.id}"
        return self._card(path, self._site, document.title, "", document.summary, sources, "")

    def _alleges(self, sentence: Statement) -> bool:
        """Whether a sentence cites an allegation, or the denial of one."""
        proofs = self._evidence.proofs
        cited = {citation.key for citation in sentence.citations}
        denials = {denial.key for proof in proofs.values() for denial in proof.excerpt.denied}
        return bool(cited & denials) or any(proofs[key].excerpt.allegation for key in cited)

    def _card(
        self,
        name: str,
        site: str,
        heading: str,
        label: str,
        fact: str,
        sources: Sequence[str],
        standing: str,
    ) -> Card:
        """Put a card together; `standing` says how many report the fact, or else the sources are counted."""
        marks = self._scribe.marks(sources)
        signs = tuple(
            Sign(mark.letter, bool(mark.joined and at and marks[at - 1].joined == mark.joined))
            for at, mark in enumerate(marks)
        )
        whole = [self._dossier.sources[source].name.replace(" ", "\xa0") for source in sources]
        names = self._scribe.listed(whole) if whole else ""
        lead = standing or self._counted(sources)
        credit = f"{lead}: {names}" if names and len(names) <= _LONGEST_CREDIT else lead
        texts = (site, heading, label, fact, credit)
        site, heading, label, fact, credit = (normalize("NFC", text) for text in texts)
        shown = signs if len(signs) <= _MOST_SIGNS else ()
        return Card(f"{self._folder}{name}.png", site, heading, label, fact, shown, credit)

    def _counted(self, sources: Sequence[str]) -> str:
        if not sources:
            return ""
        w, count = self._w, origins(self._evidence, tuple(sources))
        said = f"{len(sources)} {w('home-numbers-sources', n=len(sources))}"
        if count == len(sources):
            return said
        return w("reports-and-origins", reports=said, origins=w("origins", n=count))


def _plain(html: str) -> str:
    """Give a sentence as text, the words it quotes between “ and ”, as the style sheet sets them."""
    marked = str(html).replace("<q ", "“<q ").replace("</q>", "”")
    return " ".join(unescape(_TAG.sub("", marked)).split())


def _may_stand(card: Card, evidence: Evidence) -> bool:
    """Whether a card fits, takes no side even in words that it quotes, and can be drawn."""
    if max(len(card.site), len(card.name), len(card.label)) > _LONGEST_NAME or len(card.fact) > _LONGEST_FACT:
        return False
    said = "".join((*card.words, *(sign.letter for sign in card.signs)))
    return not _takes_side(card, evidence.dossier.site.loaded_words) and _characters().issuperset(said)


def _takes_side(card: Card, lists: Mapping[str, tuple[str, ...]]) -> bool:
    text = fold(" \n".join(card.words))
    return any(find(words, text) for words in lists.values())


@cache
def _characters() -> frozenset[str]:
    return frozenset((FONTS / "characters.txt").read_text(encoding="utf-8").removesuffix("\n"))

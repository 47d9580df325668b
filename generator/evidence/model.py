"""What has been proved, as frozen records: the types that pass from proving to the pages.

A page can show a quotation only through a `Proof`, and a `Proof` exists only where the words were found.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from generator.evidence.asked import AskedText
from generator.evidence.coverage import Coverage
from generator.evidence.quotes import Passage, SourceText
from generator.evidence.related import Related
from generator.records import Dossier, Excerpt, LeftOut, Role, Source, Statement

if TYPE_CHECKING:
    from generator.evidence.borne import Bearing
    from generator.evidence.named import Naming


class PageKind(Enum):
    """The kinds of page that carry claims."""

    HOME = "home"
    ENTITY = "entity"
    TIMELINE = "timeline"
    QUESTION = "question"
    EXPLAINER = "explainer"


class PageKey(NamedTuple):
    """A page that carries claims; `id` is empty for the first page, and for a timeline in one piece."""

    kind: PageKind
    id: str


class Claim(NamedTuple):
    """Something the site asserts, and the page that is its home; its anchor there is the statement's id."""

    page: PageKey
    statement: Statement


@dataclass(frozen=True, slots=True)
class Proof:
    """An excerpt whose words were found: where they stand, and the source's own characters.

    `role` is that of the part they stand in; `folded` names what differs between them and the words as typed.
    """

    excerpt: Excerpt
    source: Source
    passages: tuple[Passage, ...]
    words: str
    role: Role
    folded: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftOutProof:
    """Words that name what of a source is left out, found: where they stand, and the source's own characters."""

    entry: LeftOut
    passages: tuple[Passage, ...]
    words: str


class InlineQuotation(NamedTuple):
    """Words quoted inside a sentence, in the source's own characters, and their language."""

    words: str
    language: str


@dataclass(frozen=True, slots=True)
class Share:
    """How many words a source has, and how many of them stand in quotations anywhere on the site."""

    words: int
    quoted: int

    @property
    def percent(self) -> int:
        """The share in per cent, rounded up so that a limit is never passed unseen."""
        return -(-100 * self.quoted // self.words) if self.words else 0


@dataclass(frozen=True, slots=True)
class Evidence:
    """A dossier with every quotation located and every citation resolved.

    `claims` are in reading order; `uses` gives the claims that cite an excerpt, by its key; `origin_of` the origin
    a source counts as, by source id; `inline` the words quoted inside sentences, by the words as typed and the keys
    cited; `left_out` (as each source lists it), `shares`, `asked` (what answers for its text), `texts` (those that are
    there, made ready for searching), `coverage` and `named` (which sentences name the people of the dossier) are by
    source id. Sources stand in `order`, those of one lineage side by side; `rank` gives the place of each there.
    """

    dossier: Dossier
    proofs: Mapping[str, Proof]
    claims: tuple[Claim, ...]
    uses: Mapping[str, tuple[Claim, ...]]
    origin_of: Mapping[str, str]
    order: tuple[str, ...]
    rank: Mapping[str, int]
    related: Related
    inline: Mapping[tuple[str, tuple[str, ...]], InlineQuotation]
    left_out: Mapping[str, tuple[LeftOutProof, ...]]
    shares: Mapping[str, Share]
    asked: Mapping[str, AskedText]
    texts: Mapping[str, SourceText]
    coverage: Mapping[str, Coverage]
    named: Mapping[str, Naming]
    bearing: Bearing | None = None
    """What holding every statement to its citations came to; None until that is done."""

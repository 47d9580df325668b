"""Where every page stands: the addresses are the same in every dossier and never depend on its order.

A path is relative to the root of one language's site: `people/ines-calder/`. The default language stands at
the root itself, a further one below its code (`es/`). Links are relative, so that a copy of the site works under
any address, from a stick and from a mirror; only the page for missing pages, which is shown at any depth, needs
the absolute path.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.evidence.checks import Ids
from generator.evidence.model import Claim, PageKey, PageKind
from generator.evidence.related import Named, Related, relate
from generator.evidence.voice import claims_of, own_prose
from generator.problems import Code, Problem
from generator.reading.fields import LANGUAGES, suggest
from generator.reading.load import REQUIRED_PAGES
from generator.records import Dossier, Entity, Explainer, InternalLink, Part, Site

HOME = ""
PEOPLE = "people/"
ENTITIES = "entities/"
SOURCES = "sources/"
CITATIONS = "citations/"
QUESTIONS = "questions/"
TIMELINE = "timeline/"
EXPLAINERS = "explainers/"
SPEAKERS = "speakers/"
CORRECTIONS = "corrections/"
AZ = "a-z/"
NOT_FOUND = "404.html"
OFFLINE = "offline/"
SINGLE = "offline.html"

_FOLDERS = ("people", "entities", "sources", "questions", "explainers")
"""The folders under `content/` each of whose files is a page."""

FEED = "feed.xml"
CORRECTIONS_FEED = "corrections.xml"

_TOP = (PEOPLE, ENTITIES, SOURCES, CITATIONS, QUESTIONS, TIMELINE, EXPLAINERS, SPEAKERS, CORRECTIONS, AZ)


def entity_path(entity: Entity | Named) -> str:
    """Give the path of a person's or entity's page."""
    return f"{PEOPLE if entity.profiled else ENTITIES}{entity.id}/"


def source_path(source: str) -> str:
    """Give the path of a source's page."""
    return f"{SOURCES}{source}/"


def excerpt_path(key: str) -> str:
    """Give the permalink of an excerpt, by its key."""
    source, _colon, excerpt = key.partition(":")
    return f"{SOURCES}{source}/#{excerpt}"


def uses_path(key: str) -> str:
    """Give the path of the list of all that rests on an excerpt, by its key."""
    source, _colon, excerpt = key.partition(":")
    return f"{SOURCES}{source}/uses/{excerpt}/"


def question_path(question: str) -> str:
    """Give the path of a question's page."""
    return f"{QUESTIONS}{question}/"


def explainer_path(explainer: str) -> str:
    """Give the path of an explainer."""
    return f"{EXPLAINERS}{explainer}/"


def text_path(page: Explainer) -> str:
    """Give the path of a page of running text: an explainer, or a page in the site's own voice."""
    return f"{page.id}/" if page.own else explainer_path(page.id)


def correction_path(correction: str) -> str:
    """Give the permalink of a correction."""
    return f"{CORRECTIONS}#{correction}"


def speaker_path(entity: str) -> str:
    """Give the path of the page of someone to whom words are attributed."""
    return f"{SPEAKERS}{entity}/"


def timeline_path(part: str) -> str:
    """Give the path of a part of the timeline, as `generator.evidence.timeline` names it."""
    return f"{TIMELINE}{part}/" if part else TIMELINE


def page_path(related: Related, page: PageKey) -> str:
    """Give the path of a page that carries claims."""
    match page.kind:
        case PageKind.HOME:
            return HOME
        case PageKind.ENTITY:
            return entity_path(related.named[page.id])
        case PageKind.TIMELINE:
            return timeline_path(page.id)
        case PageKind.QUESTION:
            return question_path(page.id)
        case PageKind.EXPLAINER:
            return explainer_path(page.id)


def claim_path(related: Related, claim: Claim) -> str:
    """Give the permalink of something the site asserts."""
    return f"{page_path(related, claim.page)}#{claim.statement.id}"


def by_hand(target: str, part_of: Mapping[str, str]) -> str:
    """Give the path that a link written by hand leads to, from the root of its language.

    An event may be linked at `/timeline/#ID` wherever it stands: `part_of` gives the part of the timeline, by event.
    """
    path, hash_, fragment = target.removeprefix("/").partition("#")
    if path == TIMELINE and fragment in part_of:
        path = timeline_path(part_of[fragment])
    return f"{path}{hash_}{fragment}"


def single_anchor(path: str, name: str = "") -> str:
    """Give the id that a page, or what has an id on it, bears where all pages stand in one file.

    What began with `_` still does, and is a name in XML as well, as drawings ask for; everything else begins with `/`.
    """
    return f"_.{path.replace('/', '.')}{name[1:]}" if name.startswith("_") else f"/{path}{name}"


def copies(dossier: Dossier, language: str) -> tuple[str, str, str]:
    """Give the paths of what can be taken along in a language: the one file, the book, the zip."""
    return f"{prefix(dossier, language)}{SINGLE}", f"dossier-{language}.epub", f"dossier-{language}.zip"


def up(path: str) -> str:
    """Give the way from a page to the root of its language: `../../`, or `./` from the root itself."""
    return "../" * path.count("/") or "./"


def is_made(site: Site, path: str) -> bool:
    """Whether a path without language belongs to a part of the site that is made: `without:` leaves some out."""
    return path.partition("/")[0] not in site.without


def prefix(dossier: Dossier, language: str) -> str:
    """Give the folder of a language: empty for the default one."""
    return "" if language == dossier.site.languages[0] else f"{language}/"


def base_path(base_url: str) -> str:
    """Give the absolute path of a site's root: `/name/`, or `/` at the root of a domain."""
    return "/" + base_url.split("/", 3)[3]


def own_paths(dossier: Dossier, related: Related) -> Iterator[str]:
    """Go through the paths a page of this dossier may link to by hand."""
    yield from (path for path in _own_paths(dossier, related) if is_made(dossier.site, path))


def _own_paths(dossier: Dossier, related: Related) -> Iterator[str]:
    yield HOME
    yield from _TOP
    if dossier.site.downloads:
        yield OFFLINE
    yield from (entity_path(entity) for entity in dossier.entities.values())
    yield from (source_path(source) for source in dossier.sources)
    excerpts = (excerpt for source in dossier.sources.values() for excerpt in source.excerpts)
    speakers = {reference.id for excerpt in excerpts for reference in excerpt.attributed_to}
    yield from (speaker_path(speaker) for speaker in sorted(speakers & set(dossier.entities)))
    yield from (question_path(question) for question in dossier.questions)
    yield from map(text_path, (*dossier.explainers, *dossier.pages))
    yield from map(timeline_path, related.parts)


def check_routes(dossier: Dossier, ids: Ids) -> Iterator[Problem]:
    """Note pages that would stand in each other's place, and links to pages that do not exist."""
    taken = {path.rstrip("/") for path in (*_TOP, OFFLINE)} | set(LANGUAGES)
    for page in dossier.pages:
        if page.id in taken:
            message = f"the address /{page.id}/ belongs to another part of the site"
            yield Problem(page.origin, Code.ROUTE_COLLISION, message, "Rename the file.")
    related = relate(dossier)
    known = set(own_paths(dossier, related))
    unread = {f"{folder}/{name}/" for folder in _FOLDERS for name in ids[folder]}
    unread |= {f"{name}/" for name in (*ids["pages"], *REQUIRED_PAGES)}
    anchors = _anchors(dossier, related)
    anchors[CORRECTIONS] = set(ids["corrections"])
    for part in _parts(dossier):
        if isinstance(part, InternalLink):
            path, _hash, fragment = by_hand(part.target, related.part_of).partition("#")
            if path not in known | unread:
                hint = suggest(path, known).replace('"', "/", 1).replace('"', "")
                message = f"there is no page {part.target!r} on this site"
                yield Problem(
                    part.origin, Code.UNKNOWN_ID, message, hint or "A link ends in /, as in /people/ID/."
                )
            elif path in known and fragment and fragment not in anchors.get(path, ()):
                hint = suggest(fragment, anchors.get(path, ()))
                message = f"nothing on the page {'/' + path!r} has the id {fragment!r}"
                yield Problem(part.origin, Code.UNKNOWN_ID, message, hint)


def _anchors(dossier: Dossier, related: Related) -> dict[str, set[str]]:
    """Gather the ids that a link by hand may lead to, by the path of their page."""
    anchors: dict[str, set[str]] = {}
    for claim in claims_of(dossier):
        anchors.setdefault(page_path(related, claim.page), set()).add(claim.statement.id)
    of_sections = [(HOME, dossier.home.sections)]
    of_sections += [(entity_path(entity), entity.sections) for entity in dossier.entities.values()]
    for path, sections in of_sections:
        anchors.setdefault(path, set()).update(f"section-{section.id}" for section in sections)
    for source in dossier.sources.values():
        anchors[source_path(source.id)] = {excerpt.id for excerpt in source.excerpts}
    for page in (*dossier.explainers, *dossier.pages):
        blocks = (block for document in page.documents.values() for block in document.blocks)
        anchors.setdefault(text_path(page), set()).update(block.anchor for block in blocks if block.anchor)
    return anchors


def _parts(dossier: Dossier) -> Iterator[Part]:
    """Go through the parts of all prose."""
    for claim in claims_of(dossier):
        for prose in claim.statement.prose.values():
            yield from prose.parts
    for _language, prose in own_prose(dossier):
        yield from prose.parts
    yield from (correction.page for correction in dossier.corrections)

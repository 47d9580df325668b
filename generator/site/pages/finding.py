"""The A-Z, and a page for everyone to whom a source attributes words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from generator.site import finding, routes, views
from generator.site.finding import Entry, Letter
from generator.site.pages.area import Area, Page, Planned
from generator.site.parts import Scribe

PASSAGES_A_PAGE = 40
SHEET, SCRIPT = "a-z.css", "a-z.js"
_NOTHING = views.Inline(Markup(""), "")


class FindingPages(Area):
    """Makes the A-Z, the list of speakers and a page for each."""

    def plans(self) -> Iterator[Planned]:
        """Plan the pages."""
        spoken = finding.passages(self.evidence)
        yield from self._index()
        yield self.plan(routes.SPEAKERS, self._speakers, {name: len(keys) for name, keys in spoken.items()})
        for speaker, keys in sorted(spoken.items()):
            yield from self._speaker(speaker, keys)

    # ------------------------------------------------------------ the A-Z

    def _index(self) -> Iterator[Planned]:
        """Plan one page of everything, or where that is too much one of the letters and pages for each."""
        found = finding.entries(self.evidence, self.w)
        letters = finding.letters(found)
        if not finding.divided(found):
            bar = [(self._heading(letter), f"#_{letter.name}") for letter in letters]
            shown = [(letter, letter.entries) for letter in letters]
            yield self.plan(routes.AZ, self._az, routes.AZ, self.w["nav-az"], bar, shown)
            return
        bar = [(self._heading(letter), f"{routes.AZ}{letter.name}/") for letter in letters]
        yield self.plan(routes.AZ, self._az, routes.AZ, self.w["nav-az"], bar, (), letters)
        for letter in letters:
            parts = finding.chunks(letter.entries)
            paths = [_part_path(letter, number) for number in range(1, len(parts) + 1)]
            for number, (part, path) in enumerate(zip(parts, paths, strict=True), 1):
                title = self.w("az-letter", letter=self._heading(letter))
                if len(parts) > 1:
                    title += f", {self.w('page-n-of-m', n=number, m=len(parts))}"
                pager = [(str(other), to) for other, to in enumerate(paths, 1)]
                yield self.plan(path, self._az, path, title, bar, [(letter, part)], (), pager, number)

    def _heading(self, letter: Letter) -> str:
        return letter.heading or self.w["az-other"]

    def _az(
        self,
        path: str,
        title: str,
        bar: Sequence[tuple[str, str]],
        shown: Sequence[tuple[Letter, Sequence[Entry]]],
        ranges: Sequence[Letter] = (),
        pager: Sequence[tuple[str, str]] = (),
        number: int = 1,
    ) -> Page:
        scribe = self.scribe(path)
        w = self.w
        first = path == routes.AZ
        trail = () if first else [(w["nav-az"], routes.AZ)]
        links = tuple(_link(scribe, text, to) for text, to in bar)
        view = views.AzPage(
            frame=self.framer.frame(scribe, path, "a-z", title, w["describe-az"], trail),
            bar=links,
            letters=tuple(
                views.AzLetter(
                    f"_{letter.name}",
                    self._heading(letter),
                    tuple(self._entry(scribe, entry) for entry in entries),
                )
                for letter, entries in shown
            ),
            ranges=tuple(
                views.CountedLink(len(part), self._range(letter, part), scribe.up + _part_path(letter, at))
                for letter in ranges
                for at, part in enumerate(finding.chunks(letter.entries), 1)
            ),
            pages=tuple(_link(scribe, text, to) for text, to in pager),
            number=number,
            sheet=self.framer.inlines.get(SHEET, _NOTHING),
            search=self.framer.inlines.get(SCRIPT, _NOTHING) if first else None,
        )
        return self.page(path, "a-z.html", view)

    def _range(self, letter: Letter, part: Sequence[Entry]) -> str:
        if len(part) == len(letter.entries):
            return self._heading(letter)
        return self.w("az-range", first=part[0].text, last=part[-1].text)

    def _entry(self, scribe: Scribe, entry: Entry) -> views.AzEntry:
        said = None
        if entry.passages:
            text = self.w("az-said", n=entry.passages)
            said = views.CountedLink(entry.passages, text, scribe.up + entry.said)
        return views.AzEntry(entry.text, scribe.up + entry.path, entry.kind, entry.see, said)

    # ------------------------------------------------------------ speakers

    def _speakers(self, spoken: Mapping[str, int]) -> Page:
        scribe = self.scribe(routes.SPEAKERS)
        w = self.w
        own = {
            source.id: sum(not excerpt.attributed_to for excerpt in source.excerpts)
            for source in self.dossier.sources.values()
        }
        speaking = self.ordered(self.dossier.entities[speaker] for speaker in spoken)
        view = views.SpeakersPage(
            frame=self.framer.frame(
                scribe, routes.SPEAKERS, "speakers", w["nav-speakers"], w["describe-speakers"]
            ),
            speakers=tuple(
                self.counted(
                    scribe,
                    scribe.text(entity.name),
                    routes.speaker_path(entity.id),
                    spoken[entity.id],
                )
                for entity in speaking
            ),
            sources=tuple(
                (
                    scribe.mark(source),
                    self.counted(
                        scribe, self.dossier.sources[source].name, routes.source_path(source), own[source]
                    ),
                )
                for source in self.evidence.order
                if own[source]
            ),
        )
        return self.page(routes.SPEAKERS, "speakers.html", view)

    def _speaker(self, speaker: str, keys: Sequence[str]) -> Iterator[Planned]:
        """Plan the pages with every passage attributed to a speaker."""
        parts = [keys[at : at + PASSAGES_A_PAGE] for at in range(0, len(keys), PASSAGES_A_PAGE)]
        base = routes.speaker_path(speaker)
        paths = (base, *(f"{base}{number}/" for number in range(2, len(parts) + 1)))
        for number, (part, path) in enumerate(zip(parts, paths, strict=True), 1):
            yield self.plan(path, self._passages, speaker, paths, number, part, len(keys))

    def _passages(
        self, speaker: str, paths: Sequence[str], number: int, part: Sequence[str], total: int
    ) -> Page:
        """Show passages attributed to a speaker, source by source, and the sentences that rest on them."""
        w, path = self.w, paths[number - 1]
        scribe = self.scribe(path)
        entity = scribe.entity_link(speaker)
        title = heading = w("said-by", name=entity.text)
        if len(paths) > 1:
            title += f", {w('page-n-of-m', n=number, m=len(paths))}"
        by_source: dict[str, list[views.Passage]] = {}
        for key in part:
            claims = self.evidence.uses[key]
            uses = tuple(scribe.use(claim, at, key) for at, claim in enumerate(claims))
            shown = by_source.setdefault(key.partition(":")[0], [])
            shown.append(views.Passage(scribe.quotation(key), uses))
        described = w("describe-speaker", name=entity.text)
        trail = [(w["nav-speakers"], routes.SPEAKERS)]
        view = views.SpeakerPage(
            frame=self.framer.frame(scribe, path, "speakers", title, described, trail),
            heading=heading,
            entity=entity,
            sources=tuple((scribe.mark(source), tuple(shown)) for source, shown in by_source.items()),
            total=total,
            number=number,
            pages=tuple(_link(scribe, str(other), to) for other, to in enumerate(paths, 1)),
        )
        return self.page(path, "speaker.html", view)


def _part_path(letter: Letter, number: int) -> str:
    return f"{routes.AZ}{letter.name}/" + (f"{number}/" if number > 1 else "")


def _link(scribe: Scribe, text: str, to: str) -> views.Link:
    return views.Link(text, to if to.startswith("#") else scribe.up + to)

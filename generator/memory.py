"""What one build leaves to the next in the same process: files as they were read, the face, pages as they were made.

Nothing here is ever trusted by name or by time. A file is taken over where its bytes are the same; a page where
everything that was read while it was made is answered in the same way (`generator.evidence.inputs`); all of it only
where the site's settings and the templates are the same. So a build with a memory gives the bytes of one without.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, TypeVar, cast

from generator.evidence.inputs import Answers, Inputs, Question
from generator.evidence.known import Known
from generator.evidence.model import Evidence
from generator.exports.along import SHEETS
from generator.problems import Problem
from generator.publishing.write import Buffers
from generator.reading.load import Files
from generator.records import Dossier
from generator.site.pages import INLINES
from generator.site.render import Face
from generator.site.views import Inline
from generator.site.words import Words

T = TypeVar("T")

Clock = Callable[[], float]

LONG = 0.1
"""Seconds of processor time from which on something is left as it was in a build that is in a hurry."""


def _no_time() -> float:
    return 0.0


@dataclass(frozen=True, slots=True)
class Dress:
    """What a dossier is shown with: the face, its style sheet and what is printed whole, the words of each language."""

    face: Face
    style: tuple[str, str]
    inlines: Mapping[str, Inline]
    all_words: list[Words]

    @property
    def of_pages(self) -> tuple[list[Words], str, str, Mapping[str, Inline]]:
        """What the pages ask for."""
        return self.all_words, *self.style, self.inlines


class _Kept(NamedTuple):
    """Something made: what was handed to its making, what that read, what came of it, and how long it took.

    What is `stale` was taken over unchecked, and serves until it can be made.
    """

    given: object
    answers: Answers
    made: object
    seconds: float
    stale: bool = False


@dataclass(slots=True)
class Memory:
    """What is kept between builds. A new one serves a single build, and then nothing is noted or kept."""

    lasting: bool = False
    clock: Clock = _no_time
    files: Files | None = None
    known: Known = field(default_factory=Known)
    buffers: Buffers | None = None
    _dress: tuple[object, Dress] | None = None
    _setting: object = None
    _kept: dict[str, _Kept] = field(default_factory=dict)

    @classmethod
    def to_last(cls, clock: Clock = _no_time) -> Memory:
        """Begin a memory that is handed from build to build; `clock` tells seconds of work, and so what takes long."""
        return cls(lasting=True, clock=clock, files=Files(), buffers=Buffers())

    def dress(self, root: Path, dossier: Dossier) -> tuple[Dress, list[Problem]]:
        """Read the templates, style sheets and words, or give what they were where no file of them has changed."""
        languages, downloads = dossier.site.languages, dossier.site.downloads
        face = Face(root)
        state = (face.state(), languages, downloads) if self.lasting else None
        if state is not None and self._dress and self._dress[0] == state:
            return self._dress[1], []
        style, style_hash, wrong = face.style()
        inlines, wrong_inlines = face.inlines([*INLINES, *SHEETS] if downloads else INLINES)
        all_words, wrong_words = face.words(languages)
        dress = Dress(face, (style, style_hash), inlines, all_words)
        problems = [*wrong, *wrong_inlines, *wrong_words]
        if self.lasting:
            face.warm()
        self._dress = None if problems else (state, dress)
        return dress, problems

    @contextmanager
    def remembering(self, evidence: Evidence, dress: Dress, *, hurry: bool) -> Iterator[Remembering]:
        """Let a build use what is kept; what it made replaces that, unless it fails."""
        if not self.lasting:
            yield Remembering(evidence, None, {}, self.clock, hurry=False)
            return
        setting = (evidence.dossier.site, dress)
        inputs = Inputs()
        before = self._kept if setting == self._setting else {}
        build = Remembering(inputs.watched(evidence, "evidence"), inputs, before, self.clock, hurry=hurry)
        yield build
        self._setting, self._kept = setting, build.after


class Remembering:
    """One build: `before` is what the last one made, `after` what this one makes or takes over.

    `stale` tells that something was taken over that would come out otherwise.
    """

    def __init__(
        self,
        evidence: Evidence,
        inputs: Inputs | None,
        before: Mapping[str, _Kept],
        clock: Clock,
        *,
        hurry: bool,
    ) -> None:
        self._clock = clock
        self.evidence = evidence
        self.after: dict[str, _Kept] = {}
        self.stale = False
        self._inputs = inputs
        self._before = before
        self._hurry = hurry
        self._further = f"^(?:{'|'.join(evidence.dossier.site.languages[1:])})/"
        self._known: dict[Question, bool] = {}

    @property
    def lasting(self) -> bool:
        """Whether anything is kept for another build."""
        return self._inputs is not None

    def again(self, name: str, given: object, make: Callable[[], T]) -> T:
        """Give what was made under a name, where it would come out the same; else make it."""
        if self._inputs is None:
            return make()
        kept = self._before.get(name)
        if kept is None or not self._same(kept, given, self._inputs):
            if kept and self._hurry and self._took(name) >= LONG:
                kept = kept._replace(stale=True)
                self.stale = True
            else:
                began = self._clock()
                with self._inputs.noting() as answers:
                    made = make()
                kept = _Kept(given, answers, made, self._clock() - began)
        self.after[name] = kept
        return cast(T, kept.made)

    def _took(self, name: str) -> float:
        """Tell how long something took to make, or the same in the first language, which is made before."""
        first = re.sub(self._further, "", name)
        return max(self._before[each].seconds for each in (name, first) if each in self._before)

    def _same(self, kept: _Kept, given: object, inputs: Inputs) -> bool:
        return not kept.stale and kept.given == given and inputs.same(kept.answers, self._known)

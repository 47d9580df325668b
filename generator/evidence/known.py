"""What is found out of a dossier and serves again when it is proved once more: texts made ready, verdicts on sentences.

Nothing is taken over but for the same words, the same grounds and the same names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.evidence.asked import PresentText
from generator.evidence.particulars import Ground, Grounds, NameIndex, Verdict, check
from generator.evidence.quotes import SourceText
from generator.records import Prose, Source


class _Judged(NamedTuple):
    """A verdict, and what it depends on."""

    grounds: Grounds
    ordinary: Mapping[tuple[str, str], bool]
    verdict: Verdict


@dataclass(slots=True)
class Checked:
    """What was found out when a dossier was checked before, for whoever checks it again and again.

    `grounds` are by the key of an excerpt, with the words they were read from; `verdicts` by language and prose, each
    with its grounds and with the answers it got on which words are ordinary; those of the time `before` are used.
    """

    names: NameIndex | None = None
    grounds: dict[str, tuple[tuple[str, ...], tuple[Ground, ...]]] = field(default_factory=dict)
    metadata: dict[str, tuple[Source, Ground]] = field(default_factory=dict)
    verdicts: dict[tuple[str, Prose], _Judged] = field(default_factory=dict)
    before: dict[tuple[str, Prose], _Judged] = field(default_factory=dict)

    def begin(self, names: NameIndex) -> None:
        """Forget everything where other names are found than before."""
        self.before, self.verdicts = self.verdicts, {}
        if not (self.names and self.names.has_forms_of(names)):
            self.grounds, self.metadata, self.before = {}, {}, {}
        self.names = names

    def verdict(self, prose: Prose, language: str, grounds: Grounds, names: NameIndex) -> Verdict:
        """Give the verdict on a sentence that was held to the same grounds before, else hold it to them."""
        name = (language, prose)
        known = self.before.get(name)
        if not (
            known
            and known.grounds == grounds
            and all(names.is_ordinary(*asked) == answer for asked, answer in known.ordinary.items())
        ):
            names.asked.clear()
            verdict = check(prose, language, grounds, names)
            known = _Judged(grounds, dict(names.asked), verdict)
        self.verdicts[name] = known
        return known.verdict


@dataclass(slots=True)
class Known:
    """What is found out of a dossier and serves again when it is proved once more.

    `texts` are those made ready for searching, by source id, each with the text and the division it was made from, and
    `words` the words of excerpts made ready in the same way.
    """

    texts: dict[str, tuple[tuple[str | None, bool | None], PresentText]] = field(default_factory=dict)
    words: dict[str, SourceText] = field(default_factory=dict)
    checked: Checked = field(default_factory=Checked)

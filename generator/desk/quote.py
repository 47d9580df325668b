"""Do these words stand in that source? One quotation looked up at the desk, before it goes into a dossier.

Nothing here decides anything that `generator.evidence.quotes` does not; it only shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from generator.desk.entry import entries
from generator.evidence.cautions import cautions
from generator.evidence.folding import fold_spaces, folds
from generator.evidence.nearest import several
from generator.evidence.parts import role_of
from generator.evidence.quotes import ELISION, Found, NotFound, Passage, SourceText, Unreadable, locate
from generator.problems import UserError
from generator.reading.characters import refused
from generator.reading.fields import is_id, suggest
from generator.reading.load import MAX_FILE, load_source, source_ids
from generator.records import Role, Selector, Source

_AROUND = 80
"""Characters of a paragraph shown before and behind the words."""

_NEAREST = 3
_ROLES = {
    Role.FURNITURE: "the words are furniture of the page: an oddity of the text, and nothing a statement can rest on",
    Role.REPEAT: "the words stand where the text prints earlier words a second time",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """The exit code (0 the words stand there, 1 they do not), what is told, and the entries ready to paste."""

    code: int
    report: str
    yaml: str = ""


@dataclass(frozen=True, slots=True)
class _Text:
    """A text to look in: what it is called, the source that describes it (if any), and what to say beforehand."""

    name: str
    text: SourceText
    source: Source | None
    notes: tuple[str, ...] = field(default=())


def quote(wanted: str, words: str, root: Path) -> Answer:
    """Look words up in a source, named by its id in the dossier at `root` or by the path of its text.

    Raises:
        UserError: there is no such source, its text cannot be read, or no words were given.
    """
    if not words.strip():
        raise UserError("there are no words to look up")
    try:
        words.encode()
    except UnicodeEncodeError as error:
        raise UserError("the words to look up are not UTF-8") from error
    looked = _found(wanted, root)
    outcome = locate(Selector(words, occurrence=0), looked.text)
    if isinstance(outcome, Found):
        return _standing(looked, words, outcome.passages)
    assert isinstance(outcome, NotFound | Unreadable)  # `occurrence: all` is never ambiguous
    return _missing(looked, words, outcome)


# ---------------------------------------------------------------- which text


def _found(wanted: str, root: Path) -> _Text:
    ids = source_ids(root)
    if is_id(wanted) and wanted in ids:
        return _by_id(wanted, root)
    for place in (Path(wanted), root / wanted, root / "seeds" / wanted):
        if _is_file(place):
            return _by_path(place, root)
    seeds = root / "seeds"
    files = sorted(f"seeds/{place.name}" for place in seeds.glob("*.txt")) if seeds.is_dir() else []
    hint = suggest(wanted, [*ids, *files]) or (
        f"Sources are {', '.join(ids)}." if ids else f"{root} holds no file under content/sources/."
    )
    raise UserError(f"no source has the id {wanted!r}, and there is no such file. {hint}")


def _is_file(place: Path) -> bool:
    try:
        return place.is_file()
    except OSError:  # a name too long: the words, typed where the source should stand
        return False


def _by_id(name: str, root: Path) -> _Text:
    source, problems = load_source(root, name)
    if source is None:
        told = "\n  ".join(str(problem) for problem in problems)
        raise UserError(
            f"the source {name!r} cannot be read; give the path of its text instead, seeds/….\n  {told}"
        )
    if source.text is None:
        raise UserError(
            f"the text of {name!r} is sealed and not here: only seeds/{source.file} can tell what stands in it"
        )
    notes = (f"content/sources/{name}.yaml has problems, which `check` tells.",) if problems else ()
    return _Text(f"{name} (seeds/{source.file})", SourceText(source.text, source.by_line), source, notes)


def _by_path(place: Path, root: Path) -> _Text:
    """Read a text by its path; where a source of the dossier describes it, with the parts declared there."""
    try:
        size = place.stat().st_size
        if size > MAX_FILE:
            raise UserError(f"{place} has {size} bytes; at most {MAX_FILE} are read")
        text = place.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise UserError(f"{place} is not UTF-8: byte 0x{error.object[error.start]:02x}") from error
    except OSError as error:
        raise UserError(f"{place} cannot be read: {error.strerror or error}") from error
    if place.resolve().parent == (root / "seeds").resolve():
        for name in source_ids(root, place.name):
            source, _problems = load_source(root, name)
            if source is not None and source.file == place.name and source.text is not None:
                shown = f"{name} (seeds/{source.file})"
                return _Text(shown, SourceText(source.text, source.by_line), source)
    note = "No source that can be read describes this file: headlines and furniture are not told apart."
    return _Text(str(place), SourceText(text), None, (note,))


# ---------------------------------------------------------------- words that stand there


def _standing(looked: _Text, words: str, passages: tuple[Passage, ...]) -> Answer:
    times = "once" if len(passages) == 1 else f"{len(passages)} times"
    lines = [f"These words stand in {looked.name} {times}:"]
    for number, passage in enumerate(passages, 1):
        sign = f"{number}. " if len(passages) > 1 else ""
        lines.append(f"  {sign}{_where(looked, passage)}")
        lines += [f"    {line}" for line in _shown(looked.text, passage, words)]
    if len(passages) > 1:
        lines.append(
            "An excerpt of them says which place it means: with prefix or suffix, occurrence: 1 (2, …) or"
            " occurrence: all. --yaml prints each."
        )
    lines += _notes(looked, passages)
    taken = {excerpt.id for excerpt in looked.source.excerpts} if looked.source else set()
    said = [_where(looked, passage) for passage in passages]
    return Answer(0, "\n".join(lines), entries(looked.text, passages, said, taken))


def _where(looked: _Text, passage: Passage) -> str:
    start, end = passage[0].start, passage[-1].end
    text = looked.text
    first, last = text.line(start), text.line(end - 1)
    lines = f"line {first}" if first == last else f"lines {first}-{last}"
    role = _role(looked, (passage,))
    offsets = ", ".join(f"{span.start}-{span.end}" for span in passage)
    return f"{lines}, offsets {offsets}, paragraph {text.paragraph(start)}, {role.value}"


def _role(looked: _Text, passages: tuple[Passage, ...]) -> Role:
    return role_of(looked.source.parts if looked.source else (), looked.text, passages)


def _shown(text: SourceText, passage: Passage, words: str) -> Iterator[str]:
    """Show a place: the words marked, a little of the paragraph round them, what is left out, what was folded."""
    pieces = [_tail(text, passage[0].start)]
    for span, following in zip(passage, (*passage[1:], None), strict=True):
        pieces.append(f"⟦{fold_spaces(text.text[span.start : span.end])}⟧")
        if following:
            pieces.append(_spaced(text.text[span.end : following.start]))
    yield "".join((*pieces, _head(text, passage[-1].end)))
    for one, other in pairwise(passage):
        gap = text.text[one.end : other.start]
        left = fold_spaces(gap)
        yield f"left out: {len(gap)} character{'s' * (len(gap) != 1)}" + (f", “{left}”" if left else "")
    own = f" {ELISION} ".join(text.text[span.start : span.end] for span in passage)
    if folded := folds(words, own):
        yield f"folded: {', '.join(folded)}"


def _spaced(gap: str) -> str:
    """Fold the white space of a gap, also at its ends."""
    return re.sub(r"\s+", " ", gap)


def _tail(text: SourceText, end: int) -> str:
    """Give the end of what stands before an offset, in its paragraph."""
    start = max(0, end - _AROUND)
    piece = re.split(_break(text), text.text[start:end])[-1]
    if start and len(piece) == _AROUND:
        piece = "… " + (piece.split(maxsplit=1)[-1] if " " in piece.strip() else piece)
    return _spaced(piece).lstrip()


def _head(text: SourceText, start: int) -> str:
    """Give the beginning of what stands behind an offset, in its paragraph."""
    piece = re.split(_break(text), text.text[start : start + _AROUND])[0]
    if len(piece) == _AROUND and start + _AROUND < len(text.text):
        piece = (piece.rsplit(maxsplit=1)[0] if " " in piece.strip() else piece) + " …"
    return _spaced(piece).rstrip()


def _break(text: SourceText) -> str:
    return r"\n" if text.by_line else r"\n[^\S\n]*\n"


def _notes(looked: _Text, passages: tuple[Passage, ...]) -> Iterator[str]:
    """Say what an editor should know of the words and of the text; none of it changes the exit code."""
    text = looked.text
    told: dict[str, None] = {}
    for passage in passages:
        role = _role(looked, (passage,))
        told |= dict.fromkeys(cautions(text.words(passage), role))
        if role in _ROLES:
            told[_ROLES[role]] = None
        if any(text.paragraph(span.start) != text.paragraph(span.end - 1) for span in passage):
            told["the words run from one paragraph into another"] = None
        if any(not text.text[one.end : other.start].strip() for one, other in pairwise(passage)):
            told[f"nothing is left out at {ELISION}"] = None
    yield from (f"Caution: {caution}." for caution in told)
    if looked.source:
        known = [
            excerpt.key for excerpt in looked.source.excerpts if _is_there(excerpt.selector, text, passages)
        ]
        if known:
            yield f"Quoted already, here or round it: {', '.join(known)}."
    yield from _of_text(looked)


def _is_there(selector: Selector, text: SourceText, passages: tuple[Passage, ...]) -> bool:
    """Whether an excerpt holds the words at one of some places."""
    outcome = locate(selector, text)
    return isinstance(outcome, Found) and any(
        mine[0].start <= place[0].start and place[-1].end <= mine[-1].end
        for mine in outcome.passages
        for place in passages
    )


def _of_text(looked: _Text) -> Iterator[str]:
    declared = looked.source is not None and looked.source.by_line is not None
    how = "declared" if declared else "found by looking at it; `paragraphs:` declares it"
    rule = "every line is a paragraph" if looked.text.by_line else "blank lines divide the paragraphs"
    yield f"In this text {rule} ({how})."
    yield from looked.notes


# ---------------------------------------------------------------- words that do not


def _missing(looked: _Text, words: str, outcome: NotFound | Unreadable) -> Answer:
    reason = f": {outcome.reason}" if outcome.reason else ""
    what = "This cannot be quoted from" if isinstance(outcome, Unreadable) else "These words do not stand in"
    lines = [f"{what} {looked.name}{reason}."]
    shown = _shorn(words)
    parts = [part.strip() for part in shown.split(ELISION)]
    if len(parts) == 1:
        lines += _nearest(looked, shown)
    else:
        for number, part in enumerate(filter(None, parts), 1):
            lines += _part(looked, number, part)
    if "[...]" in words:
        lines.append(f"Words left out are marked {ELISION}, with one character for the three dots.")
    return Answer(1, "\n".join([*lines, *_of_text(looked)]))


def _shorn(words: str) -> str:
    """Take out what no terminal should be sent: characters that show nothing or turn the direction round."""
    words = fold_spaces(words)
    while hidden := refused(words):
        words = words[: hidden[0]] + words[hidden[0] + 1 :]
    return words


def _part(looked: _Text, number: int, part: str) -> Iterator[str]:
    """Tell of one part of an elided quotation where it stands, or what is nearest to it."""
    outcome = locate(Selector(part, occurrence=0), looked.text)
    if isinstance(outcome, Found):
        for passage in outcome.passages:
            yield f"  Part {number} stands there: {_where(looked, passage)}"
            yield from (f"    {line}" for line in _shown(looked.text, passage, part))
    else:
        yield f"  Part {number}, “{part}”, does not stand there."
        yield from _nearest(looked, part)


def _nearest(looked: _Text, words: str) -> Iterator[str]:
    path = f"seeds/{looked.source.file}" if looked.source else looked.name
    near = several(words, looked.text, _NEAREST)
    if not near:
        yield "  No passage of the text is like them."
    for passage in near:
        yield from (f"  {line}" for line in passage.hint(path).splitlines())

"""Statements, sources and citations that must be refused, made of a dossier's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random

from generator.evidence.checks import Ids, run_checks
from generator.evidence.selftest import reference
from generator.evidence.selftest.bench import Bench, verdict
from generator.evidence.selftest.model import Alteration, Verdict
from generator.evidence.selftest.words import ONE_WORD
from generator.problems import Code
from generator.reading import prose
from generator.reading.load import received
from generator.records import Dossier, Quoted, Selector, Source, Statement

_NO_RECORD = frozenset((Code.UNKNOWN_ID, Code.UNKNOWN_EXCERPT))


def unknown_key(bench: Bench, random: Random) -> Iterator[Alteration | None]:
    """Cite an excerpt that does not exist."""
    for claim in bench.drawn(bench.claims, random):
        statement = claim.statement
        cited = random.choice(statement.citations)
        source, _colon, name = cited.key.partition(":")
        key = (
            f"{source}:{_mistyped(name, random)}"
            if random.random() < 0.7
            else f"{_mistyped(source, random)}:{name}"
        )
        if key in bench.by_key:
            yield None
            continue
        citations = tuple(replace(one, key=key) if one == cited else one for one in statement.citations)
        altered = bench.of_claims([replace(statement, citations=citations)], _keys(statement))
        yield _alteration(bench, statement, cited.key, key, altered, _NO_RECORD)


def _mistyped(name: str, random: Random) -> str:
    """Mistype an id so that it is still one."""
    at = random.randrange(len(name))
    other = random.choice("abcdefghijklmnopqrstuvwxyz".replace(name[at], ""))
    return random.choice((name[:at] + other + name[at + 1 :], f"{name}{other}", f"{name}-2"))


def deleted_source(bench: Bench, random: Random) -> Iterator[Alteration | None]:
    """Take away a source that a statement rests on."""
    for claim in bench.drawn(bench.claims, random):
        statement = claim.statement
        gone = random.choice(statement.citations).key.partition(":")[0]
        dossier = bench.of_claims([statement], _keys(statement))
        sources = {name: source for name, source in dossier.sources.items() if name != gone}
        ids = {**bench.ids, "sources": bench.ids["sources"] - {gone}}
        after = f"the source {gone} deleted"
        yield _alteration(
            bench, statement, _plain(statement), after, replace(dossier, sources=sources), _NO_RECORD, ids
        )


def changed_seed(bench: Bench, random: Random) -> Iterator[Alteration | None]:
    """Change one byte of a text, or drop or add one, and leave its SHA-256 as it was."""
    for source in bench.drawn(bench.sources, random):
        raw = (source.text or "").encode()
        at = random.randrange(len(raw) + 1)
        value = random.randrange(256)
        way = random.choice(("changed", "dropped", "added"))
        keep = raw[at + 1 :] if way != "added" else raw[at:]
        altered = raw[:at] + (b"" if way == "dropped" else bytes([value])) + keep
        yield _of_seed(source, altered, f"byte {at} {way}") if altered != raw else None


def _of_seed(source: Source, altered: bytes, after: str) -> Alteration:
    seed = f"seeds/{source.file}"
    return Alteration(
        source.id,
        seed,
        f"{seed}, {after}",
        lambda: verdict(
            received(altered, source.sha256, seed, source.origin)[1], frozenset((Code.HASH_MISMATCH,))
        ),
    )


def altered_words(bench: Bench, random: Random) -> Iterator[Alteration | None]:
    """Alter words between double quotation marks inside a statement."""
    quoting = [claim.statement for claim in bench.claims if _quoted(claim.statement)]
    for statement in bench.drawn(quoting, random):
        language, at, quoted = random.choice(_quoted(statement))
        edit = random.choice(ONE_WORD)
        excerpts = [bench.by_key[key] for key in _keys(statement)]
        words = edit(quoted.words, bench.source(excerpts[0]), random)
        if not words or '"' in words or any(_holds(excerpt.selector.exact, words) for excerpt in excerpts):
            yield None
            continue
        said = statement.prose[language]
        parts = (*said.parts[:at], replace(quoted, words=words), *said.parts[at + 1 :])
        plain = said.plain.replace(quoted.words, words)
        texts = {**statement.prose, language: replace(said, parts=parts, plain=plain)}
        altered = bench.of_claims([replace(statement, prose=texts)], _keys(statement))
        codes = frozenset((Code.WORDS_NOT_CITED,))
        yield _alteration(bench, statement, f"“{quoted.words}”", f"“{words}”", altered, codes)


def _quoted(statement: Statement) -> list[tuple[str, int, Quoted]]:
    return [
        (language, at, part)
        for language, said in statement.prose.items()
        for at, part in enumerate(said.parts)
        if isinstance(part, Quoted)
    ]


def _holds(quotation: str, words: str) -> bool:
    """Whether words stand in those of an excerpt, by the slow reference."""
    return bool(reference.places(words.replace(reference.ELISION, "⋯"), [reference.plain(quotation)]))


def uncited(bench: Bench, random: Random) -> Iterator[Alteration | None]:
    """Write a sentence of an explainer without its citation, alone or behind a sentence that has one."""
    language = bench.dossier.site.languages[0]
    ended = [claim.statement for claim in bench.claims if _is_sentence(_plain(claim.statement))]
    for statement in bench.drawn(ended, random):
        sentence = _plain(statement)
        first = random.choice(ended)
        before = f"{_plain(first)} [@{first.citations[0].key}] " if random.random() < 0.5 else ""
        shown = f"{before}{sentence}"
        yield _of_markdown(statement, f"{sentence} [@{statement.citations[0].key}]", shown, language)


def _of_markdown(statement: Statement, before: str, after: str, language: str) -> Alteration:
    def judge() -> Verdict:
        problems = prose.blocks(after, "content/explainers/altered.md", 1, language, own=False)[1]
        return verdict(problems, frozenset((Code.UNCITED_SENTENCE,)))

    return Alteration(f"{statement.origin}", before, after, judge)


def _is_sentence(text: str) -> bool:
    """Whether a text is one sentence whose end nobody can miss."""
    last = text.rstrip(".").split(" ")[-1]
    return (
        text[:1].isupper()
        and text.endswith(".")
        and text.count(". ") == 0
        and len(last) > 3
        and last.isalpha()
        and "“" not in text
    )


def removed_question(bench: Bench, random: Random) -> Iterator[Alteration | None]:
    """Take away a question that a statement points to."""
    asking = [claim.statement for claim in bench.claims if claim.statement.question]
    for statement in bench.drawn(asking, random):
        gone = statement.question.id if statement.question else ""
        ids = {**bench.ids, "questions": bench.ids["questions"] - {gone}}
        yield _of_checks(
            statement, f"the question {gone} removed", bench.of_claims([statement], _keys(statement)), ids
        )


def _of_checks(statement: Statement, after: str, altered: Dossier, ids: Ids) -> Alteration:
    def judge() -> Verdict:
        return verdict(run_checks(altered, ids), frozenset((Code.UNKNOWN_ID,)))

    return Alteration(f"{statement.origin}", _plain(statement), after, judge)


def undone_lineage(bench: Bench, random: Random) -> Iterator[Alteration | None]:
    """Let two sources print one paragraph, with no lineage that says so: a fixture, made of a real paragraph."""
    if bench.dossier.site.shared_passages != "refuse":
        return
    for excerpt in bench.drawn(bench.excerpts, random):
        source = bench.source(excerpt)
        passage = random.choice(bench.paragraphs(source))
        if len(passage.split()) < 30 or '"' in passage:
            yield None
            continue
        first = replace(source, text=passage, by_line=True, parts=())
        text = f"Another report begins in its own way.\n{passage}\nAnd so it ends."
        second = replace(first, id="another", mark="?" + source.mark[0], text=text, excerpts=())
        dossier = bench.of_excerpt(replace(excerpt, selector=Selector(passage)))
        own = replace(first, excerpts=dossier.sources[source.id].excerpts)
        sources = {source.id: own, second.id: second}
        altered = replace(dossier, site=replace(dossier.site, shared_passages="refuse"), sources=sources)
        ids = {**bench.ids, "sources": bench.ids["sources"] | {second.id}}
        shown = f"a second source that prints the same, no lineage: {' '.join(passage.split()[:8])} …"
        codes = frozenset((Code.SHARED_PASSAGE,))
        yield Alteration(source.id, passage, shown, _judged(bench, altered, codes, ids))


def _judged(bench: Bench, altered: Dossier, codes: frozenset[Code], ids: Ids) -> Callable[[], Verdict]:
    return lambda: bench.refuses(altered, codes, ids)


def _alteration(
    bench: Bench,
    statement: Statement,
    before: str,
    after: str,
    altered: Dossier,
    codes: frozenset[Code],
    ids: Ids | None = None,
) -> Alteration:
    return Alteration(f"{statement.origin}", before, after, lambda: bench.refuses(altered, codes, ids))


def _keys(statement: Statement) -> list[str]:
    return [citation.key for citation in statement.citations]


def _plain(statement: Statement) -> str:
    return next((said.plain for said in statement.prose.values()), "")

"""Tables that the generator works out in the site's own voice, asked for by name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from generator.evidence.checks import ids_of
from generator.evidence.inputs import whole
from generator.records import Dossier, QuestionKind
from generator.site import routes, views
from generator.site.parts import Scribe

if TYPE_CHECKING:
    from generator.evidence.selftest.model import Report


def make(name: str, scribe: Scribe) -> views.Table:
    """Make a table by its name in `generator.reading.prose.COMPUTED`."""
    return _TABLES[name](scribe)


def _coverage(scribe: Scribe) -> views.Table:
    """Tell for each source what becomes of its sentences, and how many of its words are quoted."""
    evidence, w = scribe.evidence, scribe.w
    rows = []
    for name in evidence.order:
        share, coverage = evidence.shares[name], evidence.coverage[name]
        sentences = (len(coverage.sentences), coverage.cited, coverage.left_out, coverage.unplaced)
        figures = (escape(figure) for figure in (*sentences, share.words, share.quoted))
        rows.append((_source(scribe, name), *figures, escape(w("share", percent=share.percent))))
    heads = (
        "source",
        "table-sentences",
        "table-cited",
        "table-with-reason",
        "table-neither",
        "detail-words",
        "detail-quoted",
        "share-quoted",
    )
    return views.Table(w["table-coverage"], tuple(w[head] for head in heads), tuple(rows))


def _particulars(scribe: Scribe) -> views.Table:
    """Tell how many particulars were checked, what was not checked first, and what bears them out."""
    w, bearing = scribe.w, scribe.evidence.bearing
    rows: list[tuple[Markup, ...]] = []
    if bearing:
        counted = bearing.tally
        for prefix, counts in (
            ("unchecked", counted.unchecked),
            ("particular", counted.kinds),
            ("borne", counted.borne),
        ):
            rows += [(escape(w[f"{prefix}-{name}"]), escape(count)) for name, count in counts.items()]
        rows.append((escape(w["particulars-waived"]), escape(counted.waived)))
        rows.append((escape(w["particulars-reported"]), escape(bearing.reported)))
    return views.Table(w["table-particulars"], (w["table-what"], w["table-number"]), tuple(rows))


def _waivers(scribe: Scribe) -> views.Table:
    """List what stands without a ground, and why."""
    w, bearing = scribe.w, scribe.evidence.bearing
    rows = []
    for claim, waiver in bearing.waived if bearing else ():
        href = scribe.up + routes.claim_path(scribe.evidence.related, claim)
        place = _link(href, scribe.page_link(claim.page).text)
        rows.append((escape(waiver.words), place, scribe.own(waiver.reason)))
    return _table(scribe, "table-waivers", (w["table-words"], w["table-where"], w["table-why"]), rows)


def _differences(scribe: Scribe) -> views.Table:
    """List every question on which the sources differ, by kind, then as the dossier orders questions."""
    w, kinds = scribe.w, list(QuestionKind)
    differ = [question for question in scribe.dossier.questions.values() if question.kind.differs]
    rows = [
        (
            _link(scribe.up + routes.question_path(question.id), scribe.text(question.question)),
            escape(w[f"kind-{question.kind.value}"]),
        )
        for question in sorted(differ, key=lambda question: kinds.index(question.kind))
    ]
    return _table(scribe, "table-differences", (w["table-question"], w["table-how"]), rows)


def _unknown(scribe: Scribe) -> views.Table:
    """List what no source says, once each, with every page that lists it: profiles first, then all others."""
    w, pages = scribe.w, dict[Markup, list[Markup]]()
    for entity in sorted(
        scribe.dossier.entities.values(), key=lambda one: (not one.profiled, one.sort_name.casefold(), one.id)
    ):
        link = scribe.entity_link(entity.id)
        for text in entity.unknown:
            named = pages.setdefault(scribe.own(text), [])
            named += [each for each in (_link(link.href, link.text),) if each not in named]
    rows = [(Markup(", ").join(named), text) for text, named in pages.items()]
    return _table(scribe, "table-unknown", (w["table-where"], w["table-what"]), rows)


def _oddities(scribe: Scribe) -> views.Table:
    """List the peculiarities of every text."""
    sources = scribe.dossier.sources
    rows = [
        (_source(scribe, name), scribe.own(note))
        for name in scribe.evidence.order
        for note in sources[name].notes
    ]
    return _table(scribe, "table-oddities", (scribe.w["source"], scribe.w["table-what"]), rows)


def _left_out(scribe: Scribe) -> views.Table:
    """List what of each source is not used, where it stands, and why."""
    w = scribe.w
    rows = []
    for name in scribe.evidence.order:
        for entry in scribe.left_out(name):
            words = Markup('<q lang="{}">{}</q>').format(entry.lang, entry.words)
            what = words if entry.words else escape(entry.what)
            rows.append((_source(scribe, name, "#_left-out"), escape(entry.place), what, entry.reason))
    heads = (w["source"], w["table-where"], w["table-what"], w["table-why"])
    return _table(scribe, "table-left-out", heads, rows)


def _link(href: str, text: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(href, text)


def _source(scribe: Scribe, name: str, place: str = "") -> Markup:
    """Link a source, or a place on its page."""
    return _link(scribe.up + routes.source_path(name) + place, scribe.dossier.sources[name].name)


def _table(
    scribe: Scribe, caption: str, heads: tuple[str, ...], rows: Sequence[tuple[Markup, ...]]
) -> views.Table:
    """Make a table; one without rows says so."""
    nothing = (escape(scribe.w["none"]), *(Markup("") for _head in heads[1:]))
    return views.Table(scribe.w[caption], heads, tuple(rows) or (nothing,))


def _selftest(scribe: Scribe) -> views.Table:
    """Tell how the engine fared when the dossier's own quotations and statements were altered."""
    w, dossier = scribe.w, whole(scribe.dossier)
    rows: list[tuple[Markup, ...]] = []
    if len(scribe.evidence.texts) == len(dossier.sources):
        for row in _report(dossier).rows:
            wanted = w["selftest-caught" if row.harmful else "selftest-accepted"]
            fared = w("selftest-fared", right=row.right, made=row.made, wanted=wanted)
            rows.append((escape(w[f"alteration-{row.kind}"]), escape(fared)))
    if not rows:
        rows.append((escape(w["selftest-sealed"]), Markup("")))
    return views.Table(w["table-selftest"], (w["table-alteration"], w["table-fared"]), tuple(rows))


_reports: list[tuple[Dossier, Report]] = []
"""The dossier altered last, and how it fared: the page in each language asks for the same."""


def _report(dossier: Dossier) -> Report:
    from generator.evidence.selftest.run import run  # a table that few pages ask for

    if not (_reports and _reports[0][0] == dossier):
        _reports[:] = [(dossier, run(dossier, ids_of(dossier), each=SELFTEST_EACH))]
    return _reports[0][1]


SELFTEST_EACH = 3
"""Alterations of each kind that a build makes for the page; the command makes as many as it is asked for."""

_TABLES = {
    "coverage": _coverage,
    "differences": _differences,
    "left-out": _left_out,
    "oddities": _oddities,
    "particulars": _particulars,
    "selftest": _selftest,
    "unknown": _unknown,
    "waivers": _waivers,
}

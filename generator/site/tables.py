"""Tables that the generator works out for a page in the site's own voice, asked for by name."""

from __future__ import annotations

from markupsafe import Markup, escape

from generator.evidence.checks import ids_of
from generator.site import routes, views
from generator.site.parts import Scribe


def make(name: str, scribe: Scribe) -> views.Table:
    """Make a table by its name in `generator.reading.prose.COMPUTED`."""
    return _TABLES[name](scribe)


def _coverage(scribe: Scribe) -> views.Table:
    """Tell for each source how many of its sentences are cited, and how many of its words quoted."""
    evidence, w = scribe.evidence, scribe.w
    rows = []
    for name in evidence.order:
        share, coverage = evidence.shares[name], evidence.coverage[name]
        link = Markup('<a href="{}">{}</a>').format(
            scribe.up + routes.source_path(name), evidence.dossier.sources[name].name
        )
        figures = (len(coverage.sentences), coverage.cited, share.words, share.quoted)
        cells = (link, *(escape(figure) for figure in figures), escape(w("share", percent=share.percent)))
        rows.append(cells)
    heads = ("source", "table-sentences", "table-cited", "detail-words", "detail-quoted", "share-quoted")
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
        place = Markup('<a href="{}">{}</a>').format(
            scribe.up + routes.claim_path(scribe.dossier, claim), scribe.page_link(claim.page).text
        )
        rows.append((escape(waiver.words), place, scribe.own(waiver.reason)))
    if not rows:
        rows.append((escape(w["none"]), Markup(""), Markup("")))
    heads = (w["table-words"], w["table-where"], w["table-why"])
    return views.Table(w["table-waivers"], heads, tuple(rows))


def _selftest(scribe: Scribe) -> views.Table:
    """Tell how the engine fared when the dossier's own quotations and statements were altered."""
    from generator.evidence.selftest.run import run  # a table that few pages ask for

    w, dossier = scribe.w, scribe.dossier
    rows: list[tuple[Markup, ...]] = []
    if len(scribe.evidence.texts) == len(dossier.sources):
        for row in run(dossier, ids_of(dossier), each=SELFTEST_EACH).rows:
            wanted = w["selftest-caught" if row.harmful else "selftest-accepted"]
            fared = w("selftest-fared", right=row.right, made=row.made, wanted=wanted)
            rows.append((escape(w[f"alteration-{row.kind}"]), escape(fared)))
    if not rows:
        rows.append((escape(w["selftest-sealed"]), Markup("")))
    return views.Table(w["table-selftest"], (w["table-alteration"], w["table-fared"]), tuple(rows))


SELFTEST_EACH = 3
"""Alterations of each kind that a build makes for the page; the command makes as many as it is asked for."""

_TABLES = {
    "coverage": _coverage,
    "particulars": _particulars,
    "selftest": _selftest,
    "waivers": _waivers,
}

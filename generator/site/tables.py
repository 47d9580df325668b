"""Tables that the generator works out for a page in the site's own voice, asked for by name."""

from __future__ import annotations

from markupsafe import Markup, escape

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


_TABLES = {"coverage": _coverage}

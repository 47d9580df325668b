"""What is shown at the desk: the last good site, which of its files answers an address, the problems over its pages.

Pages are changed on their way to the browser only; the files stay as they were built.
"""

from __future__ import annotations

import hashlib
import html
import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

_MOST = 100

_STYLE = """
#generator-desk, #generator-desk * { all: revert }
#generator-desk { position: fixed; inset: auto 0 0 0; z-index: 2147483647; max-height: 70vh; overflow: auto;
  box-sizing: border-box; padding: 0 1rem; border-top: 4px solid #f2777a; background: #23181a; color: #fff;
  color-scheme: dark; font: 14px/1.45 system-ui, sans-serif; text-align: start }
#generator-desk summary { position: sticky; top: 0; padding: .6rem 0; background: #23181a; cursor: pointer;
  font-weight: 700 }
#generator-desk pre { margin: 0 0 .8rem; font: 13px/1.45 ui-monospace, monospace; white-space: pre-wrap;
  overflow-wrap: anywhere }
@media print { #generator-desk { display: none } }
"""
_STYLE_HASH = f"'sha256-{b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()}'"

_HEAD = re.compile(r"<head(?:\s[^>]*)?>", re.IGNORECASE)
_POLICY = re.compile(
    r"""<meta\b[^>]*\bhttp-equiv\s*=\s*["']?\s*content-security-policy\b[^>]*>""", re.IGNORECASE
)
_CONTENT = re.compile(r"""(\scontent\s*=\s*)("[^"]*"|'[^']*')""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shown:
    """What the server shows at one moment. It is replaced as a whole, never changed."""

    folder: Path
    """Where the last good site lies."""
    version: str
    """Differs after every build, so that a page can tell whether it is behind."""
    prefix: str = "/"
    """The path under which the site stands, without percent signs: `/`, `/name/`."""
    former: tuple[str, ...] = ()
    """The paths it stood under before `base_url` was changed."""
    files: frozenset[str] = frozenset()
    """Every file of the site; nothing else is ever served. Empty while no build has been good."""
    problems: tuple[str, ...] = ()
    summary: str = ""
    """One line over the problems."""


class Answer(NamedTuple):
    """What an address leads to: a file of the site (none where the server speaks itself) or another address."""

    status: int
    file: str = ""
    location: str = ""


def find(shown: Shown, path: str) -> Answer:
    """Find what stands at a path (without percent signs), as GitHub Pages does for a site in a sub-path."""
    if f"{path}/" == shown.prefix:
        return Answer(301, location=shown.prefix)
    inside = path.startswith(shown.prefix)
    if inside and (answer := _within(shown, path.removeprefix(shown.prefix))):
        return answer
    if path == "/":
        return Answer(302, location=shown.prefix)
    for prefix in shown.former:  # a page that was open while base_url changed asks for its old address
        rest = path.removeprefix(prefix)
        if path.startswith(prefix) and _within(shown, rest):
            return Answer(302, location=f"{shown.prefix}{rest}")
    return Answer(404, "404.html" if inside and "404.html" in shown.files else "")


def _within(shown: Shown, rest: str) -> Answer | None:
    if rest == "" or rest.endswith("/"):
        rest += "index.html"
    elif f"{rest}/index.html" in shown.files:
        return Answer(301, location=f"{shown.prefix}{rest}/")
    return next((Answer(200, file) for file in (rest, f"{rest}.html") if file in shown.files), None)


def served_copy(shown: Shown, page: str, host: str) -> str:
    """Give a page as it is served: it reloads after the next build and has the problems, if any, laid over it."""
    permits = {
        "script-src": f"http://{host}/livereload.js",
        "connect-src": f"ws://{host}/livereload",
        "style-src": _STYLE_HASH,
    }
    page = _POLICY.sub(lambda tag: _CONTENT.sub(lambda found: _permitted(found, permits), tag[0]), page)
    # `snipver` comes back in the first message over the WebSocket: whoever shows an older version is told at once.
    query = f"port={host.partition(':')[2] or 80}&amp;snipver={shown.version}"
    loads = f'<script defer src="/livereload.js?{query}"></script>'
    head = _HEAD.search(page)
    if head:
        page = page[: head.end()] + loads + page[head.end() :]
    overlay = _overlay(shown)
    end = page.lower().rfind("</body>")
    if end < 0:
        end = len(page)
    return page[:end] + overlay + ("" if head else loads) + page[end:]


def own_page(title: str, text: str) -> str:
    """Make a page that no dossier holds; `text` is HTML."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>'
        f'{html.escape(title)}</title><link rel="icon" href="data:,"></head><body><p>{text}</p></body></html>'
    )


def _overlay(shown: Shown) -> str:
    if not shown.summary:
        return ""
    told = [*shown.problems[:_MOST]]
    if len(shown.problems) > _MOST:
        told.append(f"and {len(shown.problems) - _MOST} more; the terminal shows them all")
    items = "".join(f"<pre>{html.escape(problem)}</pre>" for problem in told)
    return (
        f'<aside id="generator-desk" role="alert" tabindex="0"><style>{_STYLE}</style>'
        f"<details open><summary>{html.escape(shown.summary)}</summary>{items}</details></aside>"
    )


def _permitted(found: re.Match[str], more: Mapping[str, str]) -> str:
    # Where a script may load others ('strict-dynamic'), browsers heed no address, and livereload's would not run.
    policy = html.unescape(found[2][1:-1]).replace("'strict-dynamic'", "'self'")
    policy = html.escape(permit(policy, more), quote=False).replace('"', "&quot;")
    return f'{found[1]}"{policy}"'


def permit(policy: str, more: Mapping[str, str]) -> str:
    """Let a Content Security Policy permit one more source for each directive in `more`, and nothing besides."""
    rules: dict[str, list[str]] = {}
    for part in policy.split(";"):
        if words := part.split():
            rules.setdefault(words[0].lower(), words[1:])  # of two rules of one name, browsers take the first
    for name, source in more.items():
        if name not in rules and "default-src" in rules:
            rules[name] = rules["default-src"]
        for rule in (name, f"{name}-elem"):
            if rule in rules and not _all_inline(rules[rule], source):
                rules[rule] = [*(word for word in rules[rule] if word.lower() != "'none'"), source]
    return "; ".join(" ".join([name, *sources]) for name, sources in rules.items())


def _all_inline(sources: list[str], source: str) -> bool:
    """Whether a rule permits everything inline, which a hash put beside it would end."""
    hashed = any(word.startswith(("'sha", "'nonce-")) for word in sources)
    return source.startswith("'sha") and "'unsafe-inline'" in sources and not hashed

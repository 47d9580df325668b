"""The adapter by which a neutral harness measures this generator beside others.

The harness makes an invented dossier of any size and builds it with Hugo, Eleventy, Pelican and others; an adapter
writes that dossier as one of them reads it, and says with which command it is built. This one writes a dossier of this
generator and runs plain `python -m generator build`, with every check on but two: `particulars: report` and
`shared_passages: report`, for the invented statements do not paraphrase what they quote. So every quotation is found in
its text, every citation resolved, every page read back.

Environment variables: `GENERATOR_ROOT`, the checkout to measure (this one); `GENERATOR_FACE`, `plain` (templates as
plain as the harness's own, from `benchmarks/face`, without the parts of a site that the harness does not ask for) or
`own` (the templates of the product, and all it makes).
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import string
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(os.environ.get("GENERATOR_ROOT") or Path(__file__).resolve().parent.parent)
FACE = os.environ.get("GENERATOR_FACE", "plain")

OUTPUT = "public"
CACHES = [".cache"]

Json = dict[str, Any]

_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_NAMES = "names.json"
_SIGNS = string.digits + string.ascii_letters


def prepare(dossier: Path, site: Path, data: Json) -> None:
    """Write the harness's dossier into the folder `site`; `data` is what it holds."""
    keys = _excerpts(data)
    _remember(site, keys)
    _write(site / "site.yaml", _SITE | _WITHOUT if FACE == "plain" else _SITE)
    _write(site / "content/home.yaml", {"heading": "Dossier", "lede": "An invented dossier for measuring."})
    for name, title in (("about", "About"), ("method", "Method")):
        text = f"---\ntitle: {title}\nsummary: An invented dossier for measuring.\n---\n\nAll of it is made up.\n"
        _text(site / f"content/pages/{name}.md", text)
    for number, source in enumerate(data["sources"]):
        name = source["id"]
        raw = Path(dossier, "sources", f"{name}.txt").read_bytes()
        (site / "seeds").mkdir(parents=True, exist_ok=True)
        (site / "seeds" / f"{name}.txt").write_bytes(raw)
        entry = {
            "mark": _mark(number),
            "file": f"{name}.txt",
            "sha256": hashlib.sha256(raw).hexdigest(),
            "language": "en",
            "type": "article-newspaper",
            "publisher": source["publisher"],
            "title": source["title"],
            "published": source["date"],
            "url": source["url"],
            "paragraphs": "blank-lines",
            "excerpts": {key: {"exact": quote} for quote, found in keys[name].items() for key in found},
        }
        _write(site / f"content/sources/{name}.yaml", entry)
    for person in data["people"]:
        write_person(site, person)
    for question in data["disputed"]:
        _write(site / f"content/questions/{question['id']}.yaml", _question(question, keys))
    if FACE == "plain":
        shutil.copytree(Path(__file__).resolve().parent / "face", site / "templates")


def write_person(site: Path, person: Json) -> None:
    """Write the files of one person: the profile, and the events. The harness calls this for its one edit."""
    keys = _remembered(site)
    name = person["id"]
    statements = [
        {"id": one["id"], "text": one["text"], "cite": _cited(one["citations"], keys)}
        for one in person["statements"]
    ]
    profile = {
        "name": person["name"],
        "variants": list(person["aliases"]),
        "unknown": [_told(person)],
        "sections": [{"id": "statements", "heading": "Statements", "statements": statements}],
    }
    events = [
        {
            "id": f"{name}-{one['id']}",
            "date": one["date"],
            "text": f"{one['text']}.",
            "cite": _cited(one["citations"], keys),
            "about": [name],
        }
        for one in person["events"]
    ]
    _write(site / f"content/people/{name}.yaml", profile)
    _write(site / f"content/events/{name}.yaml", {"events": events})


def command(_site: Path, _work: Path) -> tuple[list[str], dict[str, str]]:
    """Give the command that builds the site, run in its folder, and what it needs of the environment."""
    return [_python(), "-m", "generator", "build"], _ENVIRONMENT


def serve(_site: Path, _work: Path) -> Json:
    """Give the command that serves the site and rebuilds it, and how its output tells of both."""
    return {
        "argv": [_python(), "-u", "-m", "generator", "serve", "--port", "13132"],
        "env": _ENVIRONMENT,
        "ready": r"http://127\.0\.0\.1:13132/",
        "rebuilt": r"Rebuilt \d+ pages in (\d+(?:\.\d+)?) s",
        "unit": 1000,
    }


_ENVIRONMENT = {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": ""}
"""Python may keep its compiled modules, as where nothing is set; else each start compiles the program anew."""


def _python() -> str:
    own = ROOT / ".venv/bin/python"
    return str(own) if own.exists() else sys.executable


# ---------------------------------------------------------------- the dossier

_SITE = {
    "title": "Dossier",
    "description": "An invented dossier for measuring.",
    "base_url": "https://example.org/",
    "languages": ["en"],
    "quoted_share_limit": 100,
    "particulars": "report",
    "shared_passages": "report",
    "cards": False,
    "downloads": False,
}
_WITHOUT = {"without": ["a-z", "citations", "speakers"]}
"""What the harness does not ask for, or the plain pages of the sources hold: every citation with its quotation."""


def _excerpts(data: Json) -> dict[str, dict[str, list[str]]]:
    """Name every quotation that something cites: the names by source and words.

    A statement may cite the same words twice, which takes a second name for them.
    """
    names: dict[str, dict[str, list[str]]] = {source["id"]: {} for source in data["sources"]}
    cited = [
        one["citations"] for person in data["people"] for one in (*person["statements"], *person["events"])
    ]
    cited += [position["citations"] for question in data["disputed"] for position in question["positions"]]
    for citations in cited:
        times: dict[tuple[str, str], int] = {}
        for citation in citations:
            place = (citation["source"], citation["quote"])
            times[place] = times.get(place, 0) + 1
            known = names[place[0]].setdefault(place[1], [])
            if len(known) < times[place]:
                known.append(f"e{sum(map(len, names[place[0]].values())) + 1}")
    return names


def _remember(site: Path, names: dict[str, dict[str, list[str]]]) -> None:
    """Keep the names of quotations beside the dossier, for `write_person` is called from another process."""
    _text(site / _NAMES, json.dumps(names))


def _remembered(site: Path) -> dict[str, dict[str, list[str]]]:
    names: dict[str, dict[str, list[str]]] = json.loads((site / _NAMES).read_text(encoding="utf-8"))
    return names


def _cited(citations: Iterable[Json], names: dict[str, dict[str, list[str]]]) -> list[str]:
    """Cite quotations by name, the second time in a statement by the second name."""
    times: Counter[tuple[str, str]] = Counter()
    cited = []
    for citation in citations:
        source, quote = citation["source"], citation["quote"]
        cited.append(f"{source}:{names[source][quote][times[source, quote]]}")
        times[source, quote] += 1
    return cited


def _told(person: Json) -> str:
    """Say what the harness tells of a person without a source: only the site's own voice can say that."""
    died = f", died {person['died']}" if person["died"] else ""
    return f"{person['role'].capitalize()}; born {person['born']}{died}."


def _question(question: Json, names: dict[str, dict[str, list[str]]]) -> Json:
    positions = [
        {
            "id": f"a{number}",
            "value": f"{one['label']}. {one['text']}",
            "cite": _cited(one["citations"], names),
        }
        for number, one in enumerate(question["positions"], 1)
    ]
    return {"question": question["question"], "kind": "contradiction", "positions": positions}


def _mark(number: int) -> str:
    """Give the sign of a source: one letter or digit, then two."""
    return (
        _SIGNS[number]
        if number < len(_SIGNS)
        else _SIGNS[number // len(_SIGNS) - 1] + _SIGNS[number % len(_SIGNS)]
    )


def _text(path: Path, text: str) -> None:
    """Write a file, but leave alone one that holds this already, as an editor's program does."""
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _write(path: Path, value: Json) -> None:
    _text(path, yaml.dump(value, Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=1000))

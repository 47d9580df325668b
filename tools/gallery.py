"""Pictures of every type of page, and `docs/gallery.md`, which shows them: `make gallery`.

The pictures are taken from the built site in `public/`; the same site and browser give the same pictures.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image

from tests.browser import Scheme, find_chromium, launched, served

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "images"
DOCUMENT = ROOT / "docs" / "gallery.md"


class View(NamedTuple):
    """How a page is looked at: the end of the picture's name, the window in px, the colour scheme."""

    name: str
    width: int
    height: int
    scheme: Scheme


VIEWS = (View("wide", 1440, 900, "light"), View("narrow", 320, 640, "dark"))


class Shown(NamedTuple):
    """A type of page as `tests/real.py` names it: the page that stands for it, its heading, what there is to see."""

    type: str
    path: str
    heading: str
    text: str


SHOWN = (
    Shown(
        "home",
        "",
        "First page",
        "What the dossier holds, each number a link to the list that proves it, and how to read a sentence.",
    ),
    Shown(
        "person",
        "people/claudia-macero/",
        "Person",
        "Each sentence with the words it rests on, who says them, and whether the sources agree.",
    ),
    Shown(
        "questions",
        "questions/",
        "Matrix",
        "A question a line, a source a column, each cell the source's own words; on a narrow screen a card for each.",
    ),
    Shown(
        "question",
        "questions/how-the-departure-is-called/",
        "Question",
        "The answers side by side, and who says nothing.",
    ),
    Shown(
        "source",
        "sources/new-daily-prime/",
        "Source",
        "How much of a text is quoted and where, then each passage with all that rests on it.",
    ),
    Shown("sources", "sources/", "Sources", "All texts, and which of them may go back to one report."),
    Shown(
        "timeline",
        "timeline/",
        "Timeline",
        "Dates as precise as the sources are; a ring where a date follows by arithmetic.",
    ),
    Shown("people", "people/", "People", "Everyone with a profile, and the first thing said of each."),
    Shown("group", "entities/the-five/", "Group", "What is said of several people at once is written once."),
    Shown("entities", "entities/", "Names", "Everyone and everything that is named, by kind."),
    Shown("entity", "entities/marco-rubio/", "Name", "Somebody who is named, and what is said of him."),
    Shown("explainers", "explainers/", "Explainers", "Running texts, each with its summary."),
    Shown(
        "explainer",
        "explainers/the-whole-story/",
        "Explainer",
        "Running text, proved sentence by sentence.",
    ),
    Shown("page", "method/", "Method", "The site in its own voice, set apart from what is proved."),
    Shown("citations", "citations/", "Citations", "Where every citation of the dossier is listed."),
    Shown(
        "citation-list",
        "citations/profile/claudia-macero/",
        "List of citations",
        "Sentence by sentence what a page rests on.",
    ),
    Shown("a-z", "a-z/", "A–Z", "Names and all their spellings; the one page with a search and a script."),
    Shown("speakers", "speakers/", "Speakers", "Everyone to whom words are attributed."),
    Shown("speaker", "speakers/marco-rubio/", "Speaker", "All that is quoted of one of them."),
    Shown("corrections", "corrections/", "Corrections", "What a page said, what it says now, and why."),
    Shown(
        "offline",
        "offline/",
        "Taking it along",
        "The dossier in one file, as an archive and as a book, how to check it, and what traces reading leaves.",
    ),
    Shown("404", "404.html", "Missing page", "Where a wrong address leads."),
)


def pictures() -> Iterator[tuple[Shown, View, str]]:
    """Go through the pictures: a page, how it is looked at, and the name of the file in `docs/images/`."""
    for shown in SHOWN:
        for view in VIEWS:
            yield shown, view, f"{shown.type}-{view.name}.webp"


def document() -> str:
    """Write the page that shows all pictures."""
    lines = [
        "# Gallery",
        "",
        "Every type of page of the dossier in this repository, on a wide screen in light colours and on one of 320 px",
        "in dark ones.",
        "`make gallery` takes the pictures and writes this page.",
    ]
    for shown in SHOWN:
        images = " ".join(
            f'<img src="images/{name}" width="{640 if view is VIEWS[0] else 200}" '
            f'alt="{shown.heading}, {view.width} px wide, {view.scheme}">'
            for each, view, name in pictures()
            if each is shown
        )
        lines += ["", f"## {shown.heading}", "", shown.text, "", images]
    return "\n".join(lines) + "\n"


def packed(png: bytes) -> bytes:
    """Give a picture as WebP without loss: smaller than a palette, and each mark keeps its colour."""
    made = io.BytesIO()
    with Image.open(io.BytesIO(png)) as image:
        image.convert("RGB").save(made, "WEBP", lossless=True, quality=100, method=6)
    return made.getvalue()


def main() -> int:
    """Take every picture into `docs/images/` and write `docs/gallery.md`."""
    chromium = find_chromium()
    if chromium is None:
        print("No Chromium was found.", file=sys.stderr)
        return 2
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.webp"):
        old.unlink()
    with served(ROOT / "public", "/412-days/") as base, launched(chromium) as browser:
        page = browser.new_page()
        for shown, view, name in pictures():
            page.set_viewport_size({"width": view.width, "height": view.height})
            page.emulate_media(color_scheme=view.scheme, reduced_motion="reduce")
            page.goto(base + shown.path)
            (FOLDER / name).write_bytes(packed(page.screenshot()))
    DOCUMENT.write_text(document(), encoding="utf-8")
    size = sum(path.stat().st_size for path in FOLDER.glob("*.webp"))
    print(f"docs/gallery.md: {len(SHOWN) * len(VIEWS)} pictures, {size / 1_000_000:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())

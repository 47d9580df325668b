"""Takes the pictures that the documents show, from the built site in `public/`: `make gallery`."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from playwright.sync_api import sync_playwright

from tests.browser import ARGUMENTS, find_chromium, served

ROOT = Path(__file__).parent.parent
PICTURES = {"person": "people/claudia-macero/", "matrix": "questions/"}
WIDTH, HEIGHT = 1280, 860


def main() -> int:
    """Take every picture into `docs/images/`."""
    chromium = find_chromium()
    if chromium is None:
        print("No Chromium was found.", file=sys.stderr)
        return 2
    folder = ROOT / "docs" / "images"
    folder.mkdir(exist_ok=True)
    with served(ROOT / "public", "/") as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium), args=[*ARGUMENTS, "--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        for name, path in PICTURES.items():
            page.goto(base + path)
            page.screenshot(path=folder / f"{name}.png")
            print(f"docs/images/{name}.png")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The aids of tests/browser.py and tests/checkers.py do what the other tests rely on."""

from __future__ import annotations

import http.client
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.browser import served

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.browser import Pages
    from tools.axe import Violation
    from tools.nu import Message

PAGE = """<!doctype html><html lang="en"><head><title>{title}</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"></head>
<body><main><h1>{title}</h1><p id="scripts">off</p>{more}</main>
<script>document.getElementById("scripts").textContent = "on"</script></body></html>"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "a site"
    (folder / "people").mkdir(parents=True)
    for name in ("index", "people/index", "about", "404"):
        (folder / f"{name}.html").write_text(PAGE.format(title=name, more=""), encoding="utf-8")
    (tmp_path / "secret.html").write_text("outside the site", encoding="utf-8")
    return folder


def ask(address: str, path: str, method: str = "GET") -> tuple[int, str, str]:
    parts = urlsplit(address)
    assert parts.hostname is not None
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=10)
    try:
        connection.request(method, path)
        answer = connection.getresponse()
        return answer.status, answer.headers.get("Location", ""), answer.read().decode("utf-8")
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("path", "status", "location", "shows"),
    [
        ("/412-days/", 200, "", "<h1>index</h1>"),
        ("/412-days/?q=1", 200, "", "<h1>index</h1>"),
        ("/412-days", 301, "/412-days/", ""),
        ("/412-days/people/", 200, "", "<h1>people/index</h1>"),
        ("/412-days/people", 301, "/412-days/people/", ""),
        ("/412-days/about", 200, "", "<h1>about</h1>"),
        ("/412-days/nowhere/", 404, "", "<h1>404</h1>"),
        ("/412-days/../secret.html", 404, "", "Not found"),
        ("/412-days/%2e%2e/secret.html", 404, "", "Not found"),
        ("/412-days//etc/passwd", 404, "", "Not found"),
        ("/", 404, "", "Not found"),
    ],
)
def test_a_served_folder_answers_as_github_pages_does(
    site: Path, path: str, status: int, location: str, shows: str
) -> None:
    with served(site, "/412-days/") as address:
        assert address.endswith("/412-days/")
        told = ask(address, path)
        assert told[:2] == (status, location)
        assert shows in told[2]
        assert ask(address, path, "HEAD") == (status, location, "")


@pytest.mark.browser
def test_a_page_opens_with_and_without_scripts(
    pages: Pages, serve: Callable[[Path, str], str], site: Path
) -> None:
    address = serve(site, "/412-days/")
    with_scripts = pages.open(address, width=390, scheme="dark")
    assert with_scripts.text_content("#scripts") == "on"
    assert with_scripts.evaluate("innerWidth") == 390
    assert with_scripts.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    assert pages.open(address, javascript=False).text_content("#scripts") == "off"
    assert pages.requests == [address, address]
    assert pages.errors == []


@pytest.mark.browser
def test_what_a_page_asks_of_another_host_is_noticed(pages: Pages, site: Path) -> None:
    other = '<img src="http://other.invalid/dot.png" alt="">'
    (site / "index.html").write_text(PAGE.format(title="x", more=other), encoding="utf-8")
    with served(site) as address:
        pages.open(address).wait_for_load_state("networkidle")
    assert pages.foreign == ["http://other.invalid/dot.png"]
    assert len(pages.errors) == 1
    pages.requests.clear()


@pytest.mark.long
def test_the_nu_checker_points_at_the_fault(nu: Callable[[Path], list[Message]], site: Path) -> None:
    assert nu(site) == []
    (site / "about.html").write_text(PAGE.format(title="x", more="\n<p id='scripts'>"), encoding="utf-8")
    assert [(told.path, told.line, told.level) for told in nu(site) if told.level == "error"] == [
        ("about.html", 4, "error")
    ]


@pytest.mark.long
@pytest.mark.browser
def test_axe_points_at_the_fault(
    axe: Callable[..., list[Violation]], pages: Pages, serve: Callable[[Path, str], str], site: Path
) -> None:
    (site / "about.html").write_text(PAGE.format(title="x", more="<input>"), encoding="utf-8")
    address = serve(site, "/")
    assert axe(pages.open(address)) == []
    page = pages.open(address + "about")
    assert [(found.rule, found.element) for found in axe(page)] == [("label", "input")]
    assert axe(page, without=["label"]) == []

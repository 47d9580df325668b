"""`serve`, as it runs: a process of its own on a copy of a small dossier, asked over HTTP and in a real browser."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.build import build
from generator.desk.shown import Answer, Shown, find, own_page, permit, served_copy
from generator.memory import Memory
from tests.dossiers import ROOT, STARTER, copy, edit, place, run, snapshot, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Route

    from tests.browser import Pages

PATIENCE = 15.0
BUILT = r"(Built|Rebuilt) \d+ pages in \d+\.\d\d s"
REBUILT = r"Rebuilt \d+ pages in \d+\.\d\d s"
HOME = "content/home.yaml"
HEADING = "When did the bridge reopen?"


class Got(NamedTuple):
    status: int
    location: str
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def problems(self) -> str:
        """What the overlay says, as it is read."""
        overlay = LexborHTMLParser(self.text).css_first("#generator-desk details")
        return overlay.text(separator="\n") if overlay else ""


class Desk:
    """A running `serve`."""

    def __init__(self, dossier: Path, temporary: Path, command: list[str]) -> None:
        temporary.mkdir(exist_ok=True)
        self.dossier = dossier
        self.temporary = temporary
        self.lines: list[str] = []
        """What was printed, on both streams."""
        self._news = threading.Condition()
        self.process = subprocess.Popen(
            # A warning of a library would end the process.
            [sys.executable, "-W", "error", *command],
            cwd=ROOT,
            env=os.environ | {"TMPDIR": str(temporary), "PYTHONUTF8": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            with self._news:
                self.lines.append(line.rstrip("\n"))
                self._news.notify_all()

    def line(self, pattern: str, since: int = 0, patience: float = PATIENCE) -> str:
        """Wait for a line that begins so, among those after the first `since`."""

        def seen() -> str | None:
            return next((line for line in self.lines[since:] if re.match(pattern, line)), None)

        with self._news:
            assert self._news.wait_for(seen, patience), f"no line {pattern!r} in {self.lines}"
            return seen() or ""

    def after(self, change: Callable[[], object], pattern: str = REBUILT) -> str:
        """Change something; wait for the line it leads to."""
        since = len(self.lines)
        change()
        return self.line(pattern, since)

    @property
    def address(self) -> str:
        return self.line("Serving").split(" at ")[1].split(" ")[0]

    def get(self, path: str, method: str = "GET", **headers: str) -> Got:
        parts = urlsplit(self.address)
        connection = http.client.HTTPConnection("127.0.0.1", parts.port, timeout=PATIENCE)
        try:
            connection.request(method, path, headers=headers)
            answer = connection.getresponse()
            return Got(answer.status, answer.headers.get("Location", ""), answer.headers, answer.read())
        finally:
            connection.close()

    def end(self, number: int = signal.SIGTERM) -> int:
        """Send a signal; give the exit code."""
        self.process.send_signal(number)
        code = self.process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        return code

    @property
    def folders(self) -> list[Path]:
        """Temporary folders that lie about."""
        return list(self.temporary.iterdir())


@contextmanager
def serving(
    dossier: Path, temporary: Path, *, instead: str = "", ready: str = "Serving", end: int = signal.SIGTERM
) -> Iterator[Desk]:
    """Run `serve` on a dossier; `instead` is a Python program that does it in another way.

    However it is ended, it ends well and leaves no temporary folder.
    """
    arguments = [str(dossier), "--port", "0"]
    command = ["-c", instead, *arguments] if instead else ["-m", "generator", "serve", *arguments]
    desk = Desk(dossier, temporary, command)
    try:
        desk.line(ready)
        yield desk
        assert desk.process.poll() is None, desk.lines
        assert len(desk.folders) == 1
        assert desk.end(end) == 0, desk.lines
        assert desk.folders == []
    finally:
        if desk.process.poll() is None:
            desk.end(signal.SIGKILL)
        assert desk.process.stdout is not None
        desk.process.stdout.close()


@pytest.fixture(scope="module")
def moving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("moving")
    with serving(copy(STARTER, folder / "dossier"), folder / "tmp", end=signal.SIGINT) as running:
        yield running


@pytest.fixture
def desk(moving: Desk, tmp_path: Path) -> Iterator[Desk]:
    """A desk at which anything may be changed; afterwards all is as it was."""
    yield moving
    if snapshot(moving.dossier) != snapshot(STARTER):
        good, used = copy(STARTER, tmp_path / "as it was"), tmp_path / "used"
        moving.after(lambda: (moving.dossier.rename(used), good.rename(moving.dossier)))


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk at which nothing is changed."""
    folder = tmp_path_factory.mktemp("still")
    with serving(copy(STARTER, folder / "dossier"), folder / "tmp") as running:
        yield running


# ---------------------------------------------------------------- addresses


@pytest.mark.parametrize(
    ("path", "status", "location", "shows"),
    [
        ("/", 302, "/footbridge/", ""),
        ("/footbridge", 301, "/footbridge/", ""),
        ("/footbridge/", 200, "", HEADING),
        ("/footbridge/index.html", 200, "", HEADING),
        ("/footbridge/?q=1", 200, "", HEADING),
        ("/footbridge/people/", 200, "", "Ines Calder"),
        ("/footbridge/people?q=1", 301, "/footbridge/people/?q=1", ""),
        ("/footbridge/%70eople/ines-calder", 301, "/footbridge/people/ines-calder/", ""),
        ("/footbridge/404", 200, "", "noindex"),
        ("/footbridge/404.html", 200, "", "noindex"),
        ("/footbridge/nowhere/", 404, "", "noindex"),
        ("/footbridge/index.html/", 404, "", "noindex"),
        ("/footbridge/People/", 404, "", "noindex"),
        ("/people/", 404, "", "/footbridge/"),
        ("/footbridge//people/", 404, "", "noindex"),
        ("//example.org/", 404, "", "Nothing is served here"),
        ("/footbridge/../site.yaml", 404, "", "noindex"),
        ("/footbridge/people/../../../site.yaml", 404, "", "noindex"),
        ("/footbridge/%2e%2e/%2e%2e/dossier/site.yaml", 404, "", "noindex"),
        ("/footbridge/..%2f..%2f..%2fdossier%2fsite.yaml", 404, "", "noindex"),
        ("/footbridge/..%5c..%5c..%5cdossier%5csite.yaml", 404, "", "noindex"),
        ("/footbridge//etc/passwd", 404, "", "noindex"),
        ("/footbridge/%00", 404, "", "noindex"),
        (f"/footbridge/{'x' * 5000}", 404, "", "noindex"),
    ],
)
def test_addresses_lead_where_github_pages_leads(
    still: Desk, path: str, status: int, location: str, shows: str
) -> None:
    got = still.get(path)
    assert (got.status, got.location) == (status, location)
    assert shows in got.text
    assert got.headers["Cache-Control"] == "no-store"
    assert "root:" not in got.text
    assert "base_url" not in got.text


def test_files_that_are_no_pages_are_served_as_they_were_built(still: Desk) -> None:
    got = still.get("/footbridge/sitemap.xml")
    assert got.headers["Content-Type"] == "application/xml; charset=utf-8"
    assert got.body == (site(still) / "sitemap.xml").read_bytes()
    assert still.address + "people/" in got.text
    head = still.get("/footbridge/", "HEAD")
    assert (head.status, head.body) == (200, b"")
    assert still.get("/footbridge/", "POST").status == 405


def test_an_old_address_leads_to_the_new_one_where_there_is_one() -> None:
    files = frozenset({"index.html", "a/index.html", "404.html"})
    moved = Shown(ROOT, "1", "/new/", ("/", "/old/"), files)
    assert find(moved, "/old/a/") == Answer(302, location="/new/a/")
    assert find(moved, "/a") == Answer(302, location="/new/a")
    assert find(moved, "/old/b/") == Answer(404)
    rooted = Shown(ROOT, "1", "/", ("/old/",), files)
    assert find(rooted, "/old/a/") == Answer(302, location="/a/")
    assert find(rooted, "/old/b/") == Answer(404, "404.html")


# ---------------------------------------------------------------- who may ask


@pytest.mark.parametrize(
    "host",
    ["example.org", "example.org:8000", "127.0.0.1.example.org", "0.0.0.0", "127.0.0.1@x", "localhost:8;x"],
)
@pytest.mark.parametrize("path", ["/footbridge/", "/livereload.js", "/livereload"])
def test_other_hosts_are_refused(still: Desk, host: str, path: str) -> None:
    got = still.get(path, Host=host)
    assert got.status in {400, 403}
    assert len(got.body) < 100


def test_this_machine_is_answered_by_either_name(still: Desk) -> None:
    port = urlsplit(still.address).port
    for host in ("127.0.0.1", "localhost", f"LOCALHOST:{port}"):
        assert still.get("/footbridge/", Host=host).status == 200
    assert f"ws://localhost:{port}/livereload" in still.get("/footbridge/", Host=f"localhost:{port}").text


def test_other_sites_cannot_listen(still: Desk) -> None:
    port = urlsplit(still.address).port
    asks = {
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
        "Sec-WebSocket-Version": "13",
    }
    for origin, status in (
        (f"http://127.0.0.1:{port}", 101),
        (f"http://localhost:{port}", 101),
        ("https://example.org", 403),
        ("http://127.0.0.1.example.org", 403),
        ("null", 403),
    ):
        with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as line:
            head = {"Host": f"127.0.0.1:{port}", "Origin": origin, **asks}
            lines = [f"{name}: {value}" for name, value in head.items()]
            line.sendall("\r\n".join(["GET /livereload HTTP/1.1", *lines, "", ""]).encode())
            assert line.recv(4096).startswith(f"HTTP/1.1 {status} ".encode()), origin


def test_only_this_machine_can_reach_it(still: Desk) -> None:
    port = urlsplit(still.address).port
    with pytest.raises(OSError), socket.create_connection(("127.0.0.2", port), timeout=1):  # noqa: PT012, RUF100
        pass


# ---------------------------------------------------------------- the served copy


def site(desk: Desk) -> Path:
    """The folder the site was built into."""
    (folder,) = desk.folders
    return folder / "site"


def test_pages_differ_from_what_was_built_in_policy_and_script_only(still: Desk, tmp_path: Path) -> None:
    built = (site(still) / "index.html").read_text(encoding="utf-8")
    build(still.dossier, tmp_path / "out", still.address, memory=Memory.to_last())
    assert snapshot(tmp_path / "out") == snapshot(site(still))
    served = still.get("/footbridge/").text
    port = urlsplit(still.address).port
    script = re.compile(rf'<script defer src="/livereload.js\?port={port}&amp;snipver=[0-9a-f]+-1"></script>')
    assert len(script.findall(served)) == 1
    policy = re.compile(r'(?<=Content-Security-Policy" content=")[^"]*')
    assert policy.sub("", script.sub("", served)) == policy.sub("", built)
    before, after = (
        {rule.split()[0]: rule.split()[1:] for rule in policy.findall(page)[0].split("; ")}
        for page in (built, served)
    )
    assert after.pop("script-src") == [f"http://127.0.0.1:{port}/livereload.js"]
    assert after.pop("connect-src") == [*before.pop("connect-src"), f"ws://127.0.0.1:{port}/livereload"]
    styles = after.pop("style-src")
    assert styles[:-1] == before.pop("style-src")
    assert styles[-1].startswith("'sha256-")
    assert after == before


def test_the_search_works_in_the_served_copy_beside_the_script_that_reloads(still: Desk) -> None:
    port = urlsplit(still.address).port
    policy = re.search(r"; script-src ([^;]*);", still.get("/footbridge/a-z/").text)
    assert policy
    own, *others = policy[1].split()
    assert own.startswith("'sha256-")
    assert others == ["'self'", f"http://127.0.0.1:{port}/livereload.js"]
    assert still.get("/footbridge/a-z/search.js").status == 200


@pytest.mark.parametrize(
    ("policy", "permitted"),
    [
        ("", ""),
        ("img-src 'self'", "img-src 'self'"),
        ("default-src 'none'", "default-src 'none'; script-src http://x; style-src 'sha256-x'"),
        ("default-src 'self'", "default-src 'self'; script-src 'self' http://x; style-src 'self' 'sha256-x'"),
        ("Script-Src 'None';", "script-src http://x"),
        ("script-src a; script-src b", "script-src a http://x"),
        ("script-src-elem a", "script-src-elem a http://x"),
        ("style-src 'unsafe-inline'", "style-src 'unsafe-inline'"),
        ("style-src 'unsafe-inline' 'nonce-a'", "style-src 'unsafe-inline' 'nonce-a' 'sha256-x'"),
    ],
)
def test_a_policy_permits_one_source_more(policy: str, permitted: str) -> None:
    assert permit(policy, {"script-src": "http://x", "style-src": "'sha256-x'"}) == permitted


@pytest.mark.parametrize(
    "page",
    [
        "",
        "no markup",
        "<!doctype html><title>x</title><header>no head</header>",
        f"<html><head><style>{'a{}' * 40_000}</style></head><body>a head of 120 kB</body></html>",
        "<HTML><HEAD lang=en><TITLE>x</TITLE></HEAD><BODY>capitals</BODY></HTML>",
        "<head><!-- <head> --></head><body></body><body>twice</body>",
        own_page("x", "y"),
    ],
)
def test_script_and_problems_get_into_any_page(page: str) -> None:
    problem = "content/<b>.yaml:1:1: \"a\" & 'b' </details></aside><script>alert(1)</script>"
    shown = Shown(ROOT, "v1", problems=(problem,), summary="1 problem <in> 1 file.")
    tree = LexborHTMLParser(served_copy(shown, page, "localhost"))
    (script,) = tree.css("script")
    assert script.attributes["src"] == "/livereload.js?port=80&snipver=v1"
    assert script.parent is not None
    assert script.parent.tag in {"head", "body"}
    (overlay,) = tree.css("body #generator-desk")
    assert [node.text() for node in overlay.css("summary, pre")] == ["1 problem <in> 1 file.", problem]


def test_policies_are_found_however_they_are_written() -> None:
    for tag in (
        """<meta http-equiv="Content-Security-Policy" content="script-src 'none'">""",
        """<META content='script-src "none"' HTTP-EQUIV=content-security-policy>""",
        """<meta\ncontent = "script-src &#39;none&#39;"\nhttp-equiv = 'Content-Security-Policy'/>""",
    ):
        page = served_copy(Shown(ROOT, "v"), f"<head>{tag}</head>", "127.0.0.1:8000")
        meta = LexborHTMLParser(page).css_first("meta")
        assert meta is not None
        assert "http://127.0.0.1:8000/livereload.js" in (meta.attributes["content"] or "")


def test_hundreds_of_problems_stay_readable() -> None:
    shown = Shown(ROOT, "v", problems=tuple(f"problem {n}" for n in range(250)), summary="250 problems.")
    overlay = LexborHTMLParser(served_copy(shown, "", "localhost")).css("pre")
    assert len(overlay) == 101
    assert overlay[-1].text() == "and 150 more; the terminal shows them all"


# ---------------------------------------------------------------- changes


def test_the_first_of_a_burst_of_changes_is_built_at_once_and_the_rest_together(desk: Desk) -> None:
    def burst() -> None:
        for number in range(40):
            write(desk.dossier, f"seeds/note-{number}.md", "a note")
            time.sleep(0.03)

    since = len(desk.lines)
    desk.after(burst)
    told = 0
    while told < len(desk.lines):  # the rest of the burst
        told = len(desk.lines)
        time.sleep(0.8)
    changed = time.monotonic()
    desk.after(lambda: edit(desk.dossier, HOME, HEADING, "When was it open again?"))
    assert time.monotonic() - changed < 3
    built = [line for line in desk.lines[since:] if re.fullmatch(REBUILT, line)]
    assert len(built) in {3, 4}, desk.lines  # a fourth where this machine paused within the burst
    assert "When was it open again?" in desk.get("/footbridge/").text


def test_what_editors_leave_about_is_no_change(desk: Desk) -> None:
    since = len(desk.lines)
    names = (
        ".home.yaml.swp",
        "home.yaml~",
        "#home.yaml#",
        ".#home.yaml",
        "pages/.about.md.swp",
        "../notes.txt",
    )
    left = [write(desk.dossier, f"content/{name}", "half a line") for name in names]
    with pytest.raises(AssertionError, match="no line"):
        desk.line(".", since, patience=1.0)
    for path in left:
        path.unlink()


def test_problems_lie_over_the_last_good_site(desk: Desk) -> None:
    public = write(desk.dossier, "public/index.html", "an earlier build").parent
    before = snapshot(public)
    good = desk.get("/footbridge/").text
    edit(desk.dossier, HOME, "how_to_read:", '"<b>how</b>": x\nhow_to_read:')
    desk.line("1 problem in 1 file. The last good site is shown.")
    where = place(desk.dossier, HOME, '"<b>how</b>"')
    told = run("check", desk.dossier).text.splitlines()[:-1]
    assert desk.lines[-1 - len(told) : -1] == told
    version = re.compile(r"(?<=snipver=)[0-9a-f]+-\d+")
    for path, status in (("/footbridge/", 200), ("/footbridge/people/", 200), ("/footbridge/nowhere", 404)):
        got = desk.get(path)
        assert got.status == status
        assert got.problems.splitlines()[0] == "1 problem in 1 file. The last good site is shown."
        assert f"{where}: unknown-key:" in got.problems
        assert "<b>how</b>" not in got.text
        assert version.findall(got.text) != version.findall(good)
    assert HEADING in desk.get("/footbridge/").text
    assert "generator-desk" not in desk.get("/footbridge/sitemap.xml").text
    assert "generator-desk" not in "".join(
        path.read_text(encoding="utf-8") for path in site(desk).rglob("*.html")
    )

    desk.after(lambda: edit(desk.dossier, HOME, '"<b>how</b>": x\n', ""))
    mended = desk.get("/footbridge/").text
    assert version.findall(mended) != version.findall(good)
    assert version.sub("", mended) == version.sub("", good)
    assert snapshot(public) == before


def test_it_outlives_whatever_happens_to_the_files(desk: Desk, tmp_path: Path) -> None:
    dossier, aside = desk.dossier, tmp_path / "aside"
    shown = "The last good site is shown"

    def told(change: Callable[[], object], told: str) -> None:
        desk.after(change, rf".*{shown}")
        got = desk.get("/footbridge/people/")
        assert "Ines Calder" in got.text
        assert shown in got.problems
        assert told in got.problems

    told((dossier / "site.yaml").unlink, f"generator: {dossier} holds no site.yaml")
    told(lambda: write(dossier, "site.yaml", b"\xff\x00base_url: ["), "site.yaml:1:1: not-utf8:")
    told(lambda: write(dossier, "site.yaml", "base_url: {a: [\n"), "site.yaml:")
    told(lambda: shutil.rmtree(dossier / "content"), f"{HOME}:1:1: missing-file:")
    told(lambda: dossier.rename(aside), f"generator: {dossier} is not a folder")
    good = copy(STARTER, tmp_path / "good")
    desk.after(lambda: good.rename(dossier))
    assert not desk.get("/footbridge/").problems
    told(lambda: write(dossier, "templates/base.html", "{% if %}"), "templates/base.html:1:1: template:")
    desk.after(lambda: shutil.rmtree(dossier / "templates"))
    assert not desk.get("/footbridge/").problems
    assert desk.folders == [site(desk).parent]


def test_the_first_build_may_fail(tmp_path: Path) -> None:
    dossier = copy(STARTER, tmp_path / "dossier")
    good = (dossier / HOME).read_bytes()
    write(dossier, HOME, "heading: [<i>\n")
    with serving(dossier, tmp_path / "tmp") as desk:
        desk.line("1 problem in 1 file. There is no good site to show yet.")
        assert urlsplit(desk.address).path == "/footbridge/"
        for path in ("/", "/footbridge/", "/elsewhere"):
            got = desk.get(path)
            assert (got.status, got.headers["Cache-Control"]) == (503, "no-store")
            assert "There is no good site to show yet." in got.problems
            assert f"{HOME}:" in got.problems
            assert "snipver=" in got.text
        desk.after(lambda: write(dossier, HOME, good))
        assert (desk.get("/").location, desk.get("/footbridge/").status) == ("/footbridge/", 200)


def test_the_site_moves_with_base_url(desk: Desk) -> None:
    port = urlsplit(desk.address).port
    edit(desk.dossier, "site.yaml", "org/footbridge/", "org/the%20bridge/é/")
    desk.line(rf"The site now stands at http://127.0.0.1:{port}/the%20bridge/é/")
    assert desk.get("/").location == "/the%20bridge/%C3%A9/"
    assert desk.get("/footbridge/people/").location == "/the%20bridge/%C3%A9/people/"
    assert desk.get("/the%20bridge/%C3%A9/people").location == "/the%20bridge/%C3%A9/people/"
    assert "Ines Calder" in desk.get("/the%20bridge/%C3%A9/people/").text

    edit(desk.dossier, "site.yaml", "org/the%20bridge/é/", "org/")
    desk.line(rf"The site now stands at http://127.0.0.1:{port}/$")
    assert HEADING in desk.get("/").text
    assert (desk.get("/people").location, desk.get("/nowhere").status) == ("/people/", 404)
    assert desk.get("/footbridge/people/").location == "/people/"
    assert (desk.get("//example.org").status, desk.get("//people").status) == (404, 404)


CRASHES = """
import dataclasses, sys
import generator.desk.serve as desk
from generator.__main__ import main
build = desk.build
def crash(root, *more, **also):
    if (root / "seeds" / "crash.md").exists():
        raise RecursionError("<em>deep</em>")
    return dataclasses.replace(build(root, *more, **also), cautions=("look at this twice",))
desk.build = crash
sys.exit(main(["serve", *sys.argv[1:]]))
"""


def test_it_outlives_a_bug_in_the_build(tmp_path: Path) -> None:
    dossier = copy(STARTER, tmp_path / "dossier")
    crash = write(dossier, "seeds/crash.md", "")
    with serving(dossier, tmp_path / "tmp", instead=CRASHES) as desk:
        assert desk.get("/").status == 503
        desk.after(crash.unlink)
        desk.after(crash.touch, "A bug in the generator stopped the build. The last good site is shown.")
        assert "Traceback (most recent call last):" in desk.lines
        assert "RecursionError: <em>deep</em>" in desk.lines
        got = desk.get("/footbridge/")
        assert HEADING in got.text
        assert got.problems.splitlines() == [
            "A bug in the generator stopped the build. The last good site is shown.",
            "RecursionError: <em>deep</em>",
            "The traceback stands in the terminal.",
        ]
        desk.after(crash.unlink)
        assert not desk.get("/footbridge/").problems
        assert desk.lines.count("look at this twice") == 1  # not again at every build


# ---------------------------------------------------------------- beginning and end


NEVER_DONE = """
import sys, time
import generator.desk.serve as desk
from generator.__main__ import main
from generator.publishing.write import staged
def build(root, output, base_url, progress, memory, *, hurry):
    with staged(output) as stage:
        print("building", flush=True)
        for number in range(100_000):
            stage.write(f"{number}.html", b"")
            progress(number)
            time.sleep(0.001)
desk.build = build
sys.exit(main(["serve", *sys.argv[1:]]))
"""


def test_nobody_waits_for_a_build_that_is_not_wanted_any_more(tmp_path: Path) -> None:
    dossier = copy(STARTER, tmp_path / "dossier")
    before = snapshot(dossier)
    with serving(dossier, tmp_path / "tmp", instead=NEVER_DONE, ready="building", end=signal.SIGHUP) as desk:
        started = time.monotonic()
    assert time.monotonic() - started < 5
    assert desk.lines == ["building"]
    assert snapshot(dossier) == before


def test_what_keeps_it_from_starting_is_told_in_one_line(still: Desk, tmp_path: Path) -> None:
    port = urlsplit(still.address).port
    told = f"generator: port {port} on 127.0.0.1 is in use: choose another with --port\n"
    assert run("serve", still.dossier, "--port", f"{port}") == (2, told)
    told = "generator: --port 70000 is not a port: choose one from 1024 to 65535\n"
    assert run("serve", still.dossier, "--port", "70000") == (2, told)
    told = f"generator: {tmp_path} holds no site.yaml: a dossier is a folder with site.yaml, content/ and seeds/\n"
    command = [sys.executable, "-W", "error", "-m", "generator", "serve", str(tmp_path), "--port", "0"]
    ran = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | {"TMPDIR": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (2, "", told)
    assert list(tmp_path.iterdir()) == []


def test_no_other_command_loads_livereload() -> None:
    program = (
        "import sys, generator.desk.serve, generator.build, generator.__main__\n"
        "print([name for name in sys.modules if name.split('.')[0] in ('livereload', 'tornado')])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    assert ran.stdout == "[]\n"


# ---------------------------------------------------------------- in a browser


@pytest.mark.browser
def test_an_open_page_follows_what_is_written(desk: Desk, pages: Pages) -> None:
    from playwright.sync_api import expect

    page = pages.open()

    def follows(old: str, new: str) -> None:
        """The page loads again by itself, and shows the new heading."""
        page.evaluate("window.before = true")
        edit(desk.dossier, HOME, old, new)
        expect(page.locator("h1")).to_have_text(new, timeout=PATIENCE * 1000)
        assert page.evaluate("window.before") is None

    page.goto(desk.address)
    started = time.monotonic()
    follows(HEADING, "First")
    follows("First", "Second")
    # livereload by itself would ignore changes for three seconds after each
    assert time.monotonic() - started < 6

    wrong = write(desk.dossier, "content/people/x.yaml", "name: X\n<b>: oops\n")
    overlay = page.locator("#generator-desk")
    expect(overlay).to_contain_text("content/people/x.yaml:2:", timeout=PATIENCE * 1000)
    expect(page.locator("h1")).to_have_text("Second")
    assert overlay.evaluate("it => getComputedStyle(it).position") == "fixed"
    box = overlay.bounding_box()
    assert box is not None
    assert (box["x"], box["width"], box["y"] + box["height"]) == (0, 1280, 900)
    overlay.locator("summary").click()
    expect(overlay.locator("pre").first).to_be_hidden()

    wrong.unlink()
    expect(overlay).to_have_count(0, timeout=PATIENCE * 1000)
    assert pages.errors == []


@pytest.mark.browser
def test_a_page_that_was_loading_during_a_build_catches_up(desk: Desk, pages: Pages) -> None:
    from playwright.sync_api import expect

    page = pages.open()
    held: list[str] = []

    def hold(route: Route) -> None:
        if not held:
            held.append(route.request.url)
            desk.after(lambda: edit(desk.dossier, HOME, HEADING, "Meanwhile"))
        route.continue_()

    page.route("**/livereload.js*", hold)
    page.goto(desk.address)
    expect(page.locator("h1")).to_have_text("Meanwhile", timeout=PATIENCE * 1000)
    assert len(held) == 1

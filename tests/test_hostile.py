"""Content from many hands: whatever a dossier holds, the program says what is wrong or shows it as plain text."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from generator.problems import Origin, Problem
from generator.reading.load import MAX_FILE
from generator.reading.prose import MAX_PARAGRAPH, blocks, sentence
from generator.records import InternalLink
from generator.site.render import DEFAULT_TEMPLATES
from tests.dossiers import ROOT, STARTER, built, check, copy, edit, pages, run, snapshot, write

PERSON = "content/people/tomas-hale.yaml"
PAGE = "content/pages/about.md"
HEAD = "---\ntitle: About\nsummary: What this is.\n---\n\n"
PATIENCE = 20.0
"""Seconds that anything may take on a busy machine; what takes a square of its length takes hours."""


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    return copy(STARTER, tmp_path / "dossier")


# ---------------------------------------------------------------- files that explode

N = 60_000
EXPLODING: dict[str, str | bytes] = {
    "brackets": "name: " + "[" * N,
    "braces": "name: " + "{a: " * N,
    "hyphens": "- " * N,
    "question marks": "? " * N,
    "levels": "".join(f"{' ' * level}a:\n" for level in range(2000)),
    "levels of a list": "".join(f"{' ' * level}-\n" for level in range(2000)),
    "laughs": "a: &a [x, x]\n" + "".join(f"{chr(98 + n)}: &b{n} [*a, *a, *a]\n" for n in range(20)),
    "an alias of itself": "name: &name [*name]",
    "merge keys": "a: &a {x: 1}\nname:\n  <<: *a\n",
    "a Python object": "name: !!python/object/apply:os.system ['touch /tmp/pwned']",
    "a tag": "name: !binary aGVsbG8=",
    "a tag of its own": "%TAG ! tag:example.org,2000:\n---\nname: !foo bar",
    "many documents": "---\nname: a\n" * 1000,
    "many values": "variants: [" + "x," * 600_000 + "]",
    "many keys": "".join(f"k{n}: v\n" for n in range(20_000)),
    "one key many times": "name: v\n" * 10_000,
    "a long text": "name: " + "x" * 3_900_000 + "\nnaem: x",
    "a long key": "x" * 3_900_000 + ": x",
    "a large file": "#" * (MAX_FILE + 1),
    "nulls": b"\x00" * 1000,
    "controls": bytes(range(256)),
    "UTF-16": "name: Tomas".encode("utf-16"),
    "UTF-16 without a mark": "name: Tomas".encode("utf-16-le"),
    "UTF-32": "name: Tomas".encode("utf-32"),
    "Latin-1": "name: Tomás".encode("latin-1"),
    "overlong": b"name: \xc0\xae\xc0\xae/",
    "surrogates": b"name: \xed\xa0\x80",
    "carriage returns": b"name: Tomas\rsort_name: Hale\r",
    "next lines": "name: Tomas\u0085sort_name: Hale",
    "separators": "name: Tomas\u2028sort_name: Hale",
    "a mark": b"\xef\xbb\xbfname: Tomas",
    "nothing": b"",
    "spaces": " \n \n",
    "a tab": "\t",
    "a comment": "# name: Tomas",
    "an escape": 'name: "\\ud800"',
    "an escape of nothing": 'name: "\\x00"',
}


@pytest.mark.parametrize("name", EXPLODING)
def test_a_file_that_explodes_is_one_problem(dossier: Path, name: str) -> None:
    write(dossier, PERSON, EXPLODING[name])
    started = time.perf_counter()
    ran = check(dossier)
    assert time.perf_counter() - started < PATIENCE
    assert ran.code == 1, ran.text[:2000]
    assert {line.split(":")[0] for line in ran.problems} == {PERSON}
    assert not Path("/tmp/pwned").exists()


M = MAX_PARAGRAPH - 10
TANGLED = {
    "brackets": "[" * M,
    "images": "![[" * (M // 3),
    "stars": "*a **a " * (M // 7),
    "backticks": "`" * M,
    "backticks apart": " `a ``a" * (M // 7),
    "quotations": ">" * M,
    "lists": "- " * (M // 2),
    "entities": "&#x41;" * (M // 6),
    "quotation marks": '" ' * (M // 2),
    "curly marks": "“" * M,
    "citations": "[@a:a;" * (M // 6),
    "placeholders": "{reports " * (M // 9),
    "full stops": "." * M,
    "ellipses": "… " * (M // 2),
    "sentences": "A b. " * (M // 5),
    "abbreviations": "U.S. " * (M // 5),
    "links": "[a](http://a " * (M // 13),
    "parentheses": "[a](" * (M // 5) + ")" * (M // 5),
    "underscores": "a_" * (M // 2),
    "backslashes": "\\" * M,
    "own blocks": "::: own\n" * (M // 8),
    "tags": "<a " * (M // 3),
    "definitions": "".join(f"[a{number}]: http://a.b\n" for number in range(900)),
    "spaces": " " * M,
}


@pytest.mark.parametrize("name", TANGLED)
def test_no_text_takes_long(dossier: Path, name: str) -> None:
    text = TANGLED[name]
    write(dossier, PAGE, f"{HEAD}{text}\n")
    write(dossier, "content/explainers/tangled.md", f"{HEAD}{text}\n")
    folded = text.replace("\n", "\n  ")
    edit(dossier, "content/home.yaml", "lede: Two village", f"lede: |\n  {folded}\nhow_to_read: Two village")
    edit(dossier, "content/home.yaml", "how_to_read: Each", "# Each")
    edit(dossier, "content/people/ines-calder.yaml", "  - No text says", f"  - |\n    {folded}\n  - No text")
    started = time.perf_counter()
    ran = check(dossier)
    assert time.perf_counter() - started < PATIENCE
    assert ran.code in (0, 1)


@pytest.mark.parametrize("file", [PAGE, "content/explainers/the-repair.md"])
def test_a_paragraph_that_is_too_long_is_not_read(dossier: Path, file: str) -> None:
    write(dossier, file, f"{HEAD}Short.\n\n{'A b. ' * 100_000}\n")
    [problem] = check(dossier).problems
    assert problem == (
        f"{file}:8:1: too-large: a paragraph of 500001 characters; at most {MAX_PARAGRAPH} are read"
    )


def test_a_statement_that_is_too_long_is_not_read(dossier: Path) -> None:
    edit(dossier, PERSON, "While the bridge", f"{'x ' * MAX_PARAGRAPH}While the bridge")
    [problem] = check(dossier).problems
    assert problem.startswith(f"{PERSON}:15:15: too-large: a paragraph of ")


def test_a_long_quotation_with_one_wrong_word_is_told_soon(dossier: Path) -> None:
    words = " ".join(f"word{number % 977} and {number % 31}" for number in range(20_000)).split()
    text = " ".join(words)
    write(dossier, "seeds/long.txt", text)
    words[1000] = "wrong"
    write(
        dossier,
        "content/sources/long.yaml",
        f"mark: L\nfile: long.txt\nsha256: {hash_of(text)}\nlanguage: en\ntype: document\n"
        f"excerpts:\n  all:\n    exact: {' '.join(words[5:-5])}\n",
    )
    edit(dossier, PERSON, "[ferry-post:miller]", "[ferry-post:miller, long:all]")
    started = time.perf_counter()
    assert check(dossier).codes == ["quote-not-found"]
    assert time.perf_counter() - started < PATIENCE


def hash_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


# ---------------------------------------------------------------- places


def test_things_that_are_no_files(dossier: Path) -> None:
    os.mkfifo(dossier / "content/people/fifo.yaml")
    (dossier / "content/people/folder.yaml").mkdir()
    (dossier / "content/people/out.yaml").symlink_to("/etc/hostname")
    (dossier / "content/people/circle.yaml").symlink_to("circle.yaml")
    (dossier / "content/pages/out.md").symlink_to("/etc/hostname")
    (dossier / "content/lineages").symlink_to("/etc")
    ran = check(dossier)
    assert ran.code == 1
    told = {line.split(":")[0] for line in ran.problems}
    assert {f"content/people/{name}.yaml" for name in ("fifo", "folder", "out", "circle")} <= told
    assert "content/pages/out.md" in told
    assert "root:" not in ran.text
    assert set(ran.codes) <= {"unreadable", "unexpected-file", "bad-id"}


def test_a_source_never_reads_outside_its_folder(dossier: Path) -> None:
    source = "content/sources/marsh-notes.yaml"
    good = (dossier / source).read_text(encoding="utf-8")
    for name in ("../../etc/passwd", "/etc/passwd", "..", "a/b.txt", ".hidden", "a\\b.txt", "x" * 300):
        write(dossier, source, good.replace("file: marsh-notes.txt", f"file: '{name}'"))
        ran = check(dossier)
        assert ran.codes == ["bad-value"], name
        assert ran.problems[0].startswith(f"{source}:3:7: ")


@pytest.mark.parametrize("name", ["seeds", "content", "content/people"])
def test_a_folder_that_is_a_link_to_elsewhere_is_not_read(dossier: Path, tmp_path: Path, name: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    shutil.move(dossier / name, elsewhere)
    (dossier / name).symlink_to(elsewhere)
    ran = check(dossier)
    assert ran.code == 1
    assert "unreadable" in ran.codes


ODD_NAMES = [
    "a b.yaml",
    "Ä.yaml",
    "a\nb.yaml",
    "a\x1b[31m.yaml",
    "-.yaml",
    "a--b.yaml",
    "x" * 65 + ".yaml",
    "{{7*7}}.yaml",
]


@pytest.mark.parametrize("name", [os.fsencode(name) for name in ODD_NAMES] + [b"\xff\xfe.yaml"])
@pytest.mark.parametrize("folder", ["content/people", "content", "content/explainers"])
def test_odd_names_are_told_and_printed_safely(dossier: Path, folder: str, name: bytes) -> None:
    (dossier / folder / os.fsdecode(name)).write_text("name: x", encoding="utf-8")
    ran = check(dossier)
    assert ran.code == 1
    assert len(ran.problems) == 1
    assert "\x1b" not in ran.text
    assert ran.text.isascii() or "Ä" in ran.text
    assert ran.text.count("\n") == len(ran.text.splitlines())


def test_a_text_cannot_write_to_the_terminal(dossier: Path) -> None:
    seed = "content/sources/third.yaml"
    text = "It rained\x1b[2J\x1b[31m on\x07 the \u202efair, and everybody\x9b came to see it.\n"
    write(dossier, "seeds/third.txt", text)
    write(
        dossier,
        seed,
        f"mark: T\nfile: third.txt\nsha256: {hash_of(text)}\nlanguage: en\ntype: document\n"
        "excerpts:\n  rain:\n    exact: It rained on the fair, and everybody came to sea it.\n",
    )
    edit(dossier, PERSON, "[ferry-post:miller]", "[ferry-post:miller, third:rain]")
    ran = check(dossier)
    assert "quote-not-found" in ran.codes
    assert "nearest, seeds/third.txt line 1" in ran.text
    assert all(character.isprintable() or character == "\n" for character in ran.text)


@contextmanager
def without_rights() -> Iterator[None]:
    """Let the block run as somebody who may not read everything, as root may."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize(
    "name",
    [
        PERSON,
        "content/people",
        "content",
        "content/home.yaml",
        "content/pages/about.md",
        "seeds/ferry-post.txt",
        "seeds",
        "site.yaml",
        "templates/home.html",
        "templates/words/en.yaml",
        "templates/style.css",
        "templates",
        ".",
    ],
)
def test_what_may_not_be_read_is_told(name: str) -> None:
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    try:
        dossier = copy(STARTER, folder / "dossier")
        write(dossier, "templates/home.html", (DEFAULT_TEMPLATES / "home.html").read_text(encoding="utf-8"))
        write(dossier, "templates/words/en.yaml", "nav-people: Everybody")
        write(dossier, "templates/style.css", "p { color: red }")
        assert check(dossier).code == 0
        for path in dossier.rglob("*"):
            path.chmod(0o755 if path.is_dir() else 0o644)
        (dossier / name).chmod(0)
        with without_rights():
            ran = check(dossier)
        (dossier / name).chmod(0o755)
        assert ran.code == (2 if name == "." else 1), ran.text
        assert name == "." or "unreadable" in ran.codes, ran.text
    finally:
        shutil.rmtree(folder)


# ---------------------------------------------------------------- markup in every field

PROSE = (
    "<script>alert({n})</script><img src=x onerror=alert({n})> {{{{ 7*{n} }}}} "
    "{{% include 'base.html' %}} &lt;b&gt;"
)
PLAIN = "\"><script>alert({n})</script>' onload='alert({n})' {{{{ 7*{n} }}}} [a](javascript:alert({n})) <!--"


def poisoned(dossier: Path) -> tuple[list[str], list[str]]:
    """Put markup into every text of a dossier; give what stands in prose and what stands in plain texts."""
    prose: list[str] = []
    plain: list[str] = []

    def put(file: str, words: str, kind: list[str]) -> None:
        pattern = PROSE if kind is prose else PLAIN
        payload = pattern.format(n=1000 + len(prose) + len(plain))
        kind.append(payload)
        quoted = f"'{(words.split(': ', 1)[1] + ' ' + payload).replace(chr(39), chr(39) * 2)}'"
        edit(dossier, file, words, f"{words.split(': ', 1)[0]}: {quoted}")

    edit(dossier, "site.yaml", "languages:", "particulars: report\nlanguages:")  # the numbers are nobody's
    home, people, source = (
        "content/home.yaml",
        "content/people/ines-calder.yaml",
        "content/sources/ferry-post.yaml",
    )
    for words in (
        "title: The footbridge",
        "tagline: Two village papers on one bridge",
        "publisher: The footbridge project",
    ):
        put("site.yaml", words, plain)
    edit(dossier, "site.yaml", "description: What two", 'description: What <script>alert(1)</script> "two"')
    put(home, "heading: When did the bridge reopen?", plain)
    put(home, "    heading: What happened", plain)
    put(home, "lede: Two village papers wrote about one bridge. This dossier sets them side by side.", prose)
    put(home, "text: Nine beams were replaced, according to {reports}.", prose)
    edit(dossier, people, "name: Ines Calder", "name: '" + PLAIN.format(n=1).replace("'", "''") + "'")
    plain.append(PLAIN.format(n=1))
    put(people, "label: Role", plain)
    put(people, "value: engineer in charge", prose)
    put(people, "heading: The repair", plain)
    put(people, "text: Ines Calder said that the railing was kept.", prose)
    edit(
        dossier,
        people,
        "  - No text",
        f"  - '{PROSE.format(n=2).replace(chr(39), chr(39) * 2)}'\n  - No text",
    )
    prose.append(PROSE.format(n=2))
    edit(
        dossier, PERSON, "variants: [Mr. Hale]", "variants: ['" + PLAIN.format(n=3).replace("'", "''") + "']"
    )
    plain.append(PLAIN.format(n=3))
    put(source, "publisher: The Ferry Post", plain)
    put(source, "title: The footbridge is open again", plain)
    edit(
        dossier,
        source,
        "published: 2019-05",
        "published: 2019-05\nauthor: ['" + PLAIN.format(n=4).replace("'", "''") + "']",
    )
    plain.append(PLAIN.format(n=4))
    put(source, "established: Cut out of the paper by the editors, who noted the month on it.", prose)
    put(source, "note: A crown is the money of this invented country.", prose)
    put("content/events/repair.yaml", "text: The footbridge reopened.", prose)
    question = "content/questions/when-did-it-reopen.yaml"
    edit(dossier, question, "question: When", "question: '" + PLAIN.format(n=5).replace("'", "''") + " When")
    edit(dossier, question, "footbridge reopen?", "footbridge reopen?'")
    plain.append(PLAIN.format(n=5))
    put(question, "value: on Saturday, 4 May 2019", prose)
    put(question, "compatible: A bridge can be walked on before it is declared open.", prose)
    put(question, "reading: We give both days, each with the paper that says so.", prose)
    for file, kept in (
        ("content/explainers/the-repair.md", "Both papers are short"),
        (PAGE, "This dossier is"),
    ):
        number = 2000 + len(prose)
        edit(dossier, file, kept, f"{PROSE.format(n=number)} {kept}")
        prose.append(PROSE.format(n=number))
        put(file, "title: " + ("The repair" if "repair" in file else "About"), plain)
    edit(
        dossier,
        "content/explainers/the-repair.md",
        "## What was done",
        f"## What was done {PROSE.format(n=6)}",
    )
    prose.append(PROSE.format(n=6))
    return prose, plain


def test_markup_is_shown_as_plain_text(dossier: Path) -> None:
    prose, plain = poisoned(dossier)
    seed = '<script>alert(1)</script> <b onclick=alert(2)>It rained</b> {{ 7*7 }} on Monday, and "nobody" minded.\n'
    write(dossier, "seeds/third.txt", seed)
    write(
        dossier,
        "content/sources/third.yaml",
        f"mark: T\nfile: third.txt\nsha256: {hash_of(seed)}\nlanguage: en\ntype: document\n"
        "excerpts:\n  rain:\n"
        "    exact: '<script>alert(1)</script> <b onclick=alert(2)>It rained</b> {{ 7*7 }} on Monday'\n",
    )
    edit(dossier, PERSON, "[ferry-post:miller]", "[ferry-post:miller, third:rain]")
    edit(dossier, "site.yaml", "languages: [en]", "languages: [en]\nquoted_share_limit: 100")
    public = built(dossier)
    shown = []
    for path, page in pages(public).items():
        shown += [page.body.text() if page.body else "", *(node.text() for node in page.css("title"))]
        for node in page.css("*"):
            if node.id == "_evidence":  # shows the quotations or does not; no page sends anything
                assert (node.tag, node.attributes["type"]) == ("input", "checkbox")
                continue
            assert node.tag not in ("iframe", "object", "embed", "img", "form", "input", "base", "frame"), (
                path
            )
            if node.tag == "script" and path == "a-z/index.html" and "type" not in node.attributes:
                assert (
                    node.text().rstrip()
                    == (ROOT / "templates" / "a-z.js").read_text(encoding="utf-8").rstrip()
                )
            else:
                assert node.tag != "script" or node.attributes.get("type") == "application/ld+json", path
            for name, value in node.attributes.items():
                assert not name.startswith("on"), f"{path}: {node.tag} {name}"
                if name in (
                    "href",
                    "src",
                    "action",
                    "formaction",
                    "srcset",
                    "xlink:href",
                    "poster",
                    "background",
                ):
                    kind = (value or "").strip().lower()
                    assert not kind.startswith(("javascript:", "vbscript:", "file:", "blob:")), path
                    assert not kind.startswith("data:") or node.tag == "link", path
    text = "\n".join(" ".join(part.split()) for part in shown)
    for payload in [*prose, *plain]:
        expected = payload.replace("&lt;b&gt;", "<b>")
        assert expected in text, expected
    assert "<script>alert(1)</script> <b onclick=alert(2)>It rained</b> {{ 7*7 }} on Monday" in text
    for extra in public.rglob("*"):
        if extra.suffix in (".xml", ".json", ".csv", ".txt") and extra.is_file():
            extra.read_bytes().decode("utf-8")


LINKS = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java&#x73;cript:alert(1)",
    "javascript&colon;alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/passwd",
    "//example.com/",
    "/\\example.com/",
    "\\\\example.com",
    "http:example.com",
    "http:///example.com",
    "ftp://example.com/",
    "tel:123",
    "relative/",
    "?query",
]


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> set[str | None]:
    """The addresses on a page whose text has no links."""
    dossier = copy(STARTER, tmp_path_factory.mktemp("usual") / "dossier")
    write(dossier, PAGE, f"{HEAD}a\n")
    return linked(dossier)


def linked(dossier: Path) -> set[str | None]:
    return {node.attributes["href"] for node in pages(built(dossier))["about/index.html"].css("[href]")}


FORMS = ["[a]({})", "[a](<{}>)", "<{}>", "[a][b]\n\n[b]: {}", "![a]({})", "[a]({} 'b')", "*[a]({})*"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("link", LINKS)
def test_a_link_that_is_none_never_becomes_one(link: str, form: str) -> None:
    found, problems = blocks(form.format(link), "a.md", 1, "en", own=True)
    wrong: list[Problem] = []
    said = sentence(form.format(link), Origin("a.yaml"), wrong)
    for parts, told in [(block.parts, problems) for block in found] + [(said.parts, wrong)]:
        html = "".join(part for part in parts if isinstance(part, str))
        inside = [part.target for part in parts if isinstance(part, InternalLink)]
        assert told or '<a href="' not in html.replace('<a href="">', "")
        assert not any(target.startswith(("//", "/\\")) for target in inside)


def test_a_link_that_is_none_is_shown_as_it_is_typed(dossier: Path, usual: set[str | None]) -> None:
    shown = [link for link in LINKS if not blocks(f"<{link}>", "a.md", 1, "en", own=True)[1]]
    assert shown
    write(dossier, PAGE, f"{HEAD}{' '.join(f'<{link}>' for link in shown)}\n")
    assert linked(dossier) == usual


def test_a_link_that_is_one_becomes_one(dossier: Path, usual: set[str | None]) -> None:
    links = ["https://example.com/", "http://example.com/?a=1&b=2", "mailto:a@example.com", "/people/"]
    write(dossier, PAGE, f"{HEAD}{' '.join(f'[a]({link})' for link in links)}\n")
    assert linked(dossier) - usual == {*links[:3]}
    assert "../people/" in usual


# ---------------------------------------------------------------- where a build may write


def test_a_build_writes_its_output_and_nothing_else(dossier: Path, tmp_path: Path) -> None:
    write(tmp_path, "beside/file", "x")
    before = snapshot(tmp_path)
    built(dossier)
    after = snapshot(tmp_path)
    assert {name: after[name] for name in before} == before
    new = {"/".join(name.split("/")[:2]) for name in after if name not in before}
    assert new == {"dossier/public", "dossier/.cache"}


def test_a_check_writes_nothing(dossier: Path, tmp_path: Path) -> None:
    before = snapshot(tmp_path)
    assert check(dossier).code == 0
    assert snapshot(tmp_path) == before


def make_folder(place: Path) -> None:
    write(place, "precious/file", "x")


def make_file(place: Path) -> None:
    write(place.parent, place.name, "x")


def make_fifo(place: Path) -> None:
    os.mkfifo(place)


def make_link_to_folder(place: Path) -> None:
    write(place.with_name("precious"), "file", "x")
    place.symlink_to("precious")


def make_link_to_file(place: Path) -> None:
    write(place.parent, "precious", "x")
    place.symlink_to("precious")


def make_circle(place: Path) -> None:
    place.symlink_to(place.name)


def make_hidden(place: Path) -> None:
    write(place, ".precious", "x")


def make_false_marker(place: Path) -> None:
    write(place, ".generator/file", "x")


@pytest.mark.parametrize(
    "make",
    [
        make_folder,
        make_file,
        make_fifo,
        make_link_to_folder,
        make_link_to_file,
        make_circle,
        make_hidden,
        make_false_marker,
    ],
)
@pytest.mark.parametrize("default", [True, False])
def test_what_somebody_else_made_is_left_alone(
    dossier: Path, tmp_path: Path, make: Callable[[Path], None], *, default: bool
) -> None:
    output = dossier / "public" if default else tmp_path / "output"
    make(output)
    before = snapshot(tmp_path)
    ran = run("build", dossier, *(() if default else ("--output", output)))
    assert ran.code == 2, ran.text
    assert ran.text.startswith("generator: ")
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize(
    "output",
    [
        "",
        ".",
        "..",
        "/",
        "content",
        "content/people",
        "content/new",
        "seeds",
        "seeds/new/deep",
        "templates/x",
        "site.yaml",
        "site.yaml/x",
    ],
)
def test_the_output_never_lies_in_the_dossiers_own_parts(
    dossier: Path, tmp_path: Path, output: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(dossier)
    before = snapshot(tmp_path)
    ran = run("build", ".", "--output", output)
    assert ran.code == 2, ran.text
    assert ran.text.startswith("generator: ")
    assert snapshot(tmp_path) == before


def test_an_output_with_a_name_too_long(dossier: Path, tmp_path: Path) -> None:
    before = snapshot(tmp_path)
    for output in (tmp_path / ("x" * 300), tmp_path / "/".join(["x" * 100] * 60)):
        assert run("build", dossier, "--output", output).code == 2
    assert snapshot(tmp_path) == before


def test_a_link_to_a_published_site_is_followed(dossier: Path, tmp_path: Path) -> None:
    real = tmp_path / "www"
    assert run("build", dossier, "--output", real).code == 0
    (dossier / "public").symlink_to(real)
    old = real.stat().st_ino
    built(dossier)
    assert (dossier / "public").is_symlink()
    assert real.stat().st_ino != old
    assert (real / "index.html").is_file()


@pytest.mark.parametrize("name", [".public.next", ".public.previous"])
def test_a_link_beside_the_output_is_never_followed(dossier: Path, tmp_path: Path, name: str) -> None:
    write(tmp_path, "precious/index.html", "x")
    before = snapshot(tmp_path / "precious")
    (dossier / name).symlink_to(tmp_path / "precious")
    ran = run("build", dossier)
    assert ran.code in (0, 2)
    assert snapshot(tmp_path / "precious") == before
    if ran.code == 0:
        assert not (dossier / "public").is_symlink()


def test_a_folder_that_may_not_be_written_to(dossier: Path) -> None:
    folder = Path(tempfile.mkdtemp())
    try:
        closed = folder / "closed"
        closed.mkdir()
        folder.chmod(0o755)
        shutil.copytree(dossier, folder / "dossier")
        for path in (folder / "dossier").rglob("*"):
            path.chmod(0o755 if path.is_dir() else 0o644)
        (folder / "dossier").chmod(0o755)
        closed.chmod(0o555)
        with without_rights():
            ran = run("build", folder / "dossier", "--output", closed / "public")
        assert ran.code == 2, ran.text
        assert ran.text == f"generator: cannot publish to {closed / 'public'}: Permission denied\n"
    finally:
        shutil.rmtree(folder)

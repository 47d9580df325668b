"""Markdown, as much of it as a dossier has: sentences with their citations, and everything in its place."""

from __future__ import annotations

import re
from html import escape

import pytest
from hypothesis import given, settings

from generator.problems import Code, Origin, Problem
from generator.reading.prose import blocks, heading_anchor, sentence
from generator.records import Block, InternalLink, Part, Placeholder, Quoted
from tests.effort import LONG, QUICK, pieces_of, together


def shown(parts: tuple[Part, ...]) -> str:
    """Write parts down: HTML as it is, everything else in angle signs of its own."""
    told = ""
    for part in parts:
        match part:
            case str():
                told += part
            case Quoted(words=words):
                told += f"‹q {escape(words, quote=False)}›"
            case Placeholder():
                told += f"‹{part.value}›"
            case InternalLink(target=target):
                told += f"‹to {target}›"
    return told


def read(text: str, *, own: bool = False) -> tuple[str, list[Code]]:
    problems: list[Problem] = []
    prose = sentence(text, Origin("a.yaml", 3, 7), problems, own=own)
    assert all(problem.origin == ("a.yaml", 3, 7) for problem in problems)
    return shown(prose.parts), [problem.code for problem in problems]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("plain words", "plain words"),
        ("one\n  two\n\nthree", "one two three"),
        (
            "*one* **two** `three` _four_",
            "<em>one</em> <strong>two</strong> <code>three</code> <em>four</em>",
        ),
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("<b>bold</b> <!-- no --> <br>", "&lt;b&gt;bold&lt;/b&gt; &lt;!-- no --&gt; &lt;br&gt;"),
        ("&lt;b&gt; &amp; &copy;", "&lt;b&gt; &amp; ©"),
        (r"\*not\* \_so\_ \<b>", "*not* _so_ &lt;b&gt;"),
        ('`<b> & "x"`', '<code>&lt;b&gt; &amp; "x"</code>'),
        ('he said "no way" twice', "he said ‹q no way› twice"),
        ("he said “no *way*” twice", "he said ‹q no *way*› twice"),
        ('"a" and "b"', "‹q a› and ‹q b›"),
        ("*he said “no”*", "<em>he said ‹q no›</em>"),
        ("“no   \n way”", "‹q no way›"),
        ("say {reports} and {sources}", "say ‹reports› and ‹sources›"),
        ("{Reports} say", "‹Reports› say"),
        ("{ reports } {{x}} { } {1}", None),
        (
            "[a](https://example.org/?a=1&b=2)",
            '<a href="https://example.org/?a=1&amp;b=2" rel="external noreferrer">a</a>',
        ),
        ("[*a*](/people/x/#y)", '<a href="‹to /people/x/#y›"><em>a</em></a>'),
        ("[a](mailto:a@b.org)", '<a href="mailto:a@b.org" rel="external noreferrer">a</a>'),
        (
            "<https://example.org/>",
            '<a href="https://example.org/" rel="external noreferrer">https://example.org/</a>',
        ),
        (
            '[a](https://example.org/ "title")',
            '<a href="https://example.org/" rel="external noreferrer">a</a>',
        ),
        ("https://example.org/", "https://example.org/"),
        ("# no heading", "# no heading"),
        ("- no list", "- no list"),
        ("1. no list", "1. no list"),
        ("> no quotation", "&gt; no quotation"),
        ("| a | b |", "| a | b |"),
        ("a -- b ... (c)", "a -- b ... (c)"),
        ("it's ‘so’", "it's ‘so’"),
        ("[not a link]", "[not a link]"),
        ("[^1]", "[^1]"),
        ("5 * 3 * 2 and snake_case_word", "5 * 3 * 2 and snake_case_word"),
        ("{{ 7*7 }} {% x %}", "{{ 7*7 }} {% x %}"),
    ],
)
def test_a_sentence_becomes_html(text: str, html: str | None) -> None:
    told, problems = read(text)
    if html is None:
        assert (told, problems) == ("{ reports } {} { } {1}", [Code.UNKNOWN_PLACEHOLDER])
    else:
        assert (told, problems) == (html, [])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{report}", Code.UNKNOWN_PLACEHOLDER),
        ("{REPORTS}", Code.UNKNOWN_PLACEHOLDER),
        ("a “b", Code.WORDS_NOT_CITED),
        ("a b”", Code.WORDS_NOT_CITED),
        ('a "b', Code.WORDS_NOT_CITED),
        ('“a"', Code.WORDS_NOT_CITED),
        (r"\"a\"", Code.WORDS_NOT_CITED),
        ("&quot;a&quot;", Code.WORDS_NOT_CITED),
        ("&ldquo;a&rdquo;", Code.WORDS_NOT_CITED),
        ('" "', Code.WORDS_NOT_CITED),
        ('""', Code.WORDS_NOT_CITED),
        ("&#x202e;a", Code.BAD_CHARACTER),
        ("&zwj;a", Code.BAD_CHARACTER),
        ("&shy;a", Code.BAD_CHARACTER),
        ("[a](javascript:x)", Code.BAD_URL),
        ("[a](JAVASCRIPT:x)", Code.BAD_URL),
        ("[a](data:text/html,x)", Code.BAD_URL),
        ("[a](//example.org)", Code.BAD_URL),
        ("[a](people/)", Code.BAD_URL),
        ("[a](#x)", Code.BAD_URL),
        ("<javascript:x>", Code.BAD_URL),
        ("![a](x.png)", Code.BAD_URL),
        ("a [@x:y]", Code.MARKDOWN),
        ("a [@x]", Code.MARKDOWN),
    ],
)
def test_what_a_sentence_may_not_hold(text: str, code: Code) -> None:
    assert read(text)[1] == [code]


@pytest.mark.parametrize("text", ["{reports}", "{Reports}", "{sources}"])
def test_the_sites_own_voice_has_nothing_to_count(text: str) -> None:
    assert read(text, own=True)[1] == [Code.UNKNOWN_PLACEHOLDER]


# ---------------------------------------------------------------- a page


def page(text: str, *, own: bool = False, first_line: int = 1) -> tuple[tuple[Block, ...], list[Problem]]:
    return blocks(text, "a.md", first_line, "en", own=own)


def told(text: str, *, own: bool = False) -> list[str]:
    """List the blocks of a page without problems, each sentence as `text [keys] #id`."""
    found, problems = page(text, own=own)
    assert problems == []
    lines = []
    for block in found:
        head = (
            f"{block.opens}{block.kind}{'*' if block.own else ''}{'#' + block.anchor if block.anchor else ''}"
        )
        lines.append(f"{head}: {shown(block.parts)}" if block.own else f"{head}:")
        for said in block.sentences:
            keys = " ".join(citation.key for citation in said.citations)
            name = "" if said.id.startswith("s-") else f" #{said.id}"
            lines.append(f"  {' '.join(shown(said.prose['en'].parts).split())} [{keys}]{name}")
        if block.closes:
            lines.append(block.closes)
    return lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. [@a:x]", ["paragraph:", "  One. [a:x]"]),
        ("One [@a:x].", ["paragraph:", "  One . [a:x]"]),
        ("One. [@a:x] Two. [@a:y]", ["paragraph:", "  One. [a:x]", "  Two. [a:y]"]),
        ("One. [@a:x; @b:y] [@c:z]", ["paragraph:", "  One. [a:x b:y c:z]"]),
        ("One, [@a:x] two. [@a:y]", ["paragraph:", "  One, two. [a:x a:y]"]),
        ("One. [@a:x]{#one}", ["paragraph:", "  One. [a:x] #one"]),
        ("One.\n[@a:x]\nTwo.\n[@a:y]", ["paragraph:", "  One. [a:x]", "  Two. [a:y]"]),
        ("*One.* [@a:x] Two. [@a:y]", ["paragraph:", "  <em>One.</em> [a:x]", "  Two. [a:y]"]),
        ("One *two. Three* four. [@a:x]", ["paragraph:", "  One <em>two. Three</em> four. [a:x]"]),
        (
            "He came to the U.S. [@a:x] The others stayed. [@a:y]",
            ["paragraph:", "  He came to the U.S. [a:x]", "  The others stayed. [a:y]"],
        ),
        (
            'She said "It is over. Go." [@a:x] He went. [@a:y]',
            ["paragraph:", "  She said ‹q It is over. Go.› [a:x]", "  He went. [a:y]"],
        ),
        (
            "One [a link. With a stop](/x/) on. [@a:x]",
            ["paragraph:", '  One <a href="‹to /x/›">a link. With a stop</a> on. [a:x]'],
        ),
        ("{Reports} say so. [@a:x]", ["paragraph:", "  ‹Reports› say so. [a:x]"]),
        ("## A heading\n\nOne. [@a:x]", ["heading-2*#a-heading: A heading", "paragraph:", "  One. [a:x]"]),
        ("### Über *uns*!", ["heading-3*#uber-uns: Über <em>uns</em>!"]),
        ("## 北京", ["heading-2*#section: 北京"]),
        (
            "::: own\nMine. And mine.\n:::\n\nOne. [@a:x]",
            ["paragraph*: Mine. And mine.", "paragraph:", "  One. [a:x]"],
        ),
        ("::: own\n- a\n- b\n:::", ["<ul>item*: a", "item*: b", "</ul>"]),
        (
            "- One. [@a:x]\n- Two. [@a:y]\n\nThree. [@a:z]",
            ["<ul>item:", "  One. [a:x]", "item:", "  Two. [a:y]", "</ul>", "paragraph:", "  Three. [a:z]"],
        ),
        ("1. One. [@a:x]", ["<ol>item:", "  One. [a:x]", "</ol>"]),
        (
            "- One. [@a:x]\n\n1. Two. [@a:y]",
            ["<ul>item:", "  One. [a:x]", "</ul>", "<ol>item:", "  Two. [a:y]", "</ol>"],
        ),
    ],
)
def test_a_page_is_divided_into_sentences(text: str, expected: list[str]) -> None:
    assert told(text) == expected


def test_a_page_in_the_sites_own_voice_cites_nothing() -> None:
    assert told("One. Two.\n\n- a", own=True) == ["paragraph*: One. Two.", "<ul>item*: a", "</ul>"]


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("One.\nTwo. [@a:x]", Code.UNCITED_SENTENCE, 1, 1),
        ("One. [@a:x]\nTwo.", Code.UNCITED_SENTENCE, 2, 1),
        ("One. [@a:x]\n\n  Two three.", Code.UNCITED_SENTENCE, 3, 3),
        ("- One. [@a:x]\n- Two.", Code.UNCITED_SENTENCE, 2, 3),
        ("One. [@a:x] Two. Three. [@a:y]", Code.UNCITED_SENTENCE, 1, 13),
        ("*One.* Two. [@a:y]", Code.UNCITED_SENTENCE, 1, 2),
        ("One. [@a:x]\n\n[@a:y]", Code.MARKDOWN, 3, 1),
        ("One. [@a]", Code.MARKDOWN, 1, 6),
        ("One. [@a:x, @b:y]", Code.MARKDOWN, 1, 6),
        ("One. [@A:x]", Code.MARKDOWN, 1, 6),
        ("One [@a:x].\nTwo [@a:].", Code.MARKDOWN, 2, 5),
        ("One. [@a:x] Two. [@a:x]", Code.DUPLICATE_ID, 1, 13),
        ("One. [@a:x; @b:y] Two. [@b:y; @a:x]", Code.DUPLICATE_ID, 1, 19),
        ("One. [@a:x]{#i} Two. [@a:y]{#i}", Code.DUPLICATE_ID, 1, 17),
        ("## A\n\n## A", Code.DUPLICATE_ID, 3, 4),
        ("## One\n\nOne. [@a:x]{#one}", Code.DUPLICATE_ID, 3, 1),
        ("One. [@a:x]{#one}\n\n## One", Code.DUPLICATE_ID, 3, 4),
        ("One {what}. [@a:x]", Code.UNKNOWN_PLACEHOLDER, 1, 5),
        ("::: own\nMine. [@a:x]\n:::", Code.MARKDOWN, 2, 7),
        ("::: own\n{reports}\n:::", Code.UNKNOWN_PLACEHOLDER, 2, 1),
        ("# One", Code.MARKDOWN, 1, 1),
        ("One\n===", Code.MARKDOWN, 1, 1),
        ("#### One", Code.MARKDOWN, 1, 1),
        ("> One. [@a:x]", Code.MARKDOWN, 1, 1),
        ("> ::: own\n> ", Code.MARKDOWN, 1, 1),
        ("One. [@a:x]\n\n***", Code.MARKDOWN, 3, 1),
        ("```\ncode\n```", Code.MARKDOWN, 1, 1),
        ("One. [@a:x]\n\n    code", Code.MARKDOWN, 3, 1),
        ("- One. [@a:x]\n  - Two. [@a:y]", Code.MARKDOWN, 2, 1),
        ("- One. [@a:x]\n\n  Two. [@a:y]", Code.MARKDOWN, 3, 1),
        ("- One. [@a:x]\n-\n- Two. [@a:y]", Code.MARKDOWN, 2, 1),
        ("- ## One", Code.MARKDOWN, 1, 1),
        ("One. [x](javascript:y) [@a:x]", Code.BAD_URL, 1, 1),
    ],
)
def test_what_a_page_may_not_hold_is_told_at_its_place(text: str, code: Code, line: int, column: int) -> None:
    _blocks, problems = page(text, first_line=11)
    assert [problem.code for problem in problems] == [code]
    origin = problems[0].origin
    assert (origin.path, origin.line - 10) == ("a.md", line)
    assert origin.column == column


def test_every_citation_knows_its_place() -> None:
    found, problems = page("One [@a:xy; @a:x; @b:y] two,\nthree. [@c:z]", first_line=5)
    assert problems == []
    [said] = found[0].sentences
    assert [(citation.key, citation.origin.line, citation.origin.column) for citation in said.citations] == [
        ("a:xy", 5, 7),
        ("a:x", 5, 14),
        ("b:y", 5, 20),
        ("c:z", 6, 10),
    ]


def test_an_id_is_made_from_what_is_cited_and_from_nothing_else() -> None:
    def ids(text: str) -> list[str]:
        return [said.id for block in page(text)[0] for said in block.sentences]

    [first] = ids("One. [@a:x; @b:y]")
    assert ids("Another wording altogether! [@b:y] [@a:x]") == [first]
    assert ids("Before. [@c:z]\n\nOne. [@a:x; @b:y]")[1] == first
    assert ids("One. [@a:x]") != [first]


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("A heading", "a-heading"),
        ("Señor Muñoz’s 2 cents!", "senor-munozs-2-cents"),
        ("  --  ", "section"),
        ("ﬁne", "fine"),
        ("Ångström", "angstrom"),
        ("日本", "section"),
    ],
)
def test_a_heading_has_an_address(text: str, anchor: str) -> None:
    assert heading_anchor(text) == anchor


PIECES = [
    *"ab. *_`[](){}<>!#\"“”&;:\\\n-1", "[@a:x]", "[@a:x; @b:y]", "{#id}", "{reports}", "::: own\n", ":::\n",
    "\n\n", "## ", "- ", "> ", "1. ", "One. ", "U.S. ", "[a](/b/)", "[a](x:y)", "**", "&amp;", "&#x200b;",
    "![", "    ", "---\n", "```\n", "<b>",
]  # fmt: skip
PAGES = pieces_of(PIECES, most=30).map("".join)


def keeps_its_promises(text: str) -> None:
    """Tags are closed, nothing raw comes through, and a page without problems has cited every sentence."""
    for own in (False, True):
        found, problems = page(text, own=own, first_line=4)
        html = "".join(
            block.opens
            + shown(block.parts)
            + "".join(shown(said.prose["en"].parts) for said in block.sentences)
            + block.closes
            for block in found
        )
        assert "<b>" not in html.replace("&lt;b&gt;", "")
        lines = text.count("\n") + 5
        assert all(1 <= problem.origin.line <= lines + 4 for problem in problems)
        if problems:
            continue
        for tag in ("em", "strong", "code", "a", "ul", "ol"):
            assert html.count(f"<{tag}>") + html.count(f"<{tag} ") == html.count(f"</{tag}>"), tag
        for block in found:
            assert block.own or block.sentences or not re.search("[ab1OU]", text)
            assert all(said.citations for said in block.sentences)
        ids = [said.id for block in found for said in block.sentences] + [
            block.anchor for block in found if block.anchor
        ]
        assert len(ids) == len(set(ids))


@settings(QUICK, max_examples=300)
@given(PAGES)
def test_no_page_is_too_odd(text: str) -> None:
    keeps_its_promises(text)


@pytest.mark.long
@settings(LONG)
@given(together(PAGES))
def test_no_page_is_too_odd_long(texts: list[str]) -> None:
    for text in texts:
        keeps_its_promises(text)

"""YAML as text with places: what is read stays what was typed, and everything knows its line and column."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.problems import Code
from generator.reading.characters import refused
from generator.reading.yamlfile import MAX_DEPTH, Mapping, Node, Scalar, Sequence, parse
from tests.effort import LONG, QUICK, pieces_of, together


def read(text: str, first_line: int = 1) -> Node:
    node, problems = parse(text, "a.yaml", first_line=first_line)
    assert problems == []
    assert node is not None
    return node


def plain(node: Node) -> object:
    match node:
        case Scalar(value=value):
            return value
        case Sequence(items=items):
            return [plain(item) for item in items]
        case Mapping(pairs=pairs):
            return {name: plain(value) for name, (_key, value) in pairs.items()}


def places(node: Node) -> list[tuple[str, int, int]]:
    """List every scalar, keys among them, with its place."""
    match node:
        case Scalar(value=value, line=line, column=column):
            return [(value, line, column)]
        case Sequence(items=items):
            return [place for item in items for place in places(item)]
        case Mapping(pairs=pairs):
            return [place for pair in pairs.values() for part in pair for place in places(part)]


TEXT = """\
# a comment
name: Ines Calder   # another
list:
  - one
  - [two, "three: 3"]
deep: {a: 'b', c: {d: e}}
block: |
  first line
  second: line
folded: >-
  first
  second
empty:
"""


def test_everything_knows_its_place() -> None:
    assert places(read(TEXT)) == [
        ("name", 2, 1),
        ("Ines Calder", 2, 7),
        ("list", 3, 1),
        ("one", 4, 5),
        ("two", 5, 6),
        ("three: 3", 5, 11),
        ("deep", 6, 1),
        ("a", 6, 8),
        ("b", 6, 11),
        ("c", 6, 16),
        ("d", 6, 20),
        ("e", 6, 23),
        ("block", 7, 1),
        ("first line\nsecond: line\n", 8, 8),
        ("folded", 10, 1),
        ("first second", 11, 9),
        ("empty", 13, 1),
        ("", 13, 7),
    ]


def test_a_file_that_begins_further_down_knows_its_lines() -> None:
    assert places(read("a: b\nc: d\n", first_line=7)) == [("a", 7, 1), ("b", 7, 4), ("c", 8, 1), ("d", 8, 4)]
    _node, problems = parse("a: b\n- c\n", "a.yaml", first_line=7)
    assert [problem.origin for problem in problems] == [("a.yaml", 8, 1)]


@pytest.mark.parametrize(
    "typed",
    "no yes on off true false null ~ 007 0x10 0o7 1e3 1_000 12:30 2019-05-04 .5 +1 -0 .inf NaN 3.10 =".split(),
)
def test_a_value_stays_what_was_typed(typed: str) -> None:
    assert plain(read(f"a: {typed}")) == {"a": typed}


def test_columns_count_characters_and_not_bytes() -> None:
    assert places(read("{ä: ö, 🏳: x}")) == [("ä", 1, 2), ("ö", 1, 5), ("🏳", 1, 8), ("x", 1, 11)]


def test_nothing_is_nothing() -> None:
    for text in ("", "\n\n", "# only a comment\n", "---\n", "---\n...\n"):
        node, problems = parse(text, "a.yaml")
        assert problems == []
        assert node is None or node == Scalar("", True, node.line, node.column)


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("a: b\na: c", Code.DUPLICATE_KEY, 2, 1),
        ("x:\n  - a: b\n    'a': c", Code.DUPLICATE_KEY, 3, 5),
        ("a: {b: 1, c: 2, b: 3}", Code.DUPLICATE_KEY, 1, 17),
        ("a: &x b", Code.YAML_FEATURE, 1, 4),
        ("a: *x", Code.YAML_FEATURE, 1, 4),
        ("*x : a", Code.YAML_FEATURE, 1, 1),
        ("&x a: b", Code.YAML_FEATURE, 1, 1),
        ("a: !!str b", Code.YAML_FEATURE, 1, 4),
        ("!!map {a: b}", Code.YAML_FEATURE, 1, 1),
        ("a: !<tag:yaml.org,2002:python/object:x> b", Code.YAML_FEATURE, 1, 4),
        ("<<: {a: b}", Code.YAML_FEATURE, 1, 1),
        ("? {a: b}\n: c", Code.YAML_FEATURE, 1, 3),
        ("[a]: b", Code.YAML_FEATURE, 1, 1),
        ("a: b\n---\nc: d", Code.YAML_FEATURE, 2, 1),
        ('a: "\\u200b"', Code.BAD_CHARACTER, 1, 4),
        ('a: "\\e[31m"', Code.BAD_CHARACTER, 1, 4),
        ("a: b: c", Code.YAML_SYNTAX, 1, 5),
        ("a:\n\tb: c", Code.YAML_SYNTAX, 2, 1),
        ("a: 'b", Code.YAML_SYNTAX, 1, 4),
        ("a: [b", Code.YAML_SYNTAX, 1, 4),
        ("a: [b\nc: d\n", Code.YAML_SYNTAX, 1, 4),
        ("a: b\n c: d", Code.YAML_SYNTAX, 2, 3),
        ("a: @b", Code.YAML_SYNTAX, 1, 4),
        ("a: `b", Code.YAML_SYNTAX, 1, 4),
        ("a: %b", Code.YAML_SYNTAX, 1, 4),
        ("a: }", Code.YAML_SYNTAX, 1, 4),
        ('a: "\\q"', Code.YAML_SYNTAX, 1, 5),
    ],
)
def test_what_is_refused_is_refused_at_its_place(text: str, code: Code, line: int, column: int) -> None:
    _node, problems = parse(text, "a.yaml")
    assert [(problem.code, problem.origin) for problem in problems] == [(code, ("a.yaml", line, column))]


def test_a_quoted_merge_sign_is_a_key_like_any_other() -> None:
    assert plain(read("'<<': a")) == {"<<": "a"}


def test_depth_ends_at_a_bound() -> None:
    assert plain(read("[" * MAX_DEPTH + "x" + "]" * MAX_DEPTH)) is not None
    for deep in ("[" * (MAX_DEPTH + 1) + "x", "{a: " * (MAX_DEPTH + 1) + "x", "- " * (MAX_DEPTH + 1) + "x"):
        node, [problem] = parse(deep, "a.yaml")
        assert (node, problem.code) == (None, Code.TOO_LARGE)


# ---------------------------------------------------------------- against PyYAML itself

# Left out of what is drawn from, or most of what is drawn would be thrown away by the filter.
REFUSED = "".join(filter(refused, map(chr, range(0x10000))))
WORDS = st.text(
    st.characters(codec="utf-8", exclude_characters=f"{REFUSED}\r"), min_size=1, max_size=12
).filter(lambda text: refused(text) is None)
TREES = st.recursive(
    WORDS, lambda tree: st.lists(tree, max_size=3) | st.dictionaries(WORDS, tree, max_size=3), max_leaves=8
)


def reads_what_was_written(tree: object, width: int, *, flow: bool) -> None:
    text = yaml.safe_dump(tree, allow_unicode=True, default_flow_style=flow, width=width, default_style='"')
    text = text.replace("!!str ", "")
    node, problems = parse(text, "a.yaml")
    if any(problem.code is Code.YAML_FEATURE for problem in problems):
        return  # the same list stands twice, and PyYAML writes an alias
    assert problems == []
    assert node is not None
    assert plain(node) == tree
    lines = text.split("\n")
    for _value, line, column in places(node):
        assert 1 <= line <= len(lines)
        assert 1 <= column <= len(lines[line - 1]) + 1


@settings(QUICK)
@given(TREES, st.integers(20, 100), st.booleans())
def test_what_was_written_is_read(tree: object, width: int, flow: bool) -> None:
    reads_what_was_written(tree, width, flow=flow)


@pytest.mark.long
@settings(LONG)
@given(together(st.tuples(TREES, st.integers(20, 100), st.booleans())))
def test_what_was_written_is_read_long(cases: list[tuple[object, int, bool]]) -> None:
    for tree, width, flow in cases:
        reads_what_was_written(tree, width, flow=flow)


def survives(text: str) -> None:
    node, problems = parse(text, "a.yaml")
    assert problems or node is None or places(node) or plain(node) in ([], {})
    for problem in problems:
        assert 1 <= problem.origin.line <= text.count("\n") + 2
        assert problem.origin.column >= 1


PIECES = [*"abc: -[]{}&*!|>'\"%@`#,?\n\t~<.\\0", "é", "🏳", "---\n", "...\n", "a: ", "\n  ", "- "]
ODD = pieces_of(PIECES, most=40).map("".join)


@settings(QUICK)
@given(ODD)
def test_no_text_is_too_odd(text: str) -> None:
    survives(text)


@pytest.mark.long
@settings(LONG)
@given(together(ODD))
def test_no_text_is_too_odd_long(texts: list[str]) -> None:
    for text in texts:
        survives(text)

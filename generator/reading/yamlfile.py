"""YAML text -> a tree of nodes that know their line and column. The only module that imports `yaml`.

Every scalar stays the text that was typed: `no`, `007` and `12:30` mean what they say until a schema asks for
something else. The tree is built from libyaml's events, which do not recurse, so that no nesting can exhaust
the stack; depth and size are bounded. Anchors, aliases, tags, merge keys and several documents are refused:
they let a short file stand for an endless one, and a dossier has no use for them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import yaml

from generator import work
from generator.problems import Code, Origin, Problem
from generator.reading.characters import refused

MAX_DEPTH = 16
MAX_NODES = 500_000

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Scalar(NamedTuple):
    """A leaf: its text, whether it stood without quotation marks, and where."""

    value: str
    plain: bool
    line: int
    column: int


class Sequence(NamedTuple):
    """A list."""

    items: list[Node]
    line: int
    column: int


class Mapping(NamedTuple):
    """A mapping in the order typed, each key with the place where it stands."""

    pairs: dict[str, tuple[Scalar, Node]]
    line: int
    column: int


Node = Scalar | Sequence | Mapping

_HINTS = {
    "mapping values are not allowed": 'Put quotation marks round a text that contains ": ", or check the indentation.',
    "found character '\\t'": "Indent with spaces, not with a tab.",
    "found character that cannot start": "Indent with spaces, not with tabs; put quotation marks round a text that"
    " begins with @, ` or %.",
    "did not find expected key": "Check the indentation of this line and the quotation marks above it.",
    "could not find expected ':'": 'A key is followed by ": " and its value on the same line.',
    "did not find expected '-'": "The entries of a list begin with - in one column.",
    "found unexpected end of stream": "A quotation mark or bracket that was opened is not closed.",
    "found unknown escape": "Inside double quotation marks a backslash begins an escape; use single ones.",
    "did not find expected ',' or ']'": "A list in [ ] is not closed, or an entry in it needs quotation marks.",
    "did not find expected ',' or '}'": "A mapping in { } is not closed, or a text in it needs quotation marks.",
}


_NOT_CLOSED = ("found unexpected end", "did not find expected ','")


class _RefusedError(Exception):
    """Carries one problem out of the event loop."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def parse(text: str, path: str, *, first_line: int = 1) -> tuple[Node | None, list[Problem]]:
    """Parse one YAML document.

    `first_line` is the line of the file on which `text` begins. Returns the root node, None where the text is
    empty or cannot be parsed. Duplicate keys are problems that leave the first value standing.
    """
    work.done[work.PARSED] += 1
    problems: list[Problem] = []
    try:
        root = _tree(yaml.parse(text, Loader=_Loader), path, first_line - 1, problems)
    except _RefusedError as stop:
        return None, [*problems, stop.problem]
    except yaml.MarkedYAMLError as error:
        return None, [*problems, _syntax(error, path, first_line - 1)]
    except yaml.YAMLError as error:  # a ReaderError carries no mark; `decode` leaves little for it to find
        message = str(error).splitlines()[0]
        return None, [*problems, Problem(Origin(path, first_line), Code.YAML_SYNTAX, message)]
    return root, problems


def _syntax(error: yaml.MarkedYAMLError, path: str, shift: int) -> Problem:
    mark = error.problem_mark or error.context_mark
    if error.context_mark and (error.problem or "").startswith(_NOT_CLOSED):
        mark = error.context_mark  # where the mark or bracket stands, rather than where it is missed
    line, column = (mark.line + 1 + shift, mark.column + 1) if mark else (1 + shift, 1)
    message = error.problem or "this is not YAML"
    hint = next((hint for start, hint in _HINTS.items() if message.startswith(start)), "")
    if error.context and error.context_mark and error.context_mark.line != line - 1 - shift:
        message += f" ({error.context}, which begins on line {error.context_mark.line + 1 + shift})"
    return Problem(Origin(path, line, column), Code.YAML_SYNTAX, message, hint)


def _tree(events: Iterator[yaml.Event], path: str, shift: int, problems: list[Problem]) -> Node | None:
    root: Node | None = None
    stack: list[Sequence | Mapping] = []
    keys: list[Scalar | None] = []  # for each open mapping the key that waits for its value
    count = documents = 0
    for event in events:
        kind = type(event)
        if kind in _ENDS:
            if isinstance(stack.pop(), Mapping):
                keys.pop()
            continue
        if kind is yaml.DocumentStartEvent:
            documents += 1
            if documents > 1:
                raise _RefusedError(_feature(path, *_place(event, shift), "a second document (---)"))
        if kind not in _STARTS:
            continue
        line, column = _place(event, shift)
        count += 1
        _bounded(count, len(stack), path, line, column)
        node = _node(event, path, line, column)
        if not stack:
            root = node
        elif isinstance(parent := stack[-1], Sequence):
            parent.items.append(node)
        else:
            _put(parent, keys, node, path, problems)
        if not isinstance(node, Scalar):
            stack.append(node)
            if isinstance(node, Mapping):
                keys.append(None)
    return root


_ENDS = frozenset((yaml.MappingEndEvent, yaml.SequenceEndEvent))
_STARTS = frozenset((yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent, yaml.AliasEvent))


def _bounded(count: int, depth: int, path: str, line: int, column: int) -> None:
    """Refuse a file of too many values, or one nested too deep."""
    message = ""
    if count > MAX_NODES:
        message = f"the file holds more than {MAX_NODES} values"
    elif depth > MAX_DEPTH:
        message = f"nested more than {MAX_DEPTH} levels deep"
    if message:
        raise _RefusedError(Problem(Origin(path, line, column), Code.TOO_LARGE, message, "Divide it."))


def _place(event: yaml.Event, shift: int) -> tuple[int, int]:
    """Give the line and column of an event; of a block scalar, where its words begin."""
    mark = event.start_mark
    assert mark is not None  # libyaml marks every event
    block = isinstance(event, yaml.ScalarEvent) and event.style in ("|", ">")
    return mark.line + 1 + shift + block, mark.column + 1


def _node(event: yaml.Event, path: str, line: int, column: int) -> Node:
    """Make a node of the event that begins it."""
    if isinstance(event, yaml.AliasEvent):
        raise _RefusedError(_feature(path, line, column, "an alias"))
    if not isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent):
        raise AssertionError(event)
    if event.anchor or event.tag:
        raise _RefusedError(_feature(path, line, column, "an anchor" if event.anchor else "a tag"))
    if isinstance(event, yaml.MappingStartEvent):
        return Mapping({}, line, column)
    if isinstance(event, yaml.SequenceStartEvent):
        return Sequence([], line, column)
    assert isinstance(event, yaml.ScalarEvent)
    if event.style == '"' and (hidden := refused(event.value)):
        message = f"{hidden[1]} may not stand in a dossier"
        raise _RefusedError(Problem(Origin(path, line, column), Code.BAD_CHARACTER, message))
    return Scalar(event.value, not event.style, line, column)


def _put(mapping: Mapping, keys: list[Scalar | None], node: Node, path: str, problems: list[Problem]) -> None:
    """Add a node to an open mapping: as the next key, or as the value of the key that waits."""
    key = keys[-1]
    if key is None:
        if type(node) is not Scalar:
            raise _RefusedError(_feature(path, node.line, node.column, "a list or mapping as a key"))
        if node.plain and node.value == "<<":
            raise _RefusedError(_feature(path, node.line, node.column, "a merge key (<<)"))
        keys[-1] = node
        return
    keys[-1] = None
    first = mapping.pairs.get(key.value)
    if first:
        message = f"the key {key.value!r} stands here a second time"
        hint = f"The first stands on line {first[0].line}. Keep one of them."
        problems.append(Problem(Origin(path, key.line, key.column), Code.DUPLICATE_KEY, message, hint))
        return
    mapping.pairs[key.value] = (key, node)


def _feature(path: str, line: int, column: int, what: str) -> Problem:
    hint = "Write the value out. A text that begins with & * ! or < needs quotation marks."
    return Problem(
        Origin(path, line, column), Code.YAML_FEATURE, f"{what} may not be used in a dossier", hint
    )

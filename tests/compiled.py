"""Templates compiled, and words read, once in a test run: most of a small build is doing both anew."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache, partial
from types import SimpleNamespace
from typing import TYPE_CHECKING

import jinja2
import pytest

from generator.reading import yamlfile
from generator.site import render

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import CodeType

    from jinja2.bccache import Bucket

    from generator.problems import Problem


class Compiled(jinja2.BytecodeCache):
    """What was compiled before, by the file of a template and a hash of its text: one that was altered is another."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._known[bucket.key, bucket.checksum] = bucket.code


@cache
def _parsed(text: str, path: str) -> tuple[yamlfile.Node | None, tuple[Problem, ...]]:
    node, problems = yamlfile.parse(text, path)
    return node, tuple(problems)


def parse(text: str, path: str) -> tuple[yamlfile.Node | None, list[Problem]]:
    """Parse a file of words, unless the very same one was parsed before."""
    node, problems = _parsed(text, path)
    return node, [*problems]


def forget() -> None:
    """Let every file of words be parsed once more, for tests that count."""
    _parsed.cache_clear()


@contextmanager
def shared() -> Iterator[None]:
    """Let every build in this process share them, while the block runs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jinja2, "Environment", partial(jinja2.Environment, bytecode_cache=Compiled()))
        patch.setattr(render, "yamlfile", SimpleNamespace(**{**vars(yamlfile), "parse": parse}))
        yield


@pytest.fixture(scope="session", autouse=True)
def compiled() -> Iterator[None]:
    """Let every build of the run share them."""
    with shared():
        yield

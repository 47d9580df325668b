"""Templates compiled once for all builds of a test run: most of what a small site takes is compiling them anew."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import jinja2
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import CodeType

    from jinja2.bccache import Bucket


class Compiled(jinja2.BytecodeCache):
    """What was compiled before, by the file of a template and a hash of its text: one that was altered is another."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._known[bucket.key, bucket.checksum] = bucket.code


@pytest.fixture(scope="session", autouse=True)
def compiled() -> Iterator[None]:
    """Let every build in this process share them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jinja2, "Environment", partial(jinja2.Environment, bytecode_cache=Compiled()))
        yield

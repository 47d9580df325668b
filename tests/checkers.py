"""The outside judges of what is built, as fixtures: `nu` for HTML, `axe` for accessibility, `epubcheck` for books."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.left_out import leave_out
from tools import axe as axe_core
from tools import epub as epub_checker
from tools import nu as nu_checker

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture(scope="session")
def nu() -> Callable[[Path], list[nu_checker.Message]]:
    """A function folder -> errors and warnings; left out where Java or the checker is missing."""
    missing = nu_checker.why_not()
    if missing is not None:
        leave_out("HTML check", missing)
    return nu_checker.check


@pytest.fixture(scope="session")
def axe() -> Callable[..., list[axe_core.Violation]]:
    """A function page -> violations (see `tools.axe.violations`); left out where axe-core is missing."""
    missing = axe_core.why_not()
    if missing is not None:
        leave_out("accessibility check", missing)
    return axe_core.violations


@pytest.fixture(scope="session")
def epubcheck() -> Callable[[Path], list[str]]:
    """A function book -> faults; left out where Java or EPUBCheck is missing."""
    missing = epub_checker.why_not()
    if missing is not None:
        leave_out("EPUB check", missing)
    return epub_checker.check

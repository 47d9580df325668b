"""What all tests share."""

from tests.browser import browser, chromium_path, pages, serve
from tests.checkers import axe, epubcheck, nu
from tests.compiled import compiled
from tests.left_out import pytest_sessionfinish
from tests.real import real

__all__ = [
    "axe",
    "browser",
    "chromium_path",
    "compiled",
    "epubcheck",
    "nu",
    "pages",
    "pytest_sessionfinish",
    "real",
    "serve",
]

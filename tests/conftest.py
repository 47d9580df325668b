"""What all tests share."""

from tests.browser import browser, chromium_path, pages, serve
from tests.checkers import axe, epubcheck, nu
from tests.left_out import pytest_sessionfinish

__all__ = ["axe", "browser", "chromium_path", "epubcheck", "nu", "pages", "pytest_sessionfinish", "serve"]

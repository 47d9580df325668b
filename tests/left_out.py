"""Tests that a machine cannot run: left out with a closing line that says so, and a failure in CI."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING, NoReturn

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator

_MARK = "left out: "


def leave_out(tests: str, why: str) -> NoReturn:
    """Skip the test that asks, one of the `tests` ("browser test") left out because of `why`; fail under CI=true.

    `why` is a clause and then how to have them: "no Chromium was found. To have them, …".
    """
    if os.environ.get("CI") == "true":
        pytest.fail(f"CI leaves nothing out, but {why}", pytrace=False)
    pytest.skip(f"{_MARK}{tests}: {why}")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> Generator[None, object, object]:
    """End with one line for each thing that was missing, below everything pytest has to say."""
    result = yield
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None:
        return result
    reasons: Counter[str] = Counter()
    for report in reporter.stats.get("skipped", ()):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
        reasons[reason.removeprefix("Skipped: ")] += 1
    for reason, count in sorted(reasons.items()):
        if reason.startswith(_MARK):
            tests, why = reason.removeprefix(_MARK).split(": ", 1)
            reporter.write_line(f"Left out: {count} {tests}{'s' * (count != 1)}, because {why}.")
    return result

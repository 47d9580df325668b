"""Counts the work that is done: files parsed, quotations searched, pages rendered. It is for measuring alone.

A stage counts where it does the work, so that what is kept from an earlier run is not counted. Seconds depend on the
machine; these figures do not, and a test can hold a run to the work that it needs (`tests/test_work.py`). They are
those of this process: one that shares its work out among others adds up what they did.
"""

from __future__ import annotations

from collections import Counter

PARSED = "YAML files parsed"
READ = "texts read as Markdown"
SEARCHED = "quotations searched"
SAID = "sentences put into words"
RENDERED = "pages rendered"
READ_BACK = "pages read back"
WRITTEN = "files written"

done: Counter[str] = Counter()
"""How often each kind of work was done since the process began, or since a test cleared it."""

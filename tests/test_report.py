"""`particulars: report` and `shared_passages: report`: what is let stand is counted, and said."""

from __future__ import annotations

import hashlib
from pathlib import Path

from tests.dossiers import STARTER, check, copy, edit, run


def false_number(folder: Path) -> Path:
    dossier = copy(STARTER, folder)
    edit(dossier, "content/home.yaml", "Nine beams", "Ten beams")
    return dossier


def test_a_false_number_is_refused(tmp_path: Path) -> None:
    ran = check(false_number(tmp_path / "dossier"))
    assert ran.code == 1
    assert "not-borne-out: “Ten” is borne out by none" in ran.text


def test_under_report_it_is_counted_and_the_site_says_so(tmp_path: Path) -> None:
    dossier = false_number(tmp_path / "dossier")
    edit(dossier, "site.yaml", "languages:", "particulars: report\nlanguages:")
    ran = run("build", dossier)
    assert ran.code == 0, ran.text
    assert "caution: 1 numbers, dates or names are borne out by nothing cited" in ran.text
    for page in ("index.html", "people/ines-calder/index.html"):
        assert "stands in no quotation that its sentence cites" in (dossier / "public" / page).read_text(
            encoding="utf-8"
        )


def test_nothing_is_said_where_nothing_was_let_stand(tmp_path: Path) -> None:
    dossier = copy(STARTER, tmp_path / "dossier")
    assert "caution" not in run("build", dossier).text
    assert "no quotation that" not in (dossier / "public" / "index.html").read_text(encoding="utf-8")


def test_a_shared_passage_is_refused_or_reported_as_the_site_says(tmp_path: Path) -> None:
    dossier = copy(STARTER, tmp_path / "dossier")
    one, other = (dossier / "seeds" / name for name in ("ferry-post.txt", "marsh-notes.txt"))
    shared = "\nThe keeper of the eastern lock counted seventeen grey geese upon the water before breakfast today.\n"
    for seed, source in ((one, "ferry-post"), (other, "marsh-notes")):
        old = hashlib.sha256(seed.read_bytes()).hexdigest()
        seed.write_text(seed.read_text(encoding="utf-8") + shared, encoding="utf-8")
        new = hashlib.sha256(seed.read_bytes()).hexdigest()
        edit(dossier, f"content/sources/{source}.yaml", old, new)
    refused = check(dossier)
    assert refused.code == 1
    assert "shared-passage" in refused.text
    assert "The keeper of the eastern lock" in refused.text
    edit(dossier, "site.yaml", "languages:", "shared_passages: report\nlanguages:")
    reported = check(dossier)
    assert reported.code == 0, reported.text
    assert "caution: this source shares passages with 'ferry-post', undecided" in reported.text

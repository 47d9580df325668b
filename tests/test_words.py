"""The words of the interface: both languages have the same ones, and dates and lists are said as people say them."""

from __future__ import annotations

from string import Formatter

import pytest

from generator.reading.edtf import parse
from generator.reading.fields import LANGUAGES
from generator.reading.shapes import CSL_TYPES, FILES, LINEAGE_KINDS
from generator.records import Edtf, EntityKind, QuestionKind
from generator.site.dates import date_words, html_date
from generator.site.render import Face
from generator.site.words import Word, Words
from tests.dossiers import STARTER


@pytest.fixture(scope="module")
def words() -> dict[str, Words]:
    found, problems = Face(STARTER).words(tuple(LANGUAGES))
    assert problems == []
    return {w.lang: w for w in found}


def holes(word: Word) -> set[str]:
    texts = [word] if isinstance(word, str) else list(word.values())
    return {
        name for text in texts for _text, name, _form, _how in Formatter().parse(text) if name is not None
    }


def test_every_language_has_the_same_words_and_the_same_holes(words: dict[str, Words]) -> None:
    english = words["en"].table
    for language, w in words.items():
        assert sorted(w.table) == sorted(english), language
        for name, word in w.table.items():
            assert isinstance(word, str) == isinstance(english[name], str), f"{language}: {name}"
            if isinstance(word, str):
                assert holes(word) == holes(english[name]), f"{language}: {name}"
            else:
                assert holes(word) <= {"n", *holes(english[name])}, f"{language}: {name}"


def test_whatever_a_dossier_may_choose_has_its_word(words: dict[str, Words]) -> None:
    wanted = [f"type-{name}" for name in CSL_TYPES]
    wanted += [f"lineage-{name}" for name in LINEAGE_KINDS]
    wanted += [f"kind-{kind.value}{more}" for kind in QuestionKind for more in ("", "-explained")]
    wanted += [f"{prefix}-{kind.value}" for kind in EntityKind for prefix in ("entity", "entities")]
    wanted += [f"month-{number}" for number in range(1, 13)] + [
        f"season-{number}" for number in range(21, 25)
    ]
    for w in words.values():
        assert [name for name in wanted if name not in w.table] == []
    assert FILES


@pytest.mark.parametrize(
    ("names", "english", "spanish"),
    [
        ("Ana", "Ana", "Ana"),
        ("Ana, Brito", "Ana and Brito", "Ana y Brito"),
        ("Ana, Brito, Calder", "Ana, Brito and Calder", "Ana, Brito y Calder"),
        ("Ana, Inés", "Ana and Inés", "Ana e Inés"),
        ("Ana, Íñigo", "Ana and Íñigo", "Ana e Íñigo"),
        ("Ana, Hilario", "Ana and Hilario", "Ana e Hilario"),
        ("Ana, Híspalis", "Ana and Híspalis", "Ana e Híspalis"),
        ("padre, hijo", "padre and hijo", "padre e hijo"),
        ("nieve, hielo", "nieve and hielo", "nieve y hielo"),
        ("flores, hiato", "flores and hiato", "flores y hiato"),
        ("Ana, Ione", "Ana and Ione", "Ana y Ione"),
        ("Ana, Yolanda", "Ana and Yolanda", "Ana y Yolanda"),
        ("Ana, Helena", "Ana and Helena", "Ana y Helena"),
    ],
)
def test_the_last_of_a_list_is_joined(
    words: dict[str, Words], names: str, english: str, spanish: str
) -> None:
    for language, expected in (("en", english), ("es", spanish)):
        *others, last = names.split(", ")
        joined = f"{', '.join(others)} {words[language].joint(last)} {last}" if others else last
        assert joined == expected


@pytest.mark.parametrize(
    ("text", "english", "spanish", "html"),
    [
        ("2025-05-06", "6 May 2025", "6 de mayo de 2025", "2025-05-06"),
        ("2025-05", "May 2025", "mayo de 2025", "2025-05"),
        ("2025", "2025", "2025", "2025"),
        ("2025-05-01", "1 May 2025", "1 de mayo de 2025", "2025-05-01"),
        ("2025-05~", "about May 2025", "hacia mayo de 2025", ""),
        ("2025-05-06?", "6 May 2025, uncertain", "6 de mayo de 2025, sin certeza", ""),
        ("2025%", "about 2025, uncertain", "hacia 2025, sin certeza", ""),
        ("202X", "the 2020s", "la década de 2020", ""),
        ("2025-21", "spring 2025", "primavera de 2025", ""),
        ("2025-XX", "2025", "2025", ""),
        ("2025-05-XX", "May 2025", "mayo de 2025", ""),
        ("2024-03/2025-05", "from March 2024 to May 2025", "marzo de 2024 – mayo de 2025", ""),
        ("../2025-05", "by May 2025 at the latest", "a más tardar: mayo de 2025", ""),
        ("2024-12/..", "since December 2024", "desde diciembre de 2024", ""),
        (
            "2024-12/",
            "from December 2024, with no end given",
            "desde diciembre de 2024, sin final indicado",
            "",
        ),
        ("0999", "0999", "0999", "0999"),
    ],
)
def test_dates_are_said_no_more_exactly_than_typed(
    words: dict[str, Words], text: str, english: str, spanish: str, html: str
) -> None:
    date = parse(text)
    assert isinstance(date, Edtf)
    assert (date_words(date, words["en"]), date_words(date, words["es"])) == (english, spanish)
    assert html_date(date) == html


def test_a_number_chooses_its_word(words: dict[str, Words]) -> None:
    for w in words.values():
        assert w("reports", n=1) != w("reports", n=2)
        assert [w("reports", n=n).replace(str(n), "#") for n in (0, 2, 21, 101)] == [
            w("reports", n=2).replace("2", "#")
        ] * 4
        with pytest.raises(KeyError):
            w["reports"]
        with pytest.raises(KeyError):
            w["no-such-word"]


def test_what_is_filled_in_is_not_read_again(words: dict[str, Words]) -> None:
    assert words["en"]("as-reported-by", speaker="{source}", source="{speaker.x}") == (
        "{source}, as reported by {speaker.x}"
    )

"""Where one sentence ends and the next begins: a table that says so for English and Spanish."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from generator.reading.sentences import split_sentences
from tests.effort import LONG, QUICK, pieces_of, together

TABLE = """
One. | Two.
One! | Two? | Three.
One… | Two.
One... | Two.
No end here
one sentence. but small letters go on
He came at 3.5 per cent. | It rained.
It cost 1.000 pesos. | Nobody paid.
It cost 1,000.50 in all.
In 2024. | 45 people came.
Version 2.0 is out. | 3 came.

The U.S. Secretary of State came.
He left the U.S. | The others stayed.
They reached the U.S. | In May they spoke.
They reached the U.S. Rubio spoke.
The U.N. and the E.U. agreed.
J. Pérez came. | M. C. Machado spoke.
He met J. K. Rowling. | She smiled.
The plan B. Nobody wanted it.
Mr. Hale came. | Mrs. Hale stayed.
Dr. Calder, St. John and Gen. Smith came.
See No. 5. | It is short.
Acme Inc. | The company closed.
Acme Inc. Miami closed.
He spoke at 5 p.m. | The hall was full.
He spoke at 5 p.m. Monday.
They ate, e.g. Apples.
Cf. Smith 2019.
Ph.D. Calder came.

She said “It is over.” | Nobody believed it.
She said “It is over. We go.” | Nobody left.
She said "It is over. We go." | Nobody left.
“Go!” | She went.
(It rained.) | It stopped.
It rained (a lot). | It stopped.
He asked: “Why? Who?” | She left.
“Go!” she said.
Is it “over”? | Yes.
It ended with a bang.” | The rest is silence.
One.  |  Two.
One. | **Two.**

Fue en EE. UU. | El grupo llegó.
Fue a los EE. UU. Rubio habló.
El Sr. Pérez vino. | La Sra. Pérez no.
La Dra. Calder y el Lic. Hale llegaron.
Vino el Ing. Hale. | Llovía.
¿Quién vino? | ¿Quién no?
¡Vengan! | ¡Ya!
Vino. | ¿Quién vino?
Vino. | ¡Qué bien!
Dijo: «Se acabó.» | Nadie lo creyó.
Llegó el 3 de mayo. | Según Hale, llovía.
Costó 1.000,50 pesos. | Nadie pagó.
El art. 5 y la pág. 7 lo dicen.
Vino Á. Pérez. | Ella no.
Ella vino. | Él no.
Vino. | Ñandú.
"""


@pytest.mark.parametrize("row", [row for row in TABLE.splitlines() if row.strip()])
def test_sentences_end_where_the_table_says(row: str) -> None:
    expected = [part.strip() for part in row.split("|")]
    text = " ".join(row.replace("|", "").split())
    assert [text[start:end] for start, end in split_sentences(text)] == expected


def test_white_space_of_any_kind_parts_sentences() -> None:
    text = "\n One.\n\n  Two.\tThree.\u00a0Four. \n"
    assert [text[start:end] for start, end in split_sentences(text)] == ["One.", "Two.", "Three.", "Four."]


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\u00a0"])
def test_nothing_holds_no_sentence(text: str) -> None:
    assert split_sentences(text) == []


PIECES = [*"aAbZÉé 0.!?…\"“”'()[]¿¡*_\n-", "U.S. ", "Mr. ", "J. ", ". The ", "? ", ". A", " EE. UU. "]
TEXTS = pieces_of(PIECES, most=40).map("".join)


def divides_and_loses_nothing(text: str) -> None:
    """Sentences come in order, hold all that is not white space, and have none at their ends."""
    spans = split_sentences(text)
    at = 0
    for start, end in spans:
        assert at <= start < end
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()
    for start, end in spans:
        assert split_sentences(text[start:end])[0][0] == 0


@settings(QUICK)
@given(TEXTS)
def test_nothing_is_lost(text: str) -> None:
    divides_and_loses_nothing(text)


@pytest.mark.long
@settings(LONG)
@given(together(TEXTS))
def test_nothing_is_lost_long(texts: list[str]) -> None:
    for text in texts:
        divides_and_loses_nothing(text)

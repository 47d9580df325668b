"""The words of English and Spanish that name numbers, dates and quantities, as tables.

A source in another language is read with the neutral lexicon: digits and names, no words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property


class Step(Enum):
    """How a number word joins its neighbours: `twenty` + `five`, `two` × `hundred`."""

    ONE = "one"  # a unit that is often no number: one, un, una
    UNIT = "unit"
    TEEN = "teen"
    TENS = "tens"
    HUNDREDS = "hundreds"  # doscientos
    HUNDRED = "hundred"  # two hundred
    SCALE = "scale"  # thousand, millón
    DOZEN = "dozen"


@dataclass(frozen=True)
class Lexicon:
    """The words of one language, all in lower case. `hedges` is by the last word of a phrase."""

    numbers: Mapping[str, tuple[int, Step]] = field(default_factory=dict)
    ordinals: Mapping[str, int] = field(default_factory=dict)
    months: Mapping[str, int] = field(default_factory=dict)
    short_months: Mapping[str, int] = field(default_factory=dict)
    weekdays: Mapping[str, int] = field(default_factory=dict)
    quantities: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    hedges: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]] = field(default_factory=dict)
    and_: str = ""
    of: frozenset[str] = frozenset()
    capital_dates: bool = False
    decimal_comma: bool = False

    @cached_property
    def starts(self) -> frozenset[str]:
        """Every word at which something other than a name may begin."""
        tables = (self.numbers, self.ordinals, self.months, self.short_months, self.weekdays, self.quantities)
        return frozenset(word for table in tables for word in table)


def _numbered(words: str, first: int = 1) -> dict[str, int]:
    """Number words from `first` on; spellings of one number are joined by `/`."""
    return {one: n for n, group in enumerate(words.split(), first) for one in group.split("/")}


def _steps(**groups: tuple[str, int, int, Step]) -> dict[str, tuple[int, Step]]:
    found: dict[str, tuple[int, Step]] = {}
    for words, first, by, step in groups.values():
        for word, n in _numbered(words, 0).items():
            found[word] = (first + n * by, step)
    return found


def _to(meaning: Mapping[str, str]) -> dict[str, str]:
    """Turn meaning -> words around."""
    return {word: name for name, words in meaning.items() for word in words.split()}


def _hedges(**marks: str) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Index hedging phrases by their last word, the longest first."""
    signs = {"over": ">", "under": "<", "about": "~"}
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, phrases in marks.items():
        for phrase in phrases.split(","):
            words = tuple(phrase.split())
            found.setdefault(words[-1], []).append((words[:-1], signs[name]))
    return {
        word: tuple(sorted(group, key=lambda pair: (-len(pair[0]), pair))) for word, group in found.items()
    }


_EN = Lexicon(
    numbers=_steps(
        one=("one", 1, 1, Step.ONE),
        units=("two three four five six seven eight nine", 2, 1, Step.UNIT),
        zero=("zero", 0, 1, Step.UNIT),
        teens=(
            "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
            10,
            1,
            Step.TEEN,
        ),
        tens=("twenty thirty forty/fourty fifty sixty seventy eighty ninety", 20, 10, Step.TENS),
        hundred=("hundred", 100, 1, Step.HUNDRED),
        thousand=("thousand", 1000, 1, Step.SCALE),
        million=("million", 10**6, 1, Step.SCALE),
        billion=("billion", 10**9, 1, Step.SCALE),
        trillion=("trillion", 10**12, 1, Step.SCALE),
        dozen=("dozen", 12, 1, Step.DOZEN),
    )
    | {"twice": (2, Step.UNIT), "thrice": (3, Step.UNIT)},
    ordinals=_numbered(
        "first second third/thirds fourth/fourths fifth/fifths sixth/sixths seventh/sevenths eighth/eighths"
        " ninth/ninths tenth/tenths eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth"
        " eighteenth nineteenth twentieth"
    )
    | {
        f"{word}ieth": n
        for n, word in zip(range(30, 100, 10), "thirt fort fift sixt sevent eight ninet".split(), strict=True)
    }
    | {"hundredth": 100, "thousandth": 1000, "quarter": 4, "quarters": 4},
    months=_numbered("january february march april may june july august september october november december"),
    short_months=_numbered("jan feb mar apr") | _numbered("jun jul aug sep/sept oct nov dec", 6),
    weekdays=_numbered(
        "monday/mondays tuesday/tuesdays wednesday/wednesdays thursday/thursdays friday/fridays"
        " saturday/saturdays sunday/sundays"
    ),
    quantities=_to(
        {
            "half": "half halves",
            "dozens": "dozens",
            "tens": "tens",
            "hundreds": "hundreds",
            "thousands": "thousands",
            "millions": "millions",
            "billions": "billions",
            "several": "several",
            "few": "few",
            "many": "many numerous countless",
            "most": "most majority",
            "couple": "couple pair",
            "double": "double doubled doubling",
            "triple": "triple tripled tripling",
        }
    ),
    units=_to(
        {
            "day": "day days",
            "week": "week weeks",
            "month": "month months",
            "year": "year years",
            "hour": "hour hours",
            "minute": "minute minutes",
            "second": "seconds",
            "decade": "decade decades",
            "$": "dollar dollars usd",
            "€": "euro euros eur",
            "£": "pound pounds gbp",
            "bolívar": "bolívar bolívares bolivar bolivars bolivares",
            "km": "km kilometer kilometers kilometre kilometres",
            "mile": "mile miles",
            "%": "percent pct",
        }
    ),
    hedges=_hedges(
        over="more than,over,above,at least,upwards of,exceeding,no fewer than,no less than,not less than",
        under="less than,fewer than,under,below,at most,up to,no more than,not more than",
        about="about,around,approximately,roughly,nearly,almost,some,circa,close to,estimated",
    ),
    and_="and",
    of=frozenset({"of"}),
    capital_dates=True,
)

_ES_UNITS = "dos tres cuatro cinco seis siete ocho nueve"
_ES_TEENS = (
    "diez once doce trece catorce quince dieciséis/dieciseis diecisiete dieciocho diecinueve veinte"
    " veintiuno/veintiún/veintiuna/veintiun veintidós/veintidos veintitrés/veintitres veinticuatro"
    " veinticinco veintiséis/veintiseis veintisiete veintiocho veintinueve"
)
_ES_HUNDREDS = (
    "cien/ciento/centenar doscientos/doscientas trescientos/trescientas cuatrocientos/cuatrocientas"
    " quinientos/quinientas seiscientos/seiscientas setecientos/setecientas ochocientos/ochocientas"
    " novecientos/novecientas"
)
_ES = Lexicon(
    numbers=_steps(
        one=("uno/un/una", 1, 1, Step.ONE),
        units=(_ES_UNITS, 2, 1, Step.UNIT),
        zero=("cero", 0, 1, Step.UNIT),
        teens=(_ES_TEENS, 10, 1, Step.TEEN),
        tens=("treinta cuarenta cincuenta sesenta setenta ochenta noventa", 30, 10, Step.TENS),
        hundreds=(_ES_HUNDREDS, 100, 100, Step.HUNDREDS),
        thousand=("mil/millar", 1000, 1, Step.SCALE),
        millares=("millares", 1000, 1, Step.SCALE),
        centenares=("centenares", 100, 1, Step.HUNDRED),
        million=("millón/millones/millon", 10**6, 1, Step.SCALE),
        billion=("billón/billones/billon", 10**12, 1, Step.SCALE),
        dozen=("docena/docenas", 12, 1, Step.DOZEN),
        ten=("decena/decenas", 10, 1, Step.DOZEN),
        twenty=("veintena/veintenas", 20, 1, Step.DOZEN),
    ),
    ordinals=_numbered(
        "primero/primera/primer/primeros/primeras segundo/segunda tercero/tercera/tercer/tercio/tercios"
        " cuarto/cuarta/cuartos quinto/quinta sexto/sexta séptimo/séptima/sétimo/sétima octavo/octava"
        " noveno/novena décimo/décima undécimo/undécima duodécimo/duodécima"
    )
    | {"vigésimo": 20, "vigésima": 20, "trigésimo": 30, "trigésima": 30, "centésimo": 100, "centésima": 100},
    months=_numbered(
        "enero febrero marzo abril mayo junio julio agosto septiembre/setiembre octubre noviembre diciembre"
    ),
    short_months=_numbered("ene feb mar abr") | _numbered("jun jul ago sep/sept oct nov dic", 6),
    weekdays=_numbered(
        "lunes martes miércoles/miercoles jueves viernes sábado/sábados/sabado domingo/domingos"
    ),
    quantities=_to(
        {
            "half": "mitad medio media",
            "dozens": "docenas",
            "tens": "decenas",
            "hundreds": "cientos centenares",
            "thousands": "miles millares",
            "millions": "millones",
            "billions": "billones",
            "several": "varios varias",
            "few": "pocos pocas",
            "many": "muchos muchas numerosos numerosas innumerables",
            "most": "mayoría mayor",
            "couple": "par",
            "double": "doble duplicar duplicó",
            "triple": "triple triplicar triplicó",
        }
    ),
    units=_to(
        {
            "day": "día días",
            "week": "semana semanas",
            "month": "mes meses",
            "year": "año años",
            "hour": "hora horas",
            "minute": "minuto minutos",
            "second": "segundos",
            "decade": "década décadas",
            "$": "dólar dólares usd",
            "€": "euro euros eur",
            "£": "libra libras gbp",
            "bolívar": "bolívar bolívares",
            "km": "km kilómetro kilómetros",
            "mile": "milla millas",
        }
    ),
    hedges=_hedges(
        over="más de,al menos,por lo menos,cuando menos,superior a,superiores a,no menos de",
        under="menos de,como máximo,a lo sumo,no más de,inferior a,inferiores a",
        about="unos,unas,casi,aproximadamente,cerca de,alrededor de,en torno a,en torno de,cerca de los"
        ",cerca de las,alrededor de los,alrededor de las,estimados,estimadas",
    ),
    and_="y",
    of=frozenset({"de", "del"}),
    decimal_comma=True,
)

NEUTRAL = Lexicon()
_LEXICONS = {"en": _EN, "es": _ES}

MARKS = {"$": "$", "€": "€", "£": "£"}
"""Signs of money that stand before a number."""

WEEKDAY_NAMES = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTH_NAMES = {
    "en": "January February March April May June July August September October November December".split(),
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split(),
}
DAY_NAMES = {"en": WEEKDAY_NAMES, "es": "lunes martes miércoles jueves viernes sábado domingo".split()}


def lexicon(language: str) -> Lexicon:
    """Give the words of a language by its code; `es-VE` is read as `es`."""
    return _LEXICONS.get(language.split("-")[0], NEUTRAL)

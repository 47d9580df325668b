"""Particulars: every number, date, weekday, quantity and name in a sentence, held to what the sentence cites.

Pure functions. `NameIndex.of` is built once for a dossier, `inventory` read once for each excerpt; `check` then holds a
sentence to its `Grounds`. `docs/particulars.md` states the rules.
"""

from generator.evidence.particulars.arithmetic import in_words
from generator.evidence.particulars.check import (
    BEARS,
    Finding,
    Ground,
    GroundKind,
    Grounds,
    Unchecked,
    Verdict,
    bearers,
    check,
    check_date,
    check_text,
    context,
    metadata,
    named,
    quotation,
)
from generator.evidence.particulars.derivation import Derived, Fault, Input, derive
from generator.evidence.particulars.formula import Formula, evaluate, signature
from generator.evidence.particulars.functions import FUNCTIONS
from generator.evidence.particulars.model import Inventory, Kind
from generator.evidence.particulars.names import NameIndex
from generator.evidence.particulars.reading import inventory
from generator.evidence.particulars.report import (
    WAIVED_PERCENT,
    Tally,
    explain,
    tally,
    too_many,
    waive,
)
from generator.evidence.particulars.values import FormulaError

__all__ = [
    "BEARS",
    "FUNCTIONS",
    "WAIVED_PERCENT",
    "Derived",
    "Fault",
    "Finding",
    "Formula",
    "FormulaError",
    "Ground",
    "GroundKind",
    "Grounds",
    "Input",
    "Inventory",
    "Kind",
    "NameIndex",
    "Tally",
    "Unchecked",
    "Verdict",
    "bearers",
    "check",
    "check_date",
    "check_text",
    "context",
    "derive",
    "evaluate",
    "explain",
    "in_words",
    "inventory",
    "metadata",
    "named",
    "quotation",
    "signature",
    "tally",
    "too_many",
    "waive",
]

"""Bytes -> text, and the characters that no file written by an editor may hold."""

from __future__ import annotations

import re
import unicodedata

from generator.problems import Code, Origin, Problem

# Tab and line feed are the only controls with a use. The rest of C0, DEL and C1; the line and paragraph
# separators, which YAML counts as line breaks and most editors do not; characters that show nothing or turn the
# reading direction round (UTR #36); non-characters. A carriage return is dealt with before.
_REFUSED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e007f]"
)

_NAMES = {
    "\x00": "a null character",
    "\x1b": "an escape character",
    "\x7f": "a delete character",
    "\x85": "a next-line character",
    "\r": "a carriage return without a line feed",
    "\ufeff": "a byte order mark",
}


def name_of(character: str) -> str:
    """Name a character in words an editor can look up: `RIGHT-TO-LEFT OVERRIDE (U+202E)`."""
    known = _NAMES.get(character) or unicodedata.name(character, "a control character")
    return f"{known} (U+{ord(character):04X})"


def refused(text: str) -> tuple[int, str] | None:
    """Find the first character that may not stand in a dossier's own files: its offset and its name."""
    found = _REFUSED.search(text)
    return (found.start(), name_of(found.group())) if found else None


def position(text: str, offset: int) -> tuple[int, int]:
    """Turn an offset into line and column, both from 1; only line feeds end lines."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def decode(raw: bytes, path: str) -> tuple[str, list[Problem]]:
    """Decode an editor's file: strict UTF-8, lines ending in LF or CRLF, no hidden characters.

    Returns the text with LF line ends, empty where there are problems.
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = len(raw[raw.rfind(b"\n", 0, error.start) + 1 : error.start].decode("utf-8", "replace")) + 1
        message = f"byte 0x{raw[error.start]:02x} is not UTF-8"
        return "", [Problem(Origin(path, line, column), Code.NOT_UTF8, message, "Save the file as UTF-8.")]
    if text.startswith("\ufeff"):
        hint = "Save the file as UTF-8 without a byte order mark (BOM)."
        return "", [Problem(Origin(path), Code.BAD_CHARACTER, "the file begins with a byte order mark", hint)]
    text = text.replace("\r\n", "\n")
    problems = []
    for found in _REFUSED.finditer(text):
        line, column = position(text, found.start())
        message = f"{name_of(found.group())} may not stand in a dossier"
        problems.append(Problem(Origin(path, line, column), Code.BAD_CHARACTER, message, "Delete it."))
        if len(problems) == 20:
            break
    return ("" if problems else text), problems

"""Make the fonts that social cards are drawn with, anew from the packages they come from.

    python -m pip install --target FOLDER fonttools==4.68.0 fontpkg-newsreader==1.3 fontpkg-noto-sans==2.15
    PYTHONPATH=FOLDER python -m tools.fonts

Each is one weight and size of a variable font, cut down to Latin with all its accents, without hints. The drawing
library's plain layout, which is the same on every machine, knows neither GPOS nor GSUB; so kerning goes into an old
`kern` table, and the serif's old-style figures take the places of its figures.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._k_e_r_n import KernTable_format_0
from fontTools.varLib.instancer import instantiateVariableFont

FOLDER = Path(__file__).resolve().parent.parent / "generator" / "fonts"
FONTS = {
    "serif.ttf": ("fontpkg_newsreader/files/Newsreader[opsz,wght].ttf", {"opsz": 32, "wght": 400}),
    "italic.ttf": ("fontpkg_newsreader/files/Newsreader-Italic[opsz,wght].ttf", {"opsz": 24, "wght": 400}),
    "sans.ttf": ("fontpkg_noto_sans/files/NotoSans[wdth,wght].ttf", {"wdth": 100, "wght": 400}),
}
LATIN = [*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x218, 0x21C), *range(0x1E00, 0x1F00)]
MARKS = [ord(mark) for mark in "ƠơƯưǍǎǏǐǑǒǓǔǦǧǨǩǪǫ–—‘’‚“”„†‡•…‰′″‹›€№™−"]
KERNED = [chr(code) for code in (*range(0x21, 0x7F), *range(0xC0, 0x100), *map(ord, "–—‘’“”…"))]
MOST_PAIRS = 2_500
"""The strongest; a pair takes six bytes."""


def main() -> None:
    """Make all fonts, and the list of the characters that every one of them has."""
    had = [set(make(target, found(name), axes)) for target, (name, axes) in FONTS.items()]
    shared = "".join(map(chr, sorted(set.intersection(*had) - {0xA0, 0xAD})))
    (FOLDER / "characters.txt").write_text(f"{shared}\n", encoding="utf-8")
    print(f"{len(shared)} characters in every font")


def found(name: str) -> Path:
    """Find a file of an installed package."""
    return next(Path(folder) / name for folder in sys.path if (Path(folder) / name).is_file())


def make(target: str, source: Path, axes: Mapping[str, float]) -> dict[int, str]:
    """Make one font; give the glyph of each of its characters."""
    font = instantiateVariableFont(TTFont(source, recalcTimestamp=False), axes)
    figures = old_style(font) if "serif" in target or "italic" in target else {}
    options = Options(layout_features=["kern"], hinting=False, glyph_names=False, notdef_outline=True)
    options.drop_tables += ["STAT", "DSIG", "GDEF"]
    cut = Subsetter(options)
    cut.populate(unicodes=[*LATIN, *MARKS], glyphs=list(figures.values()))
    cut.subset(font)
    for table in font["cmap"].tables:
        table.cmap = {code: figures.get(name, name) for code, name in table.cmap.items()}
    font["kern"] = kern_table(kerning(font))
    for tag in ("GPOS", "GSUB"):
        if tag in font:
            del font[tag]
    font.save(FOLDER / target)
    print(f"{target}: {(FOLDER / target).stat().st_size} bytes")
    return dict(font.getBestCmap())


def old_style(font: TTFont) -> dict[str, str]:
    """Give the old-style form of each figure that has one."""
    gsub = font["GSUB"].table
    forms: dict[str, str] = {}
    for record in gsub.FeatureList.FeatureRecord:
        if record.FeatureTag == "onum":
            for index in record.Feature.LookupListIndex:
                for each in gsub.LookupList.Lookup[index].SubTable:
                    forms |= getattr(getattr(each, "ExtSubTable", each), "mapping", {})
    figures = {font.getBestCmap()[code] for code in range(0x30, 0x3A)}
    return {plain: form for plain, form in forms.items() if plain in figures}


def kerning(font: TTFont) -> dict[tuple[str, str], int]:
    """Read the pairs of common letters that stand closer or wider, in units of the font."""
    gpos, cmap = font["GPOS"].table, font.getBestCmap()
    names = [cmap[ord(letter)] for letter in KERNED if ord(letter) in cmap]
    used = {
        index
        for record in gpos.FeatureList.FeatureRecord
        if record.FeatureTag == "kern"
        for index in record.Feature.LookupListIndex
    }
    pairs: dict[tuple[str, str], int] = {}
    for index in sorted(used):
        taken: set[tuple[str, str]] = set()  # within one lookup the first table that knows a pair decides
        for each in gpos.LookupList.Lookup[index].SubTable:
            table = getattr(each, "ExtSubTable", each)
            if type(table).__name__ != "PairPosFormat1" and getattr(table, "LookupType", 0) != 2:
                continue
            for left in names:
                for right, value in pairs_of(table, left, names):
                    if (left, right) not in taken:
                        taken.add((left, right))
                        pairs[left, right] = pairs.get((left, right), 0) + value
    strongest = sorted((pair for pair in pairs if pairs[pair]), key=lambda pair: (-abs(pairs[pair]), pair))
    return {pair: pairs[pair] for pair in sorted(strongest[:MOST_PAIRS])}


def pairs_of(table: Any, left: str, names: list[str]) -> list[tuple[str, int]]:  # noqa: ANN401 (no types)
    """Give what one table says of the pairs that begin with a glyph."""
    if left not in table.Coverage.glyphs:
        return []
    if table.Format == 1:
        records = table.PairSet[table.Coverage.glyphs.index(left)].PairValueRecord
        return [(each.SecondGlyph, advance(each.Value1)) for each in records]
    row = table.Class1Record[table.ClassDef1.classDefs.get(left, 0)].Class2Record
    return [(right, advance(row[table.ClassDef2.classDefs.get(right, 0)].Value1)) for right in names]


def advance(value: Any) -> int:  # noqa: ANN401 (no types)
    """Give the change of the advance that a value record holds."""
    return int(getattr(value, "XAdvance", 0) or 0)


def kern_table(pairs: dict[tuple[str, str], int]) -> Any:  # noqa: ANN401 (no types)
    """Make a `kern` table of one subtable."""
    table = newTable("kern")
    inner = KernTable_format_0()
    inner.apple, inner.coverage, inner.kernTable = False, 1, pairs
    table.version, table.kernTables = 0, [inner]
    return table


if __name__ == "__main__":
    main()

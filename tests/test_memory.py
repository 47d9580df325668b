"""A build with a memory gives the bytes of one without, whatever was edited between, and makes no page in vain."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from generator.build import build
from generator.memory import Memory
from generator.site.render import DEFAULT_TEMPLATES
from tests.dossiers import ROOT, copy
from tests.test_sites import tree

STARTER = ROOT / "examples" / "starter"
TWO = ROOT / "tests" / "sites" / "two-languages"

_WORD = re.compile(r"(?<=[ ])[a-z]{3,}(?=[ .,])")
_ITEM = re.compile(r"^( +)- id: .*\n(?:\1  .*\n)+", re.MULTILINE)
_CITE = re.compile(r"cite: \[([^\]]+)\]")
_TITLE = re.compile("^title: .*$", re.MULTILINE)
_PROSE = re.compile(r"^.*(?:text|value|note|heading|label|lede|summary|tagline): .*$|^[A-Z].*$", re.MULTILINE)


class Editor:
    """Edits the files of a dossier at random, as editors do; now and then a file is put back as it was."""

    def __init__(self, root: Path, random: Random) -> None:
        self.root = root
        self.random = random
        self.first = {path: path.read_bytes() for path in self._files()}
        self.keys = sorted(
            f"{path.stem}:{name}"
            for path in root.glob("content/sources/*.yaml")
            for name in re.findall(r"^  ([\w-]+):$", path.read_text(), re.MULTILINE)
        )

    def _files(self) -> list[Path]:
        return sorted(path for part in ("content", "seeds") for path in (self.root / part).rglob("*.*"))

    def step(self) -> str:
        """Make one edit and say which."""
        edits: list[Callable[[], str]] = [
            *[self.back] * 5,
            *[self.word] * 6,
            *[self.cite] * 3,
            *(
                self.add,
                self.drop,
                self.delete,
                self.rename,
                self.setting,
                self.template,
                self.seed,
                self.excerpt,
            ),
        ]
        return self.random.choice(edits)()

    def _one(self, pattern: str = "content/**/*.*") -> Path:
        found = sorted(path for path in self.root.glob(pattern) if path.is_file())
        return self.random.choice(found or [self.root / "content" / "home.yaml"])

    def _within(self, path: Path, found: re.Pattern[str], change: Callable[[re.Match[str]], str]) -> str:
        text = path.read_text()
        places = list(found.finditer(text))
        if places:
            place = self.random.choice(places)
            path.write_text(text[: place.start()] + change(place) + text[place.end() :])
        return path.name

    def reset(self) -> str:
        for path in self._files():
            if path not in self.first:
                path.unlink()
        for path, content in self.first.items():
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
        return "put everything back"

    def back(self) -> str:
        path = self.random.choice([*self.first])
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(self.first[path])
        for other in self._files():
            if other not in self.first and self.random.random() < 0.7:
                other.unlink()
        return f"put {path.name} back"

    def word(self) -> str:
        new = self.random.choice(["stone", "river", "stood there", "often", "slowly", "its"])

        def change(line: re.Match[str]) -> str:
            words = list(_WORD.finditer(line[0]))
            if not words:
                return line[0]
            word = self.random.choice(words)
            return line[0][: word.start()] + new + line[0][word.end() :]

        return f"another word in {self._within(self._one(), _PROSE, change)}"

    def cite(self) -> str:
        def change(cited: re.Match[str]) -> str:
            keys = [key.strip() for key in cited[1].split(",")]
            if len(keys) > 1 and self.random.random() < 0.5:
                keys.pop()
            else:
                keys.append(self.random.choice(self.keys))
            return f"cite: [{', '.join(keys)}]"

        return f"other citations in {self._within(self._one(), _CITE, change)}"

    def add(self) -> str:
        def change(item: re.Match[str]) -> str:
            again = item[0].replace("- id: ", f"- id: again-{self.random.randrange(99)}-", 1)
            return item[0] + again

        return f"one more in {self._within(self._one('content/*/*.yaml'), _ITEM, change)}"

    def drop(self) -> str:
        return f"one less in {self._within(self._one('content/*/*.yaml'), _ITEM, lambda _item: '')}"

    def delete(self) -> str:
        path = self._one("content/[ep]*/*.*")
        path.unlink(missing_ok=True)
        return f"{path.name} gone"

    def rename(self) -> str:
        path = self._one("content/[epq]*/*.*")
        if path.exists():
            path.rename(path.with_name(f"z-{path.name}"))
        return f"{path.name} renamed"

    def setting(self) -> str:
        title = f"title: A {self.random.choice(['bridge', 'clock', 'river'])}"
        return f"a title in {self._within(self.root / 'site.yaml', _TITLE, lambda _title: title)}"

    def template(self) -> str:
        own = (
            self.root
            / "templates"
            / self.random.choice(["profile.html", "source.html", "parts.html", "base.html"])
        )
        if own.exists():
            own.unlink()
            return f"{own.name} gone"
        own.parent.mkdir(exist_ok=True)
        text = (DEFAULT_TEMPLATES / own.name).read_text()
        own.write_text(
            text.replace("</h1>", f" {self.random.randrange(9)}</h1>").replace("<footer>", "<footer><p>.</p>")
        )
        return f"{own.name} of its own"

    def seed(self) -> str:
        path = self._one("seeds/*.txt")
        path.write_bytes(path.read_bytes() + f"Nothing else was said, {self.random.randrange(9)}.\n".encode())
        for source in self.root.glob("content/sources/*.yaml"):
            text = source.read_text()
            if f"file: {path.name}" in text:
                digest = hashlib.sha256(path.read_bytes()).hexdigest()
                source.write_text(re.sub("(?<=sha256: )[0-9a-f]{64}", digest, text))
        return f"more in {path.name}"

    def excerpt(self) -> str:
        source = self._one("content/sources/*.yaml")
        text = source.read_text()
        seed = self.root / "seeds" / re.findall("^file: (.+)$", text, re.MULTILINE)[0]
        words = self.random.choice([line for line in seed.read_text().splitlines() if len(line) > 30]).split()
        name = f"more-{self.random.randrange(99)}"
        start = self.random.randrange(max(1, len(words) - 6))
        quoted = " ".join(words[start : start + 6]).replace('"', '\\"')
        source.write_text(f'{text.rstrip()}\n  {name}:\n    exact: "{quoted}"\n')
        self.keys.append(f"{source.stem}:{name}")
        person = self._one("content/people/*.yaml")
        self._within(person, _CITE, lambda cited: f"cite: [{cited[1]}, {source.stem}:{name}]")
        return f"a new excerpt of {source.name}, cited in {person.name}"


def _go(random: Random, root: Path, steps: int) -> int:
    """Edit and build, with a memory and without; give how many builds published something."""
    editor, memory = Editor(root, random), Memory.to_last()
    kept, cold = root.parent / "kept", root.parent / "cold"
    done = [f"seed {random}"]
    good = 0
    for _step in range(steps):
        for _edit in range(random.randrange(1, 3)):
            done.append(editor.step())
        if random.random() < 0.3:
            build(root, kept, memory=memory, hurry=True)
        ours = build(root, kept, memory=memory)
        theirs = build(root, cold, memory=Memory.to_last())
        assert ours == theirs, done
        if ours.problems:
            if random.random() < 0.6:
                done.append(editor.reset())
        else:
            good += 1
            found, wanted = tree(kept), tree(cold)
            assert sorted(found) == sorted(wanted), done
            assert [path for path in wanted if found[path] != wanted[path]] == [], done
    return good


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("source", [STARTER, TWO], ids=lambda source: source.name)
def test_edits_come_to_the_same(source: Path, seed: int, tmp_path: Path) -> None:
    _go(Random(seed), _dossier(source, tmp_path), 5)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 106))
@pytest.mark.parametrize("source", [STARTER, TWO], ids=lambda source: source.name)
def test_many_edits_come_to_the_same(source: Path, seed: int, tmp_path: Path) -> None:
    assert _go(Random(seed), _dossier(source, tmp_path), 40) >= 5


def _dossier(source: Path, folder: Path) -> Path:
    root = copy(source, folder / "dossier")
    shutil.rmtree(root / "templates", ignore_errors=True)
    site = root / "site.yaml"
    site.write_text(re.sub("^cards: .*\n", "", site.read_text(), flags=re.MULTILINE) + "cards: false\n")
    return root

"""View models -> HTML. The only module that imports `jinja2`.

A dossier's own `templates/` folder comes first, the generator's own second, file by file. Everything is escaped
unless the generator made it; a name that a template asks for and does not get stops the build.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from string import Formatter

import jinja2
from markupsafe import Markup

from generator import work
from generator.problems import Code, Origin, Problem
from generator.reading import yamlfile
from generator.reading.characters import decode
from generator.reading.fields import suggest
from generator.site import views
from generator.site.pages import Page
from generator.site.style import HASH_PLACE, PLACE, Sheet, placed, policy_hash
from generator.site.words import Word, Words

_PACKAGED = Path(__file__).parent.parent / "_templates"
DEFAULT_TEMPLATES = _PACKAGED if _PACKAGED.is_dir() else Path(__file__).parent.parent.parent / "templates"
"""The generator's own face: beside the package in a checkout, inside it when installed."""


class TemplateError(Exception):
    """Carries the problem of a template that cannot be rendered."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class _Loader(jinja2.FileSystemLoader):
    """Reads templates; one that is no text is a problem like any other."""

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        try:
            return super().get_source(environment, template)
        except jinja2.TemplateNotFound:
            raise
        except (UnicodeDecodeError, OSError) as error:
            code = Code.NOT_UTF8 if isinstance(error, UnicodeDecodeError) else Code.UNREADABLE
            message = f"the template cannot be read: {error}"
            raise TemplateError(Problem(Origin(f"templates/{template}"), code, message)) from error


class Face:
    """The templates, style sheet and words that a dossier is shown with."""

    def __init__(self, root: Path) -> None:
        self._root = root
        own = root / "templates"
        self._folders = [own] if own.is_dir() and own.resolve() != DEFAULT_TEMPLATES.resolve() else []
        self._folders.append(DEFAULT_TEMPLATES)
        self.sheet = Sheet("")
        """The style sheet, once `style` has read it."""
        self._environment = jinja2.Environment(
            loader=_Loader([str(folder) for folder in self._folders]),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
        )

    def state(self) -> tuple[tuple[str, int, int, int], ...]:
        """Give the state of every file in the folders of templates: path, time of change, size, number."""
        found = []
        for folder in self._folders:
            with suppress(OSError):
                for place in sorted(folder.rglob("*")):
                    status = place.stat()
                    found.append((str(place), status.st_mtime_ns, status.st_size, status.st_ino))
        return tuple(found)

    def warm(self) -> None:
        """Compile every template, so that no page bears the cost of another; what is wrong is told when it is used."""
        for name in self._environment.list_templates(extensions=["html"]):
            with suppress(jinja2.TemplateError, TemplateError):
                self._environment.get_template(name)

    def style(self) -> tuple[str, str, list[Problem]]:
        """Read the style sheet: what stands for it and for its hash until a page is rendered, problems."""
        text, problems = self._read("style.css")
        try:
            next(self._folders[0].iterdir(), None)
        except OSError as error:
            message = f"the folder cannot be read: {error.strerror or error}"
            problems.append(Problem(Origin(self._shown(self._folders[0])), Code.UNREADABLE, message))
        if "</" in text:
            problems.append(
                Problem(self._origin("style.css"), Code.TEMPLATE, "a style sheet may not hold '</'")
            )
        self.sheet = Sheet(text)
        return PLACE, HASH_PLACE, problems

    def inlines(self, names: Iterable[str]) -> tuple[dict[str, views.Inline], list[Problem]]:
        """Read style sheets and scripts that are printed whole into pages: by name, and problems."""
        found, problems = {}, []
        for name in names:
            text, wrong = self._read(name)
            problems += wrong
            if "</" in text or "<!--" in text:
                message = "what is printed into a page as it stands may not hold '</' or '<!--'"
                problems.append(Problem(self._origin(name), Code.TEMPLATE, message))
            if name.endswith(".css"):
                text = Sheet(text).whole[0]
            found[name] = views.Inline(Markup(text), policy_hash(text))
        return found, problems

    def words(self, languages: tuple[str, ...]) -> tuple[list[Words], list[Problem]]:
        """Read the interface words of each language; words a dossier's own file lacks come from the generator's."""
        all_words, problems = [], []
        for language in languages:
            name = f"words/{language}.yaml"
            table: dict[str, Word] = {}
            for folder in reversed(self._folders):
                if _is_there(folder / name):
                    text, wrong = self._decoded(folder / name)
                    problems += wrong
                    if wrong:
                        continue
                    own = folder is not self._folders[-1]
                    problems += _add_words(text, self._shown(folder / name), table, own)
            all_words.append(Words(language, table))
        return all_words, problems

    def html(self, page: Page, sheet: Sheet | None = None) -> str:
        """Render one page, with its part of the style sheet or of another one.

        Raises:
            TemplateError: the template is wrong, or asks for what is not there.
        """
        work.done[work.RENDERED] += 1
        try:
            html = self._environment.get_template(page.template).render(page=page.view)
        except jinja2.TemplateSyntaxError as error:
            origin = Origin(self._shown(Path(error.filename or page.template)), error.lineno)
            raise TemplateError(Problem(origin, Code.TEMPLATE, error.message or "syntax error")) from error
        except jinja2.TemplateNotFound as error:
            origin = Origin(f"templates/{error.name}")
            raise TemplateError(Problem(origin, Code.TEMPLATE, "the template is missing")) from error
        except (
            jinja2.TemplateRuntimeError,
            LookupError,
            TypeError,
            AttributeError,
            ValueError,
            ArithmeticError,
            RecursionError,
        ) as error:
            place = self._place(error)
            if place is None:
                raise
            message = f"{_reason(error)} (while rendering {page.path or 'the first page'})"
            raise TemplateError(Problem(place, Code.TEMPLATE, message)) from error
        return placed(html, sheet or self.sheet)

    def _place(self, error: BaseException) -> Origin | None:
        """Find the template line in which an error arose, if it did in one of ours."""
        for frame in reversed(traceback.extract_tb(error.__traceback__)):
            for folder in self._folders:
                if Path(frame.filename).is_relative_to(folder):
                    return Origin(self._shown(Path(frame.filename)), frame.lineno or 1)
        return None

    def _read(self, name: str) -> tuple[str, list[Problem]]:
        for folder in self._folders:
            if _is_there(folder / name):
                return self._decoded(folder / name)
        return "", [Problem(Origin(f"templates/{name}"), Code.MISSING_FILE, "the file is missing")]

    def _decoded(self, path: Path) -> tuple[str, list[Problem]]:
        try:
            return decode(path.read_bytes(), self._shown(path))
        except OSError as error:
            message = f"the file cannot be read: {error.strerror or error}"
            return "", [Problem(Origin(self._shown(path)), Code.UNREADABLE, message)]

    def _origin(self, name: str) -> Origin:
        folder = next((folder for folder in self._folders if _is_there(folder / name)), self._folders[0])
        return Origin(self._shown(folder / name))

    def _shown(self, path: Path) -> str:
        """Name a template file as seen from the dossier, or in full where it is the generator's."""
        for root in (self._root, self._root.resolve()):
            if path.is_relative_to(root):
                return path.relative_to(root).as_posix()
        return str(path)


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a folder that may not be read, of which `style` tells
        return False


def _reason(error: Exception) -> str:
    """Say what went wrong in a template, in the same words on every Python."""
    if isinstance(error, RecursionError):
        return "the template includes itself without end"
    return f"{error}" if isinstance(error, jinja2.UndefinedError) else f"{type(error).__name__}: {error}"


def _add_words(text: str, path: str, table: dict[str, Word], own: bool) -> list[Problem]:
    """Add the words of one file to a table; a dossier's own file may only replace words that exist."""
    node, problems = yamlfile.parse(text, path)
    if not isinstance(node, yamlfile.Mapping):
        return problems or [Problem(Origin(path), Code.WRONG_TYPE, "the file is not a mapping of words")]
    for name, (key, value) in node.pairs.items():
        origin = Origin(path, value.line, value.column)
        word = _word(value)
        if own and name not in table:
            place = Origin(path, key.line, key.column)
            problems.append(
                Problem(place, Code.UNKNOWN_KEY, f"no word is called {name!r}", suggest(name, table))
            )
        elif word is None:
            message = "a word is a text, or a mapping of two texts, one: and other:"
            problems.append(Problem(origin, Code.WRONG_TYPE, message))
        elif own and (wrong := _misfit(word, table[name])):
            problems.append(Problem(origin, Code.UNKNOWN_PLACEHOLDER, wrong))
        else:
            table[name] = word
    return problems


def _word(value: yamlfile.Node) -> Word | None:
    """Read a word: a text, or a pair of texts for one and for more."""
    if isinstance(value, yamlfile.Scalar):
        return value.value
    if isinstance(value, yamlfile.Mapping) and set(value.pairs) == {"one", "other"}:
        forms = {
            form: node.value
            for form, (_key, node) in value.pairs.items()
            if isinstance(node, yamlfile.Scalar)
        }
        return forms if len(forms) == 2 else None
    return None


def _misfit(word: Word, standard: Word) -> str:
    """Say what a dossier's own word has that the one it replaces has not, or nothing."""
    if isinstance(word, str) != isinstance(standard, str):
        return (
            "the word it replaces is a text"
            if isinstance(standard, str)
            else "the word it replaces has one: and other:"
        )
    known = _holes(standard) | ({"n"} if not isinstance(standard, str) else set())
    try:
        unknown = sorted(_holes(word) - known)
    except ValueError as error:
        return f"braces do not pair: {error}; a brace itself is written twice"
    if unknown:
        names = ", ".join("{" + name + "}" for name in sorted(known)) or "nothing"
        return f"nothing can be filled in for {{{unknown[0]}}}; there is {names}"
    return ""


def _holes(word: Word) -> set[str]:
    """Name what a word leaves to be filled in, with any attribute or format it asks for."""
    texts = [word] if isinstance(word, str) else word.values()
    parsed = [piece for text in texts for piece in Formatter().parse(text) if piece[1] is not None]
    return {f"{name}{'!' * bool(conversion)}{spec or ''}" for _text, name, spec, conversion in parsed}

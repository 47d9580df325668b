"""The commands: arguments, printing, exit codes; no logic.

Exit 0: done. 1: the dossier has problems, and nothing was published. 2: the program could not start.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from generator import __version__
from generator.problems import Problem, UserError, printable, summary


def main(arguments: list[str] | None = None) -> int:
    """Run one command and give its exit code."""
    options = _parser().parse_args(arguments)
    try:
        code = int(options.run(options))
        sys.stdout.flush()
        return code
    except UserError as error:
        print(f"generator: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # whoever read the output has gone; there is nobody to tell
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in (sys.stdout, sys.stderr):
            os.dup2(nowhere, stream.fileno())
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m generator",
        description="Build a static site in which every sentence stands beside the words it rests on.",
        epilog="Exit codes: 0 done, 1 problems in the dossier, 2 cannot start.",
    )
    parser.add_argument("--version", action="version", version=f"generator {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    init = commands.add_parser("init", help="begin a dossier in an empty folder")
    init.add_argument(
        "folder", metavar="DIR", type=Path, help="the folder; it is made where it does not exist"
    )
    init.set_defaults(run=_init)

    build = commands.add_parser("build", help="prove a dossier and publish its site")
    _dossier(build)
    build.add_argument("--output", metavar="DIR", type=Path, help="where the site is published (DIR/public)")
    _base_url(build)
    build.set_defaults(run=_build)

    check = commands.add_parser("check", help="the same work without writing anything")
    _dossier(check)
    _base_url(check)
    check.set_defaults(run=_check)

    serve = commands.add_parser(
        "serve", help="show a dossier while it is written, and rebuild at each change"
    )
    _dossier(serve)
    serve.add_argument("--port", metavar="PORT", type=int, default=8000, help="the port on 127.0.0.1 (8000)")
    serve.set_defaults(run=_serve)

    quote = commands.add_parser("quote", help="tell whether words stand in a source, and where")
    quote.add_argument("source", metavar="SOURCE", help="the id of a source, or the path of a text file")
    quote.add_argument("words", metavar="WORDS", help="the words, in quotation marks of the shell")
    quote.add_argument("--dossier", metavar="DIR", type=Path, default=Path(), help="the dossier's folder (.)")
    quote.add_argument(
        "--yaml", action="store_true", help="print the excerpt entry, and all else to standard error"
    )
    quote.set_defaults(run=_quote)

    seal = commands.add_parser(
        "seal", help="record what is proved of sealed sources, for builds without them"
    )
    _dossier(seal)
    seal.set_defaults(run=_seal)

    selftest = commands.add_parser(
        "selftest", help="alter a dossier in hundreds of ways and see what is caught"
    )
    _dossier(selftest)
    selftest.add_argument("--seed", metavar="N", type=int, default=1, help="which alterations (1)")
    selftest.add_argument("--each", metavar="N", type=int, default=10, help="how many of each kind (10)")
    selftest.add_argument("--json", action="store_true", help="print the report as JSON")
    selftest.set_defaults(run=_selftest)

    verify = commands.add_parser("verify", help="read a published site back, and prove it again")
    verify.add_argument(
        "public", metavar="PUBLIC", type=Path, nargs="?", help="the published folder (DIR/public)"
    )
    verify.add_argument(
        "--dossier", metavar="DIR", type=Path, default=Path(), help="the dossier's folder (.)"
    )
    verify.set_defaults(run=_verify)

    schema = commands.add_parser("schema", help="write the JSON Schemas that editors' programs check with")
    schema.add_argument(
        "folder", metavar="DIR", type=Path, nargs="?", default=Path("schema"), help="where to (schema)"
    )
    schema.set_defaults(run=_schema)
    return parser


def _dossier(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "dossier", metavar="DIR", type=Path, nargs="?", default=Path(), help="the dossier's folder (.)"
    )


def _base_url(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--base-url", metavar="URL", help="where the site will stand, instead of site.yaml's base_url"
    )


def _init(options: argparse.Namespace) -> int:
    from generator.desk.init import begin

    print(f"Began a dossier of {begin(options.folder)} files in {options.folder}.")
    return 0


def _build(options: argparse.Namespace) -> int:
    from generator.desk.standing import Standing

    standing = Standing(options.dossier, options.output, options.base_url)
    if told := standing.told():
        line, cautions = told
        sys.stderr.write(cautions)
        print(f"Nothing has changed: {line}.")
        return 0
    from generator.build import build  # only here, for most of the time goes into loading it

    started = time.perf_counter()
    outcome = build(options.dossier, options.output, options.base_url, _progress())
    if outcome.problems:
        return _told(outcome.problems, "Nothing was published.")
    cautions = _cautioned(outcome.cautions)
    seconds = time.perf_counter() - started
    line = f"{outcome.pages} pages: {outcome.statements} statements, {outcome.quotations} quotations proved"
    standing.keep(line, cautions)
    print(f"Built {line}, {seconds:.2f} seconds.")
    return 0


def _check(options: argparse.Namespace) -> int:
    from generator.build import check

    started = time.perf_counter()
    outcome = check(options.dossier, options.base_url, _progress())
    if outcome.problems:
        return _told(outcome.problems, "A build would publish nothing.")
    _cautioned(outcome.cautions)
    seconds = time.perf_counter() - started
    print(
        f"No problems: {outcome.pages} pages, {outcome.statements} statements, {outcome.quotations} quotations proved, "
        f"{seconds:.2f} seconds."
    )
    return 0


def _serve(options: argparse.Namespace) -> int:
    from generator.desk.serve import serve

    return serve(options.dossier, options.port)


def _quote(options: argparse.Namespace) -> int:
    from generator.desk.quote import quote

    answer = quote(options.source, options.words, options.dossier)
    print(answer.report, file=sys.stderr if options.yaml else sys.stdout)
    if options.yaml and answer.yaml:
        print(answer.yaml)
    return answer.code


def _seal(options: argparse.Namespace) -> int:
    from generator.desk.seal import seal

    sealed = seal(options.dossier)
    if sealed.problems:
        return _told(sealed.problems, "Nothing was sealed.")
    verb = "Sealed" if sealed.changed else "Nothing has changed:"
    print(
        f"{verb} {sealed.sources} source{'s' * (sealed.sources != 1)}, {sealed.excerpts} excerpts,"
        " in content/evidence.lock."
    )
    return 0


def _selftest(options: argparse.Namespace) -> int:
    from generator.desk.selftest import as_json, as_text, selftest

    report, problems = selftest(options.dossier, options.seed, options.each)
    if report is None:
        return _told(tuple(problems), "The selftest needs a dossier without problems.")
    print(as_json(report) if options.json else as_text(report))
    return 1 if report.missed else 0


def _verify(options: argparse.Namespace) -> int:
    from generator.desk.verify import verify

    public = options.public or options.dossier / "public"
    found = verify(public, options.dossier)
    for name in found.sealed:
        print(f"not checked against its text, which is sealed and not here, but against the lock: {name}")
    if found.problems:
        return _told(found.problems, f"{public} is not what was proved.")
    print(
        f"{public} is proved: {found.quotations} quotations and {found.statements} statements on {found.pages} pages."
    )
    return 0


def _schema(options: argparse.Namespace) -> int:
    from generator.desk.schema import write_schemas

    try:
        count = write_schemas(options.folder)
    except OSError as error:
        raise UserError(f"{options.folder} cannot be written to: {error.strerror or error}") from error
    print(f"Wrote {count} schemas to {options.folder}.")
    return 0


def _told(problems: tuple[Problem, ...], consequence: str) -> int:
    for problem in problems:
        print(problem, file=sys.stderr)
    print(summary(list(problems), consequence), file=sys.stderr)
    return 1


def _cautioned(cautions: Iterable[str]) -> str:
    """Print cautions, and give what was printed."""
    told = "".join(f"{printable(line)}\n" for caution in cautions for line in caution.splitlines())
    sys.stderr.write(told)
    return told


def _progress() -> Callable[[int], None]:
    """Count pages on a terminal, four times a second, once a second has passed; keep quiet in a pipe."""
    if not sys.stderr.isatty():
        return lambda _done: None
    shown = time.perf_counter() + 0.75

    def tell(done: int) -> None:
        nonlocal shown
        now = time.perf_counter()
        if now - shown >= 0.25:
            shown = now
            print(f"\r{done} pages ", end="", file=sys.stderr, flush=True)

    return tell


if __name__ == "__main__":
    sys.exit(main())

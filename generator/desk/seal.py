"""`seal`: writes `content/evidence.lock`, what was proved of the sealed texts, once everything is proved."""

from __future__ import annotations

import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from generator.evidence.checks import run_checks
from generator.evidence.prove import prove
from generator.evidence.sealed import record
from generator.problems import Code, Problem, UserError, in_order
from generator.reading.load import load
from generator.reading.lockfile import LOCK, lock_text
from generator.records import Lock
from generator.site.routes import check_routes


@dataclass(frozen=True, slots=True)
class Sealed:
    """What sealing came to: the problems that forbade it, or how much was recorded, and whether that is news."""

    problems: tuple[Problem, ...] = ()
    sources: int = 0
    excerpts: int = 0
    changed: bool = False


def seal(root: Path) -> Sealed:
    """Prove a dossier, every text being there, and record what was found out about the sealed ones.

    Raises:
        UserError: there is no dossier at `root`, nothing in it is sealed, or the lock cannot be written.
    """
    loaded = load(root)
    problems = [problem for problem in loaded.problems if problem.origin.path != LOCK]  # it is written anew
    dossier = loaded.dossier
    if dossier is None:
        return Sealed(tuple(in_order(problems)))
    problems += [*run_checks(dossier, loaded.ids), *check_routes(dossier, loaded.ids)]
    for source in dossier.sources.values():
        if source.text is None:
            message = f"seeds/{source.file} is not here; a source is sealed from its text"
            problems.append(Problem(source.origin, Code.MISSING_FILE, message))
    evidence, unproved = prove(dossier, loaded.ids, loaded.lost - {LOCK}, sealing=True)
    problems += [problem for problem in unproved if problem.code is not Code.SEALED_UNPROVED]
    if problems or evidence is None:
        return Sealed(tuple(in_order(problems)))
    lock = record(evidence)
    if lock is None or not lock.sources:
        raise UserError("no source is sealed: write sealed: true in its file, or in site.yaml for all")
    changed = _written(root / LOCK, lock)
    return Sealed((), len(lock.sources), sum(len(text.excerpts) for text in lock.sources.values()), changed)


def _written(place: Path, lock: Lock) -> bool:
    """Write a lock whole or not at all, and tell whether it differs from what stood there."""
    content = lock_text(lock).encode()
    beside = place.with_name(f".{place.name}.{secrets.token_hex(4)}")
    try:
        if place.is_file() and not place.is_symlink() and place.read_bytes() == content:
            return False
        try:
            beside.write_bytes(content)
            beside.replace(place)
        finally:
            with suppress(OSError):
                beside.unlink()
    except OSError as error:
        raise UserError(f"{place} cannot be written: {error.strerror or error}") from error
    return True

"""Publishing: the same bytes from the same input, and a folder that is wholly the old site or wholly the new one."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.publishing import write as publishing
from tests.dossiers import ROOT, STARTER, built, copy, edit, run, snapshot, write

OTHER = "https://example.net/other/"
LEFTOVERS = (".public.next", ".public.previous")


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    return copy(STARTER, tmp_path / "dossier")


def command(*arguments: str | Path, python: str | Path = sys.executable) -> list[str]:
    return [str(python), "-m", "generator", *map(str, arguments)]


def environment(**more: str) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "PYTHONPATH": str(ROOT), **more}


# ---------------------------------------------------------------- the same bytes


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return snapshot(built(copy(STARTER, tmp_path_factory.mktemp("usual") / "dossier")))


@pytest.mark.parametrize(
    "more",
    [
        {"PYTHONHASHSEED": "0", "TZ": "Asia/Kathmandu", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "1", "TZ": "America/Caracas", "LC_ALL": "C.UTF-8", "PYTHONOPTIMIZE": "2"},
        {"PYTHONHASHSEED": "4294967295", "LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "es", "PYTHONUTF8": "0"},
        {"PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    ],
    ids=lambda more: " ".join(more.values()),
)
def test_the_environment_changes_no_byte(
    dossier: Path, usual: dict[str, str], more: dict[str, str], tmp_path: Path
) -> None:
    ran = subprocess.run(
        command("build", dossier), cwd=tmp_path, env=environment(**more), capture_output=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr == b""
    assert snapshot(dossier / "public") == usual


def test_the_working_folder_changes_no_byte(
    dossier: Path, usual: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder, path in (
        (dossier, "."),
        (dossier / "content", ".."),
        (dossier.parent, "dossier"),
        (Path("/"), dossier),
    ):
        monkeypatch.chdir(folder)
        assert run("build", path).code == 0
        assert snapshot(dossier / "public") == usual
    monkeypatch.chdir(dossier)
    assert run("build").code == 0
    assert snapshot(dossier / "public") == usual


def test_the_order_and_age_of_files_change_no_byte(usual: dict[str, str], tmp_path: Path) -> None:
    dossier = tmp_path / "dossier"
    files = sorted((path for path in STARTER.rglob("*") if path.is_file()), reverse=True)
    for number, path in enumerate(files):
        target = write(dossier, path.relative_to(STARTER).as_posix(), path.read_bytes())
        os.utime(target, (number, number))
    assert snapshot(built(dossier)) == usual


def test_the_order_in_which_a_disk_lists_files_changes_no_byte(
    dossier: Path, usual: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = Path.iterdir
    for backwards in (False, True):

        def iterdir(path: Path, *, backwards: bool = backwards) -> Iterator[Path]:
            yield from sorted(listed(path), reverse=backwards)

        monkeypatch.setattr(Path, "iterdir", iterdir)
        assert run("build", dossier).code == 0
        monkeypatch.setattr(Path, "iterdir", listed)
        assert snapshot(dossier / "public") == usual


def test_the_mask_of_rights_changes_no_byte(dossier: Path, usual: dict[str, str]) -> None:
    before = os.umask(0o077)
    try:
        assert snapshot(built(dossier)) == usual
    finally:
        os.umask(before)


def test_line_ends_of_windows_change_no_byte(dossier: Path, usual: dict[str, str]) -> None:
    for path in [dossier / "site.yaml", *(dossier / "content").rglob("*.*")]:
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert snapshot(built(dossier)) == usual


def other_pythons() -> list[Path]:
    """Find the other interpreters here that can run the program: with an environment, or with this one's libraries."""
    found = sorted((ROOT / ".cache" / "python").glob("*/bin/python"))
    for version in ("3.11", "3.12", "3.13"):
        if version != f"{sys.version_info[0]}.{sys.version_info[1]}":
            place = shutil.which(f"python{version}")
            known = sorted(Path("~/.pyenv/versions").expanduser().glob(f"{version}.*/bin/python3"))
            found += next(([path] for path in (*known, place and Path(place)) if path and starts(path)), [])
    return found


def starts(python: Path) -> bool:
    return subprocess.run([python, "-c", ""], capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("python", other_pythons() or [None], ids=str)
def test_the_version_of_python_changes_no_byte(
    dossier: Path, usual: dict[str, str], python: Path | None
) -> None:
    """Without its own environment the other Python takes the libraries of this one, less what is compiled."""
    if python is None:
        pytest.skip("there is no other Python here")
    import yaml

    libraries = str(Path(yaml.__file__).parent.parent)
    ran = subprocess.run(
        command("build", dossier, python=python),
        env=environment(PYTHONPATH=f"{ROOT}:{libraries}", PYTHONDONTWRITEBYTECODE="1"),
        capture_output=True,
        check=False,
    )
    if b"ModuleNotFoundError" in ran.stderr or b"ImportError" in ran.stderr:
        pytest.skip("its libraries are not here")
    assert ran.returncode == 0, ran.stderr
    assert snapshot(dossier / "public") == usual


# ---------------------------------------------------------------- whole or not at all


def test_a_second_build_replaces_the_first(dossier: Path) -> None:
    public = built(dossier)
    first = snapshot(public)
    assert "explainers/the-repair/index.html" in first
    explainer = dossier / "content/explainers/the-repair.md"
    explainer.rename(explainer.with_name("the-work.md"))
    write(public, "left/behind.html", "x")
    second = snapshot(built(dossier))
    assert "explainers/the-repair/index.html" not in second
    assert "left/behind.html" not in second
    explainer.with_name("the-work.md").rename(explainer)
    assert snapshot(built(dossier)) == first


def test_an_empty_folder_may_be_the_output(dossier: Path, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    assert run("build", dossier, "--output", tmp_path / "new").code == 0
    assert run("build", dossier, "--output", tmp_path / "deep/er/new").code == 0
    assert snapshot(tmp_path / "new") == snapshot(tmp_path / "deep/er/new")


def test_the_output_may_lie_in_the_dossier_and_is_no_part_of_it(dossier: Path) -> None:
    first = snapshot(built(dossier))
    assert run("build", dossier, "--output", dossier / "site").code == 0
    assert snapshot(dossier / "site") == first
    assert snapshot(built(dossier)) == first


@pytest.mark.parametrize("first", [True, False], ids=["nothing published yet", "a site published"])
def test_a_template_that_fails_late_publishes_nothing(dossier: Path, *, first: bool) -> None:
    if not first:
        built(dossier)
    before = snapshot(dossier)
    write(dossier, "templates/404.html", "{{ page.nothing }}")
    ran = run("build", dossier)
    assert ran.code == 1
    assert ran.codes == ["template"]
    shutil.rmtree(dossier / "templates")
    assert snapshot(dossier) == before


class DeadDiskError(OSError):
    """What a full or failing disk raises."""


@pytest.mark.parametrize("writes", [1, 10, 27])
def test_a_disk_that_fails_publishes_nothing(
    dossier: Path, writes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(dossier)
    edit(dossier, "site.yaml", "title: The footbridge", "title: Another")
    before = snapshot(dossier)
    count = 0
    whole = publishing.Stage.write

    def failing(stage: publishing.Stage, path: str, content: bytes) -> None:
        nonlocal count
        count += 1
        if count == writes:
            raise DeadDiskError(28, "No space left on device")
        whole(stage, path, content)

    monkeypatch.setattr(publishing.Stage, "write", failing)
    ran = run("build", dossier)
    assert ran == (2, f"generator: cannot publish to {dossier / 'public'}: No space left on device\n")
    assert snapshot(dossier) == before


def test_a_stop_at_the_keyboard_publishes_nothing(dossier: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built(dossier)
    before = snapshot(dossier)

    def stopped(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(publishing.Stage, "publish", stopped)
    assert run("build", dossier).code == 130
    assert snapshot(dossier) == before


def test_what_a_killed_build_left_is_cleared_away(dossier: Path) -> None:
    public = built(dossier)
    first = snapshot(public)
    for name in LEFTOVERS:
        write(dossier, f"{name}/half/written.html", "x")
    assert snapshot(built(dossier)) == first
    assert not any((dossier / name).exists() for name in LEFTOVERS)


def test_a_site_that_a_killed_build_moved_aside_comes_back(dossier: Path) -> None:
    first = snapshot(built(dossier))
    (dossier / "public").rename(dossier / ".public.previous")
    write(dossier, ".public.next/half/written.html", "x")
    publishing.recover(dossier / "public")
    assert snapshot(dossier / "public") == first
    assert snapshot(built(dossier)) == first
    assert not any((dossier / name).exists() for name in LEFTOVERS)


def test_without_the_exchange_the_old_site_is_moved_aside(
    dossier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped at each step of the way, the next build finds the old site or the new one, whole."""
    monkeypatch.setattr(publishing, "_exchange", lambda _one, _other: False)
    old = snapshot(built(dossier))
    assert run("build", dossier, "--base-url", OTHER).code == 0
    new = snapshot(dossier / "public")
    assert new != old
    assert not any((dossier / name).exists() for name in LEFTOVERS)
    move = Path.rename
    for stop in range(1, 4):
        built(dossier)
        count = 0

        def rename(path: Path, target: Path, stop: int = stop) -> Path:
            nonlocal count
            count += 1
            if count == stop:
                raise SystemExit(9)
            return move(path, target)

        monkeypatch.setattr(Path, "rename", rename)
        monkeypatch.setattr(publishing.Stage, "discard", lambda _stage: None)
        run("build", dossier, "--base-url", OTHER)
        monkeypatch.setattr(Path, "rename", move)
        publishing.recover(dossier / "public")
        assert snapshot(dossier / "public") in (old, new), stop
        monkeypatch.undo()
        monkeypatch.setattr(publishing, "_exchange", lambda _one, _other: False)


def test_builds_at_once_wait_for_each_other(dossier: Path, tmp_path: Path) -> None:
    sites = {}
    for number in range(4):
        url = f"https://example.org/{number}/"
        assert run("build", dossier, "--base-url", url, "--output", tmp_path / f"alone-{number}").code == 0
        sites[url] = snapshot(tmp_path / f"alone-{number}")
    running = [
        subprocess.Popen(
            command("build", dossier, "--base-url", url),
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for url in sites
    ]
    for process in running:
        _told, wrong = process.communicate(timeout=120)
        assert (process.returncode, wrong) == (0, b"")
    assert snapshot(dossier / "public") in sites.values()
    assert not any((dossier / name).exists() for name in LEFTOVERS)


Build = Callable[[str, float | None], int]
"""Begins a build at an address and kills it after so many seconds, or lets it end; gives the exit code."""


def by_process(dossier: Path) -> Build:
    """Start the program as anybody does."""

    def build(url: str, seconds: float | None) -> int:
        process = subprocess.Popen(
            command("build", dossier, "--base-url", url),
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        if seconds is not None:
            time.sleep(seconds)
            process.send_signal(signal.SIGKILL)
        return process.wait()

    return build


@contextlib.contextmanager
def by_fork(dossier: Path, elsewhere: Path) -> Iterator[Build]:
    """Let a process that has everything ready begin the builds (`tests/nursery.py`), so that many can be killed."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.nursery", dossier, elsewhere],
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as nursery:
        assert nursery.stdin is not None
        assert nursery.stdout is not None
        told, asked = nursery.stdout, nursery.stdin
        assert told.readline().startswith("Built ")
        assert told.readline() == "0\n"

        def build(url: str, seconds: float | None) -> int:
            print("" if seconds is None else seconds, url, sep="\t", file=asked, flush=True)
            return int(told.readline())

        yield build


def kill_builds(dossier: Path, build: Build, times: int, seed: int) -> None:
    url = "https://example.org/footbridge/"
    sites = {}
    took = 1.0
    for address in (url, OTHER):
        started = time.perf_counter()
        assert build(address, None) == 0
        took = time.perf_counter() - started
        sites[address] = snapshot(dossier / "public")
    chance = random.Random(seed)
    dead = 0
    for number in range(times):
        address = (url, OTHER)[number % 2]
        dead += build(address, chance.uniform(0.2, 1.1) * took) == -signal.SIGKILL
        assert snapshot(dossier / "public") in sites.values()
    assert dead
    assert snapshot(built(dossier)) == sites[url]
    assert not any((dossier / name).exists() for name in LEFTOVERS)


def test_a_killed_build_leaves_a_whole_site(dossier: Path) -> None:
    kill_builds(dossier, by_process(dossier), 6, seed=1)


@pytest.mark.long
def test_many_killed_builds_leave_a_whole_site(dossier: Path, tmp_path: Path) -> None:
    with by_fork(dossier, tmp_path / "elsewhere") as build:
        kill_builds(dossier, build, 150, seed=2)


# ---------------------------------------------------------------- the command


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
@pytest.mark.parametrize("good", [True, False])
def test_a_reader_that_goes_away_is_no_bug(dossier: Path, stream: str, *, good: bool) -> None:
    if not good:
        edit(dossier, "site.yaml", "updated: 2019-06-01", "updated: never")
    read, written = os.pipe()
    os.close(read)
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | {stream: written}
    process = subprocess.Popen(
        command("check", dossier), env=environment(), stdout=pipes["stdout"], stderr=pipes["stderr"]
    )
    os.close(written)
    told, wrong = process.communicate(timeout=60)
    assert process.returncode == (0 if good and stream == "stderr" else 1)
    assert b"Traceback" not in (told or b"") + (wrong or b"")
    assert b"Error" not in (wrong or b"")


def test_one_line_says_what_was_built(dossier: Path) -> None:
    ran = subprocess.run(command("build", dossier), env=environment(), capture_output=True, check=True)
    assert ran.stderr == b""
    told = ran.stdout.decode()
    pages = len(list((dossier / "public").rglob("*.html")))
    assert told.startswith(f"Built {pages} pages: 15 statements, 12 quotations proved, ")
    assert told.endswith(" seconds.\n")
    assert told.count("\n") == 1

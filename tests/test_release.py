"""What surrounds the code: locks, licences, workflows, and what a new machine does with them."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
LOCKED = re.compile(r"^([a-z0-9.-]+)==(\S+)", re.MULTILINE)
# Put together here, since this file may not name them either.
REGISTRIES = (
    "pypi" + ".org",
    "python" + "hosted",
    "registry" + ".npm",
    "npmjs" + ".com",
    "deb.debian" + ".org",
    "archive.ubuntu" + ".com",
)


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def lock(name: str) -> dict[str, str]:
    return dict(LOCKED.findall((ROOT / name).read_text(encoding="utf-8")))


def our_files() -> list[Path]:
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, encoding="utf-8").stdout
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


def test_each_lock_holds_what_the_project_names() -> None:
    declared = project()
    runtime, development = lock("requirements.txt"), lock("requirements-dev.txt")
    for wanted, locked in (
        (declared["project"]["dependencies"], runtime),
        (declared["dependency-groups"]["dev"], development),
    ):
        for requirement in wanted:
            name, least = requirement.split(">=")
            numbers = [tuple(map(int, version.split("."))) for version in (locked[name], least)]
            assert numbers[0] >= numbers[1], requirement
    assert runtime.items() <= development.items()


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_a_lock_holds_versions_and_hashes_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index" not in text
    for entry in re.split(r"\n(?=\S)", text)[1:]:
        assert re.fullmatch(r"\S+==\S+( ; [^\\]+)?( \\\n {4}--hash=sha256:[0-9a-f]{64})+\n?", entry), entry


def test_no_file_names_the_host_of_a_registry() -> None:
    assert [
        f"{path.relative_to(ROOT)}: {host}"
        for path in our_files()
        for host in REGISTRIES
        if host.encode() in path.read_bytes()
    ] == []


def test_the_seeds_readme_names_each_text_and_its_hash() -> None:
    readme = (ROOT / "seeds" / "README.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| `([^`]+)` \| `([0-9a-f]{64})` \|", readme, re.MULTILINE))
    texts = sorted((ROOT / "seeds").glob("*.txt"))
    assert told == {text.name: hashlib.sha256(text.read_bytes()).hexdigest() for text in texts}


@pytest.mark.parametrize("name", ["LICENSE", "LICENSE-CONTENT"])
def test_a_licence_leaves_the_sources_out(name: str) -> None:
    text = " ".join((ROOT / name).read_text(encoding="utf-8").split())
    assert "This licence does not cover the source texts in seeds/, nor any excerpt quoted from them" in text


def test_the_site_is_published_only_after_its_check() -> None:
    workflow = yaml.safe_load((ROOT / ".github/workflows/pages.yml").read_text(encoding="utf-8"))
    steps = workflow["jobs"]["build"]["steps"]
    done = [step.get("run", step.get("uses", "")).split()[:2] for step in steps]
    assert done[-3:] == [["make", "check"], ["make", "site"], ["actions/upload-pages-artifact@v5"]]
    assert not any("continue-on-error" in step or "if" in step for step in steps)
    deploy = workflow["jobs"]["deploy"]
    assert (deploy["needs"], deploy.get("if")) == ("build", None)


def test_the_tests_run_on_every_python_that_is_promised() -> None:
    promised = [
        name.rpartition(" ")[2]
        for name in project()["project"]["classifiers"]
        if re.fullmatch(r"Programming Language :: Python :: 3\.\d+", name)
    ]
    workflow = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8"))
    assert workflow["jobs"]["quick"]["strategy"]["matrix"]["python"] == promised


def find_python(folder: Path) -> subprocess.CompletedProcess[str]:
    command = ["/bin/sh", str(ROOT / "tools" / "find-python")]
    environment = {"PATH": str(folder), "HOME": str(folder)}
    return subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)


def test_a_python_that_is_too_old_is_passed_over(tmp_path: Path) -> None:
    old = tmp_path / "python3"
    old.write_text(
        '#!/bin/sh\n[ "$1" = --version ] && echo Python 3.10.13 && exit 0\nexit 1\n', encoding="utf-8"
    )
    old.chmod(0o755)
    refused = find_python(tmp_path)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == (
        "This needs Python 3.11, 3.12 or 3.13; found Python 3.10.13. "
        "Install one, or name it: make PYTHON=/path/to/python3.12\n"
    )
    (tmp_path / "python3.12").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    (tmp_path / "python3.12").chmod(0o755)
    assert find_python(tmp_path).stdout == sys.executable + "\n"


@pytest.mark.long
@pytest.mark.parametrize("with_uv", [True, False], ids=["uv", "pip"])
def test_a_fresh_copy_builds_and_tests_and_then_needs_no_network(tmp_path: Path, *, with_uv: bool) -> None:
    if with_uv and shutil.which("uv") is None:
        pytest.skip("uv is not here")
    copy, home = tmp_path / "a fresh copy", tmp_path / "home"
    home.mkdir()
    for path in our_files():
        target = copy / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, target)
    subprocess.run(["git", "init", "--quiet", str(copy)], check=True)
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "PYTEST"))
    }
    environment |= {"HOME": str(home), "PYTHON": sys.executable, "UV": "uv" if with_uv else ""}

    def make(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        command = ["make", "--no-print-directory", *arguments]
        done = subprocess.run(
            command, cwd=copy, env=environment | more, capture_output=True, encoding="utf-8", check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done

    assert "Making .venv with Python" in make("site").stderr
    assert (copy / "public" / "index.html").is_file()
    dead = "http://127.0.0.1:9"
    unplugged = make("site", http_proxy=dead, https_proxy=dead, PIP_NO_INDEX="1", UV_OFFLINE="1")
    assert "Making" not in unplugged.stderr
    assert " passed" in make("test", "ARGS=tests/test_release.py").stdout

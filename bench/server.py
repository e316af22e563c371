"""The real server, as it is hosted: `filrouge run` with two web processes, on a free port of the loopback."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from bench.client import Failed

WEB_PROCESSES = 2
LONGEST_START = 60.0
LONGEST_STOP = 15.0
ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Memory:
    process: str
    pss: float  # MB; shared pages counted once between those who share them
    rss: float


@dataclass(frozen=True, slots=True)
class Server:
    port: int
    process: subprocess.Popen[bytes]
    started_in: float

    def memory(self) -> list[Memory]:
        """Of each process, on Linux; nothing elsewhere."""
        found = [memory_of(pid) for pid in family(self.process.pid)]
        return sorted((one for one in found if one), key=lambda one: one.process)


def environment(data: Path, **more: str) -> dict[str, str]:
    """No setting of the person who runs the benchmark may change what is measured."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FILROUGE_")}
    kept.pop("DATABASE_URL", None)
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    ours = {"FILROUGE_DATA": str(data), "DJANGO_SETTINGS_MODULE": "bench.settings", "PYTHONPATH": path}
    return kept | ours | more


def filrouge(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "filrouge.config.cli", *arguments]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def running(env: dict[str, str], log: Path) -> Iterator[Server]:
    port = free_port()
    command = filrouge("run", "--no-demo", "--host", "127.0.0.1", "--port", str(port), "--workers", str(WEB_PROCESSES))
    started = time.monotonic()
    with log.open("wb") as stream:
        process = subprocess.Popen(  # noqa: S603 - our own command
            command, env=env | {"PORT": str(port)}, stdin=subprocess.DEVNULL, stdout=stream, stderr=stream
        )
    try:
        wait_until_ready(process, port, log)
        yield Server(port, process, time.monotonic() - started)
    finally:
        stop(process)


def wait_until_ready(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + LONGEST_START
    while not answers(port):
        if process.poll() is not None or time.monotonic() > deadline:
            raise Failed(f"the server does not start:\n{log.read_text(errors='replace')[-3000:]}")
        time.sleep(0.05)


def answers(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/sante/")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def stop(process: subprocess.Popen[bytes]) -> None:
    """The server stops its children; those it could not are killed with it."""
    pids = family(process.pid)
    process.terminate()
    try:
        process.wait(LONGEST_STOP)
    except subprocess.TimeoutExpired:
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        process.wait(LONGEST_STOP)


def family(pid: int) -> list[int]:
    """The process and its descendants (Linux), itself alone elsewhere."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for child in task.read_text().split():
                found += family(int(child))
    return found


def memory_of(pid: int) -> Memory | None:
    try:
        words = Path(f"/proc/{pid}/cmdline").read_text().split("\0")
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return None
    sizes = {line.split()[0]: int(line.split()[1]) / 1024 for line in lines[1:]}
    name = next((word for word in words if word in {"run", "web", "worker"}), "?")
    return Memory(name, round(sizes["Pss:"], 1), round(sizes["Rss:"], 1))

"""`filrouge run`: the web server, and beside it the worker (and more web processes), restarted when they fall."""

from __future__ import annotations

import contextlib
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from types import FrameType

import uvicorn
from django.core.management.base import CommandError

from filrouge.config.french_errors import reason
from filrouge.config.process import child_environment

GRACE = 3  # seconds left to open requests
LONGEST_PAUSE = 30.0
HEALTHY_AFTER = 60.0


class Child(threading.Thread):
    """One command kept alive. The pause between two starts doubles while it keeps falling."""

    def __init__(self, arguments: Sequence[str], *, pass_fds: tuple[int, ...] = ()) -> None:
        super().__init__(daemon=True, name=f"filrouge {arguments[0]}")
        self.command = [sys.executable, "-m", "filrouge.config.cli", *arguments]
        self.pass_fds = pass_fds
        self.stopping = threading.Event()
        self.process: subprocess.Popen[bytes] | None = None

    def start_process(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603 - our own command
            self.command,
            env=child_environment(),
            stdin=subprocess.DEVNULL,
            pass_fds=self.pass_fds,
            process_group=0,  # Ctrl-C reaches the server only, which then stops us in order
        )

    def run(self) -> None:
        pause = 1.0
        while not self.stopping.is_set():
            started = time.monotonic()
            self.process = self.start_process()
            if self.stopping.is_set():  # asked to stop while it was being started
                self.process.terminate()
            code = self.process.wait()
            if self.stopping.is_set():
                return
            pause = 1.0 if time.monotonic() - started > HEALTHY_AFTER else min(pause * 2, LONGEST_PAUSE)
            sys.stderr.write(f"« {self.name} » s’est arrêté (code {code}) ; il repart dans {pause:.0f} s.\n")
            self.stopping.wait(pause)

    def ask_to_stop(self) -> None:
        if self.stopping.is_set():
            return  # told already: a second signal would cut what it is finishing
        self.stopping.set()
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def wait_until_stopped(self, seconds: float) -> None:
        self.join(seconds)
        if self.is_alive() and self.process is not None:
            self.process.kill()
            self.join(seconds)


@contextlib.contextmanager
def children(kept: Sequence[Child]) -> Iterator[None]:
    for child in kept:
        child.start()
    try:
        yield
    finally:
        for child in kept:
            child.ask_to_stop()
        for child in kept:
            child.wait_until_stopped(GRACE + 2)


class Server(uvicorn.Server):
    """Tells when it really answers, and when it begins to leave. Streams never end by themselves: it ends them."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None], leaving: Callable[[], None]) -> None:
        super().__init__(config)
        self.ready = ready
        self.leaving = leaving

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.leaving()
        end_streams()
        super().handle_exit(sig, frame)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self.ready()


def listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host.strip("[]"), port), family=family, backlog=2048)
        # a small answer leaves at once: without it, each waits for the other side's acknowledgement (40 ms)
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listener
    except OSError as error:
        raise CommandError(
            f"L’adresse {host}, port {port}, n’est pas libre ({reason(error)}). Choisissez un autre port, "
            f"par exemple : PORT={port + 1}."
        ) from error


def nothing() -> None:
    pass


def end_streams() -> None:
    from filrouge.kernel.live.server import hub  # noqa: PLC0415 -- models must be loaded

    hub.close_soon()


def serve_on(
    listener: socket.socket, ready: Callable[[], None] = nothing, leaving: Callable[[], None] = nothing
) -> None:
    """Serves until told to stop. The signal is uvicorn's; afterwards it is raised again, and must not kill us then."""
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda _signal, _frame: None)
    config = uvicorn.Config(
        "filrouge.config.asgi:application",
        lifespan="off",
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE,
    )
    Server(config, ready, leaving).run(sockets=[listener])


def serve(host: str, port: int, *, processes: int, worker: bool, ready: Callable[[socket.socket], None]) -> None:
    listener = listen(host, port)
    listener.set_inheritable(True)
    descriptor = listener.fileno()
    kept = [Child(["web", "--descriptor", str(descriptor)], pass_fds=(descriptor,)) for _ in range(processes - 1)]
    if worker:
        kept.append(Child(["worker"]))

    def leaving() -> None:
        for child in kept:
            child.ask_to_stop()

    with children(kept), listener:
        serve_on(listener, lambda: ready(listener), leaving)


def serve_descriptor(descriptor: int) -> None:
    """One more web process, on the address its parent already listens to."""
    serve_on(socket.socket(fileno=descriptor))

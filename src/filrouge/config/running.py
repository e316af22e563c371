"""A running server marks its data folder, so that a restoration never pulls the data from under it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from django.core.management.base import CommandError

try:
    import fcntl
except ImportError:  # Windows has no such lock: there, the host takes care
    fcntl = None  # type: ignore[assignment]

MARK = "running.lock"


@contextlib.contextmanager
def marked(data: Path) -> Iterator[None]:
    """Several servers may share the folder; the lock falls with the process, however it ends."""
    with (data / MARK).open("a") as stream:
        if fcntl is not None:
            fcntl.flock(stream, fcntl.LOCK_SH)
        yield


@contextlib.contextmanager
def nobody_else(data: Path) -> Iterator[None]:
    with (data / MARK).open("a") as stream:
        try:
            if fcntl is not None:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise CommandError("Fil rouge est en marche sur ces données : arrêtez-le d’abord.") from error
        yield

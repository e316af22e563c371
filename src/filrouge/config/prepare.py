"""What must be true before the first page: a folder, a database up to date, static files published."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.core.management.base import CommandError

from filrouge.config.french_errors import reason
from filrouge.config.process import child_environment

BUNDLE = "ui/dist/main.css"


def ensure_folders() -> None:
    data: Path = settings.DATA_DIR
    for folder in (data, data / "files", data / "mail"):
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise CommandError(
                f"Impossible d’écrire dans « {folder} » ({reason(error)}). Choisissez un autre dossier de données "
                "avec FILROUGE_DATA."
            ) from error


def migrate() -> None:
    """Tables, then what the house adds to them. On PostgreSQL this runs as the owner of the tables."""
    call_command("createcachetable", verbosity=0)
    call_command("migrate", interactive=False, verbosity=0)


def static_files() -> list[tuple[str, Path]]:
    found: dict[str, Path] = {}
    ignored = ["CVS", ".*", "*~", "assets"]
    for finder in finders.get_finders():
        for name, storage in finder.list(ignored):
            found.setdefault(name, Path(storage.path(name)))
    return sorted(found.items())


def publish_static_files() -> None:
    """collectstatic, only when a file or the version changed (it costs two seconds)."""
    files = static_files()
    if BUNDLE not in dict(files):
        raise CommandError("Les styles et scripts ne sont pas construits : lancez ./go run depuis les sources.")
    digest = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for name, path in files:
        digest.update(name.encode() + path.read_bytes())
    stamp = settings.DATA_DIR / "static.stamp"
    if stamp.exists() and stamp.read_text() == digest.hexdigest() and Path(settings.STATIC_ROOT).is_dir():
        return
    stamp.unlink(missing_ok=True)  # an interrupted publication is done again
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(digest.hexdigest())


def prepare() -> None:
    ensure_folders()
    migrate()
    publish_static_files()


def in_another_process(*arguments: str, quiet: bool = False, environment: Mapping[str, str] | None = None) -> None:
    """Preparing takes memory that the server would keep for ever, and on PostgreSQL another role: a child does it."""
    command = [sys.executable, "-m", "filrouge.config.cli", *arguments]
    env = child_environment() | dict(environment or {})
    out = subprocess.DEVNULL if quiet else None
    done = subprocess.run(command, env=env, stdin=subprocess.DEVNULL, stdout=out, check=False)  # noqa: S603 - our own command
    if done.returncode:
        raise SystemExit(done.returncode)

"""`filrouge run` backs up by itself once a day, so that a team without an administrator has something to go back to."""

from __future__ import annotations

import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from filrouge.config.process import child_environment

EVERY = timedelta(hours=24)
LOOK = timedelta(minutes=15)
KEPT = 14


def folder() -> Path:
    return Path(settings.DATA_DIR) / "backups" / "daily"


def archives() -> list[Path]:
    """Oldest first. Only those made here: what people put elsewhere is never deleted."""
    return sorted(folder().glob("filrouge-*.zip"))


def is_due() -> bool:
    made = archives()
    return not made or timezone.now().timestamp() - made[-1].stat().st_mtime >= EVERY.total_seconds()


def back_up() -> bool:
    """Make today's archive in a process of its own, then forget those beyond two weeks. False when it failed."""
    folder().mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "filrouge.config.cli", "backup", str(folder())]
    done = subprocess.run(  # noqa: S603 - our own command
        command, env=child_environment(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False
    )
    if done.returncode:
        sys.stderr.write("La sauvegarde du jour a échoué : lancez « filrouge backup » pour en savoir la raison.\n")
        return False
    for old in archives()[:-KEPT]:
        old.unlink()
    return True


class DailyBackup(threading.Thread):
    """Looks every quarter of an hour; the first archive comes a quarter of an hour after the first start."""

    def __init__(self) -> None:
        super().__init__(daemon=True, name="filrouge daily backup")
        self.stopping = threading.Event()

    def run(self) -> None:
        while not self.stopping.wait(LOOK.total_seconds()):
            if is_due():
                back_up()

"""What Python packages cannot give: a browser and a database server."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from tools.console import environment, run, say

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NO_BROWSER = "pas de Chromium : installez le paquet « chromium » de votre système"


def browser() -> str | None:
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def server_programs() -> Path | None:
    """The folder of the machine's PostgreSQL server, newest first. Debian keeps it out of PATH."""
    folders = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name.split(".")[0]), reverse=True
    )
    if (found := shutil.which("postgres")) is not None:
        folders.append(Path(found).resolve().parent)
    wanted = ("postgres", "initdb", "psql")
    return next((folder for folder in folders if all((folder / name).exists() for name in wanted)), None)


def can_apt() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def system_packages() -> None:
    """As root on Debian, what is missing is installed; elsewhere the steps that need it say so."""
    missing = [name for name, found in (("chromium", browser()), ("postgresql", server_programs())) if not found]
    if not missing or not can_apt():
        return
    say(f"  Installation par apt : {', '.join(missing)}…")
    env = environment(DEBIAN_FRONTEND="noninteractive")
    run(["apt-get", "update", "-q"], env=env)
    for name in missing:  # one by one: a missing package does not stop the other
        run(["apt-get", "install", "-y", "-q", "--no-install-recommends", name], env=env)

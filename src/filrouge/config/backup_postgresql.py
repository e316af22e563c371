"""PostgreSQL's own tools, for its part of a backup.

Row-level security binds even the owner of the tables, so the dump needs a role that may read everything
(`BYPASSRLS`, member of `pg_read_all_data`): FILROUGE_DATABASE_BACKUP_URL. Loading needs the owner.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.management.base import CommandError


def address(*names: str) -> str:
    return next((url for name in names if (url := os.environ.get(name))), "")


def tool(name: str) -> str:
    if (path := shutil.which(name)) is None:
        raise CommandError(f"Il faut « {name} » : installez le paquet « postgresql-client » de votre système.")
    return path


def run(name: str, url: str, *arguments: str) -> None:
    """The password travels in the environment: a command line can be read by every account of the machine."""
    parts = urlsplit(url)
    env = os.environ | {
        "PGHOST": unquote(parts.hostname or ""),
        "PGPORT": str(parts.port or 5432),
        "PGUSER": unquote(parts.username or ""),
        "PGPASSWORD": unquote(parts.password or ""),
        "PGDATABASE": unquote(parts.path.lstrip("/")),
    }
    done = subprocess.run(  # noqa: S603 - PostgreSQL's own tool
        [tool(name), "--no-password", *arguments], env=env, capture_output=True, text=True, check=False
    )
    if done.returncode:
        lines = done.stderr.strip().splitlines()
        raise CommandError(f"{name} a échoué : {lines[0] if lines else 'sans rien dire'}. Rien n’a été modifié.")


def dump(target: Path) -> None:
    url = address("FILROUGE_DATABASE_BACKUP_URL", "FILROUGE_DATABASE_OWNER_URL", "DATABASE_URL")
    run("pg_dump", url, "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def load(source: Path, *, replace: bool) -> None:
    """In one transaction: all of it, or nothing."""
    url = address("FILROUGE_DATABASE_OWNER_URL", "DATABASE_URL")
    options = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
    if replace:
        options += ["--clean", "--if-exists"]
    database = unquote(urlsplit(url).path.lstrip("/"))
    run("pg_restore", url, *options, f"--dbname={database}", str(source))

from __future__ import annotations

import sqlite3
from typing import Any

from django.core.checks import CheckMessage, Error
from django.db import connections


def check_fts5(**kwargs: Any) -> list[CheckMessage]:
    """Without FTS5, SQLite cannot search."""
    if all(database.vendor != "sqlite" for database in connections.all()) or has_fts5():
        return []
    return [
        Error(
            "Le SQLite de ce Python ne sait pas chercher dans du texte (extension FTS5 absente).",
            hint="Installez un Python dont le SQLite comprend FTS5 (ceux de Debian et de python.org), ou utilisez"
            " PostgreSQL.",
            id="search.E001",
        )
    ]


def has_fts5() -> bool:
    memory = sqlite3.connect(":memory:")
    try:
        memory.execute("CREATE VIRTUAL TABLE probe USING fts5(words)")
    except sqlite3.OperationalError:
        return False
    finally:
        memory.close()
    return True

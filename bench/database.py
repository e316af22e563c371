"""Where the rows live: SQLite in the throw-away folder, or a PostgreSQL database of its own."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

OWN_SERVER = "auto"


@contextlib.contextmanager
def ready(url: str | None) -> Iterator[dict[str, str]]:
    """Environment of the application. ``url``: None (SQLite), « auto » (a server of our own) or a server's address."""
    if url is None:
        yield {}
    elif url == OWN_SERVER:
        from tools.postgres import server  # noqa: PLC0415 - of the checkout; not needed with SQLite

        with server() as found:
            yield {"DATABASE_URL": found.application_url, "FILROUGE_DATABASE_OWNER_URL": found.owner_url}
    else:
        with database_on(url) as made:
            yield {"DATABASE_URL": made}


@contextlib.contextmanager
def database_on(url: str) -> Iterator[str]:
    """A database of our own on somebody's server, dropped afterwards: theirs is only used to ask for it."""
    name = f"filrouge_bench_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        yield urlsplit(url)._replace(path=f"/{name}").geturl()
    finally:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def settle(env: dict[str, str]) -> None:
    """After a bulk load PostgreSQL knows nothing of the rows before its own analysis, a minute later: ask for it."""
    if url := env.get("FILROUGE_DATABASE_OWNER_URL") or env.get("DATABASE_URL"):
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")

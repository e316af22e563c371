"""How a process hears of what another one wrote. The coroutine runs while somebody watches."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import connection

from filrouge.kernel.live.channels import Key
from filrouge.kernel.live.hub import Hub
from filrouge.kernel.live.models import Change

if TYPE_CHECKING:
    from psycopg import AsyncConnection

LOOK_EVERY = 0.1  # seconds; one pragma, some microseconds
HEARTBEAT = 20.0
CONNECTION = ("dbname", "user", "password", "host", "port")

ROWS = f'SELECT organisation_id, topic, object_id, changed_at FROM "{Change._meta.db_table}"'  # noqa: S608 - our table


async def watch(hub: Hub) -> None:
    await (watch_postgresql(hub) if connection.vendor == "postgresql" else watch_sqlite(hub))


async def watch_sqlite(hub: Hub) -> None:
    """``data_version`` moves when another connection commits; only then are the changes read."""
    seen: dict[Key, str] = {}
    version = None
    with closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as base:
        while True:
            (now,) = base.execute("PRAGMA data_version").fetchone()
            if now != version:
                version = now
                rows = {Key(UUID(team), topic, UUID(pk)): at for team, topic, pk, at in base.execute(ROWS)}
                hub.mark(key for key, at in rows.items() if seen.get(key) != at)
                seen = rows
            await asyncio.sleep(LOOK_EVERY)


async def watch_postgresql(hub: Hub) -> None:
    async with await connect_to_listen() as listening:
        await listening.execute("LISTEN live")
        hub.mark_all()  # what was said before we listened
        while True:
            heard = [Key.unpack(news.payload) async for news in listening.notifies(timeout=HEARTBEAT, stop_after=1)]
            if heard:
                hub.mark(heard)
            else:
                await listening.execute("SELECT 1")  # a connection may be dead without a word
                hub.mark_all()


async def connect_to_listen() -> AsyncConnection:
    """To the database itself: a pool that lends connections by transaction forgets who listens."""
    from psycopg import AsyncConnection  # noqa: PLC0415 -- slow import, of no use to SQLite

    if settings.DATABASE_LISTEN_URL:
        return await AsyncConnection.connect(settings.DATABASE_LISTEN_URL, autocommit=True)
    known = connection.get_connection_params()
    return await AsyncConnection.connect(autocommit=True, **{name: known[name] for name in CONNECTION if name in known})

"""One process, two engines: pages through WSGI threads, live streams through ASGI.

Plain ASGI halves the throughput of synchronous pages (each middleware costs two thread hops), and WSGI cannot hold a
stream open without keeping a thread: the path decides.
"""

import os
from collections.abc import Awaitable, Callable
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "filrouge.config.settings")

from a2wsgi import WSGIMiddleware
from django.core.checks.urls import check_url_config
from django.core.wsgi import get_wsgi_application

THREADS = 4
LIVE = "/live/"

Application = Callable[[dict[str, Any], Any, Any], Awaitable[None]]

wsgi: Any = get_wsgi_application()  # Django's and a2wsgi's types of the same protocol differ
pages: Any = WSGIMiddleware(wsgi, workers=THREADS)

from filrouge.kernel.live.server import application as live  # noqa: E402 - models are loaded by now

check_url_config(None)  # imports every page now: a broken one stops the start, and the first visitor waits less


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    chosen: Application = live if scope["type"] == "http" and scope["path"].startswith(LIVE) else pages
    await chosen(scope, receive, send)

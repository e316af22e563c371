"""The part of the server that holds streams open. A stream keeps no thread and no connection to the database.

Who may come in is asked of an ordinary view, through every middleware, in a thread; the rest happens in the event loop.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any

from django.core import signals
from django.core.handlers.asgi import ASGIRequest
from django.core.handlers.base import BaseHandler
from django.http import HttpResponseBase
from django.urls import set_script_prefix

from filrouge.kernel.live.hub import Hub, Stream
from filrouge.kernel.live.views import Admission

LIFETIME = 240.0  # seconds; then the page comes back and is asked again who it is
PING = 15.0
PATIENCE = 30.0  # for a phone that reads nothing any more
MOST = 3000  # streams of one process
THREADS = 3

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


class Doorkeeper(BaseHandler):
    """Django's handler of one request, without its answer being sent."""

    def __init__(self) -> None:
        super().__init__()
        self.load_middleware()

    def ask(self, scope: Scope) -> HttpResponseBase:
        signals.request_started.send(sender=type(self), scope=scope)
        set_script_prefix("/")
        response = self.get_response(ASGIRequest(scope, BytesIO()))
        response.close()  # tells that the request is over: its connection goes back
        return response


class LiveApplication:
    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self.doorkeeper = Doorkeeper()
        self.threads = ThreadPoolExecutor(max_workers=THREADS, thread_name_prefix="live-door")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        loop = asyncio.get_running_loop()
        answer = await loop.run_in_executor(self.threads, self.doorkeeper.ask, scope)
        if not isinstance(answer, Admission):
            await reply(answer, send)
        elif len(self.hub) >= MOST:
            await send({"type": "http.response.start", "status": 503, "headers": [(b"retry-after", b"30")]})
            await send({"type": "http.response.body"})
        else:
            await self.hold(answer, last_event_id(scope), receive, send)

    async def hold(self, answer: Admission, seen: str, receive: Receive, send: Send) -> None:
        with self.hub.stream(answer.channel) as stream:
            gone = asyncio.create_task(until_gone(receive, stream))
            try:
                await send({"type": "http.response.start", "status": 200, "headers": headers(answer)})
                async for chunk in chunks(stream, seen):
                    async with asyncio.timeout(PATIENCE):
                        await send({"type": "http.response.body", "body": chunk, "more_body": True})
                await send({"type": "http.response.body"})
            except TimeoutError:
                pass  # its connection is dropped
            finally:
                gone.cancel()


async def until_gone(receive: Receive, stream: Stream) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    stream.close()


async def chunks(stream: Stream, seen: str) -> AsyncIterator[bytes]:
    """What a stream says: its state when it changes, a sign of life between, « renew » when its time is over."""
    loop = asyncio.get_running_loop()
    # spread, so that a room full of phones does not come back in the same second
    end = loop.time() + LIFETIME * random.uniform(0.75, 1.25)  # noqa: S311 - nothing secret
    yield f"retry: {random.randint(1000, 3000)}\n\n".encode()  # noqa: S311 - nothing secret
    while (left := end - loop.time()) > 0:
        state = await stream.next(min(PING, left))
        if stream.closed:
            return
        if state is None:
            yield b"event: ping\ndata:\n\n"
        elif state.version != seen:
            seen = state.version
            yield state.event
    yield b"event: renew\ndata:\n\n"


def headers(response: HttpResponseBase) -> list[tuple[bytes, bytes]]:
    named = [(name.lower(), value) for name, value in response.items() if name.lower() != "content-length"]
    cookies = [("set-cookie", cookie.OutputString()) for cookie in response.cookies.values()]
    return [(name.encode("latin-1"), value.encode("latin-1")) for name, value in named + cookies]


def last_event_id(scope: Scope) -> str:
    found = [value for name, value in scope["headers"] if name == b"last-event-id"]
    return str(found[-1], "latin-1") if found else ""


async def reply(response: HttpResponseBase, send: Send) -> None:
    await send({"type": "http.response.start", "status": response.status_code, "headers": headers(response)})
    await send({"type": "http.response.body", "body": getattr(response, "content", b"")})

"""One hub per process: it hears what changed, renders it once per audience and hands it to every open stream."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Collection, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor

from filrouge.kernel.live.channels import Channel, Key, State

logger = logging.getLogger("filrouge.live")

PAUSE = 0.1  # seconds between two renderings: a burst of votes is one state
AFTER_FAILURE = 1.0

Render = Callable[[Collection[Channel]], Mapping[Channel, State | None]]
Watch = Callable[["Hub"], Awaitable[None]]


class Stream:
    """One open page. It keeps the newest state only: a slow phone skips what it had no time to see."""

    def __init__(self) -> None:
        self.closed = False
        self._state: State | None = None
        self._news = asyncio.Event()

    def give(self, state: State) -> None:
        self._state = state
        self._news.set()

    def close(self) -> None:
        self.closed = True
        self._news.set()

    async def next(self, seconds: float) -> State | None:
        """The newest state not yet taken; None when nothing came in time or the stream was closed."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._news.wait(), seconds)
        self._news.clear()
        state, self._state = self._state, None
        return state


class Hub:
    """Works only while somebody watches; then nothing of it is left but its thread."""

    def __init__(self, render: Render, watch: Watch) -> None:
        self._render = render
        self._watch = watch
        self._streams: dict[Channel, set[Stream]] = {}
        self._states: dict[Channel, State] = {}
        self._dirty: set[Key] = set()
        self._wake = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="live-render")
        self._leaving = False

    def __len__(self) -> int:
        return sum(len(streams) for streams in self._streams.values())

    @contextlib.contextmanager
    def stream(self, channel: Channel) -> Iterator[Stream]:
        """A stream of this channel, which already holds its state or will very soon."""
        stream = Stream()
        self._streams.setdefault(channel, set()).add(stream)
        try:
            if self._leaving:
                stream.close()
            elif channel in self._states:
                stream.give(self._states[channel])
            else:
                self.mark([channel.key])
            self._start()
            yield stream
        finally:
            self._forget(channel, stream)

    def mark(self, keys: Iterable[Key]) -> None:
        """These may have changed: look again."""
        self._dirty.update(keys)
        self._wake.set()

    def mark_all(self) -> None:
        """News may have been missed: look at everything watched."""
        self.mark(channel.key for channel in self._streams)

    def close_soon(self) -> None:
        """End every stream. May be called from a signal or another thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self.close)

    def close(self) -> None:
        self._leaving = True
        for streams in self._streams.values():
            for stream in streams:
                stream.close()

    def _start(self) -> None:
        if not self._tasks:
            self._loop = asyncio.get_running_loop()
            self._tasks = [self._loop.create_task(self._keep(work)) for work in (self._watching, self._rendering)]

    def _forget(self, channel: Channel, stream: Stream) -> None:
        self._streams[channel].discard(stream)
        if not self._streams[channel]:
            del self._streams[channel]
            self._states.pop(channel, None)
        if not self._streams:
            for task in self._tasks:
                task.cancel()
            self._tasks = []
            self._dirty.clear()

    async def _keep(self, work: Callable[[], Awaitable[None]]) -> None:
        """The database may fall and come back: go on, and look at everything again."""
        while True:
            try:
                await work()
            except Exception as error:  # of either database's library
                logger.warning("live updates interrupted: %s", type(error).__name__, exc_info=error)
            await asyncio.sleep(AFTER_FAILURE)
            self.mark_all()

    async def _watching(self) -> None:
        await self._watch(self)

    async def _rendering(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            keys, self._dirty = self._dirty, set()
            if channels := [channel for channel in self._streams if channel.key in keys]:
                states = await asyncio.get_running_loop().run_in_executor(self._thread, self._render, channels)
                for channel, state in states.items():
                    self._deliver(channel, state)
            await asyncio.sleep(PAUSE)

    def _deliver(self, channel: Channel, state: State | None) -> None:
        streams = self._streams.get(channel)
        if streams is None:  # they left while it was rendered
            return
        if state is None:
            self._states.pop(channel, None)
            for stream in streams:
                stream.close()
        elif self._states.get(channel) != state:
            self._states[channel] = state
            for stream in streams:
                stream.give(state)

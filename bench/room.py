"""A session in progress with many phones in it: how soon what changes is on all of them, and how soon answers are kept.

From the tap of the facilitator (the request leaves) to the bytes at each phone, over real streams of the real server.
"""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bench.client import CSRF, Client, Failed, sign_in
from bench.server import Server, family

POINT = re.compile(rb"Point (\d{3})")
PACE = 0.1  # seconds between two changes
LONGEST = 60.0
TOKEN = "b" * 32
SETTLED = 8.0  # seconds after its start when the worker has done what a new server has to do
QUIET = 5.0  # seconds with every stream open and nothing that changes


@dataclass(slots=True)
class Phone:
    cookie: str
    seen: list[tuple[float, int]] = field(default_factory=list)  # when, and the number of the point shown

    def arrival(self, number: int) -> float:
        """When this point or a later one was first here: a slow phone may skip some, never the last."""
        return next(at for at, shown in self.seen if shown >= number)


@dataclass(frozen=True, slots=True)
class Figures:
    phones: int
    changes: int
    delays: Sequence[float]  # ms, every change at every phone
    answers: Sequence[float]  # ms, each phone's own answer when all post at once
    kept: int
    idle: float  # per cent of one core, streams open
    active: float
    cost: float  # ms of processor for each answer, its effects on the streams included


async def follow(port: int, path: str, phone: Phone) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nCookie: {phone.cookie}\r\n\r\n".encode())
        status = await reader.readline()
        if b" 200 " not in status:
            raise Failed(f"a stream was refused: {status!r}")
        while line := await reader.readline():
            if line.startswith(b"data: ") and (found := POINT.search(line)):
                phone.seen.append((time.monotonic(), int(found[1])))
    finally:
        writer.close()


async def post(port: int, path: str, cookie: str, data: dict[str, str]) -> tuple[int, float]:
    """Status and milliseconds, on a connection of its own: each phone has one."""
    body = urlencode(data)
    started = time.monotonic()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}; {CSRF}={TOKEN}\r\nX-CSRFToken: {TOKEN}\r\n"
    form = f"Accept: application/json\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}"
    writer.write(f"{head}{form}\r\nConnection: close\r\n\r\n{body}".encode())
    status = int((await reader.readline()).split()[1])
    await reader.read()
    writer.close()
    return status, (time.monotonic() - started) * 1000


def processor_seconds(pids: Sequence[int]) -> float:
    """Of these processes until now (Linux; nothing elsewhere)."""
    total = 0.0
    for pid in pids:
        try:
            words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += (int(words[11]) + int(words[12])) / 100
    return total


async def shown_everywhere(phones: Sequence[Phone], number: int) -> None:
    deadline = time.monotonic() + LONGEST
    while not all(phone.seen and phone.seen[-1][1] >= number for phone in phones):
        if time.monotonic() > deadline:
            raise Failed(f"point {number} never reached every phone")
        await asyncio.sleep(0.01)


async def measure(server: Server, room: dict[str, Any]) -> Figures:
    phones = [Phone(cookie) for cookie in room["phones"]]
    streams = [asyncio.create_task(follow(server.port, room["stream"], phone)) for phone in phones[: room["watching"]]]
    watching = phones[: room["watching"]]
    session = sign_in(server.port, room["email"], room["password"])
    desk = f"sessionid={session['sessionid']}"
    numbers = list(range(1, len(room["items"]) + 1))
    await post(server.port, room["point"], desk, {"item": room["items"][0]})
    await shown_everywhere(watching, 1)
    pids = family(server.process.pid)
    await asyncio.sleep(SETTLED)
    before, began = processor_seconds(pids), time.monotonic()
    await asyncio.sleep(QUIET)
    idle = (processor_seconds(pids) - before) / (time.monotonic() - began) * 100
    sent, before, began = {}, processor_seconds(pids), time.monotonic()
    for number in numbers[1:]:
        sent[number] = time.monotonic()
        status, took = await post(server.port, room["point"], desk, {"item": room["items"][number - 1]})
        if status != 200:
            raise Failed(f"the point was refused ({status})")
        await asyncio.sleep(max(PACE - took / 1000, 0))
    await shown_everywhere(watching, numbers[-1])
    active = (processor_seconds(pids) - before) / (time.monotonic() - began) * 100
    delays = [(phone.arrival(number) - at) * 1000 for number, at in sent.items() for phone in watching]
    before = processor_seconds(pids)
    answers = await asyncio.gather(*(post(server.port, room["hand"], phone.cookie, {"hand": "up"}) for phone in phones))
    cost = (processor_seconds(pids) - before) * 1000 / len(answers)
    for stream in streams:
        stream.cancel()
    await asyncio.gather(*streams, return_exceptions=True)
    taken = [took for status, took in answers if status == 200]
    return Figures(len(watching), len(sent), delays, taken, hands(server, room, session), idle, active, cost)


def hands(server: Server, room: dict[str, Any], session: dict[str, str]) -> int:
    """How many hands the facilitator sees raised."""
    page = Client(server.port, session).get(room["session"]).body
    return page.count(b'value="floor"')


def percentile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def line(values: Sequence[float]) -> str:
    return f"p50 {percentile(values, 0.5):.0f}, p95 {percentile(values, 0.95):.0f}, max {max(values):.0f} ms"


def table(figures: Figures) -> str:
    return "\n".join(
        [
            f"{figures.phones} phones on open streams, {figures.changes} changes, one each {PACE:g} s",
            f"  from the tap to every phone: {line(figures.delays)}",
            f"  processor, all processes: idle {figures.idle:.1f} %, active {figures.active:.0f} % of one core",
            f"{len(figures.answers)} phones posting in the same instant: {line(figures.answers)}; kept: {figures.kept}",
            f"  processor: {figures.cost:.1f} ms for each answer, the screens that follow included",
        ]
    )


def run(server: Server, facts: Path) -> Figures:
    return asyncio.run(measure(server, json.loads(facts.read_text())))

"""The whole run: a throw-away data folder, rows, the real server, the measures. Everything is gone afterwards."""

from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import database, planning, report, room
from bench.client import Failed, sign_in
from bench.measure import Bench, Result
from bench.pages import all_pages
from bench.server import Server, environment, filrouge, running

Say = Callable[[str], None]
LONGEST_LOAD = 3600
ALL_AT_ONCE = 100  # phones that post in the same instant


@dataclass(frozen=True, slots=True)
class Options:
    organisations: int = 1
    meetings: int = 2000
    postgresql: str | None = None
    requests: int = 100
    seconds: float = 6.0
    only: tuple[str, ...] = ()
    json: Path | None = None
    live: int | None = None


def bench(options: Options, say: Say) -> None:
    if options.live:
        bench_room(options.live, options.postgresql, say)
        return
    started = time.monotonic()
    with data_folder() as data, database.ready(options.postgresql) as where:
        env = environment(data, **where)
        facts = load(env, data, options, say)
        with running(env, data / "server.log") as server:
            results = measure(server, facts, options, say)
            memory = server.memory()
    say("\n" + report.table(results))
    say("\n" + report.foot(memory, server.started_in))
    say("\n".join(planning.figures()[0]))
    engine = "PostgreSQL" if where else "SQLite"
    say(f"{engine}, organisations: {facts['organisations']}; {time.monotonic() - started:.0f} s in all")
    if options.json:
        more = {"organisations": facts["organisations"], "started_in": server.started_in}
        options.json.write_text(json.dumps(report.as_json(results, memory, more), indent=2, ensure_ascii=False))


def bench_room(phones: int, postgresql: str | None, say: Say) -> None:
    """A session held: nothing else is in the database."""
    with data_folder() as data, database.ready(postgresql) as where:
        env = environment(data, **where)
        say("Opening a session…")
        facts = data / "room.json"
        sizes = ("--watching", str(phones), "--phones", str(max(phones, ALL_AT_ONCE)))
        prepare(env, filrouge("migrate"), filrouge("manage", "bench_room", str(facts), *sizes))
        with running(env, data / "server.log") as server:
            say(f"{'PostgreSQL' if where else 'SQLite'}\n{room.table(room.run(server, facts))}")


@contextlib.contextmanager
def data_folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="filrouge-bench-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def load(env: dict[str, str], data: Path, options: Options, say: Say) -> dict[str, Any]:
    """In other processes: what filling the database takes of memory must not be measured with the server."""
    say("Filling the database…")
    target = data / "facts.json"
    sizes = ("--organisations", str(options.organisations), "--meetings", str(options.meetings))
    prepare(env, filrouge("migrate"), filrouge("manage", "bench_load", str(target), *sizes))
    found: dict[str, Any] = json.loads(target.read_text())
    return found


def prepare(env: dict[str, str], *commands: list[str]) -> None:
    for command in commands:
        done = subprocess.run(  # noqa: S603 - our own commands
            command, env=env, capture_output=True, text=True, timeout=LONGEST_LOAD, check=False
        )
        if done.returncode:
            raise Failed(f"{command[3]} failed:\n{done.stderr[-3000:]}")
    database.settle(env)


def measure(server: Server, facts: dict[str, Any], options: Options, say: Say) -> list[Result]:
    cookies = sign_in(server.port, facts["email"], facts["password"])
    run = Bench(server.port, cookies, requests=options.requests, seconds=options.seconds)
    results = []
    for page in all_pages(facts):
        if options.only and page.name not in {*options.only, "list"}:
            continue
        result = run.page(page)
        results.append(result)
        say(f"  {page.name}: {result.ours.median:.1f} ms")
    return results

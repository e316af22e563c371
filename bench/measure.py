"""Times requests one by one, then eight clients at once; asks the server for queries; weighs a first visit."""

from __future__ import annotations

import re
import statistics
import threading
import time
from dataclasses import dataclass, field
from urllib.parse import urljoin

from bench.client import Answer, Client, Failed
from bench.pages import Page, Send

CLIENTS = 8
WARM_UP = 2
SAME_CONNECTION = 10
LINKED = re.compile(rb'(?:href|src)="(/static/[^"#]+)')
FONTS = re.compile(rb"url\([\"']?([^\"')]+\.woff2)")


@dataclass(slots=True)
class Timing:
    """Of one address. Milliseconds; ``rate`` in pages per second."""

    median: float = 0.0
    p95: float = 0.0
    cpu: float = 0.0  # median of the time the page holds a processor: hardly changes on a busy machine
    rate: float = 0.0
    p95_together: float = 0.0
    failures: int = 0
    queries: int = 0
    html: int = 0
    wire: int = 0


@dataclass(slots=True)
class Result:
    page: Page
    ours: Timing = field(default_factory=Timing)
    lean: Timing | None = None
    first_visit: int = 0


def p95(seconds: list[float]) -> float:
    return 1000 * statistics.quantiles(seconds, n=20, method="inclusive")[-1]


def checked(answer: Answer, wanted: int, name: str) -> Answer:
    if answer.status != wanted:
        raise Failed(f"{name}: {answer.status} instead of {wanted}\n{answer.body[:600].decode(errors='replace')}")
    return answer


def told(answer: Answer, name: str) -> float:
    found = re.search(rf"{name}=([\d.]+)", answer.headers.get("x-bench", ""))
    return float(found[1]) if found else 0.0


class Bench:
    def __init__(self, port: int, cookies: dict[str, str], *, requests: int, seconds: float) -> None:
        self.port, self.cookies, self.requests, self.seconds = port, cookies, requests, seconds

    def client(self, page: Page) -> Client:
        return Client(self.port, self.cookies if page.signed_in else {})

    def lean_client(self) -> Client:
        return Client(self.port, self.cookies)

    def page(self, page: Page) -> Result:
        result = Result(page, lean=Timing() if page.lean else None)
        self.warm(page)
        self.one_by_one(page, result)
        self.together(page.send, page.signed_in, page.status, self.seconds, result.ours)
        if page.lean and result.lean:
            self.together(page.lean, True, page.lean_status, self.seconds / 2, result.lean)
        self.weigh(page, result)
        return result

    def warm(self, page: Page) -> None:
        """Each process compiles its templates at its first page, and connections spread over both."""
        for slot in range(CLIENTS):
            client, lean = self.client(page), self.lean_client()
            for _ in range(WARM_UP):
                checked(page.send(client, slot), page.status, page.name)
                if page.lean:
                    checked(page.lean(lean, slot), page.lean_status, f"lean {page.name}")

    def one_by_one(self, page: Page, result: Result) -> None:
        """Ours and the lean page in turn, so that whatever else the machine does weighs on both alike."""
        client, lean = Asking(self.client(page)), Asking(self.lean_client())
        ours: list[Answer] = []
        theirs: list[Answer] = []
        for rank in range(self.requests):
            if rank % SAME_CONNECTION == 0:
                client.reconnect()
                lean.reconnect()
            ours.append(checked(page.send(client, 0), page.status, page.name))
            if page.lean:
                theirs.append(checked(page.lean(lean, 0), page.lean_status, f"lean {page.name}"))
        self.summarise(result.ours, ours)
        if result.lean:
            self.summarise(result.lean, theirs)

    def summarise(self, timing: Timing, answers: list[Answer]) -> None:
        seconds, last = [answer.seconds for answer in answers], answers[-1]
        timing.median, timing.p95 = 1000 * statistics.median(seconds), p95(seconds)
        timing.cpu = statistics.median(told(answer, "cpu") for answer in answers)
        timing.queries, timing.html, timing.wire = int(told(last, "queries")), len(last.body), last.wire

    def together(self, send: Send, signed_in: bool, wanted: int, seconds: float, timing: Timing) -> None:
        begin = threading.Barrier(CLIENTS)
        found: list[float] = []
        failures: list[float] = []

        def visit(slot: int) -> None:
            client = Client(self.port, self.cookies if signed_in else {})
            time.sleep(slot * 0.01)  # one process would take at once all the connections that come together
            client.reconnect()
            begin.wait(30)
            deadline = time.monotonic() + seconds
            while time.monotonic() < deadline:
                try:
                    answer = send(client, slot)
                except OSError:
                    failures.append(0.0)
                    return
                (found if answer.status == wanted else failures).append(answer.seconds)

        threads = [threading.Thread(target=visit, args=(slot,), daemon=True) for slot in range(CLIENTS)]
        started = time.monotonic()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(seconds + 60)
        timing.rate, timing.failures = len(found) / max(time.monotonic() - started, seconds), len(failures)
        timing.p95_together = p95(found) if len(found) > 1 else 0.0

    def weigh(self, page: Page, result: Result) -> None:
        if page.budget.first_visit:
            client = self.client(page)
            answer = page.send(client, 0)
            result.first_visit = answer.wire + self.static_bytes(client, answer.body)

    def static_bytes(self, client: Client, html: bytes) -> int:
        """What a browser that has never come fetches with the page: style sheets, scripts, icons, one font."""
        total, fonts = 0, set()
        for path in {name.decode() for name in LINKED.findall(html)}:
            answer = checked(client.get(path), 200, path)
            total += answer.wire
            fonts |= {urljoin(path, name.decode()) for name in FONTS.findall(answer.body)}
        # the extended letters are fetched only by pages that show some
        return total + sum(checked(client.get(name), 200, name).wire for name in fonts if "-ext-" not in name)


class Asking(Client):
    """The same client, asking the server to tell what each page cost it."""

    def __init__(self, client: Client) -> None:
        super().__init__(client.port, client.cookies)

    def send(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        return super().send(method, path, body, headers | {"X-Bench": "1"})

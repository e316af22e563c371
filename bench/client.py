"""A browser of few words: one kept connection, cookies, compressed answers. Standard library only."""

from __future__ import annotations

import gzip
import http.client
import time
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode

TIMEOUT = 30
SIGN_IN = "/compte/connexion/"
CSRF = "csrftoken"


class Failed(RuntimeError):
    """The run itself cannot go on."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    seconds: float
    wire: int  # bytes of the body as it travelled
    body: bytes
    headers: dict[str, str]


class Client:
    def __init__(self, port: int, cookies: dict[str, str] | None = None) -> None:
        self.port = port
        self.cookies = dict(cookies or {})
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)

    def reconnect(self) -> None:
        """Another connection may be taken by the other server process: the measure then sees both."""
        self.connection.close()
        self.connection.connect()

    def get(self, path: str, **headers: str) -> Answer:
        return self.send("GET", path, None, headers)

    def post(self, path: str, data: dict[str, str], **headers: str) -> Answer:
        token = {"X-CSRFToken": self.cookies.get(CSRF, ""), "Content-Type": "application/x-www-form-urlencoded"}
        return self.send("POST", path, urlencode(data).encode(), token | headers)

    def send(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent = {"Accept-Encoding": "gzip", "Cookie": cookies} | headers
        try:
            response, content, seconds = self.exchange(method, path, body, sent)
        except ConnectionError:  # kept too long without a word: browsers open another one and ask again
            self.reconnect()
            response, content, seconds = self.exchange(method, path, body, sent)
        received = {name.lower(): value for name, value in response.getheaders()}
        self.keep_cookies(response.headers.get_all("Set-Cookie") or [])
        plain = gzip.decompress(content) if received.get("content-encoding") == "gzip" else content
        return Answer(response.status, seconds, len(content), plain, received)

    def exchange(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str]
    ) -> tuple[http.client.HTTPResponse, bytes, float]:
        started = time.perf_counter()
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        content = response.read()
        return response, content, time.perf_counter() - started

    def keep_cookies(self, lines: list[str]) -> None:
        for line in lines:
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value


def sign_in(port: int, email: str, password: str) -> dict[str, str]:
    """Cookies of a session opened as anybody opens it."""
    client = Client(port)
    client.get(SIGN_IN)
    answer = client.post(SIGN_IN, {"login": email, "password": password})
    if answer.status != 302 or "sessionid" not in client.cookies:
        raise Failed(f"signing in was refused ({answer.status})")
    return client.cookies

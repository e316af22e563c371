"""Words that the journeys share: the post, the stage, and what a person does over and over in a browser."""

from __future__ import annotations

import email
import email.policy
import itertools
import json
import os
import re
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from tests.real_server import Installation

LINK = re.compile(r"http://localhost:\d+/\S+/lien/[\w-]+/")
END_OF_MAIL = b"-" * 79 + b"\n"
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


def until(found: Callable[[], Any], what: str, seconds: float = 30) -> Any:
    """What ``found`` answers once it answers something; for what no browser can wait for."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if answer := found():
            return answer
        time.sleep(0.05)
    raise AssertionError(f"{what}: never came in {seconds:g} s")


@dataclass
class Post:
    """The folder where the file backend drops what the worker sends."""

    folder: Path

    def all(self, to: str = "", subject: str = "") -> list[EmailMessage]:
        # the end mark comes last: a mail half written is not read yet
        pieces = [
            piece for file in sorted(self.folder.glob("*.log")) for piece in file.read_bytes().split(END_OF_MAIL)[:-1]
        ]
        mails = [email.message_from_bytes(piece, policy=email.policy.default) for piece in pieces]
        return [mail for mail in mails if to in str(mail["To"]) and subject in str(mail["Subject"])]

    def wait(self, to: str, subject: str) -> EmailMessage:
        return until(lambda: self.all(to, subject), f"mail « {subject} » to {to}")[-1]


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def link_in(mail: EmailMessage) -> str:
    found = LINK.search(text_of(mail))
    assert found, text_of(mail)
    return found[0]


@dataclass
class House:
    """A running installation, its post, and the hand that sets scenes in its database."""

    installation: Installation
    stagehand: subprocess.Popen[str]
    post: Post = field(init=False)
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        self.post = Post(self.installation.data / "mail")

    @property
    def address(self) -> str:
        # the name that personal links carry: another one would be another site for cookies
        return f"http://localhost:{self.installation.port}"

    def stage(self, scene: str, **arguments: Any) -> dict[str, Any]:
        assert self.stagehand.stdin is not None
        assert self.stagehand.stdout is not None
        self.stagehand.stdin.write(f"{scene} {json.dumps(arguments)}\n")
        self.stagehand.stdin.flush()
        answer: dict[str, Any] = json.loads(self.stagehand.stdout.readline())
        assert "error" not in answer, answer["error"]
        return answer

    def team(self, **arguments: Any) -> dict[str, Any]:
        return self.stage("team", slug=f"msp-{next(self.numbers)}", **arguments)


@dataclass
class People:
    """Opens browsers for persons, and hears what their pages complain of."""

    browser: Browser
    house: House
    contexts: list[BrowserContext] = field(default_factory=list)

    def context(self, **options: Any) -> BrowserContext:
        usual: dict[str, Any] = {"viewport": DESKTOP, "locale": "fr-FR", "timezone_id": "Europe/Paris"}
        context = self.browser.new_context(base_url=self.house.address, **usual | options)
        context.set_default_timeout(45_000)
        self.contexts.append(context)
        return context

    def coordinator(self, account: dict[str, str], **options: Any) -> Page:
        """Somebody already signed in, at their desk."""
        context = self.context(**options)
        context.add_cookies([{"name": "sessionid", "value": account["session"], "url": self.house.address}])
        return context.new_page()

    def phone(self, **options: Any) -> Page:
        """Somebody without an account, a phone in hand."""
        held = {"viewport": PHONE, "is_mobile": True, "has_touch": True}
        return self.context(**held | options).new_page()

    def leave(self) -> None:
        for context in self.contexts:
            context.close()


def listen(page: Page) -> list[str]:
    """Errors of the console, refusals of the security policy among them, from now on."""
    heard: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        # the status of the page itself is told there too: what it should be is for the test to say
        own_status = message.text.startswith("Failed to load resource") and message.location["url"] == page.url
        if message.type == "error" and not own_status:
            heard.append(f"{page.url}: {message.text}")

    page.on("console", hear)
    page.on("pageerror", lambda error: heard.append(f"{page.url}: {error}"))
    return heard


def sign_in(page: Page, account: dict[str, str], team: str) -> None:
    """From the front door to the desk of one's only team."""
    page.goto("/")
    page.get_by_role("link", name="Se connecter").click()
    page.get_by_label("Adresse e-mail").fill(account["email"])
    page.get_by_label("Mot de passe").fill(account["password"])
    page.get_by_role("button", name="Se connecter").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Aujourd’hui")
    expect(page.get_by_text(team).first).to_be_attached()  # on a phone the switcher folds


def fits(page: Page) -> bool:
    """Nothing sticks out to the right."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def look(page: Page, name: str) -> None:
    """Keep a picture of the page where FILROUGE_SCREENS says, to be looked at by a person."""
    if folder := os.environ.get("FILROUGE_SCREENS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)

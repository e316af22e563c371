"""The server is killed (-9) again and again while a meeting is being written. What was acknowledged is there."""

import http.client
import json
import random
import sqlite3
import threading
import time
import urllib.parse
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.real_server import PATIENCE, SOURCES, Installation

SAVES, KILLS, SEED = 500, 6, 20261122

PREPARE = """
import json
from datetime import timedelta
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils import timezone
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.meetings.models import AgendaItem, Meeting, MeetingType
from tests.factories import MembershipFactory

membership = MembershipFactory(organisation__slug="chastel")
now = timezone.now()
with organisation_scope(membership.organisation):
    kind = MeetingType.objects.create(code="rcp", name="Réunion", short_name="Réunion")
    meeting = Meeting.objects.create(
        type=kind, title="Réunion", starts_at=now, ends_at=now + timedelta(hours=1), opened_at=now, status="open"
    )
    item = AgendaItem.objects.create(meeting=meeting, position=1, title="Parcours")
session = import_module(settings.SESSION_ENGINE).SessionStore()
session[SESSION_KEY] = str(membership.user.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = membership.user.get_session_auth_hash()
session.create()
print(json.dumps({"session": session.session_key, "item": f"/chastel/reunions/{meeting.pk}/points/{item.pk}/"}))
"""


@dataclass
class Writer:
    """Somebody who takes notes and writes decisions, and remembers what the server said it kept."""

    port: int
    session: str
    item: str
    version: int = 0
    notes: str = ""
    unsure: set[str] = field(default_factory=set)  # sent, but the answer never came
    decisions: list[str] = field(default_factory=list)
    count: int = 0

    def post(self, path: str, **data: str | int) -> tuple[int, bytes]:
        token = "k" * 32
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"sessionid={self.session}; csrftoken={token}",
            "X-CSRFToken": token,
            "Accept": "application/json",
        }
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as connection:
            connection.request("POST", self.item + path, urllib.parse.urlencode(data), headers)
            answer = connection.getresponse()
            return answer.status, answer.read()

    def save_notes(self) -> None:
        notes = f"<p>Notes de la séance, état {self.count}.</p>"
        self.unsure.add(notes)
        status, body = self.post("notes/", notes=notes, version=self.version)
        answer = json.loads(body)
        if status == 409:  # ours, saved just before the server fell: we were not told
            assert answer["theirs"]["notes"] in self.unsure
            self.version, self.notes = answer["theirs"]["version"], answer["theirs"]["notes"]
            status, body = self.post("notes/", notes=notes, version=self.version)
            answer = json.loads(body)
        assert status == 200, body
        self.version, self.notes = answer["version"], notes
        self.unsure.clear()

    def save_decision(self) -> None:
        text = f"Décision d’essai {self.count}"
        status, body = self.post("decisions/", text=text)
        assert status == 302, body
        self.decisions.append(text)

    def save(self) -> None:
        self.count += 1
        if self.count % 2:
            self.save_notes()
        else:
            self.save_decision()


def children(pid: int) -> list[int]:
    return [int(child) for path in Path(f"/proc/{pid}/task").glob("*/children") for child in path.read_text().split()]


def gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def write_until_killed(installation: Installation, writer: Writer, delay: float) -> int:
    """Saves until the server falls; returns how many were acknowledged."""
    process = installation.start("--no-demo", "--no-prepare")
    installation.wait_until_ready(process)
    workers = children(process.pid)
    killer = threading.Timer(delay, process.kill)
    killer.start()
    acknowledged = 0
    try:
        while True:
            writer.save()
            acknowledged += 1
    except (OSError, http.client.HTTPException):
        process.wait(PATIENCE)
    killer.join()
    deadline = time.monotonic() + PATIENCE
    while not all(gone(pid) for pid in workers):
        assert time.monotonic() < deadline, "the worker outlived its server"
        time.sleep(0.05)
    assert workers
    return acknowledged


def check_database(installation: Installation, writer: Writer) -> None:
    with closing(sqlite3.connect(installation.data / "filrouge.sqlite3")) as base:
        assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        ((notes, version),) = base.execute("SELECT notes, version FROM meetings_agendaitem").fetchall()
        decisions = [text for (text,) in base.execute("SELECT text FROM meetings_decision")]
        recorded = base.execute("SELECT count(*) FROM timeline_entry WHERE action = 'meetings.decided'").fetchone()[0]
    assert notes in {writer.notes, *writer.unsure}
    assert version >= writer.version
    assert set(writer.decisions) <= set(decisions)
    assert len(decisions) == len(set(decisions))
    assert recorded == len(decisions), "a row and the line that tells of it come together or not at all"


@pytest.mark.server
def test_no_acknowledged_save_is_lost(tmp_path) -> None:
    installation = Installation(tmp_path / "data", env={"PYTHONPATH": SOURCES})
    installation.run("migrate")
    made = json.loads(installation.run("manage", "shell", "--no-imports", "-c", PREPARE))
    writer = Writer(installation.port, made["session"], made["item"])
    chance = random.Random(SEED)
    saved = kills = 0
    while saved < SAVES or kills < KILLS:
        saved += write_until_killed(installation, writer, delay=chance.uniform(0.05, 1.5))
        kills += 1
        check_database(installation, writer)

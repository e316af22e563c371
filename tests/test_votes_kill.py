"""A hundred phones vote at once while the server is killed (-9): each vote counts once, none is lost."""

import contextlib
import http.client
import json
import os
import random
import subprocess
import threading
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.real_server import PATIENCE, SOURCES, Installation

PHONES, SEED = 100, 20261128
SIDES = ("for", "against", "abstain")
TOKEN = "k" * 32

PREPARE = """
import json
from datetime import timedelta
from django.http import HttpResponse
from django.utils import timezone
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.deciding import services
from filrouge.modules.live.models import LiveSession, Seat
from filrouge.modules.live.views.seating import give_seat
from filrouge.modules.meetings.models import AgendaItem, Meeting, MeetingType, Participant
from tests.factories import MembershipFactory, PersonFactory


def cookie_of(seat):
    answer = HttpResponse()
    give_seat(answer, seat)
    return next(f"{name}={one.value}" for name, one in answer.cookies.items())


membership = MembershipFactory(organisation__slug="chastel")
now = timezone.now()
with organisation_scope(membership.organisation):
    kind = MeetingType.objects.create(code="team", name="Équipe", short_name="Équipe")
    meeting = Meeting.objects.create(
        type=kind, title="Assemblée", starts_at=now, ends_at=now + timedelta(hours=1), opened_at=now, status="open"
    )
    item = AgendaItem.objects.create(meeting=meeting, position=1, title="Vote")
    live = LiveSession.objects.create(meeting=meeting, code="K7PW3D", opened_at=now)
    people = PersonFactory.create_batch(PHONES)
    here = {"profession": "nurse", "presence": "present"}
    come = [Participant.objects.create(meeting=meeting, person=one, **here) for one in people]
    seats = [Seat.objects.create(live=live, participant=one, profession="nurse", joined_at=now) for one in come]
    ballot = services.prepare_ballot(item, by=membership, title="Ouvrir le samedi", is_secret=SECRET)
    services.open_ballot(ballot, by=membership)
    print(json.dumps({
        "address": f"/chastel/direct/{live.pk}/repondre/",
        "ballot": str(ballot.pk),
        "cookies": [cookie_of(seat) for seat in seats],
        "people": [str(one.pk) for one in people],
    }))
"""

READ = """
import json
from filrouge.kernel.tenancy.models import Membership, Organisation
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.deciding import services
from filrouge.modules.deciding.models import Ballot, BallotBox, Voter
with organisation_scope(Organisation.objects.get()):
    voted = Voter.objects.filter(has_voted=True)
    kept = {
        "voted": sorted(str(pk) for pk in voted.values_list("person", flat=True)),
        "named": {str(one.person_id): one.paper["side"] for one in voted if one.paper},
        "box": [paper["side"] for box in BallotBox.objects.all() for paper in box.papers],
    }
    ballot = services.close_ballot(Ballot.objects.get(), by=Membership.objects.get())
    print(json.dumps(kept | {"figures": ballot.figures, "sentence": ballot.sentence}))
"""


@dataclass
class Phone:
    """One vote, sent until the server says that it is counted; then once more, as a nervous finger does."""

    port: int
    address: str
    ballot: str
    cookie: str
    side: str
    patience: float
    sendings: int = 0
    answers: list[str] = field(default_factory=list)

    def send(self) -> str | None:
        """What the server said, None when it said nothing."""
        body = {"kind": "ballot", "object_id": self.ballot, "once": self.cookie[-8:], "side": self.side}
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"{self.cookie}; csrftoken={TOKEN}",
            "X-CSRFToken": TOKEN,
            "Accept": "application/json",
        }
        self.sendings += 1
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
                connection.request("POST", self.address, urllib.parse.urlencode(body), headers)
                answer = connection.getresponse()
                said = answer.read().decode()
        except (OSError, http.client.HTTPException):
            return None
        if answer.status >= 500:
            return None
        assert answer.status == 200, f"{answer.status} {said[:300]}"
        return str(json.loads(said)["mine"])

    def vote(self, counted: threading.Semaphore) -> None:
        while len(self.answers) < 2:
            said = self.send()
            if said is None:
                time.sleep(self.patience)
                continue
            assert "Votre voix est" in said, said
            self.answers.append(said)
            if len(self.answers) == 1:
                counted.release()


def phones_of(installation: Installation, made: dict[str, object]) -> list[Phone]:
    chance = random.Random(SEED)
    return [
        Phone(
            installation.port, made["address"], made["ballot"], cookie, chance.choice(SIDES), chance.uniform(0.05, 0.4)
        )
        for cookie in made["cookies"]
    ]


def serve(installation: Installation) -> subprocess.Popen[bytes]:
    process = installation.start("--no-demo", "--no-prepare")
    installation.wait_until_ready(process)
    return process


def vote_through_kills(installation: Installation, phones: list[Phone]) -> None:
    """The server falls twice while they vote: after a fifth of the votes, then after half of them."""
    process = serve(installation)
    counted, failures = threading.Semaphore(0), []

    def run(phone: Phone) -> None:
        try:
            phone.vote(counted)
        except BaseException as error:
            failures.append(error)
            counted.release()

    threads = [threading.Thread(target=run, args=(phone,), daemon=True) for phone in phones]
    for thread in threads:
        thread.start()
    for share in (len(phones) // 5, len(phones) * 3 // 10):
        for _one in range(share):
            assert counted.acquire(timeout=PATIENCE)
        process.kill()
        process.wait(PATIENCE)
        process = serve(installation)
    for thread in threads:
        thread.join(PATIENCE)
    process.terminate()
    process.wait(PATIENCE)
    assert failures == []
    assert not any(thread.is_alive() for thread in threads)


def check(made: dict[str, object], phones: list[Phone], kept: dict[str, object], *, secret: bool) -> None:
    sides = [phone.side for phone in phones]
    assert kept["voted"] == sorted(made["people"]), "each voter is marked, none twice"
    if secret:
        assert kept["box"] == sorted(sides), "one paper each, in an order that says nothing"
        assert kept["named"] == {}
    else:
        assert kept["named"] == dict(zip(made["people"], sides, strict=True))
        assert kept["box"] == []
    counts = {"pour": sides.count("for"), "contre": sides.count("against"), "abstentions": sides.count("abstain")}
    assert kept["figures"] == counts
    assert sum(phone.sendings for phone in phones) > 2 * PHONES, "some sendings met a fallen server"


def hold_the_vote(installation: Installation, *, secret: bool) -> None:
    installation.run("migrate")
    made = json.loads(shell(installation, PREPARE.replace("PHONES", str(PHONES)).replace("SECRET", str(secret))))
    phones = phones_of(installation, made)
    vote_through_kills(installation, phones)
    check(made, phones, json.loads(shell(installation, READ)), secret=secret)


def shell(installation: Installation, code: str) -> str:
    return installation.run("manage", "shell", "--no-imports", "-c", code)


@pytest.mark.server
@pytest.mark.parametrize("secret", [True, False], ids=["secret", "named"])
def test_a_hundred_phones_vote_through_two_kills(tmp_path: Path, secret: bool) -> None:
    hold_the_vote(Installation(tmp_path / "data", env={"PYTHONPATH": SOURCES}), secret=secret)


@contextlib.contextmanager
def database(name: str) -> Iterator[dict[str, str]]:
    """A database of the test's own, with the roles of a real host."""
    owner = os.environ["FILROUGE_TEST_DATABASE_URL"]
    with psycopg.connect(owner.replace("postgres:", "postgresql:"), autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        try:
            yield {
                "DATABASE_URL": urlsplit(os.environ["FILROUGE_TEST_APP_URL"])._replace(path=f"/{name}").geturl(),
                "FILROUGE_DATABASE_OWNER_URL": urlsplit(owner)._replace(path=f"/{name}").geturl(),
            }
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.postgresql
def test_a_hundred_phones_vote_through_two_kills_on_postgresql(tmp_path: Path) -> None:
    with database(f"votes_{os.getpid()}") as addresses:
        hold_the_vote(Installation(tmp_path / "data", env={"PYTHONPATH": SOURCES, **addresses}), secret=True)

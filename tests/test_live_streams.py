"""Streams of the real server: several processes, news from a third one, a late phone, kill -9, and a clean stop."""

import http.client
import json
import signal
from contextlib import ExitStack, closing

import pytest

from tests.real_server import PATIENCE, SOURCES, Installation

PREPARE = """
import json
from django.core.signing import get_cookie_signer
from django.urls import reverse
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.live.views.seating import SALT, cookie_of
from tests.factories import AgendaItemFactory, LiveSessionFactory, OrganisationFactory, SeatFactory

organisation = OrganisationFactory(slug="chastel")
with organisation_scope(organisation):
    live = LiveSessionFactory()
    items = [AgendaItemFactory(meeting=live.meeting, position=n, title=f"Point {n}") for n in (1, 2, 3)]
    name = cookie_of(live.pk)
    signer = get_cookie_signer(salt=name + f"{SALT}.{live.pk}")
    cookies = [f"{name}={signer.sign(str(SeatFactory(live=live).pk))}" for _ in range(3)]
    stream = reverse("live_updates:stream", args=["chastel", "live.session", live.pk])
    print(json.dumps({"stream": stream, "cookies": cookies, "items": [str(item.pk) for item in items]}))
"""

GO_TO = """
from filrouge.kernel.tenancy.models import Organisation
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.live import services
from filrouge.modules.live.models import LiveSession
from filrouge.modules.meetings.models import AgendaItem
from tests.factories import MembershipFactory

organisation = Organisation.objects.get(slug="chastel")
by = MembershipFactory(organisation=organisation, user__email="{item}@example.org")
with organisation_scope(organisation):
    services.go_to(LiveSession.objects.get(), AgendaItem.objects.get(pk="{item}"), by=by)
"""

pytestmark = pytest.mark.server


class Phone:
    def __init__(self, installation, path, cookie, last_event_id=""):
        self.connection = http.client.HTTPConnection("127.0.0.1", installation.port, timeout=PATIENCE)
        self.connection.request("GET", path, headers={"Cookie": cookie, "Last-Event-ID": last_event_id})
        self.answer = self.connection.getresponse()
        self.version = last_event_id

    def close(self):
        self.answer.close()
        self.connection.close()

    def shown(self, title):
        """Reads on until the point is the one shown; False when the stream ends first."""
        for line in self.answer:
            if line.startswith(b"id: "):
                self.version = line[4:].strip().decode()
            if line.startswith(b"data: {") and f">{title}</h2>" in json.loads(line[6:])["parts"]["point"]:
                return True
        return False


def go_to(installation, item):
    installation.run("manage", "shell", "--no-imports", "-c", GO_TO.format(item=item))


def test_every_stream_follows_through_a_kill_and_ends_with_the_server(tmp_path):
    installation = Installation(tmp_path / "data", env={"PYTHONPATH": SOURCES})
    installation.run("migrate")
    made = json.loads(installation.run("manage", "shell", "--no-imports", "-c", PREPARE).splitlines()[-1])
    path, cookies, (first, second, third) = made["stream"], made["cookies"], made["items"]
    go_to(installation, first)

    with ExitStack() as stack:
        process = installation.start("--no-demo", "--no-prepare", "--workers", "2")
        stack.callback(process.wait, PATIENCE)
        stack.callback(process.kill)
        installation.wait_until_ready(process)
        phones = [stack.enter_context(closing(Phone(installation, path, cookie))) for cookie in cookies[:2]]
        assert [phone.shown("Point 1") for phone in phones] == [True, True]
        go_to(installation, second)  # another process writes
        assert [phone.shown("Point 2") for phone in phones] == [True, True]
        late = stack.enter_context(closing(Phone(installation, path, cookies[2])))
        assert late.shown("Point 2")
        process.kill()
        process.wait(PATIENCE)
        versions = [phone.version for phone in phones]

    go_to(installation, third)  # while nobody serves
    with installation.serving("--no-demo", "--no-prepare", "--workers", "2") as again, ExitStack() as stack:
        back = [
            stack.enter_context(closing(Phone(installation, path, cookie, version)))
            for cookie, version in zip(cookies, versions, strict=False)
        ]
        assert [phone.shown("Point 3") for phone in back] == [True, True]
        again.send_signal(signal.SIGTERM)
        assert [phone.shown("nothing more") for phone in back] == [False, False]  # ended, not cut
        again.wait(PATIENCE)
    assert "ERROR" not in installation.log.read_text()

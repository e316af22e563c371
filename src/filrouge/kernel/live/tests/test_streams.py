"""Streams as a server holds them: the whole application, a database, and pages that listen."""

import asyncio
import contextlib
import json
from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel.ids import uuid7
from filrouge.kernel.live import asgi
from filrouge.kernel.live.asgi import LiveApplication
from filrouge.kernel.live.channels import Channel, Key
from filrouge.kernel.live.hub import Hub
from filrouge.kernel.live.models import Change
from filrouge.kernel.live.rendering import render_states
from filrouge.kernel.live.services import changed
from filrouge.kernel.live.tasks import prune_changes
from filrouge.kernel.live.topics import LiveTopic, live_topics
from filrouge.kernel.live.watching import watch
from filrouge.kernel.people.models import Group
from filrouge.kernel.tenancy.scope import organisation_scope
from tests.factories import GroupFactory, MembershipFactory, OrganisationFactory

LONG = 30.0  # a safety, never reached


def allow(request, pk):
    """Members see the group by its name, who knows the word sees how long its name is, others see nothing."""
    if request.membership is not None:
        return "member" if Group.objects.filter(pk=pk).exists() else None
    return "guest" if request.GET.get("mot") == "sésame" else None


def render(pk, audience):
    name = Group.objects.get(pk=pk).name
    return json.dumps({"name": name} if audience == "member" else {"letters": len(name)})


@pytest.fixture(autouse=True)
def topic(monkeypatch):
    monkeypatch.setitem(live_topics._given, "test.group", LiveTopic(allow, render))
    # threads of the application must leave no connection behind
    monkeypatch.setitem(connections["default"].settings_dict, "CONN_MAX_AGE", 0)


def url(group, slug="chastel"):
    return reverse("live_updates:stream", args=[slug, "test.group", group.pk])


def rename(group, name):
    with organisation_scope(group.organisation):
        Group.objects.filter(pk=group.pk).update(name=name)
        changed("test.group", group.pk)


class Page:
    """A browser's end of one stream."""

    def __init__(self, application, path, *, cookies=None, query="", last_event_id=""):
        headers = [(b"host", b"localhost")]
        if cookies:
            headers.append((b"cookie", cookies.output(header="", sep=";").strip().encode()))
        if last_event_id:
            headers.append((b"last-event-id", last_event_id.encode()))
        self.scope = {
            "type": "http", "http_version": "1.1", "method": "GET", "scheme": "http", "path": path,
            "raw_path": path.encode(), "query_string": query.encode(), "root_path": "", "headers": headers,
            "client": ("127.0.0.1", 1), "server": ("localhost", 80),
        }  # fmt: skip
        self.application = application
        self.sent = asyncio.Queue()
        self.hung_up = asyncio.Event()

    async def receive(self):
        await self.hung_up.wait()
        return {"type": "http.disconnect"}

    async def __aenter__(self):
        self.task = asyncio.create_task(self.application(self.scope, self.receive, self.sent.put))
        self.start = await asyncio.wait_for(self.sent.get(), LONG)
        return self

    async def __aexit__(self, *_error):
        self.hung_up.set()
        await asyncio.wait_for(self.task, LONG)

    async def event(self):
        """The next event that has an identifier: a state."""
        while True:
            body = (await asyncio.wait_for(self.sent.get(), LONG)).get("body", b"").decode()
            if body.startswith("id: "):
                fields = dict(line.split(": ", 1) for line in body.strip().splitlines())
                return fields["id"], json.loads(fields["data"])

    async def state(self):
        return (await self.event())[1]


@contextlib.contextmanager
def an_application():
    hub = Hub(render_states, watch)
    application = LiveApplication(hub)
    yield application
    application.threads.shutdown()
    hub._thread.shutdown()


def run(scenario):
    with an_application() as application:
        asyncio.run(asyncio.wait_for(scenario(application), LONG))


@pytest.mark.django_db(transaction=True)
def test_a_change_reaches_every_page_each_as_its_audience(logged_in, organisation):
    group = GroupFactory(organisation=organisation, name="Bureau")
    other = GroupFactory(organisation=organisation, name="Autre")

    async def scenario(application):
        async with (
            Page(application, url(group), cookies=logged_in.cookies) as member,
            Page(application, url(group), query="mot=s%C3%A9same") as guest,
            Page(application, url(other), query="mot=s%C3%A9same") as elsewhere,
        ):
            before = [await page.state() for page in (member, guest, elsewhere)]
            await asyncio.to_thread(with_connection_closed, rename, group, "Gérance")
            after = [await page.state() for page in (member, guest)]

        assert before == [{"name": "Bureau"}, {"letters": 6}, {"letters": 5}]
        assert after == [{"name": "Gérance"}, {"letters": 7}]
        assert elsewhere.sent.empty() or not elsewhere.sent.get_nowait().get("body", b"").startswith(b"id")

    run(scenario)


def with_connection_closed(function, *arguments):
    try:
        function(*arguments)
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_two_processes_tell_each_other(logged_in, organisation):
    group = GroupFactory(organisation=organisation, name="Bureau")

    async def scenario(application):
        with an_application() as another:
            async with (
                Page(application, url(group), cookies=logged_in.cookies) as here,
                Page(another, url(group), cookies=logged_in.cookies) as there,
            ):
                await here.state(), await there.state()
                await asyncio.to_thread(with_connection_closed, rename, group, "Gérance")

                assert [await here.state(), await there.state()] == [{"name": "Gérance"}] * 2

    run(scenario)


@pytest.mark.django_db(transaction=True)
def test_who_comes_back_with_the_newest_state_is_sent_nothing(logged_in, organisation):
    group = GroupFactory(organisation=organisation, name="Bureau")

    async def scenario(application):
        async with Page(application, url(group), cookies=logged_in.cookies) as page:
            version, _state = await page.event()
        async with Page(application, url(group), cookies=logged_in.cookies, last_event_id=version) as back:
            await asyncio.to_thread(with_connection_closed, rename, group, "Gérance")

            assert await back.state() == {"name": "Gérance"}

    run(scenario)


@pytest.mark.django_db(transaction=True)
def test_an_open_stream_holds_no_connection(logged_in, organisation):
    group = GroupFactory(organisation=organisation)

    async def scenario(application):
        async with Page(application, url(group), cookies=logged_in.cookies) as page:
            await page.state()

            def connected():
                return connections["default"].connection is not None

            threads = [application.threads, application.hub._thread]
            assert [pool.submit(connected).result() for pool in threads] == [False, False]

    run(scenario)


@pytest.mark.django_db(transaction=True)
def test_a_stream_ends_by_itself_and_asks_to_come_back(logged_in, organisation, monkeypatch):
    monkeypatch.setattr(asgi, "LIFETIME", 0.01)
    group = GroupFactory(organisation=organisation)

    async def scenario(application):
        async with Page(application, url(group), cookies=logged_in.cookies) as page:
            await asyncio.wait_for(page.task, LONG)
            bodies = [page.sent.get_nowait().get("body", b"") for _ in range(page.sent.qsize())]

        assert bodies[-2:] == [b"event: renew\ndata:\n\n", b""]

    run(scenario)


@pytest.mark.django_db(transaction=True)
def test_a_stranger_finds_nothing(organisation):
    group = GroupFactory(organisation=organisation)
    stranger = Client()
    stranger.force_login(MembershipFactory().user)

    async def scenario(application):
        async with Page(application, url(group), cookies=stranger.cookies) as page:
            assert page.start["status"] == 404

    run(scenario)


@pytest.mark.django_db(transaction=True)
def test_a_full_server_says_so(logged_in, organisation, monkeypatch):
    monkeypatch.setattr(asgi, "MOST", 0)
    group = GroupFactory(organisation=organisation)

    async def scenario(application):
        async with Page(application, url(group), cookies=logged_in.cookies) as page:
            assert page.start["status"] == 503

    run(scenario)


def test_the_door_is_an_ordinary_page(logged_in, client, organisation):
    group, foreign = GroupFactory(organisation=organisation), GroupFactory(organisation=OrganisationFactory())
    unknown = reverse("live_updates:stream", args=["chastel", "test.nothing", group.pk])

    answers = [logged_in.get(address).status_code for address in (url(group), url(foreign), unknown)]

    assert answers == [200, 404, 404]
    assert Client().get(url(group)).status_code == 404
    assert logged_in.post(url(group)).status_code == 405


def test_a_member_without_the_second_factor_of_the_team_is_nobody(logged_in, organisation):
    organisation.requires_second_factor = True
    organisation.save()

    assert logged_in.get(url(GroupFactory(organisation=organisation))).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_a_room_that_fails_spoils_its_own_channel_only(organisation, monkeypatch, caplog):
    kept, deleted, failing = (GroupFactory(organisation=organisation, name=name) for name in ("un", "deux", "trois"))

    def hostile(pk, audience):
        if pk == failing.pk:
            raise ZeroDivisionError
        if pk == deleted.pk:
            raise ObjectDoesNotExist
        return render(pk, audience)

    monkeypatch.setitem(live_topics._given, "test.group", LiveTopic(allow, hostile))
    channels = [Channel(Key(organisation.pk, "test.group", group.pk), "member") for group in (failing, deleted, kept)]

    states = render_states(channels)

    assert {channel.key.object_id: state is not None for channel, state in states.items()} == {
        deleted.pk: False,
        kept.pk: True,
    }
    assert [record.getMessage() for record in caplog.records] == [f"not rendered topic=test.group object={failing.pk}"]


def test_a_topic_must_be_known(in_organisation):
    with pytest.raises(LookupError):
        changed("test.nothing", uuid7())


def test_changes_of_yesterday_are_forgotten(in_organisation):
    now = timezone.now()
    Change.objects.create(topic="test.group", object_id=uuid7(), changed_at=now - timedelta(days=2))
    new = Change.objects.create(topic="test.group", object_id=uuid7(), changed_at=now)

    prune_changes.call()

    assert list(Change.objects.all()) == [new]

"""The hub alone: what it hands to whom, without server or database."""

import asyncio
from uuid import UUID

from filrouge.kernel.live import hub as hub_module
from filrouge.kernel.live.channels import Channel, Key, State
from filrouge.kernel.live.hub import Hub

KEY = Key(UUID(int=1), "test.vote", UUID(int=2))
PHONES, WALL = Channel(KEY, "phone"), Channel(KEY, "wall")
LONG = 20.0  # a safety, never reached


class Room:
    """What the hub renders, and how often it was asked."""

    def __init__(self):
        self.text = "0 voix"
        self.rendered = []

    def render(self, channels):
        self.rendered.extend(channel.audience for channel in channels)
        return {channel: self.text and State.of(f"{self.text} {channel.audience}") for channel in channels}


async def nothing(_hub):
    await asyncio.Event().wait()


def run(scenario, monkeypatch):
    monkeypatch.setattr(hub_module, "PAUSE", 0)
    monkeypatch.setattr(hub_module, "AFTER_FAILURE", 0)
    asyncio.run(asyncio.wait_for(scenario(), LONG))


def shown(state):
    return state.event.decode().split("data: ")[1].strip()


def test_each_audience_is_rendered_once_for_all_its_streams(monkeypatch):
    async def scenario():
        room = Room()
        hub = Hub(room.render, nothing)
        with hub.stream(PHONES) as first, hub.stream(PHONES) as second, hub.stream(WALL) as wall:
            states = [await stream.next(LONG) for stream in (first, second, wall)]

            assert [shown(state) for state in states] == ["0 voix phone", "0 voix phone", "0 voix wall"]
            assert sorted(room.rendered) == ["phone", "wall"]

    run(scenario, monkeypatch)


def test_who_joins_late_is_right_at_once(monkeypatch):
    async def scenario():
        room = Room()
        hub = Hub(room.render, nothing)
        with hub.stream(PHONES) as first:
            await first.next(LONG)
            with hub.stream(PHONES) as late:
                assert shown(await late.next(0)) == "0 voix phone"
        assert room.rendered == ["phone"]

    run(scenario, monkeypatch)


def test_a_slow_phone_gets_the_newest_state_only(monkeypatch):
    async def scenario():
        room = Room()
        hub = Hub(room.render, nothing)
        with hub.stream(PHONES) as slow, hub.stream(PHONES) as quick:
            await slow.next(LONG), await quick.next(LONG)
            for count in (1, 2, 3):
                room.text = f"{count} voix"
                hub.mark([KEY])
                await quick.next(LONG)

            assert shown(await slow.next(0)) == "3 voix phone"
            assert await slow.next(0) is None

    run(scenario, monkeypatch)


def test_the_same_text_is_not_sent_twice(monkeypatch):
    async def scenario():
        room = Room()
        hub = Hub(room.render, nothing)
        with hub.stream(PHONES) as stream:
            await stream.next(LONG)
            hub.mark_all()
            while len(room.rendered) < 2:
                await asyncio.sleep(0)

            assert await stream.next(0.01) is None

    run(scenario, monkeypatch)


def test_what_was_deleted_ends_its_streams(monkeypatch):
    async def scenario():
        room = Room()
        hub = Hub(room.render, nothing)
        with hub.stream(PHONES) as stream:
            await stream.next(LONG)
            room.text = None
            hub.mark([KEY])
            await stream.next(LONG)

            assert stream.closed

    run(scenario, monkeypatch)


def test_nothing_runs_while_nobody_watches(monkeypatch):
    async def scenario():
        before = asyncio.all_tasks()
        hub = Hub(Room().render, nothing)
        with hub.stream(PHONES) as stream:
            await stream.next(LONG)
            at_work = asyncio.all_tasks() - before
        await asyncio.wait(at_work)

        assert len(at_work) == 2
        assert asyncio.all_tasks() == before

    run(scenario, monkeypatch)


def test_a_database_that_falls_is_looked_at_again(monkeypatch, caplog):
    falls = iter([True, False])
    room = Room()

    def render(channels):
        if next(falls, False):
            raise OSError
        return room.render(channels)

    async def scenario():
        with Hub(render, nothing).stream(PHONES) as stream:
            assert shown(await stream.next(LONG)) == "0 voix phone"

    run(scenario, monkeypatch)

    assert [record.getMessage() for record in caplog.records] == ["live updates interrupted: OSError"]


def test_a_server_that_leaves_ends_its_streams(monkeypatch):
    async def scenario():
        hub = Hub(Room().render, nothing)
        with hub.stream(PHONES) as stream:
            hub.close_soon()
            while not stream.closed:
                await stream.next(LONG)
        with hub.stream(PHONES) as too_late:
            assert too_late.closed

    run(scenario, monkeypatch)


def test_a_text_of_several_lines_is_one_event():
    state = State.of("<p>un</p>\r\n<p>deux</p>\n")

    assert state.event.decode() == f"id: {state.version}\ndata: <p>un</p>\ndata: <p>deux</p>\ndata: \n\n"


def test_a_key_travels_as_text():
    assert Key.unpack(KEY.packed) == KEY

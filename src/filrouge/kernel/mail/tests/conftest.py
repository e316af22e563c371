import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

PARIS = ZoneInfo("Europe/Paris")


class Clock:
    """A moment that tests move."""

    def __init__(self):
        self.now = dt.datetime(2026, 12, 8, 10, tzinfo=PARIS)  # a Tuesday, when mail leaves at once

    def at(self, *moment, zone=PARIS):
        self.now = dt.datetime(*moment, tzinfo=zone)


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(timezone, "now", lambda: clock.now.astimezone(dt.UTC))
    return clock

import datetime as dt

import pytest
from django.utils import timezone

from filrouge.kernel.tenancy.scope import organisation_scope


@pytest.fixture(autouse=True)
def autumn(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: dt.datetime(2026, 10, 20, 9, tzinfo=dt.UTC))


@pytest.fixture
def inside(organisation):
    with organisation_scope(organisation):
        yield organisation

"""What the pages of a year cost, in queries, for a team that has everything: two years, cycles, RCP, declarations."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.meetings.demo import year
from filrouge.reports.demo import services
from filrouge.reports.demo.teams import TEAMS

NOW = dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC)
PAGES = {
    "aci:year": 24,
    "aci:planner": 28,
    "aci:whatif": 14,
    "aci:declaration": 21,
    "evidence:list": 20,
    "annual:report": 35,
    "sharing:list": 25,
    "indicators:list": 15,
    "maturity:list": 4,
}


@pytest.fixture
def full_team(db, monkeypatch):
    """With fewer meetings than the demonstration: their number is not to count."""
    monkeypatch.setitem(year.YEARS, "A", {"rcp": 3, "team": 2, "bureau": 2})
    team = services._load_team(TEAMS[0], 0, NOW.date(), "!")  # nobody signs in
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return team


def test_the_pages_of_a_full_year_keep_their_number_of_queries(client, full_team, page_queries):
    members = Membership.objects.filter(organisation=full_team)
    client.force_login(next(one.user for one in members if "coordinator" in one.roles))

    for name, queries in PAGES.items():
        with page_queries(queries):
            page = client.get(reverse(name, args=[full_team.slug]))
        assert page.status_code == 200, name

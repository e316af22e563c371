import datetime as dt
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.aci import queries, services
from filrouge.modules.aci.models import Engagement
from filrouge.modules.aci.queries.france_sante import france_sante_of
from tests.factories import MembershipFactory, PersonFactory, YearInputsFactory
from tests.htmx import soup

pytestmark = pytest.mark.django_db
CODES = ("fees", "nurse", "unscheduled", "quick", "evenings")


@pytest.fixture(autouse=True)
def autumn(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC))


@pytest.fixture
def inside(organisation):
    with organisation_scope(organisation):
        yield organisation


def test_nothing_before_2026_and_every_engagement_is_unknown_at_first():
    assert france_sante_of(2025) is None


def test_the_amount_is_a_range_where_the_sources_differ(inside, membership):
    found = france_sante_of(2026)
    assert (found.low, found.high, found.is_range) == (Decimal(25000), Decimal(50000), True)
    assert [france_sante_of(year).high for year in (2027, 2028, 2031)] == [40000, 30000, 30000]

    services.keep_adhesion(by=membership, state="joined", joined_on=date(2026, 7, 14))
    assert (france_sante_of(2026).low, france_sante_of(2026).is_range) == (Decimal(50000), False)
    row = services.keep_amount(2026, by=membership, low=Decimal(31000), high=Decimal(31000), why="CPAM")
    assert france_sante_of(2026).high == 31000
    services.reset_amount(row, by=membership)
    assert france_sante_of(2026).high == 50000


def test_eligibility_is_said_on_the_core_alone(inside, membership):
    assert "3\u00a0engagements du socle à vérifier" in france_sante_of(2026).eligibility
    services.keep_engagement("fees", by=membership, state="not_reached")
    assert france_sante_of(2026).eligibility.startswith("Pas encore")
    for code in CODES[:3]:
        services.keep_engagement(code, by=membership, state="reached")
    assert (france_sante_of(2026).missing, "peut demander" in france_sante_of(2026).eligibility) == ([], True)


def test_whatever_is_said_of_it_the_total_of_the_aci_does_not_move(inside, membership):
    inputs = YearInputsFactory(year=2026, facts={"patients": 4000, "associates": 13})

    def total():
        value = queries.value_of(membership, inputs)
        return value.result.total_euros, value.result.advance_euros, value.shares

    before = total()
    services.keep_amount(2026, by=membership, low=Decimal(1), high=Decimal(999_999))
    for state, joined_on in (("not_joined", None), ("studying", None), ("joined", date(2026, 9, 1))):
        services.keep_adhesion(by=membership, state=state, joined_on=joined_on)
        for answer in Engagement.State.values:
            for code in CODES:
                services.keep_engagement(code, by=membership, state=answer)
            assert total() == before


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "joined"},
        {"state": "studying", "joined_on": date(2026, 9, 1)},
        {"state": "joined", "joined_on": date(2026, 6, 1)},
    ],
)
def test_an_adhesion_that_cannot_be_is_refused(inside, membership, fields):
    with pytest.raises(ValidationError):
        services.keep_adhesion(by=membership, **fields)


def test_a_range_is_in_order(inside, membership):
    with pytest.raises(ValidationError, match="Au plus"):
        services.keep_amount(2026, by=membership, low=Decimal(2), high=Decimal(1))


def test_who_may_say(inside, membership):
    row = services.keep_amount(2026, by=membership, low=Decimal(1), high=Decimal(2))
    professional = MembershipFactory(organisation=inside, roles=["professional"])
    for act in (
        lambda: services.keep_adhesion(by=professional, state="studying"),
        lambda: services.keep_engagement("fees", by=professional, state="reached"),
        lambda: services.keep_amount(2026, by=professional, low=Decimal(1), high=Decimal(2)),
        lambda: services.reset_amount(row, by=professional),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_the_person_is_forgotten_and_the_engagement_stays(inside, membership):
    person = PersonFactory()
    services.keep_engagement("fees", by=membership, state="reached", person=person)
    data = registry.personal_data.get("aci.engagements")

    assert len(list(data.export(person.pk))) == data.erase(person.pk) == 1
    assert Engagement.objects.get().person is None


def test_the_pages(logged_in, organisation):
    page = reverse("aci:france_sante", args=["chastel"])
    engagement = reverse("aci:engagement", args=["chastel", "fees"])
    assert logged_in.post(engagement, {"state": "reached", "note": "Relevé de la CPAM"}).status_code == 302
    adhesion = reverse("aci:adhesion", args=["chastel"])
    assert logged_in.post(adhesion, {"state": "joined"}).status_code == 422
    assert logged_in.post(adhesion, {"state": "studying"}).status_code == 302
    amount = reverse("aci:amount", args=["chastel", 2026])
    assert logged_in.post(amount, {"low": "20000", "high": "30000"}).status_code == 302
    text = soup(logged_in.get(page)).get_text(" ", strip=True)
    assert "Relevé de la CPAM" in text
    assert "à l’étude" in text
    assert "non compris dans le total ACI" in text
    assert logged_in.post(reverse("aci:amount_reset", args=["chastel", 2026])).status_code == 302
    assert "n’existait pas encore" in logged_in.get(f"{page}?annee=2025").content.decode()
    assert logged_in.get(reverse("aci:engagement", args=["chastel", "other"])).status_code == 404


def test_the_year_shows_it_apart(logged_in, organisation):
    with organisation_scope(organisation):
        YearInputsFactory(year=2026, facts={"patients": 4000})
    assert "non compris dans le total ACI" in logged_in.get(reverse("aci:year", args=["chastel"])).content.decode()

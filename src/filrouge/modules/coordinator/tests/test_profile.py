import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.coordinator import exports, queries, services
from filrouge.modules.coordinator.enums import profile_options, settings_of_post
from filrouge.modules.coordinator.enums.profiles import ASKED, MOST
from filrouge.modules.coordinator.models import ProfileChoice
from tests.factories import MembershipFactory, ProfileChoiceFactory

ADMIN = {"B1": 0, "B2": 0, "B3": 3, "B4": 0, "B5": 0}
FIELDS = {
    "decided_on": dt.date(2026, 3, 2),
    "priorities": ADMIN,
    "profile": "admin",
    "setting": "employee",
    "weekly_hours": Decimal("10.5"),
}


def url(name, *args):
    return reverse(f"coordinator:{name}", args=["chastel", *args])


@pytest.mark.parametrize("option", profile_options().values(), ids=lambda option: option.code)
def test_a_profile_says_what_it_carries_and_where_its_cost_comes_from(option):
    assert set(option.weights) == set(ASKED)
    assert all(weight in range(MOST + 1) for weight in option.weights.values())
    assert 0 < option.cost_low <= option.cost_high
    assert option.basis
    assert option.strengths
    assert option.limits


def test_a_way_to_hold_the_post_has_its_two_sides():
    assert all(one.strengths and one.limits for one in settings_of_post().values())


def test_the_profile_that_carries_what_matters_comes_first():
    assert queries.fits_of(ADMIN, Decimal(10))[0].option.code == "admin"
    assert queries.fits_of(ADMIN, Decimal(10))[0].share == 1
    assert queries.fits_of(ADMIN | {"B2": 3, "B3": 0, "B4": 3}, Decimal(10))[0].option.code == "health"


def test_without_priorities_nothing_is_claimed():
    assert {fit.share for fit in queries.fits_of(dict.fromkeys(ASKED, 0), Decimal(10))} == {0}


def test_a_cost_is_a_range_to_the_hundred():
    fit = next(one for one in queries.fits_of(ADMIN, Decimal("10.5")) if one.option.code == "admin")

    assert exports.cost_of(fit) == "10\u202f200\u00a0€ à 16\u202f300\u00a0€"


def test_a_choice_keeps_its_priorities(membership, in_organisation):
    choice = services.choose_profile(by=membership, **FIELDS)

    assert list(queries.choices()) == [choice]
    assert choice.priorities == ADMIN


@pytest.mark.parametrize(
    "wrong",
    [{"profile": "x"}, {"setting": "x"}, {"priorities": {"B1": 1}}, {"priorities": ADMIN | {"B1": 9}}],
)
def test_what_is_not_on_the_page_is_refused(membership, in_organisation, wrong):
    with pytest.raises(ValidationError):
        services.choose_profile(by=membership, **FIELDS | wrong)


def test_the_page_guides_from_priorities_to_a_decision(logged_in, organisation):
    assert logged_in.get(url("profile")).context["fits"] == []
    asked = "?b1=0&b2=0&b3=3&b4=0&b5=0&heures=7"
    page = logged_in.get(url("profile") + asked)
    assert page.context["fits"][0].option.code == "admin"

    sent = {"profile": "admin", "setting": "shared", "decided_on": "2026-03-02", "shared_with": "MSP voisine"}
    assert logged_in.post(url("profile") + asked, sent).status_code == 302
    with organisation_scope(organisation):
        choice = ProfileChoice.objects.get()
    assert (choice.priorities, choice.weekly_hours) == (ADMIN, 7)
    assert "MSP voisine" in logged_in.get(url("choice", choice.pk)).content.decode()
    assert logged_in.get(url("choice_pdf", choice.pk)).content.startswith(b"%PDF-")

    logged_in.post(url("choice_remove", choice.pk))
    assert logged_in.get(url("choice", choice.pk)).status_code == 404
    logged_in.post(url("choice_restore", choice.pk))
    assert logged_in.get(url("choice", choice.pk)).status_code == 200


def test_an_address_without_sense_is_read_as_a_little(logged_in):
    page = logged_in.get(url("profile"), {"b1": "99", "heures": "beaucoup"})

    assert page.status_code == 200
    assert len(page.context["fits"]) == len(profile_options())


@pytest.mark.parametrize("roles", [["assistant"], ["professional"], ["employee"], ["observer"]])
def test_nobody_else_prepares_this_choice(client, organisation, roles):
    member = MembershipFactory(organisation=organisation, roles=roles)
    client.force_login(member.user)
    choice = ProfileChoiceFactory(organisation=organisation)

    for address in (url("profile"), url("choice", choice.pk), url("choice_pdf", choice.pk)):
        assert client.get(address).status_code == 403
    with organisation_scope(organisation), pytest.raises(PermissionDenied):
        services.choose_profile(by=member, **FIELDS)

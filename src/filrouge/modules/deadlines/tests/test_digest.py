"""What the weekly digest of somebody says of deadlines."""

import datetime as dt

import pytest
from django.utils import timezone

from filrouge.kernel.mail.lines import WAITING, digest_lines
from filrouge.kernel.people.models import Responsibility
from filrouge.modules.deadlines import services
from filrouge.modules.deadlines.models import Contract, Due
from tests.factories import MembershipFactory, PersonFactory

TODAY = dt.date(2026, 11, 28)


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: dt.datetime(2026, 11, 28, 9, tzinfo=dt.UTC))


@pytest.fixture
def manager(in_organisation):
    person = PersonFactory(user=MembershipFactory(organisation=in_organisation, roles=["manager"]).user)
    Responsibility.objects.create(person=person, kind="manager", starts_on=dt.date(2020, 1, 1))
    return person


@pytest.fixture
def contract(membership, in_organisation):
    return services.add_contract(
        by=membership, title="Ménage", party="Net et Clair", responsible="manager",
        ends_on=dt.date(2027, 3, 20), notice_months=3, renews_months=12,
    )  # fmt: skip


def lines(person):
    return list(digest_lines.get("deadlines")(person))


def test_a_contract_comes_back_every_week_until_a_choice(monkeypatch, membership, manager, contract):
    for day in (28, 30):
        monkeypatch.setattr(timezone, "now", lambda day=day: dt.datetime(2026, 11, day, 9, tzinfo=dt.UTC))
        (line,) = lines(manager)
        assert (line.section, line.label, line.on) == (WAITING, "Ménage", dt.date(2026, 12, 20))
        assert line.detail.replace("\u00a0", " ").startswith(
            "Contrat : choisir au plus tard le dimanche 20 décembre 2026"
        )
        assert line.url.endswith(Due.objects.get().get_absolute_url())

    services.renew_contract(Contract.objects.get(), by=membership, ends_on=dt.date(2028, 3, 20))
    assert lines(manager) == []


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (dt.datetime(2026, 12, 13, 9, tzinfo=dt.UTC), "choisir au plus tard le dimanche 20 décembre 2026"),
        (dt.datetime(2027, 1, 5, 9, tzinfo=dt.UTC), "choix en retard (au plus tard le dimanche 20 décembre 2026)"),
    ],
)
def test_talks_never_hide_the_last_day_to_end_a_contract(monkeypatch, membership, manager, contract, day, said):
    services.negotiate_contract(contract, by=membership, next_on=dt.date(2027, 2, 15))
    assert lines(manager) == []
    monkeypatch.setattr(timezone, "now", lambda: day)
    (line,) = lines(manager)
    assert said in line.detail.replace("\u00a0", " ")
    assert line.on == dt.date(2026, 12, 20)


def test_it_goes_to_who_answers_and_else_to_the_coordination(membership, in_organisation, contract):
    coordinator, other = PersonFactory(user=membership.user), PersonFactory()
    assert [line.label for line in lines(coordinator)] == ["Ménage"]  # nobody manages
    assert lines(other) == []

    Responsibility.objects.create(person=other, kind="manager", starts_on=dt.date(2020, 1, 1))
    assert lines(coordinator) == []
    (line,) = lines(other)
    assert line.url == ""  # no account: nothing to open


def test_what_is_far_is_not_said_and_what_is_late_is(membership, in_organisation):
    coordinator = PersonFactory(user=membership.user)
    services.save_profile(by=membership, ticked=["aci"])
    due = Due.objects.get(obligation__code="aci_associates")
    services.move_due(due, by=membership, due_on=dt.date(2026, 11, 20))
    said = {line.label: line.detail for line in lines(coordinator)}
    assert "dépassée" in said["Arrêter la liste des associés au 31 décembre 2026"]
    assert not any("solde" in label for label in said)

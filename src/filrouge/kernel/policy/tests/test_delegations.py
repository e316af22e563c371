import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel.policy import can, capabilities, delegable, granted, policy, require
from filrouge.kernel.policy.models import Delegation
from filrouge.kernel.shell import services
from tests.factories import MembershipFactory

DAY = dt.timedelta(days=1)


@pytest.fixture
def today(db):
    return timezone.localdate()


@pytest.fixture
def manager(organisation):
    return MembershipFactory(organisation=organisation, roles=["manager"])


@pytest.fixture
def assistant(organisation):
    return MembershipFactory(organisation=organisation, roles=["assistant"])


def grant(assistant, manager, **fields):
    return services.grant(assistant, by=manager, capability=policy.SETTINGS, **fields)


def test_a_delegation_in_force_opens_what_the_role_does_not(assistant, manager, in_organisation, today):
    before = can(assistant, policy.SETTINGS)
    grant(assistant, manager, starts_on=today)

    assert (before, can(assistant, policy.SETTINGS)) == (False, True)
    assert granted(assistant, [policy.SETTINGS, policy.MEMBERS, policy.HISTORY]) == {policy.SETTINGS, policy.HISTORY}


@pytest.mark.parametrize(
    ("starts", "ends", "state"), [(1, None, "à venir"), (-9, -1, "échue"), (0, 0, "en cours"), (-9, None, "en cours")]
)
def test_a_delegation_counts_on_its_days_only(assistant, manager, in_organisation, today, starts, ends, state):
    delegation = grant(
        assistant, manager, starts_on=today + starts * DAY, ends_on=None if ends is None else today + ends * DAY
    )

    assert delegation.state_on(today) == state
    assert can(assistant, policy.SETTINGS) == (state == "en cours")


def test_a_delegation_stops_at_its_ceiling(assistant, manager, in_organisation, today):
    grant(assistant, manager, starts_on=today, ceiling=Decimal("500"))
    amounts = (None, Decimal("500"), Decimal("500.01"))

    assert [can(assistant, policy.SETTINGS, amount=amount) for amount in amounts] == [True, True, False]


def test_a_revoked_delegation_opens_nothing_and_stays_as_proof(assistant, manager, in_organisation, today):
    delegation = grant(assistant, manager, starts_on=today)
    services.revoke(delegation, by=manager)

    assert not can(assistant, policy.SETTINGS)
    assert [row.state_on(today) for row in Delegation.objects.all()] == ["retirée"]
    with pytest.raises(ValidationError, match="déjà retirée"):
        services.revoke(delegation, by=manager)


def test_a_delegation_is_not_delegated(assistant, manager, membership, in_organisation, today):
    grant(assistant, manager, starts_on=today)

    for member in (assistant, membership):
        with pytest.raises(PermissionDenied, match="accorder une délégation"):
            grant(assistant, member, starts_on=today)


def test_what_is_sealed_is_never_delegated(assistant, manager, in_organisation, today):
    with pytest.raises(ValidationError, match="ne peut pas être délégué"):
        services.grant(assistant, by=manager, capability=policy.DELEGATE, starts_on=today)


def test_a_member_of_another_team_receives_nothing(manager, in_organisation, today):
    with pytest.raises(ValidationError, match="n’est pas membre"):
        grant(MembershipFactory(), manager, starts_on=today)


def test_a_delegation_ends_after_it_starts_and_its_ceiling_is_positive(assistant, manager, in_organisation, today):
    with pytest.raises(ValidationError, match="doit finir après son début"):
        grant(assistant, manager, starts_on=today, ends_on=today - DAY)
    with pytest.raises(ValidationError, match="négatif"):
        grant(assistant, manager, starts_on=today, ceiling=Decimal("-1"))


def test_a_refusal_says_what_was_refused_and_whom_to_ask(assistant, in_organisation):
    with pytest.raises(PermissionDenied, match="ne permet pas de régler l’organisation"):
        require(assistant, policy.SETTINGS)


def test_nobody_holds_anything_without_a_membership():
    assert not can(None, policy.SETTINGS)


def test_every_capability_completes_a_french_sentence():
    """« Votre rôle ne permet pas de … »: an infinitive, no capital, no final stop."""
    labels = [capability.label for capability in capabilities()]

    assert [label for label in labels if not label[0].islower() or label.endswith(".")] == []
    assert [label for label in labels if not label.split()[0].endswith(("er", "ir", "re"))] == []


def test_what_can_be_delegated_comes_by_label():
    labels = [capability.label for capability in delegable()]

    assert labels == sorted(labels)


def test_the_pages_grant_and_revoke(client, organisation, assistant, manager, in_organisation, today):
    client.force_login(manager.user)
    data = {
        "capability": policy.SETTINGS,
        "membership": str(assistant.pk),
        "ceiling": "500",
        "starts_on": today.isoformat(),
        "decision": "Assemblée du 12 mars",
    }
    address = reverse("settings:delegation_grant", args=[organisation.slug])
    refused = client.post(address, data | {"ends_on": (today - DAY).isoformat()})
    client.post(address, data)
    listed = client.get(reverse("settings:delegations", args=[organisation.slug])).content.decode()
    client.post(reverse("settings:delegation_revoke", args=[organisation.slug, Delegation.objects.get().pk]))

    assert refused.status_code == 422
    assert "Régler l’organisation" in listed
    assert Delegation.objects.get().revoked_on == today

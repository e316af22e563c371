import datetime as dt
import re

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from filrouge.kernel.accounts.models import User
from filrouge.kernel.people.models import Person
from filrouge.kernel.policy import policy
from filrouge.kernel.policy.models import Delegation
from filrouge.kernel.shell import services
from filrouge.kernel.shell.contributions import account_of
from filrouge.kernel.tenancy.enums import Role
from filrouge.kernel.tenancy.forms import ROLE_HELP
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline.models import Entry
from tests.factories import MembershipFactory, PersonFactory, UserFactory

RPPS = "10100000017"


def member(organisation, *roles):
    return MembershipFactory(organisation=organisation, roles=list(roles))


@pytest.fixture
def manager(organisation):
    return member(organisation, "manager")


def test_an_invitation_leads_from_the_mail_to_the_team(
    logged_in, client, organisation, django_capture_on_commit_callbacks
):
    data = {"email": "noa@example.org", "first_name": "Noa", "last_name": "Petit", "roles": ["professional"]}
    with django_capture_on_commit_callbacks(execute=True):
        logged_in.post(reverse("settings:member_invite", args=[organisation.slug]), data)
    link = re.search(r"http://localhost:\d+(\S+)", mail.outbox[0].body)[1]
    client.logout()
    client.post(link, {"first_name": "Noa", "last_name": "Petit", "password": "une phrase assez longue"})

    assert mail.outbox[0].to == ["noa@example.org"]
    assert client.get(reverse("today:home", args=[organisation.slug])).status_code == 200


def test_inviting_ties_the_account_to_the_person_of_the_directory(organisation, membership, in_organisation):
    person = PersonFactory(email="Noa@example.org")
    invited = services.invite(organisation, by=membership, email="noa@example.org", roles=["professional"])

    assert Person.objects.get(pk=person.pk).user == invited.user


def test_inviting_a_member_again_says_where_to_look(organisation, membership, in_organisation):
    with pytest.raises(ValidationError, match="déjà accès"):
        services.invite(organisation, by=membership, email=membership.user.email, roles=["guest"])


def test_roles_are_kept_in_their_order_and_told(organisation, membership, in_organisation):
    colleague = member(organisation, "professional")
    services.change_roles(colleague, by=membership, roles=["professional", "assistant"])
    colleague.refresh_from_db()

    assert colleague.roles == ["assistant", "professional"]
    assert Entry.objects.get().sentence == (
        f"a changé les rôles de {colleague.user} : assistance, professionnel de l’équipe"
    )


def test_the_first_manager_is_named_by_the_coordination(organisation, membership, in_organisation):
    colleague = member(organisation, "professional")
    services.change_roles(colleague, by=membership, roles=["manager"])

    assert Membership.objects.get(pk=colleague.pk).roles == ["manager"]


@pytest.mark.parametrize("act", ["give", "take", "remove", "invite"])
def test_then_managers_alone_make_and_unmake_managers(organisation, membership, manager, in_organisation, act):
    other = member(organisation, "manager")
    acts = {
        "give": lambda: services.change_roles(membership, by=membership, roles=["coordinator", "manager"]),
        "take": lambda: services.change_roles(other, by=membership, roles=["professional"]),
        "remove": lambda: services.remove_member(other, by=membership),
        "invite": lambda: services.invite(organisation, by=membership, email="x@example.org", roles=["manager"]),
    }

    with pytest.raises(PermissionDenied, match="Seule la gérance"):
        acts[act]()

    assert not User.objects.filter(email="x@example.org").exists()


def test_the_last_manager_stays(organisation, membership, manager, in_organisation):
    with pytest.raises(ValidationError, match="seule personne de la gérance"):
        services.remove_member(manager, by=manager)


def test_somebody_stays_in_charge(organisation, membership, in_organisation):
    member(organisation, "professional")

    with pytest.raises(ValidationError, match="Plus personne ne pourrait régler"):
        services.remove_member(membership, by=membership)
    with pytest.raises(ValidationError, match="Plus personne ne pourrait régler"):
        services.change_roles(membership, by=membership, roles=["professional"])


def test_a_removed_member_is_out_and_their_account_stays(client, organisation, membership, in_organisation):
    colleague = member(organisation, "professional")
    services.remove_member(colleague, by=membership)
    client.force_login(colleague.user)

    assert client.get(reverse("today:home", args=[organisation.slug])).status_code == 404
    assert User.objects.filter(pk=colleague.user_id).exists()


def test_a_manager_who_leaves_stays_named_on_what_they_granted(organisation, membership, manager, in_organisation):
    other = member(organisation, "manager")
    services.grant(membership, by=manager, capability=policy.SETTINGS, starts_on=dt.date(2026, 1, 1))
    services.remove_member(manager, by=other)

    delegation = Delegation.objects.get()
    assert (delegation.granted_by, delegation.granted_by_name) == (None, str(manager.user))


def test_nobody_touches_a_member_of_another_team(membership, in_organisation):
    with pytest.raises(PermissionDenied):
        services.change_roles(MembershipFactory(), by=membership, roles=["guest"])


def test_every_role_is_explained():
    assert set(ROLE_HELP) == set(Role)


def test_a_new_organisation_begins_with_its_coordination(db):
    membership = services.found_organisation(slug="val-d-aubre", name="MSP du Val d’Aubre", email="lea@example.org")

    assert (membership.roles, membership.organisation.slug) == (["coordinator"], "val-d-aubre")


def test_an_rpps_number_opens_the_account_its_teams_vouch_for(organisation):
    user = member(organisation, "professional").user
    PersonFactory(organisation=organisation, rpps=RPPS, user=user)

    assert account_of(RPPS) == user.pk


def test_one_team_does_not_vouch_for_the_doors_of_another(organisation):
    user = member(organisation, "professional").user
    MembershipFactory(user=user)
    PersonFactory(organisation=organisation, rpps=RPPS, user=user)

    assert account_of(RPPS) is None


def test_an_rpps_number_tied_to_two_accounts_opens_none(organisation):
    PersonFactory(organisation=organisation, rpps=RPPS, user=member(organisation, "professional").user)
    elsewhere = MembershipFactory()
    PersonFactory(organisation=elsewhere.organisation, rpps=RPPS, user=elsewhere.user)

    assert account_of(RPPS) is None


def test_an_unknown_rpps_number_opens_nothing(organisation):
    PersonFactory(organisation=organisation, rpps=RPPS, user=UserFactory())  # an account without any team

    assert (account_of(RPPS), account_of("10100000025")) == (None, None)

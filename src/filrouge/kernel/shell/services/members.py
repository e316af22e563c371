from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from filrouge.kernel.accounts import services as accounts
from filrouge.kernel.people.models import Person
from filrouge.kernel.policy import policy, require
from filrouge.kernel.registry import founding
from filrouge.kernel.shell.services.organisation import record_on_member
from filrouge.kernel.tenancy.enums import Role
from filrouge.kernel.tenancy.models import Membership, Organisation
from filrouge.kernel.tenancy.scope import organisation_scope

IN_CHARGE = frozenset({Role.COORDINATOR.value, Role.MANAGER.value})


@transaction.atomic
def found_organisation(
    *, slug: str, name: str, email: str, first_name: str = "", last_name: str = "", **fields: Any
) -> Membership:
    """A new organisation and its first member, who coordinates it and invites the others. Asked by the operator."""
    organisation = Organisation(slug=slug, name=name, **fields)
    organisation.full_clean()
    organisation.save()
    user, _made = accounts.open_account(email, first_name=first_name, last_name=last_name)
    with organisation_scope(organisation, switching=True):
        membership = _add(organisation, user, [Role.COORDINATOR.value])
        record_on_member(membership, "organisation.founded", by=membership, title=name)
        for found in founding.values():
            found(membership)
    return membership


@transaction.atomic
def invite(
    organisation: Organisation,
    *,
    by: Membership,
    email: str,
    roles: Sequence[str],
    first_name: str = "",
    last_name: str = "",
) -> Membership:
    require(by, policy.MEMBERS)
    _require_hand_on_managers(by, roles)
    user, _made = accounts.open_account(email, first_name=first_name, last_name=last_name)
    if Membership.objects.filter(organisation=organisation, user=user).exists():
        raise ValidationError(
            {"email": "Cette personne a déjà accès. Changez plutôt ses rôles dans la liste."}, code="member"
        )
    membership = _add(organisation, user, roles)
    _link_person(membership)
    record_on_member(membership, "members.invited", by=by, person=str(user), roles=_roles(roles))
    transaction.on_commit(partial(_send, membership, str(by.user)))
    return membership


def invite_again(membership: Membership, *, by: Membership) -> bool:
    """Send the link once more. Returns False when the mail server refused."""
    require(by, policy.MEMBERS)
    _same_house(membership, by)
    record_on_member(membership, "members.invited_again", by=by, person=str(membership.user))
    return _send(membership, str(by.user))


@transaction.atomic
def change_roles(membership: Membership, *, by: Membership, roles: Sequence[str]) -> Membership:
    require(by, policy.MEMBERS)
    _same_house(membership, by)
    membership = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    moved = set(membership.roles).symmetric_difference(roles)
    if not moved:
        return membership
    _require_hand_on_managers(by, moved)
    _keep_somebody_in_charge(membership, roles)
    membership.roles = [role for role in Role.values if role in set(roles)]
    membership.full_clean()
    membership.save(update_fields=["roles"])
    record_on_member(membership, "members.roles_changed", by=by, person=str(membership.user), roles=_roles(roles))
    return membership


@transaction.atomic
def remove_member(membership: Membership, *, by: Membership) -> None:
    """Close the door of this organisation; the account and its other organisations stay."""
    require(by, policy.MEMBERS)
    _same_house(membership, by)
    membership = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    if membership.pk != by.pk:
        _require_hand_on_managers(by, membership.roles)
    _keep_somebody_in_charge(membership, [])
    record_on_member(membership, "members.removed", by=by, person=str(membership.user))
    membership.delete()


def _add(organisation: Organisation, user: Any, roles: Sequence[str]) -> Membership:
    membership = Membership(
        organisation=organisation, user=user, roles=[role for role in Role.values if role in set(roles)]
    )
    membership.full_clean()
    membership.save()
    return membership


def _send(membership: Membership, inviter: str) -> bool:
    return accounts.send_invitation(membership.user, organisation_name=membership.organisation.name, inviter=inviter)


def _link_person(membership: Membership) -> None:
    """The one person of the directory with this address is the one who signs in."""
    people = list(Person.objects.filter(email__iexact=membership.user.email)[:2])
    if len(people) == 1 and people[0].user_id is None:
        people[0].user = membership.user
        people[0].save(update_fields=["user"])


def _same_house(membership: Membership, by: Membership) -> None:
    if membership.organisation_id != by.organisation_id:
        raise PermissionDenied("Cette personne est membre d’une autre organisation.")


def _managers(organisation_id: Any) -> list[Membership]:
    members = Membership.objects.filter(organisation_id=organisation_id)
    return [member for member in members if Role.MANAGER.value in member.roles]


def _require_hand_on_managers(by: Membership, roles: Any) -> None:
    """Managers alone make and unmake managers: otherwise whoever invites could give themselves the signature.

    The first manager of a team is named by whoever manages its members.
    """
    if Role.MANAGER.value not in roles or Role.MANAGER.value in by.roles:
        return
    if _managers(by.organisation_id):
        raise PermissionDenied("Seule la gérance peut donner ou retirer le rôle de gérance.")


def _keep_somebody_in_charge(leaving: Membership, roles: Sequence[str]) -> None:
    others = Membership.objects.filter(organisation_id=leaving.organisation_id).exclude(pk=leaving.pk)
    leaves_management = Role.MANAGER.value in leaving.roles and Role.MANAGER.value not in roles
    if leaves_management and len(_managers(leaving.organisation_id)) == 1:
        raise ValidationError(
            "C’est la seule personne de la gérance : donnez d’abord ce rôle à quelqu’un d’autre.",
            code="last_manager",
        )
    if not IN_CHARGE.intersection(roles) and not any(IN_CHARGE.intersection(member.roles) for member in others):
        raise ValidationError(
            "Plus personne ne pourrait régler l’outil : donnez d’abord un rôle de coordination à quelqu’un d’autre.",
            code="last_in_charge",
        )


def _roles(roles: Sequence[str]) -> str:
    return ", ".join(Role(role).label for role in Role.values if role in roles)

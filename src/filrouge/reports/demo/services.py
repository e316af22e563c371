from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from random import Random
from unittest import mock

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.accounts.models import User
from filrouge.kernel.identifiers.fictitious import fictitious_finess, fictitious_iban, fictitious_siret
from filrouge.kernel.registry import DemoContext
from filrouge.kernel.tenancy.enums import LegalForm
from filrouge.kernel.tenancy.models import LegalEntity, Membership, Organisation, Site
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.reports.demo.teams import PASSWORD, TEAMS, Account, Team

SEED = 20_261_122


def load_demo(today: date) -> list[Organisation]:
    """Make the demonstration teams that do not exist yet, each in one transaction, through the rooms' own services.

    The same day gives the same teams: chance is seeded by the team's place.
    """
    password = make_password(PASSWORD)
    made = []
    for rank, team in enumerate(TEAMS):
        if not Organisation.objects.filter(slug=team.slug).exists():
            made.append(_load_team(team, rank, today, password))
    return made


@transaction.atomic
def _load_team(team: Team, rank: int, today: date, password: str) -> Organisation:
    organisation = Organisation(
        slug=team.slug,
        name=team.name,
        address=team.address,
        accent=team.accent,
        contact_email=team.accounts[0].email,
    )
    organisation.full_clean()
    organisation.save()
    memberships = [_membership(organisation, account, password) for account in team.accounts]
    context = DemoContext(team.profile, today, Random(SEED + rank), travel_to)  # noqa: S311 -- a believable year
    with organisation_scope(organisation):
        _places(team, rank)
        for step in sorted(registry.demo_data.values(), key=lambda step: step.order):
            step.load(organisation, memberships[0], context)
    return organisation


def _membership(organisation: Organisation, account: Account, password: str) -> Membership:
    user, _ = User.objects.get_or_create(
        email=account.email,
        defaults={
            "first_name": account.first_name,
            "last_name": account.last_name,
            "password": password,
            "last_login": timezone.now(),  # they are of the house, not waiting for their invitation
        },
    )
    membership = Membership(organisation=organisation, user=user, roles=list(account.roles))
    membership.full_clean()
    membership.save()
    return membership


def _places(team: Team, rank: int) -> None:
    for number, name in enumerate(team.sites):
        site = Site(
            name=name,
            address=team.address,
            commune_code=team.commune_code,
            finess=fictitious_finess(rank * 10 + number),
            school_zone=("Zone B", "Zone A", "Zone C")[rank],
            is_main=number == 0,
        )
        site.full_clean()
        site.save()
    entity = LegalEntity(
        name=f"SISA {team.name.removeprefix('MSP ')}",
        form=LegalForm.SISA,
        siret=fictitious_siret(rank),
        iban=fictitious_iban(rank),
        is_main=True,
    )
    entity.full_clean()
    entity.save()


@contextmanager
def travel_to(moment: datetime) -> Iterator[None]:
    """Date of ``moment`` what is done inside: a year of work has a history."""
    with mock.patch.object(timezone, "now", return_value=moment):
        yield

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from filrouge.kernel.accounts.models import User
from filrouge.kernel.tenancy.models import LegalEntity, Membership, Organisation, Site


def memberships_of_user(user: User | AnonymousUser) -> QuerySet[Membership]:
    """Where this person may go, by name. Nothing else of the other organisations is readable from here."""
    if not isinstance(user, User):
        return Membership.objects.none()
    return Membership.objects.filter(user=user).select_related("organisation").order_by("organisation__name")


def memberships_of(organisation: Organisation) -> QuerySet[Membership]:
    members = Membership.objects.filter(organisation=organisation).select_related("user", "organisation")
    return members.order_by("user__last_name", "user__first_name", "user__email")


def sites() -> QuerySet[Site]:
    return Site.objects.all()


def legal_entities() -> QuerySet[LegalEntity]:
    return LegalEntity.objects.all()

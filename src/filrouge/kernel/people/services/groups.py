from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.people import policy
from filrouge.kernel.people.models import Group, GroupMember, Person
from filrouge.kernel.people.names import tidy
from filrouge.kernel.people.queries.periods import not_gone
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.ui.typography import count, date_long


class GroupFields(TypedDict, total=False):
    name: str
    kind: str
    mandate: str
    hours_budget: int | None
    ends_on: date | None


@transaction.atomic
def create_group(
    *,
    by: Membership,
    people: Iterable[Person] = (),
    lead: Person | None = None,
    joined_on: date | None = None,
    **fields: Unpack[GroupFields],
) -> Group:
    require(by, policy.EDIT)
    group = Group(**fields)
    group.name = tidy(group.name)
    group.full_clean()
    group.save()
    timeline.record(group, "people.group_created", by=by, name=group.name)
    members = [*people, *([lead] if lead else [])]
    if members:
        add_members(group, by=by, people=members, joined_on=joined_on, lead=lead)
    return group


@transaction.atomic
def change_group(group: Group, *, by: Membership, **fields: Unpack[GroupFields]) -> Group:
    require(by, policy.EDIT)
    locked = Group.objects.select_for_update(of=("self",)).get(pk=group.pk)
    for name, value in fields.items():
        setattr(locked, name, value)
    locked.name = tidy(locked.name)
    locked.full_clean()
    locked.save(update_fields=list(fields))
    timeline.record(locked, "people.group_changed", by=by, name=locked.name)
    return locked


@transaction.atomic
def add_members(
    group: Group,
    *,
    by: Membership,
    people: Iterable[Person],
    joined_on: date | None = None,
    lead: Person | None = None,
) -> list[GroupMember]:
    """Those already in the group are left as they are. Returns the new memberships."""
    require(by, policy.EDIT)
    _refuse_closed(group)
    day = joined_on or timezone.localdate()
    present = set(GroupMember.objects.filter(not_gone(day), group=group).values_list("person_id", flat=True))
    added: list[GroupMember] = []
    for person in people:
        if person.pk in present:
            continue
        present.add(person.pk)
        link = GroupMember(group=group, person=person, joined_on=day, is_lead=lead is not None and person.pk == lead.pk)
        link.full_clean()
        link.save()
        added.append(link)
    if added:
        names = ", ".join(link.person.full_name for link in added[:5])
        more = f" et {count(len(added) - 5, 'autre')}" if len(added) > 5 else ""
        timeline.record(group, "people.members_added", by=by, group=group.name, names=names + more)
    return added


@transaction.atomic
def remove_member(link: GroupMember, *, by: Membership, left_on: date | None = None) -> GroupMember:
    """The day is the last one in the group. A membership begun today is simply withdrawn at that date."""
    require(by, policy.EDIT)
    locked = GroupMember.objects.select_for_update(of=("self",)).select_related("group", "person").get(pk=link.pk)
    day = left_on or timezone.localdate()
    if day < locked.joined_on:
        raise ValidationError(
            "%(name)s est dans le groupe depuis le %(day)s : choisissez une date plus tardive.",
            code="before_joining",
            params={"name": locked.person.full_name, "day": date_long(locked.joined_on)},
        )
    locked.left_on = day
    locked.save(update_fields=["left_on"])
    timeline.record(
        locked.group,
        "people.member_removed",
        by=by,
        group=locked.group.name,
        name=locked.person.full_name,
        day=date_long(day),
    )
    return locked


@transaction.atomic
def close_group(group: Group, *, by: Membership, closed_on: date | None = None) -> Group:
    """The group stops meeting; who was in it stays readable."""
    require(by, policy.EDIT)
    locked = Group.objects.select_for_update(of=("self",)).get(pk=group.pk)
    _refuse_closed(locked)
    locked.closed_on = closed_on or timezone.localdate()
    locked.save(update_fields=["closed_on"])
    timeline.record(locked, "people.group_closed", by=by, name=locked.name, day=date_long(locked.closed_on))
    return locked


@transaction.atomic
def reopen_group(group: Group, *, by: Membership) -> Group:
    require(by, policy.EDIT)
    locked = Group.objects.select_for_update(of=("self",)).get(pk=group.pk)
    locked.closed_on = None
    locked.save(update_fields=["closed_on"])
    timeline.record(locked, "people.group_reopened", by=by, name=locked.name)
    return locked


def _refuse_closed(group: Group) -> None:
    if group.closed_on is not None:
        raise ValidationError(
            "Le groupe « %(name)s » est clos : rouvrez-le d’abord.", code="closed", params={"name": group.name}
        )

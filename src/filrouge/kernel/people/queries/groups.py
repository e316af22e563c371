from __future__ import annotations

from datetime import date

from django.db.models import Count, F, QuerySet

from filrouge.kernel.people.models import Group, GroupMember, Person
from filrouge.kernel.people.queries.periods import in_force


def groups(day: date) -> QuerySet[Group]:
    """Every group with how many members it has on this day; open ones first."""
    here = in_force(day, start="joined_on", end="left_on", prefix="members__")
    return Group.objects.annotate(member_count=Count("members", filter=here, distinct=True)).order_by(
        F("closed_on").asc(nulls_first=True), "name", "pk"
    )


def members_of(group: Group) -> QuerySet[GroupMember]:
    """Every membership of the group, present and past."""
    return GroupMember.objects.filter(group=group).select_related("person", "person__organisation")


def group_members_on(group: Group, day: date) -> QuerySet[Person]:
    links = GroupMember.objects.filter(in_force(day, start="joined_on", end="left_on"), group=group)
    return Person.objects.filter(pk__in=links.values("person"))


def groups_of(person: Person) -> QuerySet[GroupMember]:
    return (
        GroupMember.objects.filter(person=person)
        .select_related("group", "group__organisation")
        .order_by(F("left_on").desc(nulls_first=True), "-is_lead", "group__name")
    )

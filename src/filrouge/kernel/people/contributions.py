from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.people import demo, personal, policy, queries, reporting
from filrouge.kernel.people.labels import TIMELINE_LABELS
from filrouge.kernel.people.models import Engagement, Group, GroupMember, Person, Responsibility
from filrouge.kernel.policy import can
from filrouge.kernel.registry import (
    ActivityPage,
    Deadline,
    NavEntry,
    PersonalData,
    QuickAdd,
    SearchDocument,
    SectionPage,
    TodayItem,
)
from filrouge.kernel.tenancy.models import Membership
from filrouge.ui.typography import date_long

SOON = timedelta(days=30)

for action, label in TIMELINE_LABELS.items():
    registry.timeline_labels.add(action, label)

registry.navigation.add("people", NavEntry("team", "Équipe", "people:list", "users", policy.VIEW))
registry.section_pages.add("people", SectionPage("team", "Annuaire", "people:list", policy.VIEW, 10))
registry.quick_adds.add("people", QuickAdd("Une personne", "people:create", "user-plus", policy.EDIT, 30))
registry.demo_data.add("people", demo.STEP)
registry.report_sections.add("people", reporting.report_sections)


class PersonSearch:
    def document(self, row: Model) -> SearchDocument | None:
        assert isinstance(row, Person)
        return SearchDocument(
            title=row.full_name,
            body=f"{row.role_label} {row.email} {row.rpps}",
            url=row.get_absolute_url(),
            kind_label="Personne",
            icon="user",
            capability=policy.VIEW,
        )

    def rows(self) -> Iterable[Model]:
        return Person.objects.select_related("organisation").iterator()


class GroupSearch:
    def document(self, row: Model) -> SearchDocument | None:
        assert isinstance(row, Group)
        return SearchDocument(
            title=row.name,
            body=row.mandate,
            url=row.get_absolute_url(),
            kind_label="Groupe",
            icon="users-group",
            capability=policy.VIEW,
        )

    def rows(self) -> Iterable[Model]:
        return Group.objects.select_related("organisation").iterator()


registry.search.add("people.person", PersonSearch())
registry.search.add("people.group", GroupSearch())


@registry.today.register("people")
def today(membership: Membership) -> Iterator[TodayItem]:
    if not can(membership, policy.EDIT):
        return
    day = timezone.localdate()
    for person in queries.people_leaving_between(day, day + SOON).select_related("organisation"):
        yield TodayItem(
            "due",
            f"Départ de {person.full_name}",
            person.get_absolute_url(),
            person.left_on,
            "Préparer la suite : groupes, responsabilités, accès",
            "user-minus",
        )
    yield from _sisa(membership)


def _sisa(membership: Membership) -> Iterator[TodayItem]:
    """The minimum of the SISA, lost or about to be."""
    state = queries.sisa_state(timezone.localdate())
    if not state.applies or (state.holds and state.falls_on is None):
        return
    url = reverse("people:associates", args=[membership.organisation.slug])
    if state.falls_on is None:
        text, due = "La SISA n’a plus deux médecins et un auxiliaire médical associés", state.day
    else:
        text, due = f"La SISA perdra son minimum d’associés le {date_long(state.falls_on)}", state.falls_on
    yield TodayItem("due", text, url, due, "En parler à la gérance", "alert-triangle", weight=10)


@registry.deadlines.register("people.groups")
def deadlines(membership: Membership) -> Iterator[Deadline]:
    if not can(membership, policy.EDIT):
        return
    for group in Group.objects.filter(closed_on__isnull=True, ends_on__isnull=False).select_related("organisation"):
        assert group.ends_on is not None
        yield Deadline(group.ends_on, f"Fin du mandat : {group.name}", group.get_absolute_url(), "Groupes")


registry.personal_data.add(
    "people",
    PersonalData(
        label="Fiche de la personne, liens avec l’équipe, responsabilités, groupes",
        legal_basis="intérêt légitime de l’équipe ; obligation légale pour le registre des associés de la SISA",
        retention="le temps de la présence dans l’équipe ; le nom des associés reste au registre de la société",
        export=personal.export,
        erase=personal.erase,
    ),
)


@registry.portability.register("people.people")
def people_rows() -> Iterator[dict[str, Any]]:
    for person in Person.objects.select_related("site").iterator():
        yield personal.person_row(person)


@registry.portability.register("people.engagements")
def engagement_rows() -> Iterator[dict[str, Any]]:
    for tie in Engagement.objects.select_related("person").iterator():
        yield {"personne": str(tie.person_id), "nom": tie.person.full_name, **personal.tie_row(tie)}


@registry.portability.register("people.responsibilities")
def responsibility_rows() -> Iterator[dict[str, Any]]:
    for role in Responsibility.objects.select_related("person").iterator():
        yield {"personne": str(role.person_id), "nom": role.person.full_name, **personal.role_row(role)}


@registry.portability.register("people.groups")
def group_rows() -> Iterator[dict[str, Any]]:
    members: dict[UUID, list[dict[str, Any]]] = {}
    for link in GroupMember.objects.select_related("person"):
        members.setdefault(link.group_id, []).append(
            {"personne": str(link.person_id), "nom": link.person.full_name, **personal.link_row(link)}
        )
    for group in Group.objects.all():
        yield {**personal.group_row(group), "membres": members.get(group.pk, [])}


for _page in (
    ActivityPage("B3-18", "Annuaire et trombinoscope", "people:list"),
    ActivityPage("B1-20", "Groupes et responsabilités", "people:group_list"),
):
    registry.activity_pages.add(f"people.{_page.activity}", _page)

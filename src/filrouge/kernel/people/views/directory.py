from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from filrouge.kernel.people import policy, queries, services
from filrouge.kernel.people.enums import Status
from filrouge.kernel.people.exports.trombinoscope import by_profession
from filrouge.kernel.people.forms import DayForm, FilterForm
from filrouge.kernel.people.models import Group, Person
from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.ui.typography import count

PER_PAGE = 50
BADGES = {
    Status.ASSOCIATE: "green",
    Status.SIGNATORY: "blue",
    Status.EMPLOYEE: "violet",
    Status.TRAINEE: "amber",
    Status.PARTNER: "grey",
}
SHORT = {
    Status.ASSOCIATE: "associé·e",
    Status.SIGNATORY: "signataire",
    Status.EMPLOYEE: "salarié·e",
    Status.TRAINEE: "stagiaire",
    Status.PARTNER: "partenaire",
}


@require_safe
def people_list(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.VIEW)
    form = FilterForm(request.GET)
    page = Paginator(queries.directory(form.asked()), PER_PAGE).get_page(request.GET.get("page"))
    day = timezone.localdate()
    context = {
        "form": form,
        "page": page,
        "rows": rows_of(list(page.object_list)),
        "narrowed": form.narrowed,
        "cards": form.cleaned_data.get("vue") == "cartes",
        "can_edit": can(request.membership, policy.EDIT),
        "sisa": queries.sisa_state(day) if not request.htmx else None,
        "tabs": tabs(request, "list"),
        "open_groups": form.groups,
    }
    return render(request, "people/list.html#rows" if request.htmx else "people/list.html", context)


def rows_of(people: Sequence[Person]) -> list[dict[str, Any]]:
    """People with what their line shows: the badge of their tie, arrivals and departures worth a word."""
    day = timezone.localdate()
    rows = []
    for person in people:
        status = queries.current_status(person, day)
        rows.append(
            {
                "person": person,
                "status": SHORT[status] if status else "",
                "colour": BADGES[status] if status else "grey",
                "gone": person.left_on is not None and person.left_on < day,
                "leaving": person.left_on is not None and person.left_on >= day,
                "coming": person.arrived_on is not None and person.arrived_on > day,
            }
        )
    return rows


def tabs(request: TenantRequest, here: str) -> list[dict[str, object]]:
    slug = request.organisation.slug
    return [
        {"label": label, "url": reverse(f"people:{name}", args=[slug]), "active": name == here}
        for label, name in (
            ("Personnes", "list"),
            ("Groupes", "group_list"),
            ("Associés à une date", "associates"),
            ("Trombinoscope", "trombinoscope"),
        )
    ]


@require_POST
def bulk(request: TenantRequest) -> HttpResponse:
    """What is done to the ticked people: exported, or added to a group."""
    ids = [UUID(value) for value in request.POST.getlist("people") if _is_uuid(value)]
    if request.POST.get("action") == "export":
        return redirect(f"{reverse('people:export', args=[request.organisation.slug])}?{_ids_query(ids)}&format=xlsx")
    require(request.membership, policy.EDIT)
    back = redirect("people:list", request.organisation.slug)
    if not ids or not _is_uuid(request.POST.get("group", "")):
        messages.warning(request, "Cochez des personnes, puis choisissez un groupe.")
        return back
    group = get_object_or_404(Group, pk=request.POST["group"])
    try:
        added = services.add_members(group, by=request.membership, people=queries.people_by_ids(ids))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return back
    said = count(len(added), "personne ajoutée|personnes ajoutées")
    messages.success(request, f"{said} au groupe « {group.name} »." if added else "Elles y étaient déjà toutes.")
    return redirect(group)


def _is_uuid(value: str) -> bool:
    try:
        UUID(value)
    except ValueError:
        return False
    return True


def _ids_query(ids: Sequence[UUID]) -> str:
    return "&".join(f"id={pk}" for pk in ids)


@require_safe
def trombinoscope(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.VIEW)
    form = FilterForm(request.GET)
    people = list(queries.directory(form.asked()))
    context = {
        "form": form,
        "narrowed": form.narrowed,
        "professions": by_profession(people),
        "total": len(people),
        "day": timezone.localdate(),
        "tabs": tabs(request, "trombinoscope"),
    }
    part = "people/trombinoscope.html#faces" if request.htmx else "people/trombinoscope.html"
    return render(request, part, context)


@require_safe
def associates(request: TenantRequest) -> HttpResponse:
    """« Qui était associé le 31 décembre ? »"""
    require(request.membership, policy.VIEW)
    form = DayForm(request.GET)
    day = form.day()
    people = list(queries.associates_on(day))
    today = timezone.localdate()
    context = {
        "form": DayForm(initial={"le": day}),
        "day": day,
        "professions": by_profession(people),
        "total": len(people),
        "sisa": queries.sisa_state(day),
        "last_december": today.replace(year=today.year - 1, month=12, day=31),
        "today": today,
        "tabs": tabs(request, "associates"),
    }
    part = "people/associates.html#answer" if request.htmx else "people/associates.html"
    return render(request, part, context)

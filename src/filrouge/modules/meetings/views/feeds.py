"""Calendars to follow: the page of those who have an account, the page behind a personal link, and the feed itself."""

from __future__ import annotations

from urllib.parse import urlsplit
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from filrouge.kernel.links import services as links
from filrouge.kernel.links.feeds import Followed
from filrouge.kernel.links.models import Link
from filrouge.kernel.people.models import Group, Person
from filrouge.kernel.people.queries import people_not_gone
from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.tenancy.scope import current_organisation
from filrouge.kernel.work.queries import person_of
from filrouge.modules.meetings import exports, notifications, policy, queries, services
from filrouge.modules.meetings.forms import CalendarForm
from filrouge.ui.forms import accepted, form_sentence

TEAM = "Toutes les réunions de l’équipe"


@require_http_methods(["GET", "HEAD", "POST"])
def calendars(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.VIEW)
    person = person_of(request.membership)
    if request.method == "POST" and person is not None:
        form = CalendarForm(request.POST)
        if not accepted(form, lambda: act_on_calendar(form, person, request.membership)):
            messages.error(request, form_sentence(form))
        return redirect("meetings:calendars", request.organisation.slug)
    context = {
        "person": person,
        "rows": all_calendars(person, request.membership) if person else [],
        "can_send": can(request.membership, policy.PLAN),
        "reachable": people_not_gone(timezone.localdate()).exclude(email="").count(),
    }
    return render(request, "meetings/calendars.html", context)


@require_POST
def calendars_send(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.PLAN)
    count = services.send_calendars(people_not_gone(timezone.localdate()), by=request.membership)
    messages.success(request, f"L’adresse de son agenda part à chacune des {count} personnes joignables.")
    return redirect("meetings:calendars", request.organisation.slug)


def act_on_calendar(form: CalendarForm, person: Person, membership: Membership) -> None:
    followed, act = form.cleaned_data["followed"], form.cleaned_data["act"]
    link = links_of(person).get(followed)
    if act == "follow":
        services.follow_calendar(person, by=membership, followed=followed)
    elif link is not None and act == "renew":
        services.renew_calendar(link, by=membership)
    elif link is not None:
        links.revoke(link, by=membership)


def all_calendars(person: Person, membership: Membership) -> list[Followed]:
    """One's own first, then one's groups', the other groups', and the team's."""
    own = set(queries.groups_to_follow(person).values_list("pk", flat=True))
    given = links_of(person)
    rows = [(person.pk, "Mes réunions", "celles où je suis convié·e, avec leur ordre du jour")]
    groups = sorted(Group.objects.filter(closed_on__isnull=True), key=lambda group: (group.pk not in own, group.name))
    rows += [(group.pk, group.name, "votre groupe" if group.pk in own else "groupe") for group in groups]
    detail = "et celles en préparation, marquées « à confirmer »" if can(membership, policy.PLAN) else ""
    rows.append((current_organisation().pk, TEAM, detail))
    return [Followed(key, label, detail, given.get(key)) for key, label, detail in rows]


def links_of(person: Person) -> dict[UUID, Link]:
    now = timezone.now()
    given = Link.objects.filter(person=person, purpose=notifications.FEED, revoked_at=None, expires_at__gt=now)
    return {link.object_id: link for link in given}


def calendar_page(request: HttpRequest, link: Link) -> HttpResponse:
    """How to follow one's calendar, for those who have no account. Read by people; programs read the feed."""
    row = Followed(link.object_id, label_of(link), "", link)
    return render(request, "meetings/links/calendar.html", {"link": link, "row": row, "host": urlsplit(row.url).netloc})


def followed_calendar(link: Link) -> bytes:
    """The feed: what the holder may see now."""
    now, name = timezone.now(), f"{label_of(link)} – {current_organisation().name}"
    if link.object_id == link.person_id:
        return exports.own_calendar(name, queries.calls_to_follow(link.person, now))
    meetings = queries.meetings_to_follow(link.person, account_of(link.person), now)
    if link.object_id != current_organisation().pk:
        meetings = meetings.filter(group=link.object_id)
    return exports.shared_calendar(name, meetings)


def label_of(link: Link) -> str:
    if link.object_id == link.person_id:
        return "Mes réunions"
    if link.object_id == current_organisation().pk:
        return TEAM
    group = Group.objects.filter(pk=link.object_id, closed_on__isnull=True).first()
    if group is None:
        raise Http404
    return group.name


def account_of(person: Person) -> Membership | None:
    if person.user_id is None:
        return None
    return Membership.objects.filter(organisation=current_organisation(), user=person.user_id).first()

"""« Mes heures »: by a personal link, without an account."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from filrouge.kernel.links.models import Link
from filrouge.kernel.people.queries import people_not_gone
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.meetings import policy, queries, services
from filrouge.modules.meetings.forms import HoursFilterForm
from filrouge.ui.typography import count


def own_hours_page(request: HttpRequest, link: Link) -> HttpResponse:
    this_year = timezone.localdate().year
    typed = request.GET.get("annee", "")
    year = int(typed) if typed.isdecimal() and 2000 <= int(typed[:4]) <= this_year else this_year
    found = queries.hours_between(date(year, 1, 1), date(year, 12, 31), reader=None, only=Q(person=link.person_id))
    context = {
        "link": link,
        "year": year,
        "this_year": this_year,
        "found": found[::-1],
        "presence": sum(one.at.minutes for one in found),
        "counted": sum(one.minutes for one in found),
        "rules": list(dict.fromkeys(one.rule for one in found)),
    }
    return render(request, "meetings/links/hours.html", context)


@require_POST
def hours_send(request: TenantRequest) -> HttpResponse:
    """To one person, or to everybody whose hours the table shows."""
    require(request.membership, policy.HOURS)
    asked = HoursFilterForm(request.POST).asked()
    found = queries.hours_between(asked.first, asked.last, reader=request.membership, only=asked.only)
    people = people_not_gone(timezone.localdate()).filter(pk__in={one.at.person_id for one in found})
    sent = services.send_own_hours(people.exclude(email=""), by=request.membership)
    if sent:
        messages.success(request, f"Le lien vers ses heures part à {count(sent, 'personne')}.")
    else:
        messages.error(request, "Personne à qui l’envoyer : il n’y a pas d’heures ici, ou pas d’adresse e-mail.")
    page = reverse("meetings:hours_detail" if asked.person else "meetings:hours", args=[request.organisation.slug])
    return redirect(f"{page}?year={asked.year}" + (f"&person={asked.person}" if asked.person else ""))

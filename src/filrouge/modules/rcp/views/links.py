"""The page behind the personal link: note a concertation, tick what is filed, without an account."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from filrouge.kernel.links import services as links
from filrouge.kernel.links.models import Link
from filrouge.modules.rcp import notifications, queries, services
from filrouge.modules.rcp.forms import ConcertationForm
from filrouge.modules.rcp.models import Case
from filrouge.modules.rcp.views import entry, summary

TO_FILE = 8


def entry_page(request: HttpRequest, link: Link) -> HttpResponse:
    if "situation" in request.GET:
        return case_page(request, link, find_case(link, request.GET["situation"]))
    form = ConcertationForm(request.POST if request.method == "POST" else None, me=link.person)
    case = entry.noted(form, links.actor_of(link))
    if case is not None:
        notifications.entry_link(link.person)  # it lives as long as it serves
        return redirect(f"{request.path}?situation={case.pk}")
    waiting = queries.cases_with(link.person).filter(filed_on__isnull=True).order_by("-meeting__starts_at")
    return entry.answer_form(request, form, {"link": link, "to_file": list(waiting[:TO_FILE])})


def case_page(request: HttpRequest, link: Link, case: Case) -> HttpResponse:
    if request.method == "POST":
        by = links.actor_of(link)
        if "annuler" in request.POST:
            return redirect(request.path if entry.undone(request, case, by) else request.get_full_path())
        services.file_case(case, by=by, filed=request.POST.get("versee") != "no")
        return redirect(request.get_full_path())
    if "synthese" in request.GET:
        back = f"{request.path}?situation={case.pk}#verser"
        return summary.page(request, case, link.person, back)
    return render(request, "rcp/entry_done.html", entry.done_context(case) | {"link": link})


def find_case(link: Link, asked: str) -> Case:
    """A situation examined where this person was; nothing of the others."""
    try:
        key = UUID(asked)
    except ValueError:
        raise Http404 from None
    case = queries.cases_with(link.person).filter(pk=key).first()
    if case is None:
        raise Http404
    return case


PAGES = {notifications.ENTRY: entry_page}

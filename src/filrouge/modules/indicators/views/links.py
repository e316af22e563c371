"""The page behind the personal link: give the values one owes, correct those that wait. No account, no script."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from filrouge.kernel.links import services as links
from filrouge.kernel.links.models import Link
from filrouge.modules.indicators import notifications, queries, services
from filrouge.modules.indicators.engine import Period
from filrouge.modules.indicators.forms import SheetForm, ValueForm
from filrouge.modules.indicators.models import Indicator, Reading
from filrouge.ui.forms import accepted

MOST = 6  # asked at once: the oldest first


def values_page(request: HttpRequest, link: Link) -> HttpResponse:
    owed = queries.owed(timezone.localdate(), link.person_id)
    if "feuille" in request.GET:
        return _sheet(request, link, request.GET["feuille"])
    if request.method == "POST":
        return _post(request, link, owed)
    if "valeur" in request.GET:
        form = _form(link, request.GET["valeur"])
        if form.reading and form.reading.is_valid:
            messages.info(request, services.VALIDATED)
            return redirect(request.path)
        return render(request, "indicators/links/value.html", {"form": form, "link": link})
    return _page(request, link, [_form_of(one, period) for one, period in owed[:MOST]], len(owed))


def _sheet(request: HttpRequest, link: Link, code: str) -> HttpResponse:
    """Whoever of the team has the paper in hand enters it; the coordination validates the value."""
    sheet = queries.sheet_called(code)
    if sheet is None or sheet.is_entered:
        text = "Aucune feuille à saisir n’a ce code : relisez-le en bas du papier."
        messages.error(request, text)
        return redirect(request.path)
    form = SheetForm(request.POST if request.method == "POST" else None, sheet=sheet)
    if accepted(form, lambda: services.enter_sheet(sheet, by=links.actor_of(link), **form.values())):
        messages.success(request, f"Merci, la feuille {sheet.code} est envoyée.")
        return redirect(request.path)
    context = {"form": form, "sheet": sheet, "link": link}
    return render(request, "indicators/links/sheet.html", context, status=422 if form.is_bound else 200)


def _post(request: HttpRequest, link: Link, owed: list[tuple[Indicator, Period]]) -> HttpResponse:
    asked = request.POST.get("valeur", "")
    form = _form(link, asked, request.POST)
    if accepted(form, lambda: services.give_value(form.given(), by=links.actor_of(link))):
        messages.success(request, f"Merci, c’est envoyé : {form.indicator.title}, {form.period.label}.")
        return redirect(request.path)
    if "valeur" in request.GET:
        return render(request, "indicators/links/value.html", {"form": form, "link": link}, status=422)
    forms = [_form_of(one, period) for one, period in owed[:MOST]]
    forms = [form if other.key == form.key else other for other in forms]
    return _page(request, link, forms, len(owed), status=422)


def _page(request: HttpRequest, link: Link, forms: list[ValueForm], owed: int, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "forms": forms,
        "more": owed - len(forms),
        "link": link,
        "sheets": queries.sheets_to_enter(link.person),
        "given": queries.lately_given(link.person),
    }
    return render(request, "indicators/links/values.html", context, status=status)


def _form(link: Link, asked: str, data: Any = None) -> ValueForm:
    """Of an indicator of this person; nothing of the others."""
    key, _, first = asked.partition(".")
    try:
        found = queries.indicators().filter(pk=UUID(key), owner=link.person_id, archived_on__isnull=True).first()
        day = date.fromisoformat(first)
    except ValueError:
        raise Http404 from None
    if found is None:
        raise Http404
    return _form_of(found, found.period_of(day), data)


def _form_of(one: Indicator, period: Period, data: Any = None) -> ValueForm:
    reading = Reading.objects.filter(indicator=one, first_on=period.first).first()
    auto_id = f"v{one.pk.hex[-6:]}{period.first:%y%m}-%s"
    return ValueForm(data, indicator=one, period=period, reading=reading, auto_id=auto_id)


PAGES = {notifications.VALUES: values_page}

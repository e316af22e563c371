"""Regular meetings: their rule, their dates, and what happens to one of them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.timeline.queries import history_of
from filrouge.modules.meetings import policy
from filrouge.modules.meetings.queries import meeting_types
from filrouge.modules.scheduling import queries, services
from filrouge.modules.scheduling.forms import FromForm, MoveForm, SeriesForm, SkipForm
from filrouge.modules.scheduling.models import Occurrence, Series
from filrouge.modules.scheduling.views import series_shape as shape
from filrouge.ui.forms import accepted

PAGE = 25


def find_series(request: TenantRequest, pk: UUID) -> Series:
    return get_object_or_404(queries.readable_series(request.membership), pk=pk)


def find_date(request: TenantRequest, pk: UUID, date: UUID) -> Occurrence:
    series = find_series(request, pk)
    return get_object_or_404(series.occurrences.select_related("series", "meeting"), pk=date)


@require_safe
def series_list(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.VIEW)
    page = Paginator(queries.series_list(request.membership), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "can_plan": can(request.membership, policy.PLAN)}
    return render(request, "scheduling/series_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def series_create(request: TenantRequest) -> HttpResponse:
    """« preview » shows the dates; « create » makes them."""
    require(request.membership, policy.PLAN)
    kind = meeting_types().filter(code=request.GET.get("type", "team")).first() or meeting_types().first()
    form = SeriesForm(request.POST or None, initial=shape.usual(kind))
    context = {"form": form, "types": meeting_types(), "kind": kind}
    if "create" in request.POST and form.is_valid():
        try:
            series = services.start_series(by=request.membership, **form.cleaned_data)
        except ValidationError as error:
            shape.refuse(form, error)
        else:
            messages.success(request, "La série commence : ses dates sont des réunions en préparation.")
            return redirect(series)
    elif form.is_bound and form.is_valid():
        return render(request, "scheduling/series_form.html", context | shape.preview(form))
    return render(request, "scheduling/series_form.html", context, status=422 if form.is_bound else 200)


@require_safe
def series_page(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.VIEW)
    series = get_object_or_404(queries.series_with_dates(request.membership), pk=pk)
    context = shape.series_context(series, request.membership)
    context["history"] = [
        {"text": entry.sentence, "when": entry.happened_at, "who": entry.actor_name} for entry in history_of(series)[:8]
    ]
    return render(request, "scheduling/series.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def series_edit(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.PLAN)
    series = find_series(request, pk)
    from_day = FromForm(request.GET).day()
    form = SeriesForm(request.POST or None, instance=series)
    if request.method == "POST" and accepted(
        form,
        lambda: services.change_series(series, by=request.membership, from_day=from_day, **form.cleaned_data),
    ):
        messages.success(request, "Série modifiée. Les réunions déjà convoquées n’ont pas bougé.")
        return redirect(series)
    context = {"form": form, "series": series, "from_day": from_day}
    return render(request, "scheduling/series_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def series_stop(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.PLAN)
    series = find_series(request, pk)
    if request.method == "POST":
        try:
            services.stop_series(series, by=request.membership, keep_drafts="keep" in request.POST)
            messages.success(request, "Série arrêtée. Vous pouvez la reprendre.")
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect(series)
    context = {"series": series, "drafts": list(shape.drafts_ahead(series))}
    return render(request, "scheduling/series_stop.html", context)


@require_POST
def series_resume(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.PLAN)
    series = find_series(request, pk)
    try:
        services.resume_series(series, by=request.membership)
        messages.success(request, "Série reprise : ses dates sont revenues.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(series)


@require_http_methods(["GET", "HEAD", "POST"])
def date_skip(request: TenantRequest, pk: UUID, date: UUID) -> HttpResponse:
    require(request.membership, policy.PLAN)
    occurrence = find_date(request, pk, date)
    form = SkipForm(request.POST or None)
    if request.method == "POST" and accepted(
        form, lambda: services.skip_occurrence(occurrence, by=request.membership, reason=form.cleaned_data["reason"])
    ):
        messages.success(request, "Date sautée. « Remettre » la fait revenir avec son ordre du jour.")
        return redirect(occurrence.series)
    context = {"form": form, "occurrence": occurrence, "series": occurrence.series}
    return render(request, "scheduling/date_skip.html", context, status=422 if form.is_bound else 200)


@require_POST
def date_return(request: TenantRequest, pk: UUID, date: UUID) -> HttpResponse:
    require(request.membership, policy.PLAN)
    occurrence = find_date(request, pk, date)
    try:
        services.bring_back(occurrence, by=request.membership)
        messages.success(request, "La date est revenue.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(occurrence.series)


@require_http_methods(["GET", "HEAD", "POST"])
def date_move(request: TenantRequest, pk: UUID, date: UUID) -> HttpResponse:
    require(request.membership, policy.PLAN)
    occurrence = find_date(request, pk, date)
    meeting = occurrence.meeting
    starts_at = timezone.localtime(meeting.starts_at) if meeting else timezone.localtime()
    form = MoveForm(request.POST or None, initial={"day": starts_at.date(), "starts": starts_at.time()})
    if request.method == "POST" and accepted(
        form, lambda: services.move_occurrence(occurrence, by=request.membership, **form.cleaned_data)
    ):
        messages.success(request, "Cette date seule est déplacée.")
        return redirect(occurrence.series)
    context = {"form": form, "occurrence": occurrence, "series": occurrence.series, "meeting": meeting}
    return render(request, "scheduling/date_move.html", context, status=422 if form.is_bound else 200)

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.timeline.queries import history_of
from filrouge.modules.meetings.models import Meeting
from filrouge.modules.meetings.queries import readable_meetings
from filrouge.modules.rcp import policy, queries, services
from filrouge.modules.rcp.forms import CaseForm, NewCaseForm
from filrouge.modules.rcp.views import panel as panels
from filrouge.modules.rcp.views import shape
from filrouge.ui.forms import accepted
from filrouge.ui.http import sentence


@require_http_methods(["GET", "HEAD", "POST"])
def case_page(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.NOTE if request.method == "POST" else policy.VIEW)
    case = get_object_or_404(queries.cases(request.membership), pk=pk)
    form = CaseForm(request.POST or None, case=case)
    if request.method == "POST" and accepted(
        form, lambda: services.change_case(case, by=request.membership, **form.cleaned_data)
    ):
        messages.success(request, "Situation enregistrée.")
        return redirect(case)
    context = {
        "case": case,
        "row": shape.case_rows([case])[0],
        "form": form,
        "others": queries.same_code(request.membership, case),
        "history": shape.history(history_of(case)[:8]),
        "can_note": can(request.membership, policy.NOTE),
        "frozen": case.meeting.status == "approved",
    }
    return render(request, "rcp/case.html", context, status=422 if form.is_bound else 200)


@require_POST
def case_file(request: TenantRequest, pk: UUID) -> HttpResponse:
    """The tick « versé au dossier partagé »: all that ever comes here of a summary."""
    require(request.membership, policy.NOTE)
    case = get_object_or_404(queries.cases(request.membership), pk=pk)
    services.file_case(case, by=request.membership, filed=request.POST.get("filed") != "no")
    return redirect(case)


@require_POST
def case_remove(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.NOTE)
    case = get_object_or_404(queries.cases(request.membership), pk=pk)
    try:
        services.remove_case(case, by=request.membership)
    except ValidationError as error:
        messages.error(request, sentence(error))
        return redirect(case)
    messages.success(request, f"La situation {case.code} est retirée.")
    return redirect("rcp:home", request.organisation.slug) if case.meeting.impromptu else redirect(case.meeting)


@require_POST
def case_add(request: TenantRequest, pk: UUID) -> HttpResponse:
    """Note a situation from the page of its meeting or of its session; ``seance`` says which asked."""
    require(request.membership, policy.NOTE)
    meeting = find_rcp(request, pk)
    form = NewCaseForm(request.POST, day=meeting.starts_on)
    accepted(form, lambda: services.add_case(meeting, by=request.membership, **form.cleaned_data))
    return answer_panel(request, meeting, form if form.errors else None)


@require_POST
def case_again(request: TenantRequest, pk: UUID, case: UUID) -> HttpResponse:
    require(request.membership, policy.NOTE)
    meeting, known = find_rcp(request, pk), get_object_or_404(queries.cases(request.membership), pk=case)
    try:
        services.examine_again(known, meeting, by=request.membership)
    except ValidationError as error:
        messages.error(request, sentence(error))
    return answer_panel(request, meeting, None)


def find_rcp(request: TenantRequest, pk: UUID) -> Meeting:
    meetings = readable_meetings(request.membership).select_related("type")
    return get_object_or_404(meetings, pk=pk)


def answer_panel(request: TenantRequest, meeting: Meeting, form: NewCaseForm | None) -> HttpResponse:
    """The panel as it is now: a fragment for htmx, the page it stands on otherwise."""
    if not request.htmx and form is None:
        where = f"{meeting.get_absolute_url()}seance/" if "seance" in request.POST else meeting.get_absolute_url()
        return redirect(f"{where}#situations")
    panel = panels.context_of(request.membership, meeting, session="seance" in request.POST, form=form)
    template = "rcp/_panel.html" if request.htmx else "rcp/panel_page.html"
    return render(request, template, {"panel": panel, "meeting": meeting}, status=422 if form else 200)

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.meetings import policy, queries, services
from filrouge.modules.meetings.forms import RolesForm
from filrouge.modules.meetings.views import meeting_page, shape
from filrouge.modules.meetings.views.answers import find_meeting


@require_POST
def roles_give(request: TenantRequest, pk: UUID) -> HttpResponse:
    """Accept whose turn it is, in one tap."""
    require(request.membership, policy.PLAN)
    meeting = find_meeting(pk)
    form = RolesForm(request.POST, meeting=meeting)
    if form.is_valid() and form.given():
        try:
            services.change_meeting(meeting, by=request.membership, **form.given())
        except ValidationError as error:
            messages.error(request, shape.sentence(error))
    else:
        messages.error(request, "Cette personne n’est plus conviée : choisissez-en une autre.")
    if not request.htmx:
        return redirect(meeting)
    whole = get_object_or_404(queries.meetings_for_page(), pk=pk)
    return render(request, "meetings/_roles.html", meeting_page.context_of(whole, request.membership, False))

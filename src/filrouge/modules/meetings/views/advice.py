from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.meetings import policy, queries
from filrouge.modules.meetings.enums import AdviceKind


@require_safe
def reading_advice(request: TenantRequest, pk: UUID) -> HttpResponse:
    """Read when it is asked for, in its panel (htmx) or on its own page."""
    require(request.membership, policy.HOLD)
    meeting = get_object_or_404(queries.meetings_with_everything(), pk=pk)
    found = queries.advice_of(meeting)
    groups = [(kind, [one for one in found if one.kind == kind]) for kind in AdviceKind]
    context = {"meeting": meeting, "groups": [(kind, rows) for kind, rows in groups if rows]}
    return render(request, "meetings/advice.html#panel" if request.htmx else "meetings/advice.html", context)

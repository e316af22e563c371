from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.tenancy.queries import sites
from filrouge.modules.deadlines import policy, queries, services
from filrouge.modules.deadlines.forms import ProfileForm
from filrouge.modules.deadlines.models import Profile
from filrouge.ui.forms import accepted


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: TenantRequest) -> HttpResponse:
    """« Voir » shows what appears and disappears; « Confirmer » keeps it."""
    require(request.membership, policy.KEEP)
    form = ProfileForm(request.POST or None, instance=queries.profile() or Profile())
    context: dict[str, Any] = {"form": form, "sites": list(sites())}
    if "confirm" in request.POST and accepted(
        form, lambda: services.save_profile(by=request.membership, **form.cleaned_data)
    ):
        messages.success(request, "Situation enregistrée : les échéances suivent.")
        return redirect("deadlines:list", request.organisation.slug)
    if form.is_bound and form.is_valid():
        situation, today = queries.situation_of(Profile(**form.cleaned_data)), timezone.localdate()
        changes = context["changes"] = queries.changes_of(situation, today)
        context["moving"] = queries.moving_dates(changes.kept, situation, today)
        return render(request, "deadlines/profile.html", context)
    return render(request, "deadlines/profile.html", context, status=422 if form.is_bound else 200)

"""What did not leave, and why: for the coordination, which may let go of it."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from filrouge.kernel.mail import digests, policy, queries, services
from filrouge.kernel.mail.models import Message
from filrouge.kernel.mail.quiet import rules_of_team
from filrouge.kernel.mail.views import shape
from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.ui.http import attempt

PAGE = 50


@require_safe
def held(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.VIEW)
    page = Paginator(queries.held_messages(), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": digests.with_next_digest(list(page.object_list), timezone.now()),
        "rules": rules_of_team(),
        "can_manage": can(request.membership, policy.MANAGE),
        "tabs": shape.tabs(request, "held"),
    }
    return render(request, "mail/held.html", context)


@require_POST
def send_anyway(request: TenantRequest, message_id: UUID) -> HttpResponse:
    require(request.membership, policy.MANAGE)
    message = get_object_or_404(Message.objects.all(), pk=message_id)
    attempt(request, lambda: services.send_now(message, by=request.membership), "Le message part maintenant.")
    return redirect("mail:held", request.organisation.slug)

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from filrouge.kernel.mail import policy
from filrouge.kernel.mail.models import Message
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest


@require_safe
def message_list(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.VIEW)
    return render(request, "mail/list.html", {"messages_sent": Message.objects.all()[:50]})


@require_safe
def message_detail(request: TenantRequest, message_id: UUID) -> HttpResponse:
    require(request.membership, policy.VIEW)
    message = get_object_or_404(Message.objects.all(), pk=message_id)
    return render(request, "mail/detail.html", {"message": message})

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.work import policy
from filrouge.kernel.work.models import Task


@require_safe
def task_list(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.VIEW)
    return render(request, "work/list.html", {"tasks": Task.objects.all()[:50]})


@require_safe
def task_detail(request: TenantRequest, task_id: UUID) -> HttpResponse:
    require(request.membership, policy.VIEW)
    return render(request, "work/detail.html", {"task": get_object_or_404(Task.objects.all(), pk=task_id)})

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from filrouge.kernel.tenancy.http import TenantRequest


@login_not_required
def front(request: HttpRequest) -> HttpResponse:
    return render(request, "today/front.html")


def home(request: TenantRequest) -> HttpResponse:
    return render(request, "today/home.html")

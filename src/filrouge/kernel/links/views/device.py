"""A personal link opened on a device that is not known: nothing is told before a code has been typed."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from filrouge.kernel.links import codes, devices
from filrouge.kernel.links.models import Link


def ask_for_code(request: HttpRequest, link: Link) -> HttpResponse:
    context: dict[str, Any] = {"sent": False, "error": ""}
    if request.method == "POST":
        try:
            if "code" in request.POST:
                context["sent"] = True
                codes.check(link, request.POST["code"])
                return welcome(request, link)
            codes.send(link)
            context["sent"] = True
        except ValidationError as error:
            context["error"] = " ".join(error.messages)
    return render(request, "links/device.html", context, status=422 if context["error"] else 403)


def welcome(request: HttpRequest, link: Link) -> HttpResponse:
    response = redirect(request.path)
    devices.remember(request, response, link)
    return response

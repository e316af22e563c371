from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from filrouge.kernel.files.models import StoredFile
from filrouge.kernel.mail import policy, queries, services
from filrouge.kernel.mail.enums import MessageStatus
from filrouge.kernel.mail.forms import MessageFilterForm
from filrouge.kernel.mail.models import Message
from filrouge.kernel.mail.views import shape
from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.timeline.queries import history_of
from filrouge.ui.typography import datetime_fr

PAGE = 50
COLOURS = {
    MessageStatus.WAITING: "amber",
    MessageStatus.SENDING: "blue",
    MessageStatus.SENT: "green",
    MessageStatus.FAILED: "red",
    MessageStatus.CANCELLED: "grey",
    MessageStatus.HELD: "amber",
    MessageStatus.MERGED: "blue",
    MessageStatus.UNWANTED: "grey",
}
PERSONAL_LINK = re.compile(r"/(lien|arret)/[\w-]{20,}/")


@require_safe
def message_list(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.VIEW)
    form = MessageFilterForm(request.GET)
    page = Paginator(queries.message_list(**form.filters()), PAGE).get_page(request.GET.get("page"))
    rows = [(message, COLOURS[MessageStatus(message.status)]) for message in page.object_list]
    template = "mail/list.html#rows" if request.htmx else "mail/list.html"
    active = any(form.filters().values())
    context = {"form": form, "page": page, "rows": rows, "active": active, "tabs": shape.tabs(request, "list")}
    return render(request, template, context)


@require_safe
def message_detail(request: TenantRequest, message_id: UUID) -> HttpResponse:
    require(request.membership, policy.VIEW)
    message = get_object_or_404(Message.objects.select_related("person", "merged_into"), pk=message_id)
    return render(request, "mail/detail.html", detail_context(request, message))


@require_POST
def message_again(request: TenantRequest, message_id: UUID) -> HttpResponse:
    return acted(request, message_id, services.send_again, "Le message repart. Il arrivera dans la minute.")


@require_POST
def message_now(request: TenantRequest, message_id: UUID) -> HttpResponse:
    return acted(request, message_id, services.send_now, "Le message part maintenant.")


@require_POST
def message_cancel(request: TenantRequest, message_id: UUID) -> HttpResponse:
    return acted(request, message_id, services.cancel, "Le message est annulé : il ne partira pas.")


def acted(request: TenantRequest, message_id: UUID, act: Callable[..., Message], done: str) -> HttpResponse:
    """Do what a button of the page asks, and show the message it leaves; or say why not."""
    require(request.membership, policy.MANAGE)
    message = get_object_or_404(Message.objects.select_related("person"), pk=message_id)
    try:
        left = act(message, by=request.membership)
    except ValidationError as error:
        return refused(request, message, error)
    messages.success(request, done)
    return redirect(left)


def detail_context(request: TenantRequest, message: Message) -> dict[str, Any]:
    return {
        "message": message,
        "colour": COLOURS[MessageStatus(message.status)],
        # whoever holds a personal link acts as the person: it is not shown to readers of the mail
        "text": PERSONAL_LINK.sub(r"/\1/…/", message.body_text),
        "waits_text": waits_text(message),
        "attachments": StoredFile.objects.filter(pk__in=message.attachment_ids).order_by("name", "pk"),
        "history": [
            {"text": entry.sentence, "when": entry.happened_at, "who": entry.actor_name}
            for entry in history_of(message)
        ],
        "can_manage": can(request.membership, policy.MANAGE),
    }


def waits_text(message: Message) -> str:
    if message.status == MessageStatus.HELD:
        return f"Retenu : {message.get_held_because_display()}. Il sera dit dans le prochain résumé."
    return f"Il partira le {datetime_fr(message.leaves_at)}." if message.leaves_at and message.can_be_sent_now else ""


def refused(request: TenantRequest, message: Message, error: ValidationError) -> HttpResponse:
    context = detail_context(request, message) | {"error": " ".join(error.messages)}
    return render(request, "mail/detail.html", context, status=422)

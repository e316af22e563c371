"""The page where one takes the address of a calendar, and the feed that programs read there."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from filrouge.kernel.links.feeds import Followed
from filrouge.kernel.links.models import Link
from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.tenancy.scope import current_organisation
from filrouge.kernel.work.queries import person_of
from filrouge.reports.calendar import exports, policy, queries, services
from filrouge.reports.calendar.forms import FollowForm
from filrouge.ui.forms import accepted, form_sentence

ACTS = {"follow": services.follow, "renew": services.renew, "stop": services.stop}


@require_http_methods(["GET", "HEAD", "POST"])
def follow_page(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.VIEW)
    if request.method == "POST":
        form = FollowForm(request.POST)
        if not accepted(
            form, lambda: ACTS[form.cleaned_data["act"]](form.cleaned_data["followed"], by=request.membership)
        ):
            messages.error(request, form_sentence(form))
        return redirect("agenda:follow", request.organisation.slug)
    person = person_of(request.membership)
    given = queries.links_of(person) if person else {}
    rows = [Followed(key, label, link=given.get(key)) for key, label in queries.followable().items()]
    return render(request, "agenda/follow.html", {"person": person, "rows": rows})


def followed_calendar(link: Link) -> bytes:
    """What the holder may see now; nothing any more once their account is gone."""
    member = queries.account_of(link.person)
    label = queries.followable().get(link.object_id)
    if member is None or label is None or not can(member, policy.VIEW):
        raise Http404
    entries = queries.entries_followed(link.object_id, member, timezone.localdate())
    return exports.calendar_file(f"{label} – {current_organisation().name}", entries)

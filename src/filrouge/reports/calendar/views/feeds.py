"""The page where one takes the address of a calendar, and the feed that programs read there."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from filrouge.kernel.links import services as links
from filrouge.kernel.links.models import Link
from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.tenancy.scope import current_organisation
from filrouge.kernel.work.queries import person_of
from filrouge.reports.calendar import exports, policy, queries, services
from filrouge.reports.calendar.forms import FollowForm
from filrouge.ui.forms import accepted

ACTS = {"follow": services.follow, "renew": services.renew, "stop": services.stop}


@dataclass(frozen=True, slots=True)
class Followed:
    key: UUID
    label: str
    link: Link | None = None

    @property
    def url(self) -> str:
        return links.feed_url_of(self.link) if self.link else ""

    @property
    def subscribe_url(self) -> str:
        """« webcal: » opens the calendar program of most telephones and computers."""
        return f"webcal:{self.url.partition(':')[2]}" if self.url else ""


@require_http_methods(["GET", "HEAD", "POST"])
def follow_page(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.VIEW)
    if request.method == "POST":
        form = FollowForm(request.POST)
        if not accepted(
            form, lambda: ACTS[form.cleaned_data["act"]](form.cleaned_data["followed"], by=request.membership)
        ):
            messages.error(request, " ".join(str(line) for lines in form.errors.values() for line in lines))
        return redirect("agenda:follow", request.organisation.slug)
    person = person_of(request.membership)
    given = queries.links_of(person) if person else {}
    rows = [Followed(key, label, given.get(key)) for key, label in queries.followable().items()]
    return render(request, "agenda/follow.html", {"person": person, "rows": rows})


def followed_calendar(link: Link) -> bytes:
    """What the holder may see now; nothing any more once their account is gone."""
    member = queries.account_of(link.person)
    label = queries.followable().get(link.object_id)
    if member is None or label is None or not can(member, policy.VIEW):
        raise Http404
    entries = queries.entries_followed(link.object_id, member, timezone.localdate())
    return exports.calendar_file(f"{label} – {current_organisation().name}", entries)

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from filrouge.kernel.accounts.middleware import is_strong
from filrouge.kernel.accounts.models import User
from filrouge.kernel.live.channels import Channel, Key
from filrouge.kernel.live.topics import live_topics
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.tenancy.scope import current_organisation, current_organisation_id


class Admission(HttpResponse):
    """« Come in » : the server then holds the stream of this channel open, outside any request."""

    def __init__(self, channel: Channel) -> None:
        super().__init__(content_type="text/event-stream; charset=utf-8", headers={"X-Accel-Buffering": "no"})
        self.channel = channel


@require_GET
@login_not_required
@never_cache
def stream(request: HttpRequest, topic: str, pk: UUID) -> HttpResponse:
    kind = live_topics.get(topic)
    request.membership = member(request)  # type: ignore[attr-defined]
    audience = kind.allow(request, pk) if kind else None
    if audience is None:
        raise Http404
    return Admission(Channel(Key(current_organisation_id(), topic, pk), audience))


def member(request: HttpRequest) -> Membership | None:
    """The page is open to phones without an account; who has one is a member here as everywhere else."""
    user, organisation = request.user, current_organisation()
    if not isinstance(user, User):
        return None
    membership = Membership.objects.filter(organisation=organisation, user=user).first()
    if membership is None or (organisation.requires_second_factor and not is_strong(request, user)):
        return None
    membership.organisation, membership.user = organisation, user
    return membership

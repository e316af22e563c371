from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from filrouge.kernel.accounts.models import User
from filrouge.kernel.tenancy.models import Membership, Organisation


class TenantRequest(HttpRequest):
    """A request inside an organisation, by one of its members."""

    user: User
    htmx: HtmxDetails
    organisation: Organisation
    membership: Membership

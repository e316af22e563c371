from __future__ import annotations

from django import template

from filrouge.kernel.policy.capabilities import can as holds
from filrouge.kernel.tenancy.models import Membership

register = template.Library()


@register.filter
def can(membership: Membership | None, code: str) -> bool:
    return holds(membership, code)

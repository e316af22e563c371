"""Who hides behind an identity of the provider, the first time it comes.

Rooms above know the team's professionals; they register how to find an account by its RPPS number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.conf import settings

from filrouge.kernel.accounts.models import User
from filrouge.kernel.registry import Registry

rpps_finders: Registry[Callable[[str], UUID | None]] = Registry("rpps_finders")


def find_account(claims: Mapping[str, Any]) -> User | None:
    """The account this identity may open by the rule of the settings, or None. Never creates one."""
    if settings.OIDC_MATCH == "rpps":
        rpps = rpps_of(claims)
        ids = {found for find in rpps_finders.values() if rpps and (found := find(rpps))}
        return User.objects.filter(pk=ids.pop(), is_active=True).first() if len(ids) == 1 else None
    email = claims.get("email")
    if settings.OIDC_MATCH == "email" and isinstance(email, str) and claims.get("email_verified") is True:
        return User.objects.filter(email__iexact=email, is_active=True).first()
    return None


def rpps_of(claims: Mapping[str, Any]) -> str:
    """Pro Santé Connect gives the national identifier: « 8 » (its kind), then the eleven digits of the RPPS."""
    match = re.fullmatch(r"8([0-9]{11})", str(claims.get(settings.OIDC_RPPS_CLAIM, "")))
    return match[1] if match else ""

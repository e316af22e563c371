from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from filrouge.kernel.accounts.models import User

BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
DEVICES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)
SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@dataclass(frozen=True, slots=True)
class OpenSession:
    pk: int
    device: str
    ip: str
    opened_at: datetime
    is_current: bool


def open_sessions(user: User, current_key: str | None) -> list[OpenSession]:
    """Where this account is signed in now, this device first. Expired sessions are left out, not deleted: GET reads."""
    rows = list(UserSession.objects.filter(user=user).order_by("-created_at"))
    alive = set(
        Session.objects.filter(
            session_key__in=[row.session_key for row in rows], expire_date__gt=timezone.now()
        ).values_list("session_key", flat=True)
    )
    found = [
        OpenSession(row.pk, device_of(row.user_agent), row.ip, row.created_at, row.session_key == current_key)
        for row in rows
        if row.session_key in alive
    ]
    return sorted(found, key=lambda session: not session.is_current)


def device_of(user_agent: str) -> str:
    """« Firefox sur Windows », enough to recognise one's own device."""
    browser = _first(BROWSERS, user_agent) or "Navigateur inconnu"
    device = _first(DEVICES, user_agent)
    return f"{browser} sur {device}" if device else browser


def _first(names: Iterable[tuple[str, str]], user_agent: str) -> str:
    return next((name for sign, name in names if re.search(sign, user_agent)), "")


@dataclass(frozen=True, slots=True)
class SecondFactors:
    totp: bool
    passkeys: int
    recovery_codes: int

    @property
    def any(self) -> bool:
        return self.totp or self.passkeys > 0


def second_factors(user: User) -> SecondFactors:
    rows = list(Authenticator.objects.filter(user=user))
    types = [row.type for row in rows]
    codes = next((row for row in rows if row.type == Authenticator.Type.RECOVERY_CODES), None)
    return SecondFactors(
        totp=Authenticator.Type.TOTP in types,
        passkeys=types.count(Authenticator.Type.WEBAUTHN),
        recovery_codes=len(codes.wrap().get_unused_codes()) if codes else 0,
    )


def has_second_factor(user: User) -> bool:
    return bool(Authenticator.objects.filter(user=user, type__in=SECOND_FACTORS).exists())


def identities(user: User) -> list[Any]:
    """Identities of the provider linked to this account."""
    return list(SocialAccount.objects.filter(user=user).order_by("pk"))

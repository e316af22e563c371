"""Whose device this is: a personal link that has served on one device asks before opening on another.

A link forwarded to somebody else thus tells nothing. What the device keeps is signed, says which persons of one
organisation proved themselves here, and is read by nobody else.
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

from filrouge.kernel.links.models import Link
from filrouge.kernel.tenancy.scope import current_organisation

COOKIE = "appareil"
SALT = "links.device.v1"
AGE = timedelta(days=365)
MOST = 6  # persons on one device: the computer of a staff room


def people_on(request: HttpRequest) -> list[str]:
    """Keys of the persons of this organisation known on the device, the latest first."""
    try:
        kept = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=AGE)
    except signing.BadSignature:
        return []
    return list(kept["people"]) if kept["organisation"] == str(current_organisation().pk) else []


def is_elsewhere(request: HttpRequest, link: Link) -> bool:
    """The link has served already, or the device is somebody else's: whoever holds it must show who they are."""
    known = people_on(request)
    return str(link.person_id) not in known and (bool(known) or link.first_used_at is not None)


def remember(request: HttpRequest, response: HttpResponseBase, link: Link) -> None:
    people = list(dict.fromkeys([str(link.person_id), *people_on(request)]))[:MOST]
    organisation = current_organisation()
    response.set_cookie(
        COOKIE,
        signing.dumps({"organisation": str(organisation.pk), "people": people}, salt=SALT),
        max_age=AGE,
        path=f"/{organisation.slug}/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )

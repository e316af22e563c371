"""Whose phone this is: a signed cookie per session names its seat; the seat's own row says whether it still stands."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from filrouge.modules.live import queries
from filrouge.modules.live.enums import SeatState
from filrouge.modules.live.models import LiveSession, Seat
from filrouge.modules.meetings.models import Participant

SALT = "live.seat.v1"
LETTER = "live.letter.v1"
AGE = timedelta(hours=16)  # longer than any meeting, and gone the next day


def cookie_of(live: UUID) -> str:
    return f"place-{live.hex[-12:]}"


def seat_in(request: HttpRequest, live: UUID) -> Seat | None:
    """The seat of this phone in this session, while both stand."""
    signed = request.get_signed_cookie(cookie_of(live), default="", salt=f"{SALT}.{live}", max_age=AGE)
    seat = queries.seat(UUID(signed)) if signed else None
    if seat is None or seat.live_id != live or not seat.live.is_open or seat.state == SeatState.ENDED:
        return None
    return seat


def letter_for(participant: Participant) -> str:
    """What an invitation's page hands to the door: this phone is that person's. Good for the day."""
    return signing.dumps(str(participant.pk), salt=LETTER)


def bearer(request: HttpRequest) -> str:
    """The key of the participant whose letter the address carries; nothing when it is not one of ours."""
    try:
        return str(signing.loads(request.GET.get("lien", ""), salt=LETTER, max_age=AGE))
    except signing.BadSignature:
        return ""


def give_seat(response: HttpResponse, seat: Seat) -> None:
    response.set_signed_cookie(
        cookie_of(seat.live_id),
        str(seat.pk),
        salt=f"{SALT}.{seat.live_id}",
        max_age=AGE,
        path="/",  # the stream stands outside the organisation's addresses
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def forget_seat(response: HttpResponse, live: LiveSession) -> None:
    response.delete_cookie(cookie_of(live.pk), path="/", samesite="Lax")

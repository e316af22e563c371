"""Who speaks: hands in order, one voice at a time."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.live.models import LiveSession, Seat, Speech
from filrouge.modules.live.services.seats import own
from filrouge.modules.live.services.sessions import lock, lock_for, tell


@transaction.atomic
def raise_hand(seat: Seat) -> Seat:
    """Ask for the floor. A second try keeps one's turn."""
    live = lock(seat.live)
    seat = own(seat)
    _require_turn(live, seat)
    if seat.hand_raised_at is None:
        seat.hand_raised_at = timezone.now()
        seat.save(update_fields=["hand_raised_at"])
        tell(live)
    return seat


@transaction.atomic
def lower_hand(seat: Seat) -> Seat:
    live = lock(seat.live)
    seat = own(seat)
    if seat.hand_raised_at is not None:
        seat.hand_raised_at = None
        seat.save(update_fields=["hand_raised_at"])
        tell(live)
    return seat


@transaction.atomic
def take_floor(seat: Seat) -> Speech:
    """« Je parle »"""
    live, seat = lock(seat.live), own(seat)
    _require_turn(live, seat)
    return _speak(live, seat)


@transaction.atomic
def give_floor(seat: Seat, *, by: Membership) -> Speech:
    live = lock_for(seat.live, by)
    _call(Seat.objects.get(pk=seat.pk))
    return _speak(live, own(seat))


@transaction.atomic
def end_speech(live: LiveSession, *, by: Membership | Seat) -> None:
    """« J’ai fini », or the facilitator's word. A seat ends its own speech only."""
    live = lock_for(live, by) if isinstance(by, Membership) else lock(live)
    speaking = Speech.objects.select_related("seat").filter(live=live, ended_at__isnull=True)
    if isinstance(by, Seat):
        speaking = speaking.filter(seat=by)
    for speech in speaking:
        _end(speech, called=isinstance(by, Membership))
    tell(live)


def _speak(live: LiveSession, seat: Seat) -> Speech:
    running = Speech.objects.select_related("seat").filter(live=live, ended_at__isnull=True).first()
    if running is not None and running.seat_id == seat.pk:
        return running
    if running is not None:
        _end(running, called=True)
    if seat.hand_raised_at is not None:
        seat.hand_raised_at = None
        seat.save(update_fields=["hand_raised_at"])
    speech = Speech.objects.create(live=live, seat=seat, item_id=live.item_id, started_at=timezone.now())
    tell(live)
    return speech


def _end(speech: Speech, *, called: bool) -> None:
    speech.ended_at = timezone.now()
    speech.save(update_fields=["ended_at"])
    if called:
        _call(speech.seat)


def _call(seat: Seat) -> None:
    """This phone asks again for what is its own."""
    Seat.objects.filter(pk=seat.pk).update(calls=F("calls") + 1)


def _require_turn(live: LiveSession, seat: Seat) -> None:
    """A guest of one item speaks while it is the one in progress."""
    if seat.only_item not in {None, live.item_id}:
        raise ValidationError("Vous pourrez demander la parole pendant votre point.", code="not_your_item")

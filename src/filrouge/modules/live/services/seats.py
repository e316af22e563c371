"""Phones that join and leave."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.people.enums import Status
from filrouge.kernel.people.names import fold
from filrouge.kernel.people.queries import people_on
from filrouge.kernel.people.services import add_person
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.kernel.timeline.services import Actor
from filrouge.modules.live.enums import SeatState
from filrouge.modules.live.models import LiveSession, Seat, Speech
from filrouge.modules.live.services.sessions import lock, lock_for, tell
from filrouge.modules.meetings.enums import Presence
from filrouge.modules.meetings.models import BacklogItem, Participant
from filrouge.modules.meetings.services import add_walk_in, declare_and_sign, drop_point

MOST_GUESTS = 30  # waiting at the door of one session


def actor_of(seat: Seat) -> Actor:
    return Actor(seat.name, person_id=seat.person_id)


@transaction.atomic
def take_seat(live: LiveSession, participant: Participant, *, how: str) -> Seat:
    """Somebody called to the meeting joins from a phone. One phone each: the second is told whom to ask."""
    live = lock(live)
    if participant.meeting_id != live.meeting_id:
        raise ValidationError("Cette personne n’est pas conviée à cette réunion.", code="other_meeting")
    if Seat.objects.filter(live=live, participant=participant, ended_at__isnull=True).exists():
        raise ValidationError(
            "%(name)s a déjà rejoint la séance depuis un autre téléphone. Si c’est vous, demandez à la personne qui "
            "anime de libérer votre place.",
            code="taken",
            params={"name": participant.person.full_name},
        )
    seat = Seat(
        live=live, participant=participant, profession=participant.profession, how=how, joined_at=timezone.now()
    )
    seat.full_clean()
    seat.save()
    tell(live)
    return seat


@transaction.atomic
def ask_as_guest(live: LiveSession, *, name: str, profession: str, how: str) -> Seat:
    """Somebody who was not called waits at the door until the facilitator says yes."""
    live = lock(live)
    waiting = Seat.objects.filter(live=live, state=SeatState.WAITING)
    if waiting.count() >= MOST_GUESTS:
        raise ValidationError(
            "Trop de personnes attendent déjà. Présentez-vous à la personne qui anime.", code="too_many"
        )
    seat = Seat(
        live=live,
        guest_name=" ".join(name.split()),
        profession=profession,
        state=SeatState.WAITING,
        how=how,
        joined_at=timezone.now(),
    )
    seat.full_clean()
    seat.save()
    tell(live)
    return seat


@transaction.atomic
def accept_guest(seat: Seat, *, by: Membership) -> Seat:
    """One tap lets a guest in.

    Who bears the very name of somebody called, without a phone yet, gets that place; a name of the directory joins the
    list of those present. Anybody else takes part, and is counted by ``count_guest`` if the facilitator says so.
    """
    live = lock_for(seat.live, by)
    seat = Seat.objects.get(pk=seat.pk)
    if seat.state != SeatState.WAITING:
        return seat
    _seat_as(seat, _called_as(live, seat.guest_name) or _known_as(live, seat.guest_name, by=by))
    seat.state = SeatState.SEATED
    seat.save(update_fields=["state"])
    timeline.record(live.meeting, "live.guest_accepted", by=by, name=seat.name, title=live.meeting.title)
    tell(live)
    return seat


@transaction.atomic
def count_guest(seat: Seat, *, by: Membership) -> Seat:
    """Write among those present a guest whom the directory did not know: they enter it as an outside partner."""
    live = lock_for(seat.live, by)
    seat = Seat.objects.get(pk=seat.pk)
    if seat.participant_id is None and seat.is_seated:
        first, _, last = seat.guest_name.rpartition(" ")
        person = add_person(by=by, status=Status.PARTNER, first_name=first, last_name=last, profession=seat.profession)
        _seat_as(seat, add_walk_in(live.meeting, person, by=by))
        tell(live)
    return seat


@transaction.atomic
def refuse_guest(seat: Seat, *, by: Membership) -> None:
    live = lock_for(seat.live, by)
    _end(Seat.objects.get(pk=seat.pk))
    tell(live)


@transaction.atomic
def free_seat(seat: Seat, *, by: Membership) -> None:
    """Somebody changed phones, or took the wrong name: the phone that held it is let go."""
    live = lock_for(seat.live, by)
    seat = Seat.objects.select_related("participant__person").get(pk=seat.pk)
    if seat.state == SeatState.ENDED:
        return
    _end(seat)
    timeline.record(live.meeting, "live.seat_freed", by=by, name=seat.name, title=live.meeting.title)
    tell(live)


@transaction.atomic
def leave_seat(seat: Seat) -> None:
    """« Ce n’est pas moi », « je pars »"""
    live = lock(seat.live)
    _end(own(seat))
    tell(live)


@transaction.atomic
def sign_presence(seat: Seat, *, presence: str = Presence.PRESENT, drawing: bytes = b"") -> Participant:
    """Sign the attendance from the phone, with a tap or a drawing."""
    lock(seat.live)
    seat = own(seat)
    if seat.participant is None:
        raise ValidationError(
            "Vous n’étiez pas sur la liste : la personne qui anime note votre présence.", code="guest"
        )
    return declare_and_sign(seat.participant, by=actor_of(seat), presence=presence, how=seat.how, drawing=drawing)


@transaction.atomic
def propose_point(seat: Seat, *, title: str, word: str = "", once: UUID | None = None) -> BacklogItem:
    """For the agenda of this meeting or of a next one: the coordination answers, the facilitator sees it at once."""
    live = lock(seat.live)
    seat = own(seat)
    if seat.only_item is not None:
        raise ValidationError("Proposez votre point à la personne qui vous a invité·e.", code="guest")
    if not title.strip():
        raise ValidationError("Écrivez d’abord votre point.", code="empty")
    return drop_point(by=actor_of(seat), title=title[:200], word=word[:500], meeting=live.meeting, once=once)


def own(seat: Seat) -> Seat:
    """The seat as it is now; refused once it was freed."""
    seat = Seat.objects.get(pk=seat.pk)
    if not seat.is_seated:
        raise ValidationError("Votre place a été libérée : entrez de nouveau le code de la séance.", code="freed")
    return seat


def _end(seat: Seat) -> None:
    now = timezone.now()
    Speech.objects.filter(seat=seat, ended_at__isnull=True).update(ended_at=now)
    seat.state, seat.ended_at, seat.hand_raised_at = SeatState.ENDED, now, None
    seat.calls += 1
    seat.save(update_fields=["state", "ended_at", "hand_raised_at", "calls"])


def _seat_as(seat: Seat, participant: Participant | None) -> None:
    if participant is not None:
        seat.participant, seat.profession = participant, participant.profession
    seat.calls += 1
    seat.save(update_fields=["participant", "profession", "calls"])


def _known_as(live: LiveSession, name: str, *, by: Membership) -> Participant | None:
    """Somebody of the directory who came without being called. Two people of the same name: nobody is guessed."""
    words = _words(name)
    called = set(Participant.expected.filter(meeting=live.meeting_id).values_list("person", flat=True))
    found = [one for one in people_on(timezone.localdate()) if _words(one.full_name) == words]
    if len(found) != 1 or found[0].pk in called:
        return None
    return add_walk_in(live.meeting, found[0], by=by)


def _words(name: str) -> list[str]:
    """Whatever the accents and the order."""
    return sorted(fold(name).split())


def _called_as(live: LiveSession, name: str) -> Participant | None:
    """The person called to the meeting who bears this name and has no phone in it yet."""
    taken = Seat.objects.filter(live=live, ended_at__isnull=True, participant__isnull=False).values("participant")
    called = Participant.expected.select_related("person").filter(meeting=live.meeting_id).exclude(pk__in=taken)
    found = [one for one in called if _words(one.person.full_name) == _words(name)]
    return found[0] if len(found) == 1 else None

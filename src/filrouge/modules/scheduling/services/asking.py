from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.people.enums import Profession
from filrouge.kernel.people.models import Person
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.meetings import policy
from filrouge.modules.meetings.enums import MeetingStatus
from filrouge.modules.meetings.models import Meeting, Participant
from filrouge.modules.meetings.queries import participants_of
from filrouge.modules.scheduling import notifications, queries
from filrouge.modules.scheduling.models import Poll, Respondent, Slot
from filrouge.modules.scheduling.services.status import lock, require_open

MOST_SLOTS = 30
FURTHEST = timedelta(days=3 * 366)
LONGEST = timedelta(hours=12)

Moments = Iterable[tuple[datetime, datetime]]


@transaction.atomic
def open_poll(
    meeting: Meeting,
    *,
    by: Membership,
    slots: Moments,
    respond_by: date,
    message: str = "",
    required_professions: Collection[str] = (),
    required_people: Iterable[Person] = (),
) -> Poll:
    """Ask everybody called to a draft meeting which of these dates would suit. Each gets a personal link."""
    require(by, policy.PLAN)
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if meeting.status != MeetingStatus.DRAFT:
        raise ValidationError("Cette réunion est déjà convoquée : changez plutôt sa date.", code="convened")
    called = list(participants_of(meeting))
    if not called:
        raise ValidationError(
            "Personne n’est convié : choisissez d’abord qui viendra, puis cherchez la date.", code="nobody"
        )
    poll = Poll(meeting=meeting, respond_by=respond_by, message=message, opened_by=by)
    poll.required_professions = _known(required_professions)
    _check_respond_by(respond_by)
    poll.full_clean()
    poll.save()
    _propose(poll, slots)
    required = {person.pk for person in required_people}
    asked = _ask(poll, called, required)
    notifications.send_poll(poll, asked, slots=list(poll.slots.all()))
    timeline.record(meeting, "scheduling.poll_opened", by=by, title=meeting.title, count=len(asked))
    return poll


@transaction.atomic
def add_slots(poll: Poll, *, by: Membership, slots: Moments, respond_by: date | None = None) -> list[Slot]:
    """Propose other dates. The answers already given are kept; everybody is asked about the new ones."""
    require(by, policy.PLAN)
    poll = lock(poll)
    require_open(poll)
    new = _propose(poll, slots)
    if not new:
        raise ValidationError("Ces dates sont déjà proposées : choisissez-en d’autres.", code="known")
    if respond_by is not None:
        _check_respond_by(respond_by)
        poll.respond_by = respond_by
    poll.everybody_answered_at = None
    poll.full_clean()
    poll.save(update_fields=["respond_by", "everybody_answered_at"])
    asked = list(queries.respondents_of(poll))
    Respondent.objects.filter(pk__in=[one.pk for one in asked]).update(
        asked_at=timezone.now(), reminders=0, reminded_at=None
    )
    notifications.send_poll(poll, asked, slots=list(poll.slots.all()), new=new)
    timeline.record(poll.meeting, "scheduling.slots_added", by=by, title=poll.meeting.title, count=len(new))
    return new


@transaction.atomic
def remove_slot(slot: Slot, *, by: Membership) -> None:
    require(by, policy.PLAN)
    poll = lock(slot.poll)
    require_open(poll)
    if poll.slots.count() == 1:
        raise ValidationError("C’est la dernière date : proposez-en une autre avant de la retirer.", code="last")
    timeline.record(poll.meeting, "scheduling.slot_removed", by=by, title=poll.meeting.title)
    slot.delete()


@transaction.atomic
def ask_newcomers(poll: Poll, *, by: Membership) -> list[Respondent]:
    """Ask the people called to the meeting since the poll was opened."""
    require(by, policy.PLAN)
    poll = lock(poll)
    require_open(poll)
    asked = _ask(poll, list(queries.newcomers_of(poll)), set())
    if asked:
        poll.everybody_answered_at = None
        poll.save(update_fields=["everybody_answered_at"])
        notifications.send_poll(poll, asked, slots=list(poll.slots.all()))
        timeline.record(poll.meeting, "scheduling.asked", by=by, title=poll.meeting.title, count=len(asked))
    return asked


@transaction.atomic
def change_poll(
    poll: Poll,
    *,
    by: Membership,
    respond_by: date,
    required_professions: Collection[str] = (),
    required_people: Iterable[Person] = (),
) -> Poll:
    """Change until when to answer and who is indispensable. Nobody is told: the answers do not change."""
    require(by, policy.PLAN)
    poll = lock(poll)
    require_open(poll)
    if respond_by != poll.respond_by:
        _check_respond_by(respond_by)
    poll.respond_by = respond_by
    poll.required_professions = _known(required_professions)
    poll.full_clean()
    poll.save(update_fields=["respond_by", "required_professions"])
    required = {person.pk for person in required_people}
    everybody = Respondent.objects.filter(poll=poll)
    everybody.exclude(person__in=required).update(is_required=False)
    everybody.filter(person__in=required).update(is_required=True)
    timeline.record(poll.meeting, "scheduling.poll_changed", by=by, title=poll.meeting.title)
    return poll


def _propose(poll: Poll, slots: Moments) -> list[Slot]:
    """The dates that were not proposed yet, kept."""
    known = set(poll.slots.values_list("starts_at", "ends_at"))
    moments = sorted({moment for moment in slots if moment not in known})
    if not known and not moments:
        raise ValidationError("Proposez au moins une date.", code="no_slot")
    if len(known) + len(moments) > MOST_SLOTS:
        raise ValidationError(
            "Cela ferait %(count)d dates, et personne ne répond à plus de %(most)d : retirez des jours ou des heures.",
            code="too_many",
            params={"count": len(known) + len(moments), "most": MOST_SLOTS},
        )
    for starts_at, ends_at in moments:
        _check_moment(starts_at, ends_at)
    return Slot.objects.bulk_create(Slot(poll=poll, starts_at=start, ends_at=end) for start, end in moments)


def _check_moment(starts_at: datetime, ends_at: datetime) -> None:
    now = timezone.now()
    if starts_at <= now:
        raise ValidationError("L’une de ces dates est déjà passée : retirez-la.", code="past")
    if starts_at > now + FURTHEST:
        raise ValidationError("L’une de ces dates est dans plus de trois ans : vérifiez l’année.", code="far")
    if not timedelta(0) < ends_at - starts_at <= LONGEST:
        raise ValidationError("Une réunion dure de quelques minutes à douze heures : vérifiez la durée.", code="long")


def _check_respond_by(day: date) -> None:
    if day < timezone.localdate():
        raise ValidationError({"respond_by": "Cette date est passée : laissez-leur au moins un jour."}, code="past")


def _known(professions: Collection[str]) -> list[str]:
    return [code for code in Profession.values if code in professions]


def _ask(poll: Poll, called: Sequence[Participant], required: Collection[object]) -> list[Respondent]:
    now = timezone.now()
    return Respondent.objects.bulk_create(
        Respondent(
            poll=poll,
            person=one.person,
            profession=one.profession,
            is_required=one.person_id in required,
            asked_at=now,
        )
        for one in called
    )

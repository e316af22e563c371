from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from filrouge.kernel.people import services as people
from filrouge.kernel.people.enums import Profession
from filrouge.kernel.people.models import Person
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.enums import Role
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.coordinator import policy, queries
from filrouge.modules.coordinator.models import IgnoredWork, TimeEntry
from filrouge.ui.durations import ONE_DAY

FORGOTTEN = 12 * 60  # minutes after which somebody must say how long it really was
KEEPERS = {Role.COORDINATOR.value, Role.MANAGER.value}


@transaction.atomic
def open_record(*, by: Membership) -> Person:
    """The record of the team behind this account: found, found by its address or its name, or made."""
    require(by, policy.KEEP)
    known = queries.own_person(by)
    if known is not None:
        return known
    person = queries.record_awaiting(by)
    if person is None:
        person = people.add_person(
            by=by,
            first_name=by.user.first_name,
            last_name=by.user.last_name or by.user.email.partition("@")[0],
            email=by.user.email,
            profession=Profession.COORDINATOR,
        )
    person.user = by.user
    person.full_clean()
    person.save(update_fields=["user"])
    return person


def start_timer(activity: str, *, by: Membership) -> TimeEntry:
    """Start the clock; another activity that was running stops there and is noted, in any of one's teams."""
    try:
        with transaction.atomic():
            return _start(activity, by)
    except IntegrityError:
        raise ValidationError("Un chronomètre tourne déjà : arrêtez-le d’abord.", code="running") from None


def _start(activity: str, by: Membership) -> TimeEntry:
    person, now = locked_person(by), timezone.now()
    running = queries.running_of(by)
    if running is not None and running.activity == activity:
        return running  # tapped twice
    if running is not None:
        stop_timer(running, by=by)
    _stop_elsewhere(by)
    entry = TimeEntry(person=person, activity=activity, day=timezone.localdate(now), started_at=now)
    entry.full_clean()
    entry.save()
    timeline.record(entry, "coordinator.time_started", by=by)
    return entry


def _stop_elsewhere(by: Membership) -> None:
    """Nobody works for two teams at once."""
    others = Membership.objects.filter(user=by.user_id).exclude(pk=by.pk).select_related("organisation", "user")
    for membership in others:
        if KEEPERS & set(membership.roles):
            with organisation_scope(membership.organisation, switching=True):
                running = queries.running_of(membership)
                if running is not None:
                    _stop_there(running, membership)


def _stop_there(running: TimeEntry, membership: Membership) -> None:
    try:
        stop_timer(running, by=membership)
    except ValidationError:  # its clock is not on this page: say where it is
        raise ValidationError(
            f"Votre chronomètre tourne depuis plus de 12 heures dans l’équipe « {membership.organisation} » : "
            "ouvrez-la, dites-y la durée réelle, puis revenez.",
            code="forgotten",
        ) from None


@transaction.atomic
def stop_timer(entry: TimeEntry, *, by: Membership, minutes: int | None = None, word: str = "") -> TimeEntry:
    """Stop the clock. Forgotten all night, it wants to be told how long it really was."""
    entry = _own(entry, by)
    if not entry.is_running:
        return entry  # stopped from another tab
    elapsed = entry.elapsed(timezone.now())
    if minutes is None and elapsed > FORGOTTEN:
        raise ValidationError(
            "Ce chronomètre tourne depuis plus de 12 heures : indiquez la durée réelle, puis arrêtez-le.",
            code="forgotten",
        )
    entry.minutes, entry.word = minutes or elapsed, word.strip() or entry.word
    _check(entry)
    entry.save(update_fields=["minutes", "word"])
    timeline.record(entry, "coordinator.time_noted", by=by)
    return entry


@transaction.atomic
def note_time(
    activity: str, *, by: Membership, day: date, minutes: int, word: str = "", work_key: str = "", work_url: str = ""
) -> TimeEntry:
    """Note time after the fact."""
    entry = TimeEntry(
        person=locked_person(by), activity=activity, day=day, minutes=minutes, word=word.strip(),
        work_key=work_key, work_url=work_url,
    )  # fmt: skip
    _check(entry)
    entry.save()
    timeline.record(entry, "coordinator.time_noted", by=by)
    return entry


@transaction.atomic
def note_work(key: str, *, by: Membership, minutes: int, activity: str) -> TimeEntry:
    """Accept a proposal, as it is or adjusted."""
    person = locked_person(by)
    found = {one.work.key: one.work for one in queries.proposals_for(by, person, timezone.localdate())}
    if key not in found:
        raise ValidationError("Ce travail est déjà noté ou écarté.", code="already")
    work = found[key]
    return note_time(
        activity, by=by, day=work.happened_on, minutes=minutes, word=work.label[:200], work_key=key, work_url=work.url
    )


@transaction.atomic
def ignore_work(key: str, *, by: Membership) -> None:
    """Set a proposal aside: it does not come back."""
    person = locked_person(by)
    if key in {one.work.key for one in queries.proposals_for(by, person, timezone.localdate())}:
        IgnoredWork.objects.get_or_create(person=person, work_key=key)


@transaction.atomic
def take_work_back(key: str, *, by: Membership) -> None:
    """Set aside by mistake: proposed again."""
    IgnoredWork.objects.filter(person=locked_person(by), work_key=key).delete()


@transaction.atomic
def change_entry(entry: TimeEntry, *, by: Membership, **fields: Any) -> TimeEntry:
    if unknown := set(fields) - {"activity", "day", "minutes", "word"}:
        raise TypeError(f"not a changeable field of time: {sorted(unknown)}")
    entry = _own(entry, by)
    for name, value in fields.items():
        setattr(entry, name, value)
    _check(entry)
    entry.save(update_fields=list(fields))
    timeline.record(entry, "coordinator.time_changed", by=by)
    return entry


@transaction.atomic
def remove_entry(entry: TimeEntry, *, by: Membership) -> TimeEntry:
    entry = _own(entry, by)
    if entry.removed_at is None:
        entry.removed_at = timezone.now()
        entry.save(update_fields=["removed_at"])
        timeline.record(entry, "coordinator.time_removed", by=by)
    return entry


@transaction.atomic
def restore_entry(entry: TimeEntry, *, by: Membership) -> TimeEntry:
    entry = _own(entry, by)
    entry.removed_at = None
    _check(entry)
    entry.save(update_fields=["removed_at"])
    timeline.record(entry, "coordinator.time_restored", by=by)
    return entry


def locked_person(by: Membership) -> Person:
    """Two tabs of the same person wait for one another here."""
    require(by, policy.KEEP)
    person = Person.objects.select_for_update(of=("self",)).filter(user=by.user_id).first()
    if person is None:
        raise ValidationError("Ouvrez d’abord votre fiche dans l’équipe : le temps s’y rattache.", code="no_person")
    return person


def _own(entry: TimeEntry, by: Membership) -> TimeEntry:
    require(by, policy.KEEP)
    entry = TimeEntry.objects.select_for_update(of=("self",)).select_related("person").get(pk=entry.pk)
    if entry.person.user_id != by.user_id:
        raise PermissionDenied("Ce temps est celui de quelqu’un d’autre : lui seul le modifie.")
    return entry


def _check(entry: TimeEntry) -> None:
    entry.full_clean()
    if entry.day > timezone.localdate():
        raise ValidationError({"day": "Ce jour n’est pas encore venu : notez le temps une fois passé."}, code="future")
    of_day = TimeEntry.objects.filter(person=entry.person, day=entry.day, removed_at__isnull=True).exclude(pk=entry.pk)
    if queries.total_minutes(of_day) + (entry.minutes or 0) > ONE_DAY:
        raise ValidationError({"minutes": "Cette journée dépasserait 24 heures : vérifiez la durée."}, code="too_long")

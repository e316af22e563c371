from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from filrouge.kernel.people.enums import Status
from filrouge.kernel.people.queries import engagements_on
from filrouge.kernel.policy import require
from filrouge.kernel.search import services as search
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.kernel.timeline.services import Actor
from filrouge.modules.meetings.enums import ATTENDED, MeetingStatus
from filrouge.modules.meetings.models import Meeting
from filrouge.modules.meetings.services import remove_held_meeting
from filrouge.modules.rcp import policy, queries
from filrouge.modules.rcp.models import Case
from filrouge.modules.rcp.services.codes import new_code

NOTED_FROM = (MeetingStatus.OPEN, MeetingStatus.HELD, MeetingStatus.REVIEW)
AFTER_APPROVAL = {"review_on"}  # what may still be said once the minutes are frozen
CONSENT = (
    "Une personne extérieure à l’équipe était là : le patient doit avoir accepté d’avance que vous partagiez avec elle "
    "(code de la santé publique, art. L1110-4). Cochez les deux cases si son accord est recueilli."
)


def add_case(meeting: Meeting, *, by: Membership | Actor, entry_key: UUID | None = None, **details: Any) -> Case:
    """Note a situation examined at this RCP, under a new code. The same ``entry_key`` twice notes it once."""
    return _noted(meeting, by, new_code, entry_key, details)


def examine_again(case: Case, meeting: Meeting, *, by: Membership | Actor, entry_key: UUID | None = None) -> Case:
    """Note that a known situation comes back at this RCP: same code, and its review is done."""
    details = {"category": case.category, "theme": case.theme, "informed": case.informed}
    return _noted(meeting, by, lambda: case.code, entry_key, details)


@transaction.atomic
def change_case(case: Case, *, by: Membership | Actor, **changes: Any) -> Case:
    _require(by)
    case = _locked(case)
    if set(changes) - AFTER_APPROVAL:
        _require_open(case.meeting)
    for name, value in changes.items():
        setattr(case, name, value)
    if "review_on" in changes:
        case.reviewed_on = None
    _check(case)
    case.save(update_fields=[*changes, "reviewed_on"])
    timeline.record(case, "rcp.case_changed", by=by, code=case.code)
    return case


@transaction.atomic
def file_case(case: Case, *, by: Membership | Actor, filed: bool = True) -> Case:
    """Tick that the summary is in the patient's shared record, or take the tick back. Only the tick comes here."""
    _require(by)
    case = _locked(case)
    case.filed_on = timezone.localdate() if filed else None
    case.full_clean()
    case.save(update_fields=["filed_on"])
    timeline.record(case, "rcp.case_filed" if filed else "rcp.case_unfiled", by=by, code=case.code)
    return case


@transaction.atomic
def remove_case(case: Case, *, by: Membership) -> None:
    require(by, policy.NOTE)
    case = _locked(case)
    _require_open(case.meeting)
    forget_case(case, by=by)
    forget_if_empty(case.meeting, by=by)


def forget_if_empty(meeting: Meeting, *, by: Membership | Actor) -> None:
    """A concertation of two without any situation left was noted by mistake."""
    if meeting.impromptu and not Case.objects.filter(meeting=meeting).exists():
        remove_held_meeting(meeting, by=by)


def forget_case(case: Case, *, by: Membership | Actor) -> None:
    """Delete the row; its review, if it was one, waits again."""
    Case.objects.filter(code=case.code, reviewed_on=case.examined_on).exclude(pk=case.pk).update(reviewed_on=None)
    timeline.record(case.meeting, "rcp.case_removed", by=by, code=case.code, title=case.meeting.title)
    search.forget(case)
    case.delete()


def _noted(meeting: Meeting, by: Membership | Actor, code: Any, key: UUID | None, details: dict[str, Any]) -> Case:
    already = noted_with(key)
    if already is not None:
        return already
    try:
        with transaction.atomic():
            return _add(meeting, by, code(), key, details)
    except (IntegrityError, ValidationError):
        already = noted_with(key)  # the other tap came first
        if already is None:
            raise
        return already


def noted_with(key: UUID | None) -> Case | None:
    return Case.objects.filter(entry_key=key).select_related("meeting").first() if key else None


def _add(meeting: Meeting, by: Membership | Actor, code: str, key: UUID | None, details: dict[str, Any]) -> Case:
    _require(by)
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("type").get(pk=meeting.pk)
    if not queries.is_rcp(meeting):
        raise ValidationError("Les situations se notent dans une réunion qui compte comme RCP.", code="not_rcp")
    _require_open(meeting)
    case = Case(meeting=meeting, code=code, entry_key=key, **details)
    _check(case)
    case.save()
    Case.objects.filter(code=code, review_on__isnull=False, reviewed_on__isnull=True).exclude(pk=case.pk).update(
        reviewed_on=case.examined_on
    )
    timeline.record(case, "rcp.case_added", by=by, code=code, title=meeting.title)
    return case


def _check(case: Case) -> None:
    day: date = case.examined_on
    if case.theme not in queries.theme_labels(day):
        raise ValidationError({"theme": "Choisissez un thème de la liste."}, code="theme")
    if case.review_on and case.review_on <= day:
        raise ValidationError({"review_on": "La révision vient après la réunion."}, code="review")
    if not (case.outside and case.outside_consent) and _outsider_came(case.meeting):
        raise ValidationError({"outside": CONSENT}, code="consent")
    case.full_clean()


def _outsider_came(meeting: Meeting) -> bool:
    partners = engagements_on(meeting.starts_on, Status.PARTNER).values("person")
    return meeting.participants.filter(presence__in=ATTENDED, person__in=partners).exists()


def _require(by: Membership | Actor) -> None:
    if isinstance(by, Membership):
        require(by, policy.NOTE)


def _require_open(meeting: Meeting) -> None:
    if meeting.status == MeetingStatus.APPROVED:
        raise ValidationError("Le compte rendu est approuvé : les situations ne changent plus.", code="frozen")
    if meeting.status not in NOTED_FROM:
        raise ValidationError("Les situations se notent une fois la séance ouverte.", code="not_open")


def _locked(case: Case) -> Case:
    return Case.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=case.pk)

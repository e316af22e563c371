"""Frozen minutes are never changed: they are opened again, and approving them makes the next version."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone

from filrouge.kernel.live.services import changed
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.meetings import policy, queries
from filrouge.modules.meetings.enums import MeetingStatus
from filrouge.modules.meetings.models import AgendaItem, Correction, Information, Meeting, Participant
from filrouge.modules.meetings.services.annexes import take_annexes_back
from filrouge.modules.meetings.services.notes import TOPIC, keep
from filrouge.modules.meetings.services.status import lock

KEPT = {
    "meeting": ("opened_at", "closed_at", "review_until"),
    "items": ("title", "kind", "minutes", "presenter_id", "position", "removed_at"),
    "informations": ("item_id", "text"),
    "participants": (
        "profession",
        "presence",
        "arrived_at",
        "left_at",
        "minutes",
        "declared_how",
        "declared_at",
        "declared_by",
        "claim",
        "approval",
        "approval_comment",
        "approved_at",
    ),
}
Fields = dict[str, Any]


@transaction.atomic
def correct_minutes(meeting: Meeting, *, by: Membership, reason: str) -> Correction:
    """Open frozen minutes again, as a draft of the next version. The frozen one stays, and stays in force."""
    require(by, policy.APPROVE)
    meeting = lock(meeting)
    if meeting.status != MeetingStatus.APPROVED:
        raise ValidationError(
            "Seul un compte rendu approuvé se corrige par une nouvelle version : celui-ci se modifie encore.",
            code="not_frozen",
        )
    correction = Correction(
        meeting=meeting, reason=reason.strip(), begun_by=str(by.user), begun_at=timezone.now(), before=_picture(meeting)
    )
    correction.full_clean()
    correction.save()
    meeting.status = MeetingStatus.HELD
    meeting.save(update_fields=["status"])
    timeline.record(meeting, "meetings.correction_begun", by=by, title=meeting.title, reason=correction.reason)
    return correction


@transaction.atomic
def give_up_correction(meeting: Meeting, *, by: Membership) -> Meeting:
    """Put everything back as the version in force says it. What was typed stays among the versions of the notes."""
    require(by, policy.APPROVE)
    meeting = lock(meeting)
    correction = meeting.under_correction.first()
    if correction is None:
        raise ValidationError("Aucune correction n’est en cours sur ce compte rendu.", code="none")
    _forget_added(meeting, correction.before)
    _restore(AgendaItem.everything.filter(meeting=meeting), correction.before["items"], KEPT["items"])
    _restore(Participant.objects.filter(meeting=meeting), correction.before["participants"], KEPT["participants"])
    _restore(Meeting.objects.filter(pk=meeting.pk), correction.before["meeting"], KEPT["meeting"])
    _restore_texts(meeting, correction.before["texts"], by=by)
    take_annexes_back(meeting, meeting.minutes_versions.all()[0])
    correction.delete()
    Meeting.objects.filter(pk=meeting.pk).update(status=MeetingStatus.APPROVED)
    meeting = lock(meeting)
    timeline.record(meeting, "meetings.correction_given_up", by=by, title=meeting.title)
    changed(TOPIC, meeting.pk)
    return meeting


def _picture(meeting: Meeting) -> dict[str, dict[str, Any]]:
    items = AgendaItem.everything.filter(meeting=meeting)
    return {
        "meeting": _rows(Meeting.objects.filter(pk=meeting.pk), KEPT["meeting"]),
        "items": _rows(items, KEPT["items"]),
        "informations": _rows(Information.objects.filter(item__meeting=meeting), KEPT["informations"]),
        "participants": _rows(meeting.participants.all(), KEPT["participants"]),
        "texts": {str(text.pk): text.notes for text in [*items, *meeting.sections.all()]},
    }


def _rows(rows: QuerySet[Any], names: tuple[str, ...]) -> dict[str, Fields]:
    return {str(found.pop("pk")): found for found in rows.order_by().values("pk", *names)}


def _restore(rows: QuerySet[Any], before: dict[str, Fields], names: tuple[str, ...]) -> None:
    for row in rows:
        if (fields := before.get(str(row.pk))) is not None:
            rows.model._base_manager.filter(pk=row.pk).update(**_typed(rows.model, fields, names))


def _typed(model: type[Model], fields: Fields, names: tuple[str, ...]) -> Fields:
    """JSON gives dates back as text."""
    columns = {field.attname: field for field in model._meta.concrete_fields}
    return {name: columns[name].to_python(fields[name]) for name in names}


def _forget_added(meeting: Meeting, before: dict[str, dict[str, Any]]) -> None:
    """What the correction brought: decisions not numbered, tasks not handed over, informations, walk-ins, points."""
    queries.tasks_of(meeting).filter(released_at=None).delete()
    meeting.decisions.filter(number=None).delete()
    informations = Information.objects.filter(item__meeting=meeting)
    informations.exclude(pk__in=before["informations"]).delete()
    gone = set(before["informations"]) - {str(one.pk) for one in informations}
    for key in gone:
        Information(pk=key, **_typed(Information, before["informations"][key], KEPT["informations"])).save()
    meeting.participants.exclude(pk__in=before["participants"]).delete()
    AgendaItem.everything.filter(meeting=meeting).exclude(pk__in=before["items"]).delete()


def _restore_texts(meeting: Meeting, before: dict[str, str], *, by: Membership) -> None:
    for text in [*AgendaItem.everything.filter(meeting=meeting), *meeting.sections.all()]:
        notes = before.get(str(text.pk), "")
        if text.notes != notes:
            keep(text, notes, by=by)

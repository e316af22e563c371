from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import Prefetch

from filrouge.kernel import registry
from filrouge.kernel.registry import PersonalData
from filrouge.modules.meetings import services
from filrouge.modules.meetings.models import BacklogItem, Delivery, Meeting, MeetingStep, Participant, Remark


def _attendance_of(person: UUID) -> Iterator[dict[str, Any]]:
    calls = Participant.everybody.filter(person=person).select_related("meeting", "meeting__type", "item")
    for one in calls.prefetch_related("remarks"):
        yield {
            "réunion": one.subject,
            "invité au seul point": one.item.title if one.item else "",
            "date": one.meeting.starts_on.isoformat(),
            "réponse": one.get_answer_display(),
            "présence": one.get_presence_display(),
            "signature dessinée": one.signature_id is not None,
            "minutes": one.minutes,
            "remarques": [remark.text for remark in one.remarks.all()],
        }


def _forget_words_of(person: UUID) -> int:
    """What the person wrote goes; the attendance stays, because it is a proof owed to the insurer."""
    Remark.objects.filter(participant__person=person).delete()
    services.forget_signatures_of(person)
    return Participant.everybody.filter(person=person).update(answer_note="", approval_comment="")


def _deliveries_of(person: UUID) -> Iterator[dict[str, Any]]:
    for one in Delivery.objects.filter(person=person).select_related("minutes__meeting"):
        yield {
            "compte rendu": one.minutes.reference,
            "réunion": one.minutes.meeting.title,
            "envoyé le": one.sent_at.isoformat(),
            "ouvert le": one.opened_at.isoformat() if one.opened_at else "",
        }


def _forget_deliveries(person: UUID) -> int:
    return Delivery.objects.filter(person=person).delete()[0]


def _points_of(person: UUID) -> Iterator[dict[str, Any]]:
    for point in BacklogItem.objects.filter(author=person).select_related("group"):
        yield {
            "point": point.title,
            "précisions": point.word,
            "pour": str(point.asked_of),
            "déposé le": point.added_at.date().isoformat(),
            "état": point.get_state_display(),
            "réponse": point.answer,
        }


def _forget_author(person: UUID) -> int:
    """The point is the team's: it stays, without the name of who dropped it."""
    return BacklogItem.objects.filter(author=person).update(author=None, author_name="")


registry.personal_data.add(
    "meetings.deliveries",
    PersonalData(
        "Comptes rendus reçus",
        "intérêt légitime de l’équipe à savoir qui a reçu ses comptes rendus",
        "tant que le compte rendu est gardé",
        _deliveries_of,
        _forget_deliveries,
    ),
)


registry.personal_data.add(
    "meetings.points",
    PersonalData(
        "Points proposés pour une réunion",
        "intérêt légitime de l’équipe à préparer ses réunions",
        "tant que le point est au dossier de l’équipe",
        _points_of,
        _forget_author,
    ),
)


registry.personal_data.add(
    "meetings",
    PersonalData(
        "Participation aux réunions",
        "exécution du contrat ACI et justificatifs des indemnités",
        "6 ans après l’année de la réunion",
        _attendance_of,
        _forget_words_of,
    ),
)


@registry.portability.register("meetings")
def portability() -> Iterator[dict[str, Any]]:
    for meeting in Meeting.objects.select_related("type", "group").prefetch_related(
        "items",
        "sections",
        Prefetch("participants", Participant.everybody.select_related("person", "item")),
        "minutes_versions__deliveries__person",
        "remarks__participant__person",
    ):
        yield {
            "id": str(meeting.pk),
            "intitulé": meeting.title,
            "type": meeting.type.code,
            "début": meeting.starts_at.isoformat(),
            "fin": meeting.ends_at.isoformat(),
            "état": meeting.status,
            "sans convocation": meeting.impromptu,
            "points": [{"titre": item.title, "notes": item.notes} for item in meeting.items.all()],
            "rubriques": [{"titre": one.title, "notes": one.notes} for one in meeting.sections.all()],
            "participants": [
                {
                    "nom": one.person.full_name,
                    "présence": one.presence,
                    "minutes": one.minutes,
                    "signature dessinée": one.signature_id is not None,
                    "invité au point": str(one.item or ""),
                }
                for one in meeting.participants.all()
            ],
            "comptes rendus": _versions_of(meeting),
            "remarques": _remarks_on(meeting),
        }


def _versions_of(meeting: Meeting) -> list[dict[str, Any]]:
    return [
        {
            "référence": version.reference,
            "approuvé le": version.approved_at.isoformat(),
            "motif": version.reason,
            "diffusé à": [one.person.full_name for one in version.deliveries.all()],
        }
        for version in meeting.minutes_versions.all()
    ]


def _remarks_on(meeting: Meeting) -> list[dict[str, Any]]:
    return [
        {"nom": one.participant.person.full_name, "texte": one.text, "état": one.state, "réponse": one.answer}
        for one in meeting.remarks.all()
    ]


@registry.portability.register("meetings.points")
def points_to_take_away() -> Iterator[dict[str, Any]]:
    for point in BacklogItem.objects.select_related("group").prefetch_related("passages__meeting"):
        yield {
            "id": str(point.pk),
            "point": point.title,
            "nature": point.kind,
            "minutes": point.minutes,
            "groupe": point.group.name if point.group else "",
            "précisions": point.word,
            "déposé par": point.author_name,
            "état": point.state,
            "passages": [
                {"réunion": str(one.meeting_id), "reporté": one.postponed_at is not None}
                for one in point.passages.all()
            ],
        }


@registry.portability.register("meetings.steps")
def steps_to_take_away() -> Iterator[dict[str, Any]]:
    for step in MeetingStep.objects.order_by("meeting", "rank"):
        yield {
            "réunion": str(step.meeting_id),
            "étape": step.title,
            "jours": step.days,
            "tâche": str(step.task_id),
        }

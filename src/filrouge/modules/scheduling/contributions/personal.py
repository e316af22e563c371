from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.registry import PersonalData
from filrouge.modules.scheduling.enums import PollStatus
from filrouge.modules.scheduling.models import Poll, Respondent, Series, SlotAnswer, YearPlan


def _answers_of(person: UUID) -> Iterator[dict[str, Any]]:
    answers = SlotAnswer.objects.filter(respondent__person=person).select_related(
        "slot", "respondent", "respondent__poll__meeting"
    )
    for one in answers.order_by("slot__starts_at", "pk"):
        yield {
            "réunion": one.respondent.poll.meeting.title,
            "date proposée": timezone.localtime(one.slot.starts_at).isoformat(),
            "réponse": one.get_answer_display(),
            "mot": one.respondent.word,
        }


def _forget_answers_of(person: UUID) -> int:
    """Answers to polls that are over go entirely; those of an open poll lose only the word."""
    over = Respondent.objects.filter(person=person).exclude(poll__status=PollStatus.OPEN)
    count = over.count()
    over.delete()
    return count + Respondent.objects.filter(person=person).update(word="")


registry.personal_data.add(
    "scheduling",
    PersonalData(
        "Réponses aux sondages de dates",
        "intérêt légitime de l’équipe : se réunir",
        "un an après la réunion",
        _answers_of,
        _forget_answers_of,
    ),
)


@registry.portability.register("scheduling.polls")
def portability() -> Iterator[dict[str, Any]]:
    polls = Poll.objects.select_related("meeting", "chosen").prefetch_related(
        "slots", "slots__answers", "slots__answers__respondent__person"
    )
    for poll in polls:
        yield {
            "id": str(poll.pk),
            "réunion": str(poll.meeting_id),
            "intitulé": poll.meeting.title,
            "état": poll.status,
            "répondre avant": poll.respond_by.isoformat(),
            "date choisie": poll.chosen.starts_at.isoformat() if poll.chosen else None,
            "dates": [
                {
                    "début": slot.starts_at.isoformat(),
                    "fin": slot.ends_at.isoformat(),
                    "réponses": [
                        {"nom": one.respondent.person.full_name, "réponse": one.answer} for one in slot.answers.all()
                    ],
                }
                for slot in poll.slots.all()
            ],
        }


@registry.portability.register("scheduling.series")
def series_rows() -> Iterator[dict[str, Any]]:
    for series in Series.objects.select_related("type", "group").prefetch_related("occurrences"):
        yield {
            "id": str(series.pk),
            "intitulé": series.title,
            "type": series.type.code,
            "groupe": series.group.name if series.group else "",
            "rythme": series.label,
            "règle": str(series.rule).splitlines()[-1],
            "depuis": series.first_on.isoformat(),
            "jusqu’au": series.last_on.isoformat() if series.last_on else None,
            "arrêtée le": series.stopped_on.isoformat() if series.stopped_on else None,
            "dates": [
                {
                    "jour de la règle": one.rule_day.isoformat(),
                    "jour retenu": one.day.isoformat() if one.day else None,
                    "réunion": str(one.meeting_id) if one.meeting_id else None,
                    "motif": one.reason,
                }
                for one in series.occurrences.all()
            ],
        }


@registry.portability.register("scheduling.years")
def plan_rows() -> Iterator[dict[str, Any]]:
    for plan in YearPlan.objects.prefetch_related("lines__type", "lines__group", "lines__dates"):
        yield {
            "année": plan.year,
            "hors vacances": plan.avoids_holidays,
            "réunions créées le": plan.created_at.isoformat() if plan.created_at else None,
            "lignes": [
                {
                    "intitulé": line.title,
                    "type": line.type.code,
                    "groupe": line.group.name if line.group else "",
                    "combien": line.rhythm_label,
                    "jours": line.weekdays,
                    "heures": line.hours,
                    "durée": line.minutes,
                    "mois évités": line.avoided_months,
                    "dates": [
                        {
                            "jour": one.day.isoformat(),
                            "heure": f"{one.starts:%H:%M}",
                            "réunion": str(one.meeting_id) if one.meeting_id else None,
                        }
                        for one in line.dates.all()
                    ],
                }
                for line in plan.lines.all()
            ],
        }

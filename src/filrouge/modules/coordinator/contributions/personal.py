from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from filrouge.kernel import registry
from filrouge.kernel.files import services as files
from filrouge.kernel.registry import PersonalData
from filrouge.modules.coordinator.models import (
    Absence,
    Access,
    IgnoredWork,
    Post,
    PresenceDay,
    SelfAssessment,
    TimeEntry,
    Training,
)


def _time_of(person: UUID) -> Iterator[dict[str, Any]]:
    for entry in TimeEntry.objects.filter(person=person):
        yield {"jour": entry.day.isoformat(), "activité": entry.label, "minutes": entry.minutes, "mot": entry.word}


def _forget_time_of(person: UUID) -> int:
    """Hours stay, they justify the funding of the post; the words go."""
    IgnoredWork.objects.filter(person=person).delete()
    return TimeEntry.objects.filter(person=person).exclude(word="").update(word="")


registry.personal_data.add(
    "coordinator.time",
    PersonalData(
        "Temps de coordination",
        "intérêt légitime de l’équipe à suivre le poste qu’elle finance",
        "5 ans",
        _time_of,
        _forget_time_of,
    ),
)


def _days_of(person: UUID) -> Iterator[dict[str, Any]]:
    for row in PresenceDay.objects.filter(person=person):
        yield {"présence": row.when, "de": f"{row.starts_at:%H:%M}", "à": f"{row.ends_at:%H:%M}"}
    for absence in Absence.objects.filter(person=person):
        yield {
            "absence": absence.get_kind_display(),
            "du": absence.first_on.isoformat(),
            "au": absence.last_on.isoformat(),
        }


def _forget_days_of(person: UUID) -> int:
    rows = PresenceDay.objects.filter(person=person), Absence.objects.filter(person=person)
    return sum(found.delete()[0] for found in rows)


registry.personal_data.add(
    "coordinator.days",
    PersonalData(
        "Jours de présence et absences",
        "intérêt légitime de l’équipe à savoir quand le poste est tenu",
        "2 ans",
        _days_of,
        _forget_days_of,
    ),
)


def _posts_of(person: UUID) -> Iterator[dict[str, Any]]:
    for post in Post.objects.filter(person=person):
        yield {
            "poste": "coordination",
            "heures par semaine": str(post.weekly_hours),
            "brut par an": str(post.gross_yearly),
            "depuis le": post.starts_on.isoformat(),
        }


def _forget_posts_of(person: UUID) -> int:
    """The cost of the post stays in the accounts of the team, without the name."""
    return Post.objects.filter(person=person).update(person=None)


registry.personal_data.add(
    "coordinator.post",
    PersonalData(
        "Poste de coordination",
        "intérêt légitime de l’équipe à suivre le poste qu’elle finance",
        "5 ans après la fin du poste",
        _posts_of,
        _forget_posts_of,
    ),
)


def _accesses_of(person: UUID) -> Iterator[dict[str, Any]]:
    for access in Access.objects.filter(holder=person):
        yield {"outil": access.tool, "adresse": access.address, "secret gardé": access.kept_in}


def _forget_accesses_of(person: UUID) -> int:
    """The tool is the team's: it stays, without its holder."""
    return Access.objects.filter(holder=person).update(holder=None)


registry.personal_data.add(
    "coordinator.access",
    PersonalData(
        "Accès aux outils de l’équipe",
        "intérêt légitime de l’équipe à transmettre ses outils",
        "tant que l’outil est utilisé",
        _accesses_of,
        _forget_accesses_of,
    ),
)


def _growth_of(person: UUID) -> Iterator[dict[str, Any]]:
    for training in Training.objects.filter(person=person):
        yield {
            "formation": training.title,
            "terminée le": training.followed_on.isoformat(),
            "heures": str(training.hours),
            "activité": training.label,
        }
    for assessment in SelfAssessment.objects.filter(person=person):
        yield {"auto-évaluation": assessment.year, "niveaux": assessment.levels, "plan": assessment.plan}


def _forget_growth_of(person: UUID) -> int:
    """The certificates too."""
    trainings = list(Training.objects.select_related("file").filter(person=person))
    forgotten = Training.objects.filter(person=person).delete()[0]
    for training in trainings:
        if training.file is not None:
            files.discard(training.file)
    return forgotten + SelfAssessment.objects.filter(person=person).delete()[0]


registry.personal_data.add(
    "coordinator.growth",
    PersonalData(
        "Formations suivies et auto-évaluation",
        "intérêt légitime ; l’auto-évaluation n’est lue que par son auteur",
        "5 ans",
        _growth_of,
        _forget_growth_of,
    ),
)

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from filrouge.kernel import registry
from filrouge.modules.coordinator.models import (
    Absence,
    Access,
    Habit,
    Post,
    PostFunding,
    PresenceDay,
    ProfileChoice,
    TimeEntry,
    Training,
)


@registry.portability.register("coordinator.time")
def time() -> Iterator[dict[str, Any]]:
    for entry in TimeEntry.objects.select_related("person").filter(removed_at__isnull=True, minutes__isnull=False):
        yield {
            "personne": entry.person.full_name,
            "jour": entry.day.isoformat(),
            "bloc": entry.block,
            "activité": entry.activity,
            "intitulé": entry.label,
            "minutes": entry.minutes,
            "mot": entry.word,
        }


@registry.portability.register("coordinator.presence")
def presence() -> Iterator[dict[str, Any]]:
    for row in PresenceDay.objects.select_related("person").filter(removed_at__isnull=True):
        yield {
            "personne": row.person.full_name,
            "jour": row.when,
            "de": f"{row.starts_at:%H:%M}",
            "à": f"{row.ends_at:%H:%M}",
            "pause": row.break_minutes,
            "à partir du": row.from_on.isoformat() if row.from_on else "",
            "jusqu’au": row.until_on.isoformat() if row.until_on else "",
        }


@registry.portability.register("coordinator.absences")
def absences() -> Iterator[dict[str, Any]]:
    for row in Absence.objects.select_related("person").filter(removed_at__isnull=True):
        yield {
            "personne": row.person.full_name,
            "motif": row.get_kind_display(),
            "du": row.first_on.isoformat(),
            "au": row.last_on.isoformat(),
        }


@registry.portability.register("coordinator.posts")
def posts() -> Iterator[dict[str, Any]]:
    for post in Post.objects.select_related("person").filter(removed_at__isnull=True):
        yield {
            "id": str(post.pk),
            "tenu par": post.person.full_name if post.person else "",
            "heures par semaine": str(post.weekly_hours),
            "brut par an": str(post.gross_yearly),
            "charges en %": str(post.charges_rate),
            "autres coûts par an": str(post.other_yearly),
            "depuis le": post.starts_on.isoformat(),
            "jusqu’au": post.ends_on.isoformat() if post.ends_on else "",
            "dit par l’équipe": post.words,
        }


@registry.portability.register("coordinator.fundings")
def fundings() -> Iterator[dict[str, Any]]:
    for row in PostFunding.objects.filter(removed_at__isnull=True):
        yield {
            "poste": str(row.post_id),
            "source": row.get_source_display(),
            "précision": row.label,
            "montant": str(row.amount),
            "état": row.get_state_display(),
            "du": row.starts_on.isoformat(),
            "au": row.ends_on.isoformat(),
            "origine": row.origin,
        }


@registry.portability.register("coordinator.accesses")
def accesses() -> Iterator[dict[str, Any]]:
    for row in Access.objects.select_related("holder").filter(removed_at__isnull=True):
        yield {
            "outil": row.tool,
            "adresse": row.address,
            "qui a l’accès": row.holder.full_name if row.holder else "",
            "où le secret est gardé": row.kept_in,
            "à savoir": row.note,
        }


@registry.portability.register("coordinator.habits")
def habits() -> Iterator[dict[str, Any]]:
    for row in Habit.objects.filter(removed_at__isnull=True):
        yield {"sujet": row.title, "ce qu’il faut savoir": row.text}


@registry.portability.register("coordinator.trainings")
def trainings() -> Iterator[dict[str, Any]]:
    for row in Training.objects.select_related("person").filter(removed_at__isnull=True):
        yield {
            "personne": row.person.full_name,
            "formation": row.title,
            "terminée le": row.followed_on.isoformat(),
            "heures": str(row.hours),
            "activité": row.activity,
            "attestation": str(row.file_id) if row.file_id else "",
        }


@registry.portability.register("coordinator.profiles")
def profile_choices() -> Iterator[dict[str, Any]]:
    for row in ProfileChoice.objects.filter(removed_at__isnull=True):
        yield {
            "décidé le": row.decided_on.isoformat(),
            "priorités": row.priorities,
            "profil": row.option.label,
            "poste tenu par": row.held.label,
            "partagé avec": row.shared_with,
            "heures par semaine": str(row.weekly_hours),
            "qui coordonnait": row.today_is,
            "pourquoi": row.reason,
        }

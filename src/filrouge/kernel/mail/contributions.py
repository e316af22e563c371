from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from filrouge.kernel import registry
from filrouge.kernel.links.labels import link_labels
from filrouge.kernel.mail import choosing, demo, policy, replies, tasks
from filrouge.kernel.mail.kinds import MailKind, kind_label, mail_kinds
from filrouge.kernel.mail.models import Digest, DigestTime, MailChoice
from filrouge.kernel.mail.views import choices
from filrouge.kernel.registry import PersonalData, SectionPage

__all__ = ["replies", "tasks"]  # importing them puts them on the schedule

for _action, _label in {
    "sent_again": "a renvoyé le message « {title} » à {person}",
    "sent_now": "a fait partir sans attendre le message « {title} » à {person}",
    "cancelled": "a annulé le message « {title} » à {person}",
    "choice_made": "a choisi pour « {title} » : {choice}",
    "rules_changed": "a changé les règles du courrier",
}.items():
    registry.timeline_labels.add(f"mail.{_action}", _label)

registry.demo_data.add("mail.choices", demo.CHOICES)
registry.demo_data.add("mail.digests", demo.LAST_DIGESTS)
mail_kinds.add(choosing.DIGEST, MailKind("résumé de la semaine"))
registry.link_pages.add(choosing.PURPOSE, choices.choices_page)
link_labels.add(choosing.PURPOSE, "messages reçus, à choisir")
registry.settings_pages.add("mail", SectionPage("settings", "Courrier", "mail:rules", policy.RULES))


def _choices_of(person: UUID) -> Iterator[dict[str, Any]]:
    for row in MailChoice.objects.filter(person=person):
        yield {"message": kind_label(row.kind), "choix": row.get_choice_display()}
    for moment in DigestTime.objects.filter(person=person):
        yield {"message": kind_label(choosing.DIGEST), "choix": str(moment)}
    for digest in Digest.objects.filter(person=person, message__isnull=False):
        yield {"message": kind_label(choosing.DIGEST), "prévu le": digest.due_at.isoformat()}


def _erase_choices_of(person: UUID) -> int:
    rows = (MailChoice.objects, DigestTime.objects, Digest.objects)
    return sum(kept.filter(person=person).delete()[0] for kept in rows)


registry.personal_data.add(
    "mail.choices",
    PersonalData(
        label="Choix des messages reçus, résumés de la semaine",
        legal_basis="intérêt légitime de l’équipe à n’écrire que ce qui est souhaité",
        retention="le temps de la présence dans l’équipe",
        export=_choices_of,
        erase=_erase_choices_of,
    ),
)


@registry.portability.register("mail.choices")
def choice_rows() -> Iterator[dict[str, Any]]:
    for row in MailChoice.objects.select_related("person"):
        yield {"personne": row.person.full_name, "message": kind_label(row.kind), "choix": row.get_choice_display()}
    for moment in DigestTime.objects.select_related("person"):
        yield {"personne": moment.person.full_name, "message": kind_label(choosing.DIGEST), "choix": str(moment)}

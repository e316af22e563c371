from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from filrouge.kernel import registry
from filrouge.kernel.links.labels import link_labels
from filrouge.kernel.mail import choosing, policy, replies, tasks
from filrouge.kernel.mail.kinds import kind_label
from filrouge.kernel.mail.models import MailChoice
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

registry.link_pages.add(choosing.PURPOSE, choices.choices_page)
link_labels.add(choosing.PURPOSE, "messages reçus, à choisir")
registry.settings_pages.add("mail", SectionPage("settings", "Courrier", "mail:rules", policy.RULES))


def _choices_of(person: UUID) -> Iterator[dict[str, Any]]:
    for row in MailChoice.objects.filter(person=person):
        yield {"message": kind_label(row.kind), "choix": row.get_choice_display()}


def _erase_choices_of(person: UUID) -> int:
    return MailChoice.objects.filter(person=person).delete()[0]


registry.personal_data.add(
    "mail.choices",
    PersonalData(
        label="Choix des messages reçus",
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

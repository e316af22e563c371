from __future__ import annotations

from uuid import UUID

from filrouge.kernel.accounts.matching import rpps_finders
from filrouge.kernel.people.models import Person
from filrouge.kernel.registry import timeline_labels
from filrouge.kernel.tenancy.models import Membership, Organisation
from filrouge.kernel.tenancy.scope import organisation_scope

for _action, _label in {
    "organisation.founded": "a ouvert l’espace de « {title} »",
    "organisation.changed": "a modifié les réglages de l’organisation : {what}",
    "organisation.second_factor_required": "a rendu le deuxième facteur obligatoire",
    "organisation.second_factor_released": "a rendu le deuxième facteur facultatif",
    "organisation.site_added": "a ajouté le site « {title} »",
    "organisation.site_changed": "a modifié le site « {title} »",
    "organisation.site_removed": "a supprimé le site « {title} »",
    "organisation.legal_entity_added": "a ajouté l’entité « {title} »",
    "organisation.legal_entity_changed": "a modifié l’entité « {title} »",
    "organisation.legal_entity_removed": "a supprimé l’entité « {title} »",
    "organisation.iban_changed": "a changé l’IBAN de « {title} » : {iban}",
    "members.invited": "a invité {person} ({roles})",
    "members.invited_again": "a renvoyé l’invitation de {person}",
    "members.roles_changed": "a changé les rôles de {person} : {roles}",
    "members.removed": "a retiré l’accès de {person}",
    "delegations.granted": "a confié à {person} le pouvoir de {capability}",
    "delegations.revoked": "a retiré à {person} le pouvoir de {capability}",
}.items():
    timeline_labels.add(_action, _label)


@rpps_finders.register("people")
def account_of(rpps: str) -> UUID | None:
    """The account that every one of its organisations has itself tied to this RPPS number.

    One organisation vouches for its own doors only: whoever edits a team's directory could otherwise write their own
    number beside a colleague's account, and enter the other teams of that colleague.
    """
    vouched: dict[UUID, set[UUID]] = {}
    for organisation in Organisation.objects.all():  # once per identity: the link is then kept
        with organisation_scope(organisation, switching=True):
            user_id = Person.objects.filter(rpps=rpps).values_list("user_id", flat=True).first()
        if user_id is not None:
            vouched.setdefault(user_id, set()).add(organisation.pk)
    if len(vouched) != 1:
        return None
    [(user_id, organisations)] = vouched.items()
    doors = set(Membership.objects.filter(user_id=user_id).values_list("organisation_id", flat=True))
    return user_id if doors and doors <= organisations else None

from __future__ import annotations

from datetime import date, timedelta

from filrouge.kernel.registry import DemoContext
from filrouge.kernel.shell.services import delegations
from filrouge.kernel.tenancy.enums import Role
from filrouge.kernel.tenancy.models import Membership, Organisation
from filrouge.modules.coordinator import queries, services
from filrouge.modules.coordinator.models import Access, Habit

ACCESSES = (
    ("Espace de la CPAM", "https://amelipro.example", "Coffre de mots de passe de l’équipe", "Compte de la SISA."),
    ("Messagerie de la coordination", "https://courriel.example", "Coffre de mots de passe de l’équipe", ""),
    ("Banque", "https://banque.example", "Chez la gérance", "La coordination consulte, la gérance valide."),
    ("Clés de la salle de réunion", "", "Boîte à clés de l’accueil", ""),
)
HABITS = (
    ("Préparer la RCP", "L’appel à situations part dix jours avant, le rappel trois jours avant. La salle se réserve "
     "auprès de l’accueil. Les kinés préfèrent le premier point : ils repartent à 13 h 30."),
    ("Avec la mairie", "Passer par le secrétariat général, jamais directement par un élu. Une visite en septembre."),
    ("Fin d’année", "Dès novembre, compter ce qui manque à l’ACI. Les pièces se rangent au fur et à mesure, pas en "
     "janvier."),
)  # fmt: skip


def load(organisation: Organisation, membership: Membership, context: DemoContext) -> None:
    """What the next coordinator will be glad to find."""
    person = queries.own_person(membership)
    for tool, address, kept_in, note in ACCESSES:
        services.keep_note(
            Access(), by=membership, tool=tool, address=address, kept_in=kept_in, note=note, holder=person
        )
    for title, text in HABITS:
        services.keep_note(Habit(), by=membership, title=title, text=text)
    _entrust(organisation, context.today)


def _entrust(organisation: Organisation, today: date) -> None:
    """Where there is an assistant, the managers let them approve minutes for a while."""
    members = {role: one for one in Membership.objects.filter(organisation=organisation) for role in one.roles}
    if Role.ASSISTANT in members and Role.MANAGER in members:
        delegations.grant(
            members[Role.ASSISTANT],
            by=members[Role.MANAGER],
            capability="meetings.approve",
            starts_on=today - timedelta(days=20),
            ends_on=today + timedelta(days=70),
            decision="Bureau, pendant les congés de la coordination",
        )

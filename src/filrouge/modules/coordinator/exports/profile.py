from __future__ import annotations

from django.utils import timezone

from filrouge.kernel.documents.content import BulletList, Document, Heading, KeyValues, Paragraph, Table, TableColumn
from filrouge.kernel.tenancy.letterhead import letterhead
from filrouge.kernel.tenancy.models import Organisation
from filrouge.modules.coordinator.enums import block_label
from filrouge.modules.coordinator.enums.profiles import ASKED, profile_words
from filrouge.modules.coordinator.models import ProfileChoice
from filrouge.modules.coordinator.queries import Fit, fit_of, fits_of
from filrouge.ui.typography import date_long, euros, number, percent


def choice_document(organisation: Organisation, choice: ProfileChoice) -> Document:
    """What the team decided, with what it looked at."""
    fits = fits_of(choice.priorities, choice.weekly_hours)
    facts = [
        ("Profil retenu", choice.option.label),
        ("Poste tenu par", choice.held.label),
        ("Partagé avec", choice.shared_with),
        ("Heures par semaine", number(choice.weekly_hours)),
        ("Coût probable par an", cost_of(fit_of(choice))),
        ("Aujourd’hui", choice.today_is),
    ]
    weight = {0: "pas maintenant", 1: "un peu", 2: "important", 3: "avant tout"}
    priorities = [(block_label(block), weight[choice.priorities[block]]) for block in ASKED]
    ranking = [(fit.option.label, percent(fit.share), cost_of(fit)) for fit in fits]
    columns = [TableColumn("Profil", 3), TableColumn("Répond à", 0, "right"), TableColumn("Coût par an", 0, "right")]
    return Document(
        title="Qui coordonne l’équipe ?",
        subtitle=f"Choix du {date_long(choice.decided_on)}",
        letterhead=letterhead(organisation),
        date=timezone.localdate(),
        blocks=[
            KeyValues([(label, value) for label, value in facts if value]),
            *(Paragraph(part) for part in choice.reason.splitlines() if part.strip()),
            Heading("Ce que ce profil apporte"),
            BulletList([*choice.option.strengths, *choice.held.strengths]),
            Heading("À surveiller"),
            BulletList([*choice.option.limits, *choice.held.limits]),
            Heading("Nos priorités"),
            Table([TableColumn("Bloc", 4), TableColumn("Importance", 0)], priorities),
            Heading("Les profils regardés"),
            Table(columns, ranking),
            Paragraph(choice.option.basis, style="small"),
            Paragraph(f"{profile_words('opinion')} {profile_words('survey')}", style="small"),
        ],
    )


def cost_of(fit: Fit) -> str:
    """To the hundred euros: the rest would only look exact."""
    low, high = (euros(round(cost, -2), 0) for cost in (fit.cost_low, fit.cost_high))
    return low if low == high else f"{low} à {high}"

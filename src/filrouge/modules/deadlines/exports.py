from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from filrouge.kernel.documents.sheets import Column, Sheet
from filrouge.modules.deadlines.models import Contract, Control, Due
from filrouge.modules.deadlines.queries.dates import notice_day
from filrouge.modules.deadlines.queries.words import schedule_label


def due_sheet(dues: Iterable[Due]) -> Sheet:
    return Sheet(
        title="Échéances",
        columns=[
            Column("Date", "date"),
            Column("Échéance", "text", 50),
            Column("Thème", "text"),
            Column("Qui répond", "text"),
            Column("À préparer dès le", "date"),
            Column("État", "text"),
            Column("Fait le", "date"),
            Column("Ce qui le prouve", "text", 40),
            Column("Note", "text"),
            Column("Pièce", "text"),
            Column("Source", "text", 50),
            Column("Confiance", "text"),
        ],
        rows=[
            [
                due.due_on,
                due.title,
                due.obligation.get_theme_display(),
                due.obligation.get_responsible_display(),
                due.remind_on,
                "à préciser" if due.is_open and due.is_guess else due.get_state_display(),
                due.closed_on,
                due.obligation.proof,
                due.note or due.reason,
                due.file.name if due.file else "",
                due.obligation.source,
                due.obligation.get_confidence_display(),
            ]
            for due in dues
        ],
    )


def contract_sheet(contracts: Iterable[Contract]) -> Sheet:
    return Sheet(
        title="Contrats",
        columns=[
            Column("Objet", "text", 40),
            Column("Avec", "text", 30),
            Column("Terme", "date"),
            Column("Préavis, en mois", "number"),
            Column("Dernier jour du préavis", "date"),
            Column("Reconduit pour, en mois", "number"),
            Column("Montant par an", "euros"),
            Column("Qui choisit", "text"),
            Column("État", "text"),
            Column("Contrat signé", "text"),
        ],
        rows=[
            [
                one.obligation.title,
                one.party,
                one.ends_on,
                one.notice_months,
                notice_day(one.ends_on, one.notice_months),
                one.renews_months,
                one.amount,
                one.obligation.get_responsible_display(),
                "résilié" if one.ended else "en cours",
                one.file.name if one.file else "",
            ]
            for one in contracts
        ],
    )


def control_sheet(controls: Iterable[Control]) -> Sheet:
    """``controls`` with their dates, as ``queries.controls`` gives them."""
    rows: Iterable[Any] = controls
    return Sheet(
        title="Contrôles périodiques",
        columns=[
            Column("Contrôle", "text", 40),
            Column("Rythme", "text", 30),
            Column("Prestataire", "text", 30),
            Column("Dernière fois", "date"),
            Column("Rapport", "text"),
            Column("Prochaine fois", "date"),
            Column("Qui répond", "text"),
            Column("Source", "text", 50),
            Column("Confiance", "text"),
        ],
        rows=[
            [
                str(one),
                schedule_label(one.obligation.schedule),
                one.provider,
                one.last_on,
                one.last_file or "",
                None if one.is_guess else one.next_on,
                one.obligation.get_responsible_display(),
                one.obligation.source,
                one.obligation.get_confidence_display(),
            ]
            for one in rows
        ],
    )

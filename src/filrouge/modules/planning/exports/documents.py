from __future__ import annotations

from django.utils import timezone

from filrouge.kernel.documents.content import Document, Inline, Letterhead, Paragraph, Span, Table, TableColumn
from filrouge.kernel.tenancy.models import Organisation
from filrouge.modules.planning.exports.sheets import state_label
from filrouge.modules.planning.models import Plan
from filrouge.ui.typography import date_fr, date_short


def plan_document(organisation: Organisation, plan: Plan) -> Document:
    """The plan as it is pinned up: what, who, when, a box to tick."""
    rows: list[list[Inline]] = [
        [
            date_short(step.due_on),
            [Span(step.title, bold=True), Span(f"\n{step.why}" if step.why else "")],
            step.owner.full_name if step.owner else "à choisir",
            "☑" if step.is_done else state_label(step) if step.is_given_up else "☐",
        ]
        for step in plan.steps.all()
    ]
    return Document(
        title=plan.title,
        letterhead=Letterhead(name=organisation.name, accent=organisation.accent, footer=organisation.name),
        date=timezone.localdate(),
        blocks=[
            Paragraph(f"Date à atteindre : {date_fr(plan.target_on)}", "lead"),
            Table(
                [TableColumn("Pour le", 2), TableColumn("Étape", 6), TableColumn("À qui", 2), TableColumn("Fait", 1)],
                rows or [["", "Aucune étape", "", ""]],
            ),
        ],
    )

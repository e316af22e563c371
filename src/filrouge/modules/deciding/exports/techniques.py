from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from filrouge.kernel.documents.content import Block, Document, Heading, KeyValues, NumberedList, Paragraph
from filrouge.kernel.tenancy.letterhead import letterhead
from filrouge.kernel.tenancy.models import Organisation
from filrouge.modules.deciding.queries.library import Technique
from filrouge.ui.typography import duration


def techniques_document(organisation: Organisation, techniques: Iterable[Technique], day: date) -> Document:
    blocks: list[Block] = []
    for technique in techniques:
        blocks += _technique_blocks(technique)
    return Document(
        title="Animer : les techniques",
        letterhead=letterhead(organisation),
        date=day,
        blocks=blocks or [Paragraph("Aucune technique ne correspond.")],
    )


def _technique_blocks(technique: Technique) -> list[Block]:
    fewest, most = technique.people
    shortest, longest = technique.minutes
    return [
        Heading(technique.name),
        Paragraph(technique.what_for, style="lead"),
        KeyValues(
            [
                ("Pour", ", ".join(technique.purpose_labels)),
                ("Personnes", f"{fewest} à {most}"),
                ("Durée", f"{duration(shortest)} à {duration(longest)}"),
                ("Quand", technique.when),
                ("Pas quand", technique.not_when),
                ("Matériel", technique.material),
                ("Avec les téléphones", technique.phones),
            ]
        ),
        NumberedList(technique.steps),
    ]

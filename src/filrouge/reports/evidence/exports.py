from __future__ import annotations

from collections.abc import Iterator

from filrouge.kernel.documents.sheets import Column, Sheet, Value
from filrouge.reports.evidence.queries import Group, Proof, Vault


def evidence_sheet(vault: Vault) -> Sheet:
    return Sheet(
        title=f"Preuves {vault.year}",
        columns=[
            Column("Axe", "text"),
            Column("N°", "text"),
            Column("Indicateur", "text", 40),
            Column("Date", "date"),
            Column("Nature", "text"),
            Column("Intitulé", "text", 40),
            Column("Présents", "number"),
            Column("Durée", "minutes"),
            Column("État", "text"),
            Column("À l’appui", "text"),
            Column("Pièce", "text"),
            Column("Nom attendu", "text", 50),
            Column("Envoyée ou répondue le", "date"),
            Column("Réponse de la CPAM", "text", 40),
            Column("Même document que", "text"),
            Column("Empreinte SHA-256", "text"),
        ],
        rows=_rows(vault),
    )


def _rows(vault: Vault) -> Iterator[list[Value]]:
    for group in vault.groups:
        for proof in group.proofs:
            yield _row(group, proof)
        heading = group.heading
        if heading.lacking:
            yield [heading.axis, heading.number, heading.label, None, "", f"Il manque : {heading.lacking}", None, None,
                   "manquante", "", "", "", None, "", "", ""]  # fmt: skip


def _row(group: Group, proof: Proof) -> list[Value]:
    heading, item, outcome = group.heading, proof.item, proof.outcome
    return [
        heading.axis,
        heading.number,
        heading.label,
        item.happened_on,
        item.kind,
        item.label,
        item.attendance,
        item.minutes,
        proof.state_label,
        "oui" if item.supporting else "",
        item.detail,
        proof.name,
        outcome.on if outcome else None,
        outcome.said if outcome else "",
        proof.twin.label if proof.twin else "",
        item.fingerprint,
    ]

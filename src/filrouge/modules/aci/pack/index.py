"""The pages of a pack: the index, with a bookmark for each indicator, and the lists that go along."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.template.defaultfilters import filesizeformat

from filrouge.kernel.documents.content import (
    Block,
    BulletList,
    Document,
    Heading,
    KeyValues,
    Letterhead,
    Paragraph,
    Span,
    Table,
    TableColumn,
)
from filrouge.modules.aci.pack.manifest import Claim, Identity, Listing, Manifest, Proof, fingerprint
from filrouge.ui.typography import count, date_short

INDEX = "index.pdf"


def index_document(manifest: Manifest) -> Document:
    return Document(
        title=f"Déclaration ACI {manifest.year}",
        subtitle="Indicateurs, montants et pièces justificatives",
        reference=f"Version {manifest.version}, empreinte {fingerprint(manifest.as_data())[:16]}",
        letterhead=_letterhead(manifest.identity),
        date=manifest.on,
        blocks=[*_opening(manifest), *_axes(manifest)],
    )


def listing_document(manifest: Manifest, listing: Listing) -> Document:
    widths = [1.0 if index == 1 else 0.0 for index in range(len(listing.columns))]
    if len(widths) > 2:
        widths[-1] = 0.8
    return Document(
        title=listing.title,
        subtitle=listing.subtitle,
        letterhead=_letterhead(manifest.identity),
        date=manifest.on,
        blocks=[
            Table([TableColumn(*pair) for pair in zip(listing.columns, widths, strict=True)], listing.rows)
            if listing.rows
            else Paragraph("Personne ni rien à cette date.")
        ],
    )


def _letterhead(identity: Identity) -> Letterhead:
    return Letterhead(identity.name, identity.lines, identity.accent, footer=identity.name)


def _opening(manifest: Manifest) -> Iterator[Block]:
    yield KeyValues([*manifest.identity.facts, ("Barème", manifest.scale), *manifest.amounts])
    pieces = manifest.proofs
    joined = ", ".join([count(len(pieces), "pièce"), *(f"« {one.title} »" for one in manifest.listings)])
    yield Paragraph(
        f"Ce dossier contient : {joined}. L’empreinte de chaque fichier est dans « empreintes.sha256 » : elle montre"
        " que rien n’a changé depuis qu’il a été préparé."
    )
    rows = [
        (claim.number, claim.label, claim.points, claim.euros, str(len(claim.proofs)))
        for claim in manifest.claims
        if claim.claimed
    ]
    if rows:
        yield Table(
            [TableColumn("N°", 0), TableColumn("Indicateur"), TableColumn("Points", 0, "right"),
             TableColumn("Montant", 0, "right"), TableColumn("Pièces", 0, "right")],
            rows,
            caption="Les indicateurs déclarés",
        )  # fmt: skip


def _axes(manifest: Manifest) -> Iterator[Block]:
    axis = ""
    for claim in manifest.claims:
        if not claim.claimed:
            continue
        if claim.axis != axis:
            axis = claim.axis
            yield Heading(axis, 1)
        yield from _claim(claim)
    if left := [f"{claim.number} {claim.label}" for claim in manifest.claims if not claim.claimed]:
        yield Heading("Indicateurs non déclarés", 1)
        yield BulletList(left)


def _claim(claim: Claim) -> Iterator[Block]:
    yield Heading(f"{claim.number} {claim.label}", 2)
    worth = (("Points", claim.points), ("Montant", claim.euros), ("Calcul", claim.formula))
    yield KeyValues(
        [("Type", claim.kind), *claim.fields, *(pair for pair in worth if pair[1]), ("Source", claim.source)]
    )
    if claim.proofs:
        yield Table(
            [TableColumn("Pièce et empreinte SHA-256", 1), TableColumn("Date", 0), TableColumn("Taille", 0, "right")],
            [_row(proof) for proof in claim.proofs],
            caption=f"Dossier « {claim.folder} »",
        )
    if claim.held:
        yield Paragraph([Span("Tenus à disposition, sans être joints :", bold=True)])
        yield BulletList([f"{date_short(_day(proof))}, {proof.label}" for proof in claim.held])


def _row(proof: Proof) -> list[list[Span] | str]:
    return [
        [Span(f"{proof.name}\n", bold=True), Span(proof.sha256)],
        date_short(_day(proof)),
        filesizeformat(proof.size),
    ]


def _day(proof: Proof) -> date:
    return date.fromisoformat(proof.day)

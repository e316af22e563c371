"""The manifest of a declaration: the checklist of the day, as words that no longer depend on anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from filrouge.kernel import registry
from filrouge.kernel.files.models import StoredFile
from filrouge.kernel.identifiers.formats import format_am, format_finess, format_rpps, format_siret
from filrouge.kernel.people.queries import associates_on
from filrouge.kernel.registry import EvidenceItem
from filrouge.kernel.tenancy.models import LegalEntity, Membership, Organisation, Site
from filrouge.modules.aci.engine import Result
from filrouge.modules.aci.engine.words import said
from filrouge.modules.aci.enums import AXIS_TITLES, SHARED
from filrouge.modules.aci.pack import Claim, Identity, Listing, Manifest, Proof
from filrouge.modules.aci.queries.checklist import Checklist, Item, is_joined
from filrouge.modules.aci.queries.guide import expected_names
from filrouge.ui.typography import date_long, euros

ASSOCIATES = "liste-des-associes.pdf"


def manifest_of(membership: Membership, checklist: Checklist, *, version: int, day: date) -> Manifest:
    result, year = checklist.value.result, checklist.year
    asked = [proof for item in checklist.items for proof in item.row.proofs] + checklist.value.patients_proofs
    frozen = _Frozen(_files(asked), expected_names(year, checklist.value.proofs.items))
    return Manifest(
        year=year,
        version=version,
        day=day.isoformat(),
        scale=result.scale.title,
        total=f"{result.total_euros:.2f}",
        identity=identity_of(membership.organisation),
        amounts=tuple(_amounts(result)),
        claims=(frozen.of_the_year(checklist), *map(frozen.claim, checklist.items)),
        listings=(*_tables(membership, year), associates_listing(year)),
    )


def _files(proofs: Iterable[EvidenceItem]) -> dict[UUID, StoredFile]:
    asked = {proof.file_id for proof in proofs if proof.file_id}
    return {file.pk: file for file in StoredFile.objects.filter(pk__in=asked)}


@dataclass(frozen=True, slots=True)
class _Frozen:
    files: Mapping[UUID, StoredFile]
    names: Mapping[str, str]  # by key, those of the vault

    def claim(self, item: Item) -> Claim:
        line, indicator = item.row.line, item.row.line.indicator
        return Claim(
            code=item.code,
            number=indicator.number,
            label=indicator.label,
            axis=f"Axe {indicator.axis} : {AXIS_TITLES[indicator.axis]}",
            kind=line.kind_label,
            folder=f"{indicator.number}_{indicator.short}",
            points=said(line.points),
            euros=euros(item.row.euros),
            amount=f"{item.row.euros:.2f}",
            formula=line.formula,
            source=indicator.source,
            claimed=item.is_claimed,
            fields=item.fields,
            proofs=self.joined(item.ready) if item.is_claimed else (),
            held=tuple(map(_kept, item.held)) if item.is_claimed else (),
        )

    def of_the_year(self, checklist: Checklist) -> Claim:
        """What is asked once, and its papers."""
        heading = SHARED["patients"]
        ready = [proof for proof in checklist.value.patients_proofs if is_joined(proof)]
        return Claim(
            code=heading.code,
            number=heading.number,
            label=heading.label,
            axis=heading.axis,
            kind="données de l’année",
            folder=f"{heading.number}_{heading.short}",
            points="",
            euros="",
            amount="0.00",
            formula="",
            source=checklist.value.result.scale.source,
            claimed=True,
            fields=checklist.fields,
            proofs=self.joined(ready),
        )

    def joined(self, proofs: Iterable[EvidenceItem]) -> tuple[Proof, ...]:
        """A document is joined once, whatever the proofs it serves; in the order of the days."""
        once = {proof.document: proof for proof in sorted(proofs, key=_order, reverse=True)}
        found = sorted(once.values(), key=_order)
        files = [self.files[proof.file_id] for proof in found if proof.file_id]
        return tuple(
            Proof(proof.key, proof.label, proof.kind, proof.happened_on.isoformat(), self.names[proof.key],
                  str(file.pk), file.sha256, file.size)
            for proof, file in zip(found, files, strict=True)
        )  # fmt: skip


def _order(proof: EvidenceItem) -> tuple[date, str]:
    return proof.happened_on, proof.key


def _kept(proof: EvidenceItem) -> Proof:
    return Proof(proof.key, proof.label, proof.kind, proof.happened_on.isoformat())


def identity_of(organisation: Organisation) -> Identity:
    facts = []
    if entity := LegalEntity.objects.first():
        facts.append(("Titulaire", entity.name))
        if entity.siret:
            facts.append(("SIRET", format_siret(entity.siret)))
    facts += [("FINESS", format_finess(site.finess)) for site in Site.objects.exclude(finess="")]
    lines = tuple(line for line in organisation.address.splitlines() if line.strip())
    return Identity(organisation.name, lines, organisation.accent, tuple(facts))


def _amounts(result: Result) -> Iterator[tuple[str, str]]:
    yield "Points", said(result.points)
    yield "Montant de base", euros(result.base_euros)
    if result.uplift_percent:
        yield "Majoration de précarité", f"{said(result.uplift_percent)} %"
    yield "Montant de l’année", euros(result.total_euros)
    yield "Avance", euros(result.advance_euros)
    yield "Solde", euros(result.balance_euros)


def _tables(membership: Membership, year: int) -> Iterator[Listing]:
    for provider in registry.declared_tables.values():
        for table in provider(membership, year):
            yield Listing(table.title, f"{table.name}.pdf", table.subtitle, table.columns, table.rows)


def associates_listing(year: int) -> Listing:
    """As the CPAM asks it: name, AM number, RPPS, profession or speciality."""
    day = date(year, 12, 31)
    return Listing(
        title=f"Associés au 31 décembre {year}",
        name=ASSOCIATES,
        subtitle=f"Liste arrêtée au {date_long(day)}",
        columns=("N°", "Nom", "N° AM", "RPPS", "Profession"),
        rows=tuple(
            (str(rank), one.formal_name, format_am(one.am_number) or "—", format_rpps(one.rpps) or "—", one.role_label)
            for rank, one in enumerate(associates_on(day), start=1)
        ),
    )

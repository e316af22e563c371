from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Max, QuerySet

from filrouge.kernel.reading import told_by_year, told_once
from filrouge.modules.aci.models import Declaration, DeclaredLine, DeclaredProof, YearInputs
from filrouge.modules.aci.pack import Claim, Manifest, Proof

FROZEN = [Declaration.State.FROZEN, Declaration.State.SENT, Declaration.State.ANSWERED]


@told_once
def _versions(year: int) -> tuple[Declaration, ...]:
    """The newest first."""
    return tuple(Declaration.objects.filter(year=year).select_related("pack"))


def in_preparation(year: int) -> Declaration | None:
    return next((row for row in _versions(year) if row.state == Declaration.State.PREPARING), None)


def frozen_versions(year: int) -> list[Declaration]:
    """The newest first."""
    return [row for row in _versions(year) if row.state in FROZEN]


def declared() -> QuerySet[Declaration]:
    """With all that a page of one version shows."""
    return Declaration.objects.filter(state__in=FROZEN).select_related("pack", "receipt", "answer_file")


def sent() -> QuerySet[Declaration]:
    return Declaration.objects.filter(state__in=[Declaration.State.SENT, Declaration.State.ANSWERED])


def last_sent(year: int) -> Declaration | None:
    return sent().filter(year=year).order_by("-version").first()


def next_version(year: int) -> int:
    """That of the row in preparation, when there is one."""
    frozen = Declaration.objects.filter(year=year, state__in=FROZEN).aggregate(last=Max("version"))["last"]
    return (frozen or 0) + 1


@dataclass(frozen=True, slots=True)
class Shown:
    """A claim as it was frozen, and what became of it."""

    claim: Claim
    line: DeclaredLine | None
    proofs: list[tuple[Proof, DeclaredProof | None]]


def shown(row: Declaration, manifest: Manifest) -> list[Shown]:
    lines = {line.code: line for line in row.lines.all()}
    proofs = {(proof.indicator, proof.key): proof for proof in row.proofs.all()}
    return [
        Shown(claim, lines.get(claim.code), [(one, proofs.get((claim.code, one.key))) for one in claim.proofs])
        for claim in manifest.claims
        if claim.claimed
    ]


def open_disputes() -> QuerySet[Declaration]:
    return Declaration.objects.filter(dispute=Declaration.Dispute.OPEN)


@told_by_year
def outcomes(years: Sequence[int]) -> dict[int, list[DeclaredProof]]:
    """Of every version that was sent, the last one last: what it says counts."""
    shown = DeclaredProof.objects.filter(declaration__in=sent().filter(year__in=years)).select_related("declaration")
    found: dict[int, list[DeclaredProof]] = {year: [] for year in years}
    for proof in shown.order_by("declaration__version"):
        found[proof.declaration.year].append(proof)
    return found


def typed_and_unsent(years: Iterable[int]) -> list[int]:
    """The oldest first."""
    typed = YearInputs.objects.filter(year__in=list(years)).order_by("year")
    return list(typed.exclude(year__in=sent().values("year")).values_list("year", flat=True))


def unexplained(row: Declaration) -> Decimal | None:
    """Of the difference with what was computed, what no line tells."""
    if row.difference is None:
        return None
    return row.difference - sum((line.difference for line in row.lines.all()), Decimal(0))

"""The proofs of a year, whoever holds them, and how many documents they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from filrouge.kernel.reading import told_by_year
from filrouge.kernel.registry import EvidenceItem, EvidenceOutcome
from filrouge.kernel.registry.gathered import outcomes_told, proofs_of
from filrouge.kernel.registry.proof import counting
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.tenancy.scope import current_organisation
from filrouge.modules.aci.enums import heading_of, parts_of
from filrouge.modules.aci.models import Piece

OWN = "aci:"


def pieces_of(year: int) -> QuerySet[Piece]:
    return Piece.objects.filter(year=year, removed_at=None).select_related("file")


@told_by_year
def pieces_in(years: Sequence[int]) -> dict[int, list[Piece]]:
    found: dict[int, list[Piece]] = {year: [] for year in years}
    for piece in Piece.objects.filter(year__in=years, removed_at=None).select_related("file"):
        found[piece.year].append(piece)
    return found


def item_of(piece: Piece) -> EvidenceItem:
    """A paper that was handed in, as the house sees a proof."""
    heading, file = heading_of(piece.year, piece.code), piece.file
    return EvidenceItem(
        key=piece.key,
        axis=heading.label if heading else piece.code,
        indicator=piece.code,
        kind=piece.kind_label,
        label=piece.title,
        happened_on=piece.happened_on,
        url=piece.get_absolute_url(),
        state=piece.state,
        detail=piece.note,
        attendance=piece.attendance,
        minutes=piece.minutes,
        file_id=piece.file_id,
        file_url=reverse("files:download", args=[current_organisation().slug, file.pk]) if file else "",
        file_ending=file.ending if file else "",
        fingerprint=file.sha256 if file else "",
        parts=parts_of(piece.code, piece.kind),
    )


def documents_of(membership: Membership, year: int) -> dict[str, EvidenceItem]:
    """By fingerprint, the proof that came first."""
    found: dict[str, EvidenceItem] = {}
    for item in proofs_of(membership, year):
        if item.fingerprint:
            found.setdefault(item.fingerprint, item)
    return found


def outcome_of(membership: Membership, piece: Piece) -> EvidenceOutcome | None:
    """What became of a paper once it was shown to the CPAM; nothing once a refused one is replaced."""
    outcome = outcomes_told(membership, piece.year).get(piece.key)
    return outcome if outcome and outcome.is_about(item_of(piece)) else None


def rcp_seen_elsewhere(membership: Membership, year: int) -> bool:
    """A calendar of the RCP was handed in, and the CPAM did not refuse it."""
    own = [item_of(piece) for piece in pieces_of(year).filter(code="rcp", state="ready")]
    return any(item.state == "ready" for item in counting(own, lambda: outcomes_told(membership, year)))


@dataclass(frozen=True, slots=True)
class Proofs:
    """Those of a year, by the code of the indicator they serve."""

    items: tuple[EvidenceItem, ...]

    def of(self, code: str) -> list[EvidenceItem]:
        return [item for item in self.items if item.indicator == code]

    def papers(self, code: str, *, own: bool = False) -> int:
        """How many ready documents are themselves what is asked; the same file twice is one. ``own``: handed in."""
        return len(
            {
                item.document
                for item in self.of(code)
                if item.state == "ready" and not item.supporting and (not own or item.key.startswith(OWN))
            }
        )

    def parts(self, code: str) -> set[int]:
        """Of what is asked, what is ready; a paper that does not say what it is counts as the first."""
        ready = [item for item in self.of(code) if item.state == "ready" and not item.supporting]
        return {part for item in ready for part in item.parts or (1,)}

    def proved_level(self, code: str) -> int:
        """The highest whose paper is ready, and those of all the levels below."""
        ready, level = self.parts(code), 0
        while level + 1 in ready:
            level += 1
        return level

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction

from filrouge.kernel.files import services as files
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.aci import policy
from filrouge.modules.aci.engine import scale_of
from filrouge.modules.aci.models import Piece, YearInputs

# papers of no indicator alone
SHARED = {"patients": "Patients et taux", "ipa": "Infirmier en pratique avancée"}


@transaction.atomic
def keep_year(year: int, *, by: Membership, facts: Mapping[str, Any], associates_reason: str = "") -> YearInputs:
    """Keep what is typed of a year; a second time corrects the first."""
    require(by, policy.KEEP)
    row = YearInputs.objects.select_for_update(of=("self",)).filter(year=year).first() or YearInputs(year=year)
    row.facts, row.associates_reason = dict(facts), associates_reason.strip() if "associates" in facts else ""
    row.full_clean()
    row.save()
    timeline.record(row, "aci.year_kept", by=by, year=year)
    return row


@transaction.atomic
def keep_piece(
    inputs: YearInputs, code: str, *, by: Membership, file: File[bytes] | None = None, note: str = ""
) -> Piece:
    """Attach the proof of an indicator, in place of the one before."""
    require(by, policy.KEEP)
    row = Piece.objects.select_for_update(of=("self",)).filter(inputs=inputs, code=code).first()
    row = row or Piece(inputs=inputs, code=code)
    if file is not None:
        row.file = files.store(name=file.name or "piece", content=file, capability=policy.VIEW)
    row.note = note.strip()
    if row.file is None and not row.note:
        raise ValidationError("Joignez le fichier, ou écrivez où se trouve la pièce.", code="empty")
    row.full_clean()
    row.save()
    timeline.record(inputs, "aci.piece_kept", by=by, title=label_of(inputs.year, code), year=inputs.year)
    return row


@transaction.atomic
def remove_piece(piece: Piece, *, by: Membership) -> None:
    """Take a proof away: the file itself stays in the documents of the team."""
    require(by, policy.KEEP)
    inputs = piece.inputs
    timeline.record(inputs, "aci.piece_removed", by=by, title=label_of(inputs.year, piece.code), year=inputs.year)
    piece.delete()


def label_of(year: int, code: str) -> str:
    return SHARED.get(code) or scale_of(year)[code].label

"""Papers handed in: one proof or several for an indicator, corrected, taken away, put back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.files import services as files
from filrouge.kernel.policy import require
from filrouge.kernel.registry import EvidenceItem
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.aci import policy, queries
from filrouge.modules.aci.engine import naming
from filrouge.modules.aci.enums import heading_of
from filrouge.modules.aci.models import Piece, YearInputs


@dataclass(frozen=True, slots=True)
class Twin:
    """A file that is already a proof of the year: it waits for somebody to say that it is wanted all the same."""

    name: str
    sha256: str
    proof: EvidenceItem


@dataclass(slots=True)
class HandedIn:
    kept: list[Piece] = field(default_factory=list)
    twins: list[Twin] = field(default_factory=list)


@transaction.atomic
def hand_in(
    year: int, code: str, *, by: Membership, uploads: Iterable[File[bytes]] = (), twice: bool = False, **said: Any
) -> HandedIn:
    """Keep one proof a file, or a note without a file. A file that is a proof already is kept only if ``twice``.

    ``said``: fields of ``Piece``; the label and the day that are left out are read in the name of each file.
    """
    require(by, policy.KEEP)
    uploads, done = list(uploads), HandedIn()
    known = {} if twice or not uploads else queries.documents_of(by, year)
    for upload in uploads:
        digest = _digest(upload)
        if digest in known:
            done.twins.append(Twin(upload.name or "", digest, known[digest]))
            continue
        piece = _keep(Piece(year=year, code=code), by, upload, said)
        done.kept.append(piece)
        if not twice:
            known[digest] = queries.item_of(piece)
    if not uploads:
        done.kept.append(_keep(Piece(year=year, code=code), by, None, said))
    return done


def keep_piece(
    inputs: YearInputs, code: str, *, by: Membership, file: File[bytes] | None = None, kind: str = "", note: str = ""
) -> Piece:
    """One proof more for an indicator, as it is."""
    return hand_in(inputs.year, code, by=by, uploads=[file] if file else [], twice=True, kind=kind, note=note).kept[0]


@transaction.atomic
def correct_piece(piece: Piece, *, by: Membership, upload: File[bytes] | None = None, **said: Any) -> Piece:
    """Say otherwise what it is. Once it was sent to the CPAM its file and its indicator stay, unless refused."""
    piece = _locked(piece, by)
    if upload is not None or said.get("code", piece.code) != piece.code:
        _refuse_sent(piece, by)
    return _keep(piece, by, upload, {"happened_on": piece.happened_on} | said)


@transaction.atomic
def remove_piece(piece: Piece, *, by: Membership) -> Piece:
    """Take a proof away: it counts no more, and can be put back."""
    piece = _locked(piece, by)
    if piece.removed_at is None:
        _refuse_sent(piece, by)
        piece.removed_at = timezone.now()
        _saved(piece, "aci.piece_removed", by)
    return piece


@transaction.atomic
def restore_piece(piece: Piece, *, by: Membership) -> Piece:
    piece = _locked(piece, by)
    if piece.removed_at is not None:
        piece.removed_at = None
        _saved(piece, "aci.piece_restored", by)
    return piece


def _keep(piece: Piece, by: Membership, upload: File[bytes] | None, said: dict[str, Any]) -> Piece:
    for name, value in said.items():
        setattr(piece, name, value.strip() if isinstance(value, str) else value)
    name = (upload.name or "piece") if upload else ""
    piece.label = piece.label or naming.label_in(name)
    piece.happened_on = piece.happened_on or naming.day_in(name) or _today_in(piece.year)
    if upload is not None:
        piece.file = files.store(name=name, content=upload, capability=policy.VIEW)
    piece.full_clean()
    return _saved(piece, "aci.piece_kept", by)


def _saved(piece: Piece, action: str, by: Membership) -> Piece:
    piece.save()
    heading = heading_of(piece.year, piece.code)
    timeline.record(piece, action, by=by, title=heading.label if heading else piece.code, year=piece.year)
    return piece


def _today_in(year: int) -> date:
    return min(timezone.localdate(), date(year, 12, 31))


def _digest(upload: File[bytes]) -> str:
    upload.seek(0)
    return hashlib.file_digest(upload, "sha256").hexdigest()


def _locked(piece: Piece, by: Membership) -> Piece:
    require(by, policy.KEEP)
    return Piece.objects.select_for_update(of=("self",)).select_related("file").get(pk=piece.pk)


def _refuse_sent(piece: Piece, by: Membership) -> None:
    """What was refused is taken away or replaced: the frozen declaration keeps its own record."""
    outcome = queries.outcome_of(by, piece)
    if outcome is not None and outcome.state != "refused":
        text = "Cette preuve est déjà partie à la CPAM : elle reste. Déposez-en une autre à côté."
        raise ValidationError(text, code="sent")

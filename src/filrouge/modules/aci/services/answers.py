"""What the CPAM answers to a declaration, and what follows when the team disagrees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.files import services as files
from filrouge.kernel.files.models import StoredFile
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.aci import policy
from filrouge.modules.aci.models import Declaration, DeclaredProof, DisputeStep
from filrouge.modules.aci.services.declaration import locked
from filrouge.ui.typography import count


@dataclass(frozen=True, slots=True)
class Said:
    """What the CPAM pays for a line (nothing said: what was computed), and why."""

    notified: Decimal | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    answered_on: date
    notified: Decimal | None = None
    words: str = ""
    file: File[bytes] | None = None
    lines: Mapping[UUID, Said] = field(default_factory=dict)
    refused: Mapping[UUID, str] = field(default_factory=dict)  # by piece, the words; the others are accepted


@transaction.atomic
def keep_answer(declaration: Declaration, answer: Answer, *, by: Membership) -> Declaration:
    """Note the answer, line by line and piece by piece; a second time corrects the first."""
    require(by, policy.KEEP)
    row = locked(declaration, Declaration.State.SENT, Declaration.State.ANSWERED)
    assert row.sent_on is not None  # it is sent
    if not row.sent_on <= answer.answered_on <= timezone.localdate():
        text = "La réponse vient après l’envoi, et au plus tard aujourd’hui."
        raise ValidationError({"answered_on": text}, code="answered_on")
    row.state, row.answered_on, row.answer = Declaration.State.ANSWERED, answer.answered_on, answer.words.strip()
    row.notified = answer.notified
    if answer.file is not None:
        row.answer_file = _stored(answer.file)
    row.full_clean()
    row.save(update_fields=["state", "answered_on", "answer", "notified", "answer_file"])
    _keep_lines(row, answer.lines)
    refused = _keep_proofs(row, answer)
    pieces = count(refused, "pièce refusée|pièces refusées") if refused else "tout est accepté"
    timeline.record(row, "aci.declaration_answered", by=by, year=row.year, version=row.version, pieces=pieces)
    return row


def _keep_lines(row: Declaration, said: Mapping[UUID, Said]) -> None:
    for line in row.lines.all():
        told = said.get(line.pk, Said())
        line.notified, line.words = told.notified, told.words.strip()
        line.full_clean()
        line.save(update_fields=["notified", "words"])


def _keep_proofs(row: Declaration, answer: Answer) -> int:
    refused = 0
    for proof in row.proofs.all():
        words = answer.refused.get(proof.pk)
        proof.state = DeclaredProof.State.ACCEPTED if words is None else DeclaredProof.State.REFUSED
        proof.words, proof.on = (words or "").strip(), answer.answered_on
        if words is not None and not proof.words:
            raise ValidationError(f"Dites pourquoi « {proof.label} » est refusée.", code="words")
        refused += words is not None
        proof.full_clean()
        proof.save(update_fields=["state", "words", "on"])
    return refused


@transaction.atomic
def add_step(
    declaration: Declaration,
    *,
    by: Membership,
    on: date,
    words: str,
    file: File[bytes] | None = None,
    due: date | None = None,
) -> DisputeStep:
    """Note what was written or received; the first step opens the dispute. ``due``: when to come back to it."""
    require(by, policy.KEEP)
    row = locked(declaration, Declaration.State.ANSWERED)
    if row.answered_on is None or not row.answered_on <= on <= timezone.localdate():
        text = "Une étape vient après la réponse de la CPAM, et au plus tard aujourd’hui."
        raise ValidationError({"on": text}, code="on")
    if due is not None and due < on:
        raise ValidationError({"due": "La prochaine échéance vient après cette étape."}, code="due")
    step = DisputeStep(declaration=row, on=on, words=words.strip(), by=str(by.user))
    if file is not None:
        step.file = _stored(file)
    step.full_clean()
    step.save()
    row.dispute, row.dispute_due = Declaration.Dispute.OPEN, due
    row.save(update_fields=["dispute", "dispute_due"])
    timeline.record(row, "aci.dispute_noted", by=by, year=row.year)
    return step


@transaction.atomic
def close_dispute(declaration: Declaration, *, by: Membership) -> None:
    require(by, policy.KEEP)
    row = locked(declaration, Declaration.State.ANSWERED)
    if row.dispute != Declaration.Dispute.OPEN:
        raise ValidationError("Aucune contestation n’est en cours.", code="dispute")
    row.dispute, row.dispute_due = Declaration.Dispute.CLOSED, None
    row.save(update_fields=["dispute", "dispute_due"])
    timeline.record(row, "aci.dispute_closed", by=by, year=row.year)


def _stored(file: File[bytes]) -> StoredFile:
    return files.store(name=file.name or "courrier", content=file, capability=policy.KEEP, frozen=True)

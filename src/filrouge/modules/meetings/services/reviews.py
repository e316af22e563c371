"""Decisions looked at again: confirmed, applied, dropped, or replaced by another one of the register."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.people.queries.names import known_names
from filrouge.kernel.policy import require
from filrouge.kernel.privacy.validators import validate_no_identity
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.meetings import policy
from filrouge.modules.meetings.enums import DecisionStatus, ReviewOutcome
from filrouge.modules.meetings.models import Decision, DecisionReview
from filrouge.modules.meetings.services.decisions import DATED, date_application

WRITTEN = ("status", "review_on", "replaced_by", *DATED)
BECOMES = {
    ReviewOutcome.CONFIRMED: None,  # it keeps its state
    ReviewOutcome.APPLIED: DecisionStatus.APPLIED,
    ReviewOutcome.REPLACED: DecisionStatus.REPLACED,
    ReviewOutcome.DROPPED: DecisionStatus.DROPPED,
}


@transaction.atomic
def review_decision(
    decision: Decision,
    *,
    by: Membership,
    outcome: str,
    review_on: date | None = None,
    replaced_by: Decision | None = None,
    word: str = "",
    acknowledged: Collection[str] = (),
) -> DecisionReview:
    """Note what a team says of a decision it looks at again. Confirmed, it may come back on another day."""
    require(by, policy.DECISIONS)
    validate_no_identity(word, known_names=known_names(), acknowledged=acknowledged)
    decision = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    _check(decision, ReviewOutcome(outcome), review_on, replaced_by)
    review = DecisionReview(
        decision=decision,
        reviewed_on=timezone.localdate(),
        outcome=outcome,
        word=word.strip(),
        status_before=decision.status,
        review_on_before=decision.review_on,
        recorded_by=str(by.user),
    )
    review.full_clean()
    review.save()
    decision.status = BECOMES[ReviewOutcome(outcome)] or decision.status
    decision.review_on = review_on if outcome == ReviewOutcome.CONFIRMED else None
    decision.replaced_by = replaced_by if outcome == ReviewOutcome.REPLACED else None
    date_application(decision, review.review_on_before)
    decision.full_clean()
    decision.save(update_fields=WRITTEN)
    timeline.record(
        decision, "meetings.decision_reviewed", by=by, text=decision.text[:120], outcome=review.get_outcome_display()
    )
    return review


@transaction.atomic
def undo_review(review: DecisionReview, *, by: Membership) -> Decision:
    """Take the latest review back: the decision is as it was before."""
    require(by, policy.DECISIONS)
    decision = Decision.objects.select_for_update(of=("self",)).get(pk=review.decision_id)
    latest = decision.reviews.first()
    if latest is None or latest.pk != review.pk:
        raise ValidationError("Seule la dernière suite peut être retirée.", code="not_latest")
    decision.status, decision.review_on, decision.replaced_by = review.status_before, review.review_on_before, None
    date_application(decision, decision.review_on)
    decision.full_clean()
    decision.save(update_fields=WRITTEN)
    review.delete()
    timeline.record(decision, "meetings.decision_review_undone", by=by, text=decision.text[:120])
    return decision


def _check(decision: Decision, outcome: ReviewOutcome, review_on: date | None, replaced_by: Decision | None) -> None:
    if decision.number is None:
        raise ValidationError("Cette décision n’est pas encore au registre : approuvez le compte rendu.", code="draft")
    if decision.status == DecisionStatus.REPLACED:
        raise ValidationError("Cette décision est déjà remplacée : suivez celle qui la remplace.", code="replaced")
    if outcome == ReviewOutcome.CONFIRMED and review_on is not None and review_on <= timezone.localdate():
        raise ValidationError({"review_on": "Choisissez une date à venir, ou aucune."}, code="past")
    if outcome != ReviewOutcome.REPLACED:
        return
    if replaced_by is None or replaced_by.number is None:
        raise ValidationError({"replaced_by": "Choisissez la décision qui la remplace."}, code="which")
    if replaced_by.pk == decision.pk or replaced_by.decided_on < decision.decided_on:
        raise ValidationError({"replaced_by": "Une décision est remplacée par une plus récente."}, code="older")

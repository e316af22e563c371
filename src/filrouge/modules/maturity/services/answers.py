from __future__ import annotations

from bisect import insort
from collections.abc import Mapping
from enum import Enum

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.timeline.services import Actor
from filrouge.modules.maturity.engine import LEVELS, UNKNOWN
from filrouge.modules.maturity.models import AnswerBox, Assessment, Invitation
from filrouge.modules.maturity.models.assessments import LONGEST_COMMENT
from filrouge.modules.maturity.services.status import lock


class Sent(Enum):
    """What became of an answer."""

    COUNTED = "counted"
    ALREADY = "already"


@transaction.atomic
def answer(
    assessment: Assessment, *, by: Actor, levels: Mapping[str, int], comments: Mapping[str, str] | None = None
) -> Sent:
    """Add the answers of who acts to those of the others. Sent twice, they are counted once.

    Only that they answered is known: no line of the timeline, no hour, no row of theirs.
    """
    assessment = lock(assessment)
    invitation = _invitation_of(assessment, by)
    if invitation.has_answered:  # even once closed: the page may have been lost on its way
        return Sent.ALREADY
    if not assessment.takes_answers_on(timezone.localdate()):
        raise ValidationError("Ce tour ne prend plus de réponses : sa date est passée, ou il est clos.", code="closed")
    _check(assessment, levels)
    _add(assessment, levels, comments or {})
    invitation.has_answered = True
    invitation.save(update_fields=["has_answered"])
    return Sent.COUNTED


def _invitation_of(assessment: Assessment, by: Actor) -> Invitation:
    found = Invitation.objects.select_for_update(of=("self",)).filter(assessment=assessment, person=by.person_id)
    invitation = found.first() if by.person_id else None
    if invitation is None:
        raise ValidationError("Vous n’êtes pas sur la liste de ce tour : dites-le à la coordination.", code="not_asked")
    return invitation


def _check(assessment: Assessment, levels: Mapping[str, int]) -> None:
    codes = {row["code"] for row in assessment.matrix}
    if not set(levels) <= codes or not set(levels.values()) <= {UNKNOWN, *LEVELS}:
        raise ValidationError("Cette réponse n’est pas de ce tour : rechargez la page.", code="unknown")
    if not any(levels.values()):
        raise ValidationError("Donnez un niveau à une dimension au moins, puis envoyez.", code="empty")


def _add(assessment: Assessment, levels: Mapping[str, int], comments: Mapping[str, str]) -> None:
    """Counts by dimension, and words sorted by what they say: nothing ties two of them together."""
    box = AnswerBox.objects.select_for_update(of=("self",)).get(assessment=assessment)
    for row in assessment.matrix:
        code = row["code"]
        box.levels[code][levels.get(code, UNKNOWN)] += 1
        if said := comments.get(code, "").strip()[:LONGEST_COMMENT]:
            insort(box.comments.setdefault(code, []), said)
    box.comments = dict(sorted(box.comments.items()))
    box.save(update_fields=["levels", "comments"])

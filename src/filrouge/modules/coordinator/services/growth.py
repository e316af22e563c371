from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.files import services as files
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.coordinator import policy
from filrouge.modules.coordinator.models import SelfAssessment, Training
from filrouge.modules.coordinator.services.time import locked_person


@transaction.atomic
def keep_training(
    training: Training | None, *, by: Membership, file: File[bytes] | None = None, **fields: Any
) -> Training:
    """A training followed, new or corrected. A new file takes the place of the one before."""
    training = _own(training, by) if training else Training(person=locked_person(by))
    for name, value in fields.items():
        setattr(training, name, value)
    training.full_clean()
    before = training.file
    if file is not None:
        training.file = files.store(name=file.name or "attestation", content=file, capability=policy.READ_ALL)
    training.save()
    if before is not None and file is not None:
        files.discard(before)
    timeline.record(training, "coordinator.training_kept", by=by)
    return training


@transaction.atomic
def remove_training(training: Training, *, by: Membership) -> Training:
    training = _own(training, by)
    if training.removed_at is None:
        training.removed_at = timezone.now()
        training.save(update_fields=["removed_at"])
        timeline.record(training, "coordinator.training_removed", by=by)
    return training


@transaction.atomic
def restore_training(training: Training, *, by: Membership) -> Training:
    training = _own(training, by)
    training.removed_at = None
    training.save(update_fields=["removed_at"])
    timeline.record(training, "coordinator.training_restored", by=by)
    return training


@transaction.atomic
def assess(levels: Mapping[str, int | None], *, by: Membership, year: int | None = None) -> SelfAssessment:
    """Say where one stands before some activities; those left aside keep their level, None takes it back."""
    assessment = _of_year(by, year)
    answered = {code: level for code, level in {**assessment.levels, **levels}.items() if level is not None}
    assessment.levels = dict(sorted(answered.items()))
    assessment.plan = {code: words for code, words in assessment.plan.items() if code in answered}
    return _kept(assessment)


@transaction.atomic
def plan_growth(words: Mapping[str, str], *, by: Membership, year: int | None = None) -> SelfAssessment:
    """What one means to do about some activities, in one's own words."""
    assessment = _of_year(by, year)
    plan = {**assessment.plan, **{code: text.strip() for code, text in words.items()}}
    assessment.plan = {code: text for code, text in sorted(plan.items()) if text}
    return _kept(assessment)


def _of_year(by: Membership, year: int | None) -> SelfAssessment:
    person = locked_person(by)
    year = year or timezone.localdate().year
    found = SelfAssessment.objects.filter(person=person, year=year).first()
    return found or SelfAssessment(person=person, year=year)


def _kept(assessment: SelfAssessment) -> SelfAssessment:
    """Nothing of it goes to the timeline: it is nobody else's business."""
    assessment.full_clean()
    assessment.save()
    return assessment


def _own(training: Training, by: Membership) -> Training:
    require(by, policy.KEEP)
    training = Training.objects.select_for_update(of=("self",)).select_related("person").get(pk=training.pk)
    if training.person.user_id != by.user_id:
        raise PermissionDenied("Cette formation est celle de quelqu’un d’autre : lui seul la modifie.")
    return training

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from filrouge.kernel.people.models import Person
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.kernel.work import services as work
from filrouge.modules.maturity import policy
from filrouge.modules.maturity.models import Assessment, Improvement
from filrouge.modules.maturity.services.status import lock, require_closed, require_dimension

ADVISED = 3


@transaction.atomic
def add_improvement(
    assessment: Assessment, code: str, *, by: Membership, title: str, owner: Person, due_on: date, means: str = ""
) -> Improvement:
    """Choose an action: it becomes the task of somebody, with a date. Chosen twice, it is said so."""
    require(by, policy.KEEP)
    assessment = lock(assessment)
    require_closed(assessment)
    require_dimension(assessment, code)
    if assessment.closed_on and due_on < assessment.closed_on:
        raise ValidationError({"due_on": "Cette date est avant la fin du tour : vérifiez-la."}, code="past")
    if assessment.improvements.filter(task__title=title.strip()).exists():
        raise ValidationError({"title": "Cette action est déjà choisie."}, code="twice")
    task = work.create_task(
        title=title, by=by, owner=owner, due_on=due_on, detail=means, origin=assessment, origin_label=assessment.title
    )
    row = Improvement(assessment=assessment, code=code, task=task, means=means.strip())
    row.full_clean()
    row.save()
    timeline.record(assessment, "maturity.improvement_added", by=by, title=task.title)
    return row


@transaction.atomic
def tell_effect(improvement: Improvement, *, by: Membership, effect: str) -> Improvement:
    """Write what the action changed, for everybody to read."""
    require(by, policy.KEEP)
    row = (
        Improvement.objects.select_for_update(of=("self",)).select_related("assessment", "task").get(pk=improvement.pk)
    )
    row.effect = effect.strip()
    row.full_clean()
    row.save(update_fields=["effect"])
    timeline.record(row.assessment, "maturity.effect_told", by=by, title=row.task.title)
    return row

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.planning import policy, queries
from filrouge.modules.planning.models import OwnTemplate, Plan


@transaction.atomic
def save_template(plan: Plan, *, by: Membership, title: str, summary: str = "") -> OwnTemplate:
    """Keep the steps of a plan, without its people nor its dates, to make it again."""
    require(by, policy.KEEP)
    steps = [step for step in queries.steps_of(plan) if step.is_open or step.is_done]
    if not steps:
        raise ValidationError("Ce rétroplanning n’a aucune étape : ajoutez-en d’abord.", code="empty")
    waited = {step.key: list(step.after) for step in queries.engine_steps(plan)}
    own = OwnTemplate(
        title=title.strip(),
        summary=summary.strip(),
        avoids_school_holidays=plan.avoids_school_holidays,
        steps=[
            {
                "key": step.key,
                "title": step.title,
                "days": step.days,
                "minutes": step.minutes,
                "role": step.role,
                "after": waited[step.key],
                "why": step.why,
                "at_least": step.at_least,
            }
            for step in steps
        ],
    )
    own.full_clean()
    own.save()
    timeline.record(own, "planning.template_saved", by=by, title=own.title)
    return own


@transaction.atomic
def retire_template(own: OwnTemplate, *, by: Membership) -> None:
    """No longer offered; the plans made of it do not change."""
    require(by, policy.KEEP)
    own.retired_on = timezone.localdate()
    own.save(update_fields=["retired_on"])
    timeline.record(own, "planning.template_retired", by=by, title=own.title)


@transaction.atomic
def restore_template(own: OwnTemplate, *, by: Membership) -> None:
    require(by, policy.KEEP)
    own.retired_on = None
    own.full_clean()
    own.save(update_fields=["retired_on"])
    timeline.record(own, "planning.template_restored", by=by, title=own.title)

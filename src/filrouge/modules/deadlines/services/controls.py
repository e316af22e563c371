from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership, Site
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.deadlines import policy, queries
from filrouge.modules.deadlines.enums import Responsible, Theme
from filrouge.modules.deadlines.models import Control, Due, Obligation
from filrouge.modules.deadlines.queries import rules
from filrouge.modules.deadlines.services.dues import tell_last_time
from filrouge.modules.deadlines.services.obligations import adjust_obligation
from filrouge.modules.deadlines.services.opening import open_due
from filrouge.modules.deadlines.services.profile import copy_rule


@transaction.atomic
def add_control(
    *,
    by: Membership,
    object: str,
    months: int,
    code: str = "",
    provider: str = "",
    site: Site | None = None,
    last_on: date | None = None,
) -> Due:
    """Follow one more control, picked in the library (``code``) or of the team's own."""
    require(by, policy.KEEP)
    obligation = _obligation(code, object, site)
    if obligation.schedule.get("months") != months:
        obligation.schedule = {"kind": "after_done", "months": months}
        obligation.adjusted = ["schedule"] if obligation.code else []
    obligation.full_clean()
    obligation.save()
    control = Control(obligation=obligation, object=object.strip(), provider=provider.strip())
    control.full_clean()
    control.save()
    due = open_due(obligation, None)
    if last_on is not None:
        due = tell_last_time(due, by=by, done_on=last_on)
    timeline.record(due, "deadlines.control_added", by=by, title=control.object)
    return due


def _obligation(code: str, object: str, site: Site | None) -> Obligation:
    rule = rules.shipped_rule(code, timezone.localdate()) if code else None
    if code and rule is None:
        raise ValidationError({"code": "Ce contrôle n’est pas dans la bibliothèque."}, code="unknown")
    taken = rule is not None and Obligation.objects.filter(code=code, site=site).exists()
    obligation = Obligation(code="" if taken else code, site=site, is_chosen=True, theme=Theme.PREMISES)
    if rule is not None:
        copy_rule(obligation, rule, queries.situation_of(queries.profile()))
    else:
        obligation.responsible = Responsible.SAFETY
    if rule is None or taken:
        obligation.title = object.strip()
    return obligation


@transaction.atomic
def change_control(control: Control, *, by: Membership, months: int, **fields: Any) -> Control:
    """Object, provider and period. The next date follows the period."""
    require(by, policy.KEEP)
    for name, value in fields.items():
        setattr(control, name, value)
    control.full_clean()
    control.save()
    schedule = control.obligation.schedule
    if schedule.get("months") != months:
        adjust_obligation(control.obligation, by=by, schedule={**schedule, "kind": "after_done", "months": months})
    timeline.record(control, "deadlines.control_changed", by=by, title=control.object)
    return control

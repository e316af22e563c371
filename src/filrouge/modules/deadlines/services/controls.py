from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership, Site
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.deadlines import policy, queries
from filrouge.modules.deadlines.enums import Responsible, Theme
from filrouge.modules.deadlines.models import Control, Obligation
from filrouge.modules.deadlines.queries import rules
from filrouge.modules.deadlines.services.dues import tell_last_time
from filrouge.modules.deadlines.services.obligations import adjust_obligation
from filrouge.modules.deadlines.services.opening import open_due
from filrouge.modules.deadlines.services.profile import copy_rule


@transaction.atomic
def add_control(
    *,
    by: Membership,
    title: str,
    months: int,
    code: str = "",
    provider: str = "",
    site: Site | None = None,
    last_on: date | None = None,
) -> Control:
    """Follow one more control, picked in the library (``code``) or of the team's own."""
    require(by, policy.KEEP)
    obligation = _obligation(code, site)
    changed = []
    if obligation.title != title.strip():
        obligation.title = title.strip()
        changed.append("title")
    if obligation.schedule.get("months") != months:
        obligation.schedule = {"kind": "after_done", "months": months}
        changed.append("schedule")
    obligation.adjusted = sorted(changed) if obligation.code else []
    obligation.full_clean()
    obligation.save()
    control = Control(obligation=obligation, provider=provider.strip())
    control.full_clean()
    control.save()
    due = open_due(obligation, None)
    if last_on is not None:
        tell_last_time(due, by=by, done_on=last_on)
    timeline.record(control, "deadlines.control_added", by=by, title=str(control))
    return control


def _obligation(code: str, site: Site | None) -> Obligation:
    """Of the rule, or of the team's own; a rule already followed there is followed once more as the team's own."""
    rule = rules.shipped_rule(code, timezone.localdate()) if code else None
    if code and (rule is None or not rule.is_control):
        raise ValidationError("Ce contrôle n’est pas dans la bibliothèque : reprenez-la.", code="unknown")
    taken = rule is not None and Obligation.objects.filter(code=code, site=site).exists()
    obligation = Obligation(code="" if taken else code, site=site, is_chosen=True, theme=Theme.PREMISES)
    if rule is not None:
        copy_rule(obligation, rule, queries.situation_of(queries.profile()))
    else:
        obligation.responsible = Responsible.SAFETY
        obligation.proof = "Rapport"
    return obligation


@transaction.atomic
def change_control(control: Control, *, by: Membership, title: str, months: int, provider: str) -> Control:
    """What is controlled, how often and by whom. The next date follows the period."""
    require(by, policy.KEEP)
    control.provider = provider.strip()
    control.full_clean()
    control.save(update_fields=["provider"])
    schedule = control.obligation.schedule
    if schedule.get("months") != months:
        schedule = {"kind": "after_done", "months": months}
    control.obligation = adjust_obligation(control.obligation, by=by, title=title.strip(), schedule=schedule)
    timeline.record(control, "deadlines.control_changed", by=by, title=str(control))
    return control

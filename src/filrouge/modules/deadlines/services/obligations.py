from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.deadlines import policy, queries
from filrouge.modules.deadlines.models import Due, Obligation
from filrouge.modules.deadlines.queries import rules
from filrouge.modules.deadlines.services.opening import open_due, settle
from filrouge.modules.deadlines.services.profile import copy_rule, follow, start, stop

ADJUSTABLE = ("title", "theme", "responsible", "lead_days", "proof", "note", "schedule")


@transaction.atomic
def add_own(*, by: Membership, due_on: date, **fields: Any) -> Due:
    """A deadline of the team's own. ``schedule`` says when it returns; without it, it is done once."""
    require(by, policy.KEEP)
    obligation = Obligation(**fields)
    obligation.full_clean()
    obligation.save()
    due = open_due(obligation, due_on)
    timeline.record(due, "deadlines.added", by=by, title=due.title)
    return due


@transaction.atomic
def adjust_obligation(obligation: Obligation, *, by: Membership, **fields: Any) -> Obligation:
    """The team's own words or rhythm; what it changes no longer follows the shipped rule."""
    require(by, policy.KEEP)
    unknown = set(fields) - set(ADJUSTABLE)
    if unknown:
        raise TypeError(f"not an adjustable column of an obligation: {sorted(unknown)}")
    obligation = lock_obligation(obligation)
    changed = [name for name, value in fields.items() if getattr(obligation, name) != value]
    if not changed:
        return obligation
    for name in changed:
        setattr(obligation, name, fields[name])
    if obligation.code:
        obligation.adjusted = sorted({*obligation.adjusted, *changed})
    obligation.full_clean()
    obligation.save()
    settle(obligation, queries.situation_of(queries.profile()))
    timeline.record(obligation, "deadlines.rule_adjusted", by=by, title=str(obligation))
    return obligation


@transaction.atomic
def apply_rule(obligation: Obligation, *, by: Membership, whole: bool = False) -> Obligation:
    """Take the shipped rule as it is today; the open date follows it. What the team changed stays but if ``whole``."""
    require(by, policy.KEEP)
    obligation = lock_obligation(obligation)
    if whole:
        obligation.adjusted = []
    rule = rules.shipped_rule(obligation.code, timezone.localdate())
    if rule is None:
        raise ValidationError("Cette échéance ne vient pas d’une règle fournie.", code="no_rule")
    situation = queries.situation_of(queries.profile())
    copy_rule(obligation, rule, situation)
    obligation.full_clean()
    obligation.save()
    settle(obligation, situation)
    timeline.record(obligation, "deadlines.rule_applied", by=by, title=str(obligation))
    return obligation


@transaction.atomic
def follow_rules(*, by: Membership) -> int:
    """Take every shipped rule as it is today: those that changed, those that are new, those that go. How many."""
    require(by, policy.KEEP)
    today = timezone.localdate()
    profile = queries.profile()
    situation = queries.situation_of(profile)
    changed = queries.changed_rules(situation, today)
    for one in changed:
        apply_rule(one.obligation, by=by)
    if profile is None:
        return len(changed)
    changes = follow(situation)
    found = len(changed) + len(changes.appearing) + len(changes.disappearing)
    timeline.record(profile, "deadlines.rules_followed", by=by, count=found)
    return found


@transaction.atomic
def waive_obligation(obligation: Obligation, *, by: Membership, reason: str) -> Obligation:
    """Set a rule aside for good, with why. It may be taken up again."""
    require(by, policy.KEEP)
    obligation = lock_obligation(obligation)
    if not obligation.is_running:
        raise ValidationError("Cette échéance est déjà écartée.", code="stopped")
    obligation.waived_reason = reason.strip()
    if not obligation.waived_reason:
        raise ValidationError({"reason": "Dites pourquoi : la personne suivante le lira."}, code="no_reason")
    obligation.full_clean()
    obligation.save()
    stop(obligation)
    timeline.record(obligation, "deadlines.waived", by=by, title=str(obligation), reason=obligation.waived_reason)
    return obligation


@transaction.atomic
def resume_obligation(obligation: Obligation, *, by: Membership) -> Obligation:
    require(by, policy.KEEP)
    obligation = lock_obligation(obligation)
    if obligation.is_running:
        raise ValidationError("Cette échéance n’est pas écartée.", code="running")
    obligation.stopped_on, obligation.waived_reason = None, ""
    obligation.save(update_fields=["stopped_on", "waived_reason"])
    start(obligation, queries.situation_of(queries.profile()))
    timeline.record(obligation, "deadlines.resumed", by=by, title=str(obligation))
    return obligation


def lock_obligation(obligation: Obligation) -> Obligation:
    return Obligation.objects.select_for_update(of=("self",)).select_related("site").get(pk=obligation.pk)

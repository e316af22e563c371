from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.deadlines import policy, queries
from filrouge.modules.deadlines.models import Control, Obligation, Profile
from filrouge.modules.deadlines.queries import rules
from filrouge.modules.deadlines.queries.changes import Wanted
from filrouge.modules.deadlines.queries.dates import Situation
from filrouge.modules.deadlines.services.opening import forget, last_closed, open_due, opened, settle


@transaction.atomic
def save_profile(*, by: Membership, **fields: Any) -> queries.Changes:
    """Keep the situation of the team; its obligations follow. Repeating it changes nothing."""
    require(by, policy.KEEP)
    profile = queries.profile() or Profile()
    for name, value in fields.items():
        setattr(profile, name, value)
    profile.full_clean()
    profile.save()
    changes = follow(queries.situation_of(profile))
    timeline.record(
        profile,
        "deadlines.profile_saved",
        by=by,
        more=len(changes.appearing),
        fewer=len(changes.disappearing),
    )
    return changes


def follow(situation: Situation) -> queries.Changes:
    """Obligations as the situation and the shipped rules want them today."""
    changes = queries.changes_of(situation, timezone.localdate())
    for wanted in changes.appearing:
        take(wanted, situation)
    for obligation in changes.disappearing:
        stop(obligation)
    for obligation in changes.kept:
        settle(obligation, situation)
    return changes


def take(wanted: Wanted, situation: Situation) -> Obligation:
    """Make an obligation of a rule, or take up again the one that had stopped."""
    rule = wanted.rule
    obligation = Obligation.objects.filter(code=rule.code, site=wanted.site).first()
    obligation = obligation or Obligation(code=rule.code, site=wanted.site)
    copy_rule(obligation, rule, situation)
    obligation.stopped_on, obligation.waived_reason = None, ""
    obligation.full_clean()
    obligation.save()
    if rule.is_control and not Control.objects.filter(obligation=obligation).exists():
        Control.objects.create(obligation=obligation)
    start(obligation, situation)
    return obligation


def copy_rule(obligation: Obligation, rule: rules.Shipped, situation: Situation) -> None:
    """Columns of the shipped rule, but for those the team changed itself."""
    for name, value in rule.columns_for(situation).items():
        if name not in obligation.adjusted:
            setattr(obligation, name, value)


def start(obligation: Obligation, situation: Situation) -> None:
    """Open the first date, or the one that follows what was done before the obligation stopped."""
    if opened(obligation) is None:
        open_due(obligation, None, follows=last_closed(obligation))
        settle(obligation, situation)


def stop(obligation: Obligation) -> None:
    """The obligation no longer applies: its open date goes, what was done stays."""
    due = opened(obligation)
    if due is not None:
        forget(due)
    obligation.stopped_on = timezone.localdate()
    obligation.save(update_fields=["stopped_on"])

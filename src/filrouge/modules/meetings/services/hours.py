"""How the hours of presence are counted: dated rules, as the team decides them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.meetings import policy
from filrouge.modules.meetings.models import HoursRule
from filrouge.modules.meetings.queries import Counting
from filrouge.ui.typography import date_short


@transaction.atomic
def add_hours_rule(*, by: Membership, **values: Any) -> HoursRule:
    """From its first day on, past meetings included: the hours shown follow at once."""
    require(by, policy.HOURS_RULES)
    rule = HoursRule(**values)
    rule.full_clean()
    rule.save()
    _record(rule, "meetings.hours_rule_added", by)
    return rule


@transaction.atomic
def end_hours_rule(rule: HoursRule, *, by: Membership, valid_until: date) -> HoursRule:
    """Its last day. The meetings after it fall to the next rule that fits, at worst to the one shipped."""
    require(by, policy.HOURS_RULES)
    rule = HoursRule.objects.select_for_update(of=("self",)).get(pk=rule.pk)
    if valid_until < rule.valid_from:
        refusal = ValidationError(
            "Cette règle commence le %(day)s : choisissez ce jour ou un suivant, ou retirez-la.",
            code="before_start",
            params={"day": date_short(rule.valid_from)},
        )
        raise ValidationError({"valid_until": refusal})
    rule.valid_until = valid_until
    rule.save(update_fields=["valid_until"])
    _record(rule, "meetings.hours_rule_ended", by, day=date_short(valid_until))
    return rule


@transaction.atomic
def remove_hours_rule(rule: HoursRule, *, by: Membership) -> None:
    """For one written by mistake: the meetings it covered are counted as if it had never been."""
    require(by, policy.HOURS_RULES)
    _record(rule, "meetings.hours_rule_removed", by)
    rule.delete()


def _record(rule: HoursRule, action: str, by: Membership, **data: str) -> None:
    timeline.record(rule, action, by=by, scope=rule.scope_label, rule=Counting.of(rule).in_words, **data)

"""Whether decisions are applied in time: before the day they are looked at again, else within a dated rule."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Any

from django.db.models import Case, DateField, ExpressionWrapper, F, Q, QuerySet, When
from django.db.models.functions import Coalesce

from filrouge.kernel.rules import queries as rules
from filrouge.kernel.rules.queries import Rule, RuleSet
from filrouge.modules.meetings.enums import DecisionStatus, DecisionTiming
from filrouge.modules.meetings.models import Decision


def numbers_rules() -> RuleSet:
    return rules.load("meetings", "meeting_numbers")


def numbers_rule(day: date) -> Rule:
    """The rule of that day; the first one known, before."""
    known = numbers_rules()
    return known.at(max(day, known.periods[0].valid_from))


def with_timing(decisions: QuerySet[Decision]) -> QuerySet[Decision]:
    """With ``apply_by``, the last day on which applying it is in time."""
    applied = Case(When(status=DecisionStatus.APPLIED, then=F("expected_on")), default=F("review_on"))
    return decisions.annotate(apply_by=Coalesce(applied, _usual_day(), output_field=DateField()))


def timed(timing: DecisionTiming, day: date) -> Q:
    """A condition on decisions ``with_timing``, as they stand on a day."""
    applied, waiting = Q(status=DecisionStatus.APPLIED), Q(status=DecisionStatus.TO_APPLY)
    return {
        DecisionTiming.IN_TIME: applied & Q(applied_on__lte=F("apply_by")),
        DecisionTiming.APPLIED_LATE: applied & Q(applied_on__gt=F("apply_by")),
        DecisionTiming.UNDATED: applied & Q(applied_on__isnull=True),
        DecisionTiming.OVERDUE: waiting & Q(apply_by__lt=day),
        DecisionTiming.WAITING: waiting & Q(apply_by__gte=day),
    }[timing]


@cache
def _usual_day() -> Case:
    """So many days after the decision, by the rule in force the day it was taken."""
    *closed, last = numbers_rules().periods
    ended = [When(decided_on__lte=period.valid_until, then=_days_after(period)) for period in closed]
    return Case(*ended, default=_days_after(last), output_field=DateField())


def _days_after(rule: Rule) -> ExpressionWrapper[Any]:
    days = timedelta(days=rule.integer("apply_within_days"))
    return ExpressionWrapper(F("decided_on") + days, output_field=DateField())

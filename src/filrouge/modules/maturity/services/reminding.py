from __future__ import annotations

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.days.almanac import almanac_of
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.kernel.timeline.services import SYSTEM, Actor
from filrouge.modules.maturity import notifications, policy
from filrouge.modules.maturity.enums import Status
from filrouge.modules.maturity.models import Assessment, Invitation
from filrouge.modules.maturity.services.status import lock

MOST_REMINDERS = 2
FROM_HOUR, TO_HOUR = 9, 18  # nobody is written to outside
BEFORE_THE_END = timedelta(days=2)
SHORT = timedelta(days=4)  # nobody is reminded of what was asked yesterday


@transaction.atomic
def remind_now(assessment: Assessment, *, by: Membership) -> int:
    """Remind the silent at once; it counts as one of their two reminders. Returns how many were written to."""
    require(by, policy.KEEP)
    assessment = lock(assessment)
    silent = [one for one in _silent(assessment) if one.reminders < MOST_REMINDERS]
    if not assessment.takes_answers_on(timezone.localdate()) or not silent:
        raise ValidationError(
            "Personne à relancer : chacun a répondu, a déjà eu deux rappels ou n’a pas d’adresse e-mail.",
            code="nobody",
        )
    _remind(assessment, silent, by)
    return len(silent)


@transaction.atomic
def remind_silent(now: datetime) -> int:
    """Send the reminders whose day has come. Safe to repeat."""
    local = timezone.localtime(now)
    if not FROM_HOUR <= local.hour < TO_HOUR or not almanac_of().is_working_day(local.date()):
        return 0
    sent = 0
    for found in Assessment.objects.filter(status=Status.OPEN, closes_on__gte=local.date()):
        assessment = lock(found)
        due = reminders_due(assessment, local.date())
        silent = [one for one in _silent(assessment) if one.reminders < due]
        if silent:
            _remind(assessment, silent, SYSTEM)
            sent += len(silent)
    return sent


def reminders_due(assessment: Assessment, today: date) -> int:
    """How many reminders a silent person should have had: one half-way, one two days before the end."""
    if assessment.opened_on is None or assessment.closes_on - assessment.opened_on < SHORT:
        return 0
    half = assessment.opened_on + (assessment.closes_on - assessment.opened_on) / 2
    last = max(half + timedelta(days=1), assessment.closes_on - BEFORE_THE_END)
    return sum(today >= day for day in (half, last))


def _silent(assessment: Assessment) -> list[Invitation]:
    return notifications.reachable(assessment.invitations.filter(has_answered=False).select_related("person"))


def _remind(assessment: Assessment, silent: list[Invitation], by: Membership | Actor) -> None:
    for invitation in silent:
        invitation.reminders += 1
    Invitation.objects.bulk_update(silent, ["reminders"])
    notifications.send_reminders(assessment, silent)
    timeline.record(assessment, "maturity.reminded", by=by, title=assessment.title, count=len(silent))

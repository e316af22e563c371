from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from filrouge.kernel.mail import reminders
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.kernel.timeline.services import SYSTEM, Actor
from filrouge.modules.maturity import notifications, policy
from filrouge.modules.maturity.enums import Status
from filrouge.modules.maturity.models import Assessment, Invitation
from filrouge.modules.maturity.services.status import lock

BEFORE_THE_END = timedelta(days=2)


@transaction.atomic
def remind_now(assessment: Assessment, *, by: Membership) -> int:
    """Remind the silent at once; it counts as one of their two reminders. Returns how many were written to."""
    require(by, policy.KEEP)
    assessment = lock(assessment)
    asks = assessment.takes_answers_on(timezone.localdate())
    silent = reminders.may_be_reminded(_silent(assessment) if asks else ())
    for invitation in silent:
        invitation.reminders += 1
    _remind(assessment, silent, by)
    return len(silent)


@transaction.atomic
def remind_silent(now: datetime) -> int:
    """Send the reminders whose day has come. Safe to repeat."""
    if not reminders.is_the_hour(now):
        return 0
    sent, today = 0, timezone.localdate(now)
    for found in Assessment.objects.filter(status=Status.OPEN, closes_on__gte=today):
        assessment = lock(found)
        due = reminders.reminders_due(assessment.opened_on, assessment.closes_on, today, before_the_end=BEFORE_THE_END)
        if silent := reminders.behind(_silent(assessment), due):
            _remind(assessment, silent, SYSTEM)
            sent += len(silent)
    return sent


def _silent(assessment: Assessment) -> list[Invitation]:
    return notifications.reachable(assessment.invitations.filter(has_answered=False).select_related("person"))


def _remind(assessment: Assessment, silent: list[Invitation], by: Membership | Actor) -> None:
    Invitation.objects.bulk_update(silent, ["reminders"])
    notifications.send_reminders(assessment, silent)
    timeline.record(assessment, "maturity.reminded", by=by, title=assessment.title, count=len(silent))

"""What the house does by itself for proposals: remind the silent, close at the hour, write what was decided."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from filrouge.kernel.mail import reminders
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.kernel.timeline.services import SYSTEM, Actor
from filrouge.modules.deciding import notifications, policy, queries
from filrouge.modules.deciding.enums import Verdict
from filrouge.modules.deciding.models import Ballot, Voter
from filrouge.modules.deciding.services.ballots import close_ballot
from filrouge.modules.deciding.services.registering import decision_text, register_result
from filrouge.modules.deciding.services.status import lock

BEFORE_THE_END = timedelta(days=1)


@transaction.atomic
def remind_now(ballot: Ballot, *, by: Membership) -> int:
    """Remind the silent at once; it counts as one of their two reminders. Returns how many were written to."""
    require(by, policy.RUN)
    ballot = lock(ballot)
    silent = reminders.may_be_reminded(_silent(ballot) if ballot.is_open and ballot.is_between else ())
    for voter in silent:
        voter.reminders += 1
    _remind(ballot, silent, by)
    return len(silent)


@transaction.atomic
def remind_silent(now: datetime) -> int:
    """Send the reminders whose hour has come, in the organisation's own day. Safe to repeat."""
    if not reminders.is_the_hour(now):
        return 0
    sent = 0
    for found in queries.open_proposals().filter(closes_at__gt=now):
        ballot = lock(found)
        due = reminders.reminders_due(ballot.opened_at, ballot.closes_at, now, before_the_end=BEFORE_THE_END)
        if silent := reminders.behind(_silent(ballot), due):
            _remind(ballot, silent, SYSTEM)
            sent += len(silent)
    return sent


def close_due(now: datetime) -> int:
    """Count the proposals whose date has come. Safe to repeat: a closed one is no longer open."""
    due = list(queries.open_proposals().filter(closes_at__lte=now))
    for ballot in due:
        close_proposal(ballot, by=SYSTEM)
    return len(due)


@transaction.atomic
def close_proposal(ballot: Ballot, *, by: Membership | Actor) -> Ballot:
    """Count the answers, and enter in the register what was adopted or chosen. The rest waits for somebody's word."""
    ballot = close_ballot(ballot, by=by)
    if ballot.verdict in {Verdict.ADOPTED, Verdict.CHOSEN}:
        register_result(ballot, by=SYSTEM, text=decision_text(ballot))
    return ballot


def _silent(ballot: Ballot) -> list[Voter]:
    return notifications.reachable(ballot.voters.filter(has_voted=False).select_related("person"))


def _remind(ballot: Ballot, silent: list[Voter], by: Membership | Actor) -> None:
    Voter.objects.bulk_update(silent, ["reminders"])
    notifications.send_reminder(ballot, silent)
    timeline.record(ballot, "deciding.reminded", by=by, title=ballot.title, count=len(silent))

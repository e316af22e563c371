"""What the house does by itself for proposals: remind the silent, close at the hour, write what was decided."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.days.almanac import almanac_of
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.kernel.timeline.services import SYSTEM, Actor
from filrouge.modules.deciding import notifications, policy, queries
from filrouge.modules.deciding.enums import BallotStatus, Verdict
from filrouge.modules.deciding.models import Ballot, Voter
from filrouge.modules.deciding.services.ballots import close_ballot
from filrouge.modules.deciding.services.registering import decision_text, register_result
from filrouge.modules.deciding.services.status import lock

MOST_REMINDERS = 2
FROM_HOUR, TO_HOUR = 9, 18  # nobody is written to outside
SHORT = timedelta(days=2)  # nobody is reminded of what was asked yesterday
BEFORE_THE_END = timedelta(days=1)


@transaction.atomic
def remind_now(ballot: Ballot, *, by: Membership) -> int:
    """Remind the silent at once; it counts as one of their two reminders. Returns how many were written to."""
    require(by, policy.RUN)
    ballot = lock(ballot)
    silent = [one for one in _silent(ballot) if one.reminders < MOST_REMINDERS]
    if ballot.status != BallotStatus.OPEN or not ballot.is_between or not silent:
        raise ValidationError(
            "Personne à relancer : chacun a répondu, a déjà eu deux rappels ou n’a pas d’adresse e-mail.",
            code="nobody",
        )
    _remind(ballot, silent, {voter.pk: voter.reminders + 1 for voter in silent}, by)
    return len(silent)


@transaction.atomic
def remind_silent(now: datetime) -> int:
    """Send the reminders whose hour has come, in the organisation's own day. Safe to repeat."""
    local = timezone.localtime(now)
    if not FROM_HOUR <= local.hour < TO_HOUR or not almanac_of().is_working_day(local.date()):
        return 0
    sent = 0
    for found in queries.open_proposals().filter(closes_at__gt=now):
        ballot = lock(found)
        due = reminders_due(ballot, now)
        silent = [one for one in _silent(ballot) if one.reminders < due]
        if silent:
            _remind(ballot, silent, dict.fromkeys((voter.pk for voter in silent), due), SYSTEM)
            sent += len(silent)
    return sent


def reminders_due(ballot: Ballot, now: datetime) -> int:
    """How many reminders a silent person should have had by now: one half-way, one on the last day."""
    if ballot.opened_at is None or ballot.closes_at is None or ballot.closes_at - ballot.opened_at < SHORT:
        return 0
    half = ballot.opened_at + (ballot.closes_at - ballot.opened_at) / 2
    last = max(half + BEFORE_THE_END / 2, ballot.closes_at - BEFORE_THE_END)
    return sum(now >= moment for moment in (half, last))


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


def _remind(ballot: Ballot, silent: list[Voter], counts: dict[object, int], by: Membership | Actor) -> None:
    for voter in silent:
        voter.reminders = counts[voter.pk]
    Voter.objects.bulk_update(silent, ["reminders"])
    notifications.send_reminder(ballot, silent)
    timeline.record(ballot, "deciding.reminded", by=by, title=ballot.title, count=len(silent))

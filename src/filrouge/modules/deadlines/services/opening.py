"""The open date of an obligation: made, moved, taken away. What every service of the room does."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from filrouge.kernel.search import services as search
from filrouge.modules.deadlines.enums import DueState
from filrouge.modules.deadlines.models import Due, Obligation
from filrouge.modules.deadlines.queries.changes import expected_date
from filrouge.modules.deadlines.queries.dates import Situation


def open_due(obligation: Obligation, on: date | None, *, follows: Due | None = None, due_on: date | None = None) -> Due:
    """A date to come. When it cannot be known, one is set after the time to prepare, to be made precise."""
    due = Due(obligation=obligation, follows=follows, is_guess=on is None)
    due.place(on or guess(obligation), due_on)
    due.full_clean()
    due.save()
    search.refresh(due)
    return due


def guess(obligation: Obligation) -> date:
    return timezone.localdate() + timedelta(days=obligation.lead_days)


def opened(obligation: Obligation) -> Due | None:
    return Due.objects.filter(obligation=obligation, state=DueState.OPEN).select_related("follows").first()


def last_closed(obligation: Obligation) -> Due | None:
    closed = Due.objects.filter(obligation=obligation).exclude(state=DueState.OPEN)
    return closed.order_by("-closed_on", "-pk").first()


def forget(due: Due) -> None:
    search.forget(due)
    due.delete()


def settle(obligation: Obligation, situation: Situation) -> None:
    """Lay the open date again where the rule puts it now; a date chosen by hand stays."""
    due = opened(obligation)
    if due is None:
        return
    due.obligation = obligation
    on = expected_date(obligation, due, situation, timezone.localdate())
    if on is None:
        due.remind_on = due.due_on - timedelta(days=obligation.lead_days)
    else:
        due.place(on, due.due_on if due.is_moved else None)
        due.is_guess = False
    due.full_clean()
    due.save()
    search.refresh(due)

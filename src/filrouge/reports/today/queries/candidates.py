"""What could fill the day of somebody, from what the rooms say of today and of the month."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from filrouge.kernel import registry
from filrouge.kernel.registry import Deadline
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.work.queries import person_of
from filrouge.reports.today.queries.day_plan import Candidate
from filrouge.reports.today.queries.desks import Desk

AHEAD = timedelta(days=30)  # what is due later waits


def candidates_of(membership: Membership, desk: Desk, deadlines: Iterable[Deadline]) -> list[Candidate]:
    """What waits for this member here, then the deadlines that the home page does not say. Each once."""
    money = {stake.url: stake.euros for stake in desk.stakes}
    begin = Candidate("", "", desk.today, desk.next_visit, membership=membership)
    found = [
        replace(
            begin,
            label=item.label,
            url=item.url,
            due_on=item.due_on,
            minutes=item.minutes,
            asked=item.section == "waiting_me",
            euros=money.get(item.url, Decimal(0)),
            detail=item.detail,
        )
        for item in desk.items
        if item.section in {"due", "waiting_me"}
    ]
    spoken_of = {item.url for item in desk.items}
    for deadline in deadlines:
        if deadline.url not in spoken_of:
            spoken_of.add(deadline.url)
            known = replace(begin, label=deadline.label, url=deadline.url, due_on=deadline.due_on)
            value = money.get(deadline.url, Decimal(0))
            found.append(replace(known, minutes=deadline.minutes, euros=value))
    return found


def deadlines_of(membership: Membership, today: date) -> list[Deadline]:
    """Of the month, but for those that fall to somebody else. Inside the organisation's scope."""
    person = person_of(membership)
    mine = {None, person.pk if person else None}
    given = (deadline for provider in registry.deadlines.values() for deadline in provider(membership))
    soon = [one for one in given if one.due_on <= today + AHEAD and one.person_id in mine]
    return sorted(soon, key=lambda one: one.due_on)

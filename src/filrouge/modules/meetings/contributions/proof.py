from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.policy import can
from filrouge.kernel.registry import EvidenceItem, Indicator, PayableWork
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.meetings import policy, queries
from filrouge.modules.meetings.enums import EvidenceAxis, MeetingStatus
from filrouge.modules.meetings.queries import Asked


@registry.evidence.register("meetings")
def evidence(membership: Membership, year: int) -> Iterator[EvidenceItem]:
    if not can(membership, policy.VIEW):
        return
    states = {MeetingStatus.APPROVED: "ready", MeetingStatus.HELD: "draft", MeetingStatus.REVIEW: "draft"}
    for meeting in queries.evidence_in(year, membership):
        minutes = queries.frozen_minutes(meeting)
        opened, closed = meeting.session
        axis = EvidenceAxis(meeting.type.evidence_axis)
        yield EvidenceItem(
            key=f"meetings:{meeting.pk}",
            axis=axis.label,
            indicator=axis.indicator,
            supporting=axis != EvidenceAxis.USERS,  # of the users any document will do
            kind=meeting.type.short_name,
            label=meeting.title,
            happened_on=meeting.starts_on,
            url=meeting.get_absolute_url(),
            state="ready" if minutes else states.get(MeetingStatus(meeting.status), "missing"),
            detail=minutes.reference if minutes else meeting.get_status_display(),
            attendance=meeting.attended,  # type: ignore[attr-defined]
            minutes=int((closed - opened) / timedelta(minutes=1)),
            file_id=minutes.file_id if minutes else None,
            file_url=minutes.file.get_absolute_url() if minutes else "",
            file_ending=minutes.file.ending if minutes else "",
            fingerprint=minutes.file.sha256 if minutes else "",
        )


@registry.payable_work.register("meetings")
def payable_work(membership: Membership, first: date, last: date) -> Iterator[PayableWork]:
    """Everybody's for who may see them, else one's own."""
    everybody = can(membership, policy.HOURS)
    if not everybody and not can(membership, policy.OWN_HOURS):
        return
    only = Q() if everybody else Q(person__user=membership.user_id)
    for one in queries.hours_between(first, last, reader=membership, only=only):
        if one.minutes:
            at = one.at
            yield PayableWork(at.person_id, at.day, one.minutes, at.title, at.url if at.readable else "")


def months_begun(year: int) -> int:
    """Those that come have no figure yet."""
    today = timezone.localdate()
    return today.month if year == today.year else 12


@registry.indicators.register("meetings")
def indicators(membership: Membership, year: int) -> Iterator[Indicator]:
    """Those of the page of numbers, where each leads. A rate of nothing is not given."""
    if not can(membership, policy.VIEW):
        return
    numbers = queries.numbers_of(membership, Asked(year))
    held, rate, decided = numbers.meetings[1], numbers.attendance[1].rate, numbers.decisions[1].rate
    url = f"{reverse('meetings:numbers', args=[membership.organisation.slug])}?annee={year}"

    def indicator(code: str, label: str, value: int | float, unit: str, formula: str, **more: Any) -> Indicator:
        return Indicator(f"meetings.{code}", label, value, unit, formula, url, **more)

    begun = numbers.months[12 : 12 + months_begun(year)]
    by_month = [tally.held for tally in begun]
    yield indicator(
        "held", "Réunions tenues", held.held, "réunions", "séances levées dans l’année, convoquées", months=by_month
    )
    yield indicator("rcp", "RCP tenues", numbers.held_for(EvidenceAxis.RCP), "RCP", "celles qui comptent pour la RCP")
    hours = [round(tally.minutes / 60, 1) for tally in begun]
    yield indicator(
        "hours", "Temps de réunion", round(held.minutes / 60, 1), "heures", "durée des séances tenues", months=hours
    )
    if rate is not None:
        came = numbers.attendance[1]
        formula = "présents / personnes pointées, pour cent"
        shares = {"numerator": came.came, "denominator": came.marked}
        yield indicator("attendance", "Présence aux réunions", round(100 * rate, 1), "%", formula, **shares)
    if decided is not None:
        formula = "appliquées à temps / appliquées ou en retard, pour cent"
        yield indicator("decisions_in_time", "Décisions appliquées à temps", round(100 * decided, 1), "%", formula)

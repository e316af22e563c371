from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.policy import can
from filrouge.kernel.registry import CalendarEvent, CalendarKind, Deadline, TodayItem
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.meetings import policy, queries
from filrouge.modules.meetings.enums import MeetingStatus
from filrouge.modules.meetings.models import Meeting
from filrouge.ui.typography import count, hour


@registry.today.register("meetings")
def today(membership: Membership) -> Iterator[TodayItem]:
    if not can(membership, policy.VIEW):
        return
    now, plans, holds = timezone.now(), can(membership, policy.PLAN), can(membership, policy.HOLD)
    for meeting in queries.on_the_desk(membership, now):
        yield from _on_its_day(meeting)
        if plans and meeting.status == MeetingStatus.DRAFT and meeting.starts_at >= now:
            yield from _to_convene(meeting)
        if holds and meeting.status == MeetingStatus.REVIEW:
            yield from _in_review(meeting)
        elif holds and meeting.ends_at < now and meeting.status != MeetingStatus.APPROVED:
            yield from _to_write_up(meeting)
    for decision in queries.decisions_to_review(membership, timezone.localdate()):
        yield TodayItem(
            "due", f"À revoir : {decision}", decision.get_absolute_url(), decision.review_on, "Décision", "gavel"
        )


def _on_its_day(meeting: Meeting) -> Iterator[TodayItem]:
    if meeting.starts_on == (day := timezone.localdate()):
        when = hour(meeting.starts_at)
        detail = f"{when}, {meeting.place}" if meeting.place else when  # several may bear the same title
        yield TodayItem("meetings", meeting.title, meeting.get_absolute_url(), day, detail, "calendar-event")


def _to_convene(meeting: Meeting) -> Iterator[TodayItem]:
    if not meeting.convened_by_task:  # type: ignore[attr-defined]
        due = meeting.starts_on - timedelta(days=15)
        label = f"Convoquer : {meeting.title}"
        yield TodayItem("due", label, meeting.get_absolute_url(), due, "Quinze jours avant", "send")


def _to_write_up(meeting: Meeting) -> Iterator[TodayItem]:
    if meeting.status == MeetingStatus.HELD and meeting.sent_by_task:  # type: ignore[attr-defined]
        yield from _claims(meeting)
        return
    verb = "Envoyer le compte rendu" if meeting.status == MeetingStatus.HELD else "Saisir la séance"
    if meeting.corrected:  # type: ignore[attr-defined]
        verb = "Finir la correction"
    due = meeting.starts_on + timedelta(days=2)
    yield TodayItem("due", f"{verb} : {meeting.title}", meeting.get_absolute_url(), due, "", "writing")
    yield from _claims(meeting)


def _in_review(meeting: Meeting) -> Iterator[TodayItem]:
    yield from _claims(meeting)
    detail = f"{meeting.opinions} avis sur {meeting.readers}"  # type: ignore[attr-defined]
    corrections, remarks = meeting.corrections, meeting.remarks_open  # type: ignore[attr-defined]
    if remarks:
        detail += f", {count(remarks, 'remarque')} à traiter"
    late = meeting.review_until is not None and meeting.review_until < timezone.localdate()
    section = "due" if late or corrections or remarks else "waiting_others"
    verb = "Relecture" if meeting.approved_by_task else "Approuver"  # type: ignore[attr-defined]
    label = f"{verb} : {meeting.title}"
    yield TodayItem(section, label, meeting.get_absolute_url(), meeting.review_until, detail, "rubber-stamp")


def _claims(meeting: Meeting) -> Iterator[TodayItem]:
    if claims := meeting.claims:  # type: ignore[attr-defined]
        label = f"Confirmer {count(claims, 'présence déclarée|présences déclarées')} : {meeting.title}"
        url = f"{reverse('meetings:session', args=[meeting.organisation.slug, meeting.pk])}#presences"
        yield TodayItem("due", label, url, None, "Après la réunion, contre le pointage", "user-check")


@registry.deadlines.register("meetings.convocations")
def convocations(membership: Membership) -> Iterator[Deadline]:
    if can(membership, policy.PLAN):
        for meeting in queries.to_convene(membership, timezone.now(), days=60):
            due = meeting.starts_on - timedelta(days=15)
            yield Deadline(due, f"Convoquer : {meeting.title}", meeting.get_absolute_url(), "usage : 15 jours avant")


registry.calendar_kinds.add("meeting", CalendarKind("Réunions", "calendar-event", "accent", 10, is_busy=True))


@registry.calendar.register("meetings")
def calendar(membership: Membership, first: date, last: date) -> Iterator[CalendarEvent]:
    if can(membership, policy.VIEW):
        slug, plans = membership.organisation.slug, can(membership, policy.PLAN)
        for meeting in queries.meetings_between(membership, *queries.bounds(first, last)):
            draft = meeting.status == MeetingStatus.DRAFT
            detail = ", ".join(part for part in ("à convoquer" if draft else "", meeting.place) if part)
            url = meeting.get_absolute_url()
            move_url = reverse("meetings:day", args=[slug, meeting.pk]) if draft and plans else ""
            yield CalendarEvent(
                meeting.starts_at,
                meeting.ends_at,
                meeting.title,
                url,
                "meeting",
                detail=detail,
                move_url=move_url,
                uid=meeting.uid,
                sequence=meeting.sequence,
                place=meeting.place or meeting.video_url,
            )

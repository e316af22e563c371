from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.links.labels import link_labels
from filrouge.kernel.mail.kinds import mail_kinds
from filrouge.kernel.policy import can
from filrouge.kernel.registry import (
    CalendarEvent,
    Deadline,
    EvidenceItem,
    Indicator,
    NavEntry,
    PayableWork,
    PersonalData,
    QuickAdd,
    SearchDocument,
    TodayItem,
)
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.meetings import demo, notifications, policy, queries, services
from filrouge.modules.meetings.enums import EvidenceAxis, MeetingStatus
from filrouge.modules.meetings.models import Decision, Meeting, Participant
from filrouge.modules.meetings.views import links
from filrouge.ui.typography import hour

registry.navigation.add("meetings", NavEntry("meetings", "Réunions", "meetings:list", "calendar-event", policy.VIEW))
registry.quick_adds.add("meetings", QuickAdd("Une réunion", "meetings:create", "calendar-plus", policy.PLAN, 10))
registry.demo_data.add("meetings", demo.STEP)
registry.founding.add("meetings", lambda membership: services.install_types(by=membership))
link_labels.add(notifications.INVITATION, "réponse à une convocation")
link_labels.add(notifications.REVIEW, "avis sur un compte rendu")
for purpose, page in links.PAGES.items():
    registry.link_pages.add(purpose, page)

mail_kinds.add(notifications.INVITATION, "convocation")
mail_kinds.add(notifications.REVIEW, "compte rendu à relire")

LABELS = {
    "planned": "a prévu « {title} »",
    "changed": "a modifié « {title} »",
    "participant_removed": "a retiré {name} de « {title} »",
    "convened": "a convoqué {count} personnes à « {title} »",
    "cancelled": "a annulé « {title} »",
    "agenda_changed": "a complété l’ordre du jour de « {title} »",
    "opened": "a ouvert la séance « {title} »",
    "closed": "a levé la séance « {title} »",
    "reopened": "a repris la séance « {title} »",
    "times_changed": "a corrigé les heures de « {title} »",
    "presence_marked": "a pointé {name} à « {title} » : {presence}",
    "all_marked": "a pointé {count} présences à « {title} »",
    "decided": "a noté une décision à « {title} » : {text}",
    "decision_removed": "a retiré une décision de « {title} » : {text}",
    "decision_followed": "a suivi la décision « {text} » : {status}",
    "answered": "a répondu à « {title} » : {answer}",
    "review_sent": "a envoyé le compte rendu de « {title} » à {count} personnes",
    "opinion_given": "a donné son avis sur le compte rendu de « {title} » : {opinion}",
    "approved": "a approuvé le compte rendu {number} de « {title} »",
}
for code, label in LABELS.items():
    registry.timeline_labels.add(f"meetings.{code}", label)


@registry.today.register("meetings")
def today(membership: Membership) -> Iterator[TodayItem]:
    if not can(membership, policy.VIEW):
        return
    now = timezone.now()
    for meeting in queries.meetings_of_day(timezone.localdate()):
        when = hour(meeting.starts_at)
        detail = f"{when}, {meeting.place}" if meeting.place else when  # several may bear the same title
        yield TodayItem(
            "meetings", meeting.title, meeting.get_absolute_url(), meeting.starts_on, detail, "calendar-event"
        )
    if can(membership, policy.PLAN):
        yield from _to_prepare(now)
    if can(membership, policy.HOLD):
        yield from _to_write_up(now)
    for decision in queries.decisions_to_review(timezone.localdate()):
        yield TodayItem(
            "due", f"À revoir : {decision}", decision.get_absolute_url(), decision.review_on, "Décision", "gavel"
        )


def _to_prepare(now: datetime) -> Iterator[TodayItem]:
    for meeting in queries.to_convene(now):
        due = meeting.starts_on - timedelta(days=15)
        yield TodayItem(
            "due", f"Convoquer : {meeting.title}", meeting.get_absolute_url(), due, "Quinze jours avant", "send"
        )


def _to_write_up(now: datetime) -> Iterator[TodayItem]:
    for meeting in queries.to_write_up(now):
        verb = "Envoyer le compte rendu" if meeting.status == MeetingStatus.HELD else "Saisir la séance"
        due = meeting.starts_on + timedelta(days=2)
        yield TodayItem("due", f"{verb} : {meeting.title}", meeting.get_absolute_url(), due, "", "writing")
    for meeting in queries.in_review():
        detail = f"{meeting.opinions} avis sur {meeting.readers}"  # type: ignore[attr-defined]
        corrections = meeting.corrections  # type: ignore[attr-defined]
        late = meeting.review_until is not None and meeting.review_until < timezone.localdate()
        section = "due" if late or corrections else "waiting_others"
        yield TodayItem(
            section,
            f"Approuver : {meeting.title}",
            meeting.get_absolute_url(),
            meeting.review_until,
            detail,
            "rubber-stamp",
        )


@registry.deadlines.register("meetings.convocations")
def convocations(membership: Membership) -> Iterator[Deadline]:
    if can(membership, policy.PLAN):
        for meeting in queries.to_convene(timezone.now(), days=60):
            due = meeting.starts_on - timedelta(days=15)
            yield Deadline(due, f"Convoquer : {meeting.title}", meeting.get_absolute_url(), "usage : 15 jours avant")


@registry.calendar.register("meetings")
def calendar(membership: Membership, first: date, last: date) -> Iterator[CalendarEvent]:
    if can(membership, policy.VIEW):
        for meeting in queries.meetings_between(*_bounds(first, last)):
            yield CalendarEvent(
                meeting.starts_at, meeting.ends_at, meeting.title, meeting.get_absolute_url(), "meetings"
            )


@registry.evidence.register("meetings")
def evidence(membership: Membership, year: int) -> Iterator[EvidenceItem]:
    if not can(membership, policy.VIEW):
        return
    states = {MeetingStatus.APPROVED: "ready", MeetingStatus.HELD: "draft", MeetingStatus.REVIEW: "draft"}
    for meeting in queries.evidence_of(year):
        minutes = next(iter(meeting.minutes_versions.all()), None)
        opened, closed = meeting.session
        yield EvidenceItem(
            axis=EvidenceAxis(meeting.type.evidence_axis).label,
            kind=meeting.type.short_name,
            label=meeting.title,
            happened_on=meeting.starts_on,
            url=meeting.get_absolute_url(),
            state=states.get(MeetingStatus(meeting.status), "missing"),
            detail=minutes.reference if minutes else meeting.get_status_display(),
            attendance=meeting.attended,  # type: ignore[attr-defined]
            minutes=int((closed - opened) / timedelta(minutes=1)),
            file_id=minutes.file_id if minutes else None,
            file_url=minutes.file.get_absolute_url() if minutes else "",
            fingerprint=minutes.file.sha256 if minutes else "",
        )


@registry.payable_work.register("meetings")
def payable_work(membership: Membership, first: date, last: date) -> Iterator[PayableWork]:
    if can(membership, policy.VIEW):
        for one in queries.payable_attendance(*_bounds(first, last)):
            meeting = one.meeting
            minutes = queries.payable_minutes(one.minutes, meeting.starts_on)
            if minutes:
                yield PayableWork(one.person_id, meeting.starts_on, minutes, meeting.title, meeting.get_absolute_url())


@registry.indicators.register("meetings")
def indicators(membership: Membership, year: int) -> Iterator[Indicator]:
    if not can(membership, policy.VIEW):
        return
    held = [meeting for meeting in queries.evidence_of(year) if meeting.status != MeetingStatus.CANCELLED]
    done = [meeting for meeting in held if meeting.status in {"held", "review", "approved"}]
    rcp = sum(meeting.type.evidence_axis == EvidenceAxis.RCP for meeting in done)
    yield Indicator("meetings.held", "Réunions tenues", len(done), "réunions", "réunions tenues dans l’année")
    yield Indicator("meetings.rcp", "RCP tenues", rcp, "RCP", "réunions de type RCP tenues dans l’année")


class MeetingSearch:
    def document(self, row: Model) -> SearchDocument | None:
        assert isinstance(row, Meeting)
        body = "\n".join(f"{item.title}\n{item.notes}" for item in row.items.all())
        return SearchDocument(
            row.title,
            f"{row.type.name}\n{row.place}\n{body}",
            row.get_absolute_url(),
            "Réunions",
            "calendar-event",
            policy.VIEW,
            row.starts_on,
        )

    def rows(self) -> Iterable[Model]:
        return Meeting.objects.select_related("type", "organisation").prefetch_related("items")


class DecisionSearch:
    def document(self, row: Model) -> SearchDocument | None:
        assert isinstance(row, Decision)
        return SearchDocument(
            row.text,
            f"{row.reason}\n{row.meeting.title}",
            row.get_absolute_url(),
            "Décisions",
            "gavel",
            policy.VIEW,
            row.decided_on,
        )

    def rows(self) -> Iterable[Model]:
        return Decision.objects.select_related("meeting", "organisation")


registry.search.add("meetings.meeting", MeetingSearch())
registry.search.add("meetings.decision", DecisionSearch())


def _attendance_of(person: UUID) -> Iterator[dict[str, Any]]:
    for one in Participant.objects.filter(person=person).select_related("meeting"):
        yield {
            "réunion": one.meeting.title,
            "date": one.meeting.starts_on.isoformat(),
            "réponse": one.get_answer_display(),
            "présence": one.get_presence_display(),
            "minutes": one.minutes,
        }


def _forget_words_of(person: UUID) -> int:
    """What the person wrote goes; the attendance stays, because it is a proof owed to the insurer."""
    return Participant.objects.filter(person=person).update(answer_note="", approval_comment="")


registry.personal_data.add(
    "meetings",
    PersonalData(
        "Participation aux réunions",
        "exécution du contrat ACI et justificatifs des indemnités",
        "6 ans après l’année de la réunion",
        _attendance_of,
        _forget_words_of,
    ),
)


@registry.portability.register("meetings")
def portability() -> Iterator[dict[str, Any]]:
    for meeting in Meeting.objects.select_related("type", "group").prefetch_related("items", "participants__person"):
        yield {
            "id": str(meeting.pk),
            "intitulé": meeting.title,
            "type": meeting.type.code,
            "début": meeting.starts_at.isoformat(),
            "fin": meeting.ends_at.isoformat(),
            "état": meeting.status,
            "points": [{"titre": item.title, "notes": item.notes} for item in meeting.items.all()],
            "participants": [
                {"nom": one.person.full_name, "présence": one.presence, "minutes": one.minutes}
                for one in meeting.participants.all()
            ],
        }


def _bounds(first: date, last: date) -> tuple[datetime, datetime]:
    """First day included, last day included, in the organisation's zone."""
    return (
        timezone.make_aware(datetime.combine(first, time.min)),
        timezone.make_aware(datetime.combine(last + timedelta(days=1), time.min)),
    )

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from filrouge.kernel.people.enums import GroupKind, Profession, Status
from filrouge.kernel.people.models import Group, Person
from filrouge.kernel.people.services import add_person
from filrouge.kernel.registry import DemoContext
from filrouge.kernel.tenancy.models import Membership, Organisation, Site
from filrouge.kernel.timeline.services import Actor
from filrouge.kernel.work.enums import TaskStatus
from filrouge.kernel.work.services import complete_task
from filrouge.modules.meetings import queries, services
from filrouge.modules.meetings.demo import backlog, minutes, sheet, texts
from filrouge.modules.meetings.enums import TO_COME, Answer, Approval, DecisionStatus, Presence
from filrouge.modules.meetings.models import AgendaItem, Meeting, MeetingType, Participant
from filrouge.ui.typography import date_long

# Meetings of a year by type, as in teams of these three sizes.
YEARS = {
    "A": {"rcp": 9, "team": 6, "working_group": 4, "bureau": 4, "steering": 2},
    "B": {"rcp": 10, "team": 10, "working_group": 10, "bureau": 6, "steering": 2},
    "C": {"rcp": 18, "team": 10, "working_group": 22, "bureau": 10, "steering": 6},
}
GROUP_KINDS = {"bureau": GroupKind.BUREAU, "working_group": GroupKind.WORKING, "steering": GroupKind.STEERING}
PAST, AHEAD = timedelta(days=320), timedelta(days=80)
LIVELY = timedelta(days=20)  # younger meetings were convened; the older ones keep only their traces
REREAD = timedelta(days=4)  # by then the draft minutes are sent
NOON = time(12, 30)
HOLIDAYS = {(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)}


@dataclass(frozen=True, slots=True)
class Slot:
    code: str
    title: str
    day: date


def load(organisation: Organisation, membership: Membership, context: DemoContext) -> None:
    services.install_types(by=membership)
    types = {kind.code: kind for kind in queries.meeting_types()}
    _decide_hours(membership, context)
    slots = _slots(context)
    last = max((slot for slot in slots if context.today - slot.day >= REREAD), key=lambda slot: slot.day)
    hurried = [slot for slot in slots if slot.code == "team" and slot.day < context.today][-2:]
    for slot in slots:
        _live(slot, types[slot.code], membership, context, in_review=slot is last, hurried=slot in hurried)
    minutes.correct(membership, context)
    _invite_guest(membership)
    sheet.photograph_latest(membership, context)
    backlog.fill(membership, context)


def _decide_hours(membership: Membership, context: DemoContext) -> None:
    """Voted in December, in force since the January that followed."""
    decided_on = date(context.today.year - 2, 12, 10)
    with context.travel(timezone.make_aware(datetime.combine(decided_on, NOON))):
        services.add_hours_rule(
            by=membership,
            valid_from=date(context.today.year - 1, 1, 1),
            minimum_presence_minutes=20,
            cap_minutes=180,
            employees_excluded=True,
            source=f"décision de l’assemblée du {date_long(decided_on)}",
        )


def _slots(context: DemoContext) -> list[Slot]:
    """Days spread over a year around today, on working days, by type."""
    slots = []
    for code, count in YEARS[context.profile].items():
        span = (PAST + AHEAD).days
        for rank in range(count):
            day = context.today - PAST + timedelta(days=span * rank // count + context.random.randrange(6))
            while day.weekday() > 4 or (day.month, day.day) in HOLIDAYS:
                day += timedelta(days=1)
            titles = texts.TITLES.get(code)
            slots.append(Slot(code, titles[rank % len(titles)] if titles else "", day))
    return sorted(slots, key=lambda slot: slot.day)


def _live(
    slot: Slot,
    kind: MeetingType,
    membership: Membership,
    context: DemoContext,
    *,
    in_review: bool = False,
    hurried: bool = False,
) -> None:
    starts = timezone.make_aware(datetime.combine(slot.day, NOON))
    prepared = min(starts - timedelta(days=18), timezone.now())
    age = context.today - slot.day
    with context.travel(prepared):
        meeting = _plan(slot, kind, starts, membership, context)
        if slot.code == "team":
            backlog.take_up(meeting, membership)
        if -AHEAD / 2 < age < LIVELY and age != timedelta(0):
            services.convene(meeting, by=membership, message="Merci de répondre avant la fin de la semaine.")
    if age <= timedelta(0):
        _answers(meeting, context, share=0.6)
        return
    with context.travel(starts + timedelta(hours=3, minutes=5)):
        _hold(meeting, membership, context)
        if hurried:
            backlog.put_off(meeting, membership)
    if age < REREAD:
        return
    with context.travel(starts + timedelta(days=2)):
        if age < LIVELY or in_review:
            services.send_for_review(meeting, by=membership)
            _opinions(meeting, context)
        if in_review:
            minutes.remark(meeting, membership)
    if age >= timedelta(days=9) and not in_review:
        with context.travel(starts + timedelta(days=8)):
            services.approve_minutes(meeting, by=membership)
        _follow(meeting, membership, context)


def _follow(meeting: Meeting, membership: Membership, context: DemoContext) -> None:
    """What was decided long ago is mostly done; a little of it is late, as everywhere."""
    held = meeting.starts_at
    if context.today - meeting.starts_on < timedelta(days=40):
        return
    with context.travel(held + timedelta(days=context.random.randrange(12, 36))):
        for task in queries.tasks_of(meeting).filter(status=TaskStatus.OPEN):
            if context.random.random() < 0.93:
                complete_task(task, by=membership)
        for decision in meeting.decisions.filter(review_on__isnull=True):
            if context.random.random() < 0.9:
                services.change_decision(decision, by=membership, status=DecisionStatus.APPLIED)


def _plan(slot: Slot, kind: MeetingType, starts: datetime, membership: Membership, context: DemoContext) -> Meeting:
    group = Group.objects.filter(kind=GROUP_KINDS.get(slot.code, GroupKind.TEAM)).order_by("name").first()
    site = Site.objects.filter(is_main=True).first()
    people = list(Person.objects.filter(left_on__isnull=True))
    return services.plan_meeting(
        by=membership,
        type=kind,
        title=slot.title or kind.short_name,
        starts_at=starts,
        ends_at=starts + timedelta(minutes=kind.default_minutes),
        group=group,
        place="Salle de réunion",
        site=site,
        facilitator=context.random.choice(people),
        secretary=context.random.choice(people),
    )


def _invite_guest(membership: Membership) -> None:
    """The insurer's delegate comes for one point of the next team meeting."""
    to_come = Meeting.objects.filter(type__code="team", status__in=TO_COME, starts_at__gt=timezone.now())
    meeting = to_come.order_by("starts_at").first()
    items = list(meeting.items.all()) if meeting else []
    if len(items) > 1:
        person = add_person(
            by=membership,
            status=Status.PARTNER,
            first_name="Hélène",
            last_name="Vasseur",
            profession=Profession.OTHER,
            email="helene.vasseur@cpam.example",
        )
        services.invite_guest(items[1], person, by=membership)


def _answers(meeting: Meeting, context: DemoContext, *, share: float) -> None:
    if meeting.convened_at is None and not Meeting.objects.filter(pk=meeting.pk, status="convened").exists():
        return
    for participant in queries.participants_of(meeting).select_related("meeting"):
        if context.random.random() < share:
            answer = context.random.choices([Answer.COMING, Answer.EXCUSED, Answer.NOT_COMING], [8, 2, 1])[0]
            person = participant.person
            services.answer_invitation(participant, by=Actor(person.full_name, person.pk), answer=answer)


def _hold(meeting: Meeting, membership: Membership, context: DemoContext) -> None:
    services.open_session(meeting, by=membership)
    _presences(meeting, membership, context)
    items = minutes.approve_previous(meeting, membership)
    code = meeting.type.code
    notes = context.random.sample(texts.NOTES[code], k=min(2, len(texts.NOTES[code])))
    for item, text in zip(items[1:], notes, strict=False):
        services.write_notes(item, by=membership, notes=text, read_version=0)
    if items:
        _outcomes(items[-1], code, membership, context)
    services.close_session(meeting, by=membership)


def _presences(meeting: Meeting, membership: Membership, context: DemoContext) -> None:
    others: list[Participant] = list(queries.participants_of(meeting).select_related("meeting"))
    for participant in context.random.sample(others, k=min(len(others), max(1, len(others) // 5))):
        presence = context.random.choice([Presence.EXCUSED, Presence.EXCUSED, Presence.REMOTE, Presence.ABSENT])
        services.mark_presence(participant, by=membership, presence=presence)
    services.mark_all_present(meeting, by=membership)


def _outcomes(item: AgendaItem, code: str, membership: Membership, context: DemoContext) -> None:
    text, reason = context.random.choice(texts.DECISIONS[code])
    review_on = item.meeting.starts_on + timedelta(days=300) if context.random.random() < 0.3 else None
    services.add_decision(item, by=membership, text=text, reason=reason, review_on=review_on)
    if context.random.random() < 0.6:
        owner = context.random.choice([one.person for one in queries.participants_of(item.meeting)])
        due = item.meeting.starts_on + timedelta(days=context.random.randrange(10, 45))
        services.add_session_task(
            item, by=membership, title=context.random.choice(texts.TASKS[code]), owner=owner, due_on=due
        )


def _opinions(meeting: Meeting, context: DemoContext) -> None:
    for participant in queries.attendees(meeting).select_related("meeting"):
        if context.random.random() < 0.5:
            person = participant.person
            services.give_opinion(participant, by=Actor(person.full_name, person.pk), approval=Approval.APPROVED)

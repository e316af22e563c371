"""Rows turned into what the pages of dates show. No rule of the trade here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.forms import BaseForm
from django.utils import timezone

from filrouge.kernel.days.almanac import Almanac, almanac_of
from filrouge.kernel.people.enums import Profession
from filrouge.kernel.people.models import Person
from filrouge.kernel.policy import can
from filrouge.kernel.registry import CalendarEvent
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.meetings import policy
from filrouge.modules.meetings.enums import MeetingStatus
from filrouge.modules.meetings.models import Meeting
from filrouge.modules.meetings.queries import bounds, meetings_between
from filrouge.modules.scheduling import queries
from filrouge.modules.scheduling.enums import Availability, PollStatus
from filrouge.modules.scheduling.forms.slots import text_of, weeks
from filrouge.modules.scheduling.models import Poll, Respondent, Slot
from filrouge.ui.typography import MONTHS, WEEKDAYS, count

STATUS_COLOURS = {PollStatus.OPEN: "blue", PollStatus.CHOSEN: "green", PollStatus.STOPPED: "grey"}


@dataclass(frozen=True, slots=True)
class Chip:
    """One day to tick. ``note`` says what stands in the way."""

    day: date
    value: str
    checked: bool
    note: str = ""
    short: str = ""  # the note in the width of a chip
    tone: str = ""

    @property
    def weekday(self) -> str:
        return WEEKDAYS[self.day.weekday()]


@dataclass(frozen=True, slots=True)
class Week:
    label: str
    offset: int  # days of the first week already gone
    chips: list[Chip]


@dataclass(frozen=True, slots=True)
class SuggestionRow:
    value: str
    starts_at: datetime
    ends_at: datetime
    reasons: Sequence[str]
    checked: bool


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One date to answer, with what was answered and what one's own calendar already holds."""

    slot: Slot
    answer: str
    conflicts: Sequence[CalendarEvent] = ()


@dataclass(frozen=True, slots=True)
class DateRow:
    """One date of the coordinator's page."""

    tally: queries.Tally
    is_best: bool
    is_past: bool
    clashes: Sequence[str]


@dataclass(frozen=True, slots=True)
class PersonRow:
    respondent: Respondent
    cells: list[str]
    next_reminder: date | None = None


@dataclass(frozen=True, slots=True)
class ProfessionRows:
    label: str
    rows: list[PersonRow] = field(default_factory=list)


def slots_context(
    membership: Membership, meeting: Meeting, form: BaseForm, suggestions: Sequence[queries.Suggestion]
) -> dict[str, Any]:
    """What every page that proposes dates shows."""
    almanac = almanac_of(meeting.site)
    ticked = set(form["suggested"].value() or ())
    rows = [
        SuggestionRow(text_of(one.starts_at), one.starts_at, one.ends_at, one.reasons, text_of(one.starts_at) in ticked)
        for one in suggestions
    ]
    return {
        "meeting": meeting,
        "form": form,
        "suggestions": rows,
        "weeks": week_rows(membership, almanac, set(form["days"].value() or ())),
        "hours": [form[name] for name in ("hour_1", "hour_2", "hour_3")],
        "knows_school_holidays": almanac.knows_school_holidays,
    }


def week_rows(membership: Membership, almanac: Almanac, ticked: set[str]) -> list[Week]:
    rows = weeks()
    busy = _busy_days(membership, rows[0][0], rows[-1][-1])
    return [
        Week(_week_label(row), 6 - len(row), [_chip(day, almanac, busy.get(day, 0), ticked) for day in row])
        for row in rows
    ]


def _busy_days(membership: Membership, first: date, last: date) -> dict[date, int]:
    found: dict[date, int] = {}
    for meeting in meetings_between(membership, *bounds(first, last)):
        found[meeting.starts_on] = found.get(meeting.starts_on, 0) + 1
    return found


def _chip(day: date, almanac: Almanac, busy: int, ticked: set[str]) -> Chip:
    value, checked = day.isoformat(), day.isoformat() in ticked
    if public := almanac.public_holiday(day):
        return Chip(day, value, checked, public, "férié", "red")
    if school := almanac.school_holiday(day):
        return Chip(day, value, checked, school, "vacances", "amber")
    if busy:
        return Chip(day, value, checked, count(busy, "réunion"), f"{busy}\u00a0réun.", "grey")
    return Chip(day, value, checked)


def _week_label(days: Sequence[date]) -> str:
    first = days[0]
    return f"{first.day if first.day > 1 else '1er'} {MONTHS[first.month - 1]}"


def people_of(meeting: Meeting) -> list[Person]:
    return [one.person for one in meeting.participants.select_related("person")]


def suggestions_of(meeting: Meeting, people: Sequence[Person]) -> list[queries.Suggestion]:
    return queries.suggestions_for(meeting, people, almanac_of(meeting.site), today=timezone.localdate())


def poll_context(poll: Poll, membership: Membership) -> dict[str, Any]:
    """Everything the coordinator's page shows. The poll comes from ``polls_with_everything``."""
    tallies = queries.tallies_of(poll)
    is_open = poll.status == PollStatus.OPEN
    best = queries.best_of(tallies, timezone.now()) if is_open else None
    respondents = list(poll.respondents.all())
    return {
        "poll": poll,
        "meeting": poll.meeting,
        "status_colour": STATUS_COLOURS[PollStatus(poll.status)],
        "dates": date_rows(poll, tallies, best),
        "best": best,
        "asked": len(respondents),
        "newcomers": list(queries.newcomers_of(poll)) if is_open else [],
        "own": next((one for one in respondents if one.person.user_id == membership.user_id), None),
        "is_open": is_open and poll.meeting.status in {MeetingStatus.DRAFT, MeetingStatus.CONVENED},
        "is_late": poll.respond_by < timezone.localdate(),
        "can_plan": can(membership, policy.PLAN),
        **people_context(poll, tallies),
    }


def date_rows(poll: Poll, tallies: Sequence[queries.Tally], best: queries.Tally | None) -> list[DateRow]:
    now, clashes = timezone.now(), queries.clashes_of(poll)
    names = {one.person_id: one.person.full_name for one in poll.respondents.all()}
    return [
        DateRow(
            tally,
            best is not None and tally.slot.pk == best.slot.pk,
            tally.slot.starts_at <= now,
            [f"{names[one.person_id]} ({one.kind})" for one in clashes[tally.slot.pk]],
        )
        for tally in tallies
    ]


def people_context(poll: Poll, tallies: Sequence[queries.Tally]) -> dict[str, Any]:
    groups = person_rows(poll, tallies)
    silent = [row for group in groups for row in group.rows if not row.respondent.has_answered]
    due = [row.next_reminder for row in silent if row.next_reminder]
    return {"groups": groups, "silent": silent, "next_reminder": min(due, default=None)}


def person_rows(poll: Poll, tallies: Sequence[queries.Tally]) -> list[ProfessionRows]:
    almanac, today = almanac_of(poll.meeting.site), timezone.localdate()
    groups: dict[str, ProfessionRows] = {}
    for one in poll.respondents.all():
        cells = [tally.answers.get(one.pk, "") for tally in tallies]
        row = PersonRow(one, cells, queries.next_reminder_of(one, poll, today, almanac))
        groups.setdefault(one.profession, ProfessionRows(Profession(one.profession).label)).rows.append(row)
    return [groups[code] for code in Profession.values if code in groups]


def answer_rows(respondent: Respondent, *, conflicts: dict[Any, list[CalendarEvent]] | None = None) -> list[AnswerRow]:
    """Dates still to come, with what this person answered."""
    given = {one.slot_id: one.answer for one in respondent.answers.all()}
    return [
        AnswerRow(slot, given.get(slot.pk, ""), (conflicts or {}).get(slot.pk, ()))
        for slot in slots_to_come(respondent.poll)
    ]


def slots_to_come(poll: Poll) -> list[Slot]:
    now = timezone.now()
    return [slot for slot in poll.slots.all() if slot.starts_at > now]


def refuses_everything(rows: Iterable[AnswerRow]) -> bool:
    answers = [row.answer for row in rows]
    return bool(answers) and all(answer == Availability.NO for answer in answers)


@dataclass(frozen=True, slots=True)
class AnswerGroup:
    label: str
    tone: str
    people: list[Respondent]


def by_answer(poll: Poll, tally: queries.Tally) -> list[AnswerGroup]:
    """Who said what to one date."""
    shown = (
        ("yes", "Oui", "green"),
        ("if_needed", "Si besoin", "amber"),
        ("no", "Non", "red"),
        ("", "Sans réponse", "grey"),
    )
    groups = [
        AnswerGroup(label, tone, [one for one in poll.respondents.all() if tally.answers.get(one.pk, "") == code])
        for code, label, tone in shown
    ]
    return [group for group in groups if group.people]


def link_context(respondent: Respondent, form: BaseForm) -> dict[str, Any]:
    """What the phone page shows: dates to answer while the poll is open, the date chosen after."""
    poll = respondent.poll
    rows = answer_rows(respondent)
    is_open = poll.status == PollStatus.OPEN and poll.meeting.status != MeetingStatus.CANCELLED
    context: dict[str, Any] = {
        "rows": rows,
        "open": is_open,
        "refuses": refuses_everything(rows),
        "word": form["word"].value() if form.is_bound else respondent.word,
    }
    if poll.chosen:
        given = {one.slot_id: one.answer for one in respondent.answers.all()}
        context["said"] = given.get(poll.chosen.pk, "")
        context["invitation"] = queries.invitation_path(respondent)
    return context


def reminder_sentence(sent: int) -> str:
    return "Une personne relancée." if sent == 1 else f"{sent} personnes relancées."

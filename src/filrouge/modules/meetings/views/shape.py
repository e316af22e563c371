"""Rows turned into what the pages show: steps, sums, groups. No rule of the trade here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel.people.enums import Profession
from filrouge.kernel.people.models import Person
from filrouge.kernel.people.queries.names import known_names
from filrouge.kernel.policy import can
from filrouge.kernel.privacy.scanner import Finding, scan
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline.models import Entry
from filrouge.kernel.work.models import Task
from filrouge.modules.meetings import policy, queries
from filrouge.modules.meetings.enums import ATTENDED, TO_COME, Answer, Approval, DecisionStatus, MeetingStatus, Presence
from filrouge.modules.meetings.forms import MeetingFilterForm
from filrouge.modules.meetings.forms.lists import group_filters
from filrouge.modules.meetings.models import AgendaItem, Meeting, MeetingType, Participant
from filrouge.modules.meetings.queries.page import Called
from filrouge.ui.forms import form_sentence
from filrouge.ui.tabs import Tab, tabs_of_filter

STATUS_COLOURS = {
    MeetingStatus.DRAFT: "grey",
    MeetingStatus.CONVENED: "blue",
    MeetingStatus.OPEN: "violet",
    MeetingStatus.HELD: "amber",
    MeetingStatus.REVIEW: "amber",
    MeetingStatus.APPROVED: "green",
    MeetingStatus.CANCELLED: "red",
}
DECISION_COLOURS = {
    DecisionStatus.TO_APPLY: "amber",
    DecisionStatus.APPLIED: "green",
    DecisionStatus.DROPPED: "grey",
    DecisionStatus.REPLACED: "grey",
}
FIGURES = {"held": "Tenues", "planned": "Prévues ou tenues", "cancelled": "Annulées"}  # tabs that only a figure opens
STEPS = (
    ("Préparer", {MeetingStatus.DRAFT}),
    ("Convoquer", {MeetingStatus.CONVENED}),
    ("Tenir", {MeetingStatus.OPEN}),
    ("Relire", {MeetingStatus.HELD, MeetingStatus.REVIEW}),
    ("Approuver", {MeetingStatus.APPROVED}),
)


@dataclass(frozen=True, slots=True)
class Step:
    label: str
    state: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ItemRow:
    rank: int
    item: AgendaItem
    tasks: list[Task]
    starts: Any  # planned hour of the item
    guests: Sequence[Called] = ()  # invited to this item only


@dataclass(frozen=True, slots=True)
class OutcomeDraft:
    """What was typed in the decision or task form of an item and not kept yet."""

    kind: str = ""  # "decision", "task" or "information"
    item: UUID | None = None
    text: str = ""
    reason: str = ""
    review_on: str = ""
    title: str = ""
    owner: str = ""
    due_on: str = ""
    error: str = ""
    findings: Sequence[Finding] = ()

    @classmethod
    def asked(cls, request: HttpRequest) -> OutcomeDraft:
        """The empty form that the address asks for, where no script shows it."""
        try:
            return cls(kind=request.GET.get("noter", ""), item=UUID(request.GET.get("point", "")))
        except ValueError:
            return cls()

    @classmethod
    def of(cls, kind: str, item: UUID, form: BaseForm, findings: Sequence[Finding]) -> OutcomeDraft:
        names = ("text", "reason", "review_on", "title", "owner", "due_on")
        error = form_sentence(form)
        typed = {name: str(form.data.get(name, "")) for name in names}
        return cls(kind=kind, item=item, error="" if findings else error, findings=findings, **typed)


@dataclass(frozen=True, slots=True)
class HistoryLine:
    text: str
    when: Any
    who: str
    url: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class ProfessionGroup:
    label: str
    rows: list[Any]


def list_filters(form: MeetingFilterForm) -> dict[str, Any]:
    """What is valid in the address filters; what is not is ignored rather than refused."""
    form.is_valid()
    cleaned = form.cleaned_data
    when = cleaned.get("when") or "to_come"
    searching = bool(cleaned.get("q") or cleaned.get("year"))
    return {
        "when": "all" if searching and not cleaned.get("when") else when,
        "text": cleaned.get("q", ""),
        "type_code": cleaned.get("type", ""),
        **group_filters(cleaned.get("group", "")),
        "month": int(cleaned["month"]) if cleaned.get("month") else None,
        "profession": cleaned.get("profession", ""),
        "year": int(cleaned["year"]) if cleaned.get("year") else None,
    }


def list_tabs(request: HttpRequest, when: str) -> list[Tab]:
    labels = [("to_come", "À venir"), ("past", "Passées"), ("all", "Toutes")]
    if when in FIGURES:
        labels.append((when, FIGURES[when]))
    return tabs_of_filter(request.GET, "when", labels, when)


def type_choices() -> list[MeetingType]:
    return list(queries.meeting_types())


def steps_of(meeting: Meeting) -> list[Step]:
    current = next((rank for rank, (_, states) in enumerate(STEPS) if meeting.status in states), 0)
    done = meeting.status == MeetingStatus.APPROVED
    return [
        Step(label, "done" if rank < current or done else "current" if rank == current else "todo")
        for rank, (label, _) in enumerate(STEPS)
    ]


def item_rows(meeting: Meeting) -> list[ItemRow]:
    return rows_of(meeting, meeting.items.all(), queries.tasks_by_item(meeting))


def rows_of(
    meeting: Meeting,
    items: Iterable[AgendaItem],
    tasks: Mapping[UUID | None, list[Task]],
    guests: Mapping[UUID | None, list[Called]] | None = None,
) -> list[ItemRow]:
    """These items, the first of the agenda, with the hour each is planned to begin."""
    rows, elapsed = [], 0
    for rank, item in enumerate(items, 1):
        starts = meeting.starts_at + timedelta(minutes=elapsed)
        rows.append(ItemRow(rank, item, tasks.get(item.pk, []), starts, (guests or {}).get(item.pk, [])))
        elapsed += 0 if item.postponed_at else item.minutes
    return rows


def by_profession(participants: Iterable[Participant | Called]) -> list[ProfessionGroup]:
    groups: dict[str, list[Participant | Called]] = {}
    for participant in participants:
        groups.setdefault(participant.profession, []).append(participant)
    return [ProfessionGroup(Profession(code).label, groups[code]) for code in Profession.values if code in groups]


def guest_group(guests: Iterable[Participant | Called]) -> list[ProfessionGroup]:
    """Who is invited to one item only, apart from those who are called to the whole."""
    rows = list(guests)
    return [ProfessionGroup("invités pour un point", rows)] if rows else []


def by_item(expected: Iterable[Called]) -> dict[UUID | None, list[Called]]:
    found: dict[UUID | None, list[Called]] = {}
    for one in expected:
        found.setdefault(one.item_id, []).append(one)
    return found


def people_by_profession(meeting: Meeting) -> list[ProfessionGroup]:
    groups: dict[str, list[Person]] = {}
    for person in queries.people_to_invite(meeting):
        groups.setdefault(person.profession, []).append(person)
    return [ProfessionGroup(Profession(code).label, groups[code]) for code in Profession.values if code in groups]


def counts(participants: Sequence[Participant]) -> dict[str, int]:
    came = [one for one in participants if one.presence in ATTENDED]
    return {
        "called": len(participants),
        "coming": sum(one.answer == Answer.COMING for one in participants),
        "excused": sum(one.answer in {Answer.EXCUSED, Answer.NOT_COMING} for one in participants),
        "silent": sum(one.answer == Answer.NONE for one in participants),
        "attended": len(came),
        "to_mark": sum(one.presence == Presence.UNKNOWN for one in participants),
        "minutes": sum(one.minutes for one in came),
        "opinions": sum(one.approval != Approval.NONE for one in came),
        "corrections": sum(one.approval == Approval.CHANGES for one in came),
        "unreachable": sum(not one.person.email for one in participants),
    }


def detail_context(meeting: Meeting, membership: Membership) -> dict[str, Any]:
    """Everything the page of one meeting shows, but its history."""
    participants = list(meeting.participants.all())
    rows = item_rows(meeting)
    used = sum(row.item.minutes for row in rows if not row.item.postponed_at)
    versions = list(meeting.minutes_versions.all())
    return {
        "meeting": meeting,
        "rows": rows,
        "groups": by_profession(participants),
        "counts": counts(participants),
        "opinions": [one for one in participants if one.presence in ATTENDED],
        "steps": steps_of(meeting),
        "status_colour": STATUS_COLOURS[MeetingStatus(meeting.status)],
        "agenda_minutes": used,
        "agenda_over": used - meeting.planned_minutes,
        "minutes": versions[0] if versions else None,
        "can_plan": can(membership, policy.PLAN) and meeting.is_writable,
        "can_arrange": can(membership, policy.PLAN) and meeting.status in TO_COME,
        "can_hold": can(membership, policy.HOLD) and meeting.is_writable,
        "can_approve": can(membership, policy.APPROVE),
        "begun": meeting.starts_at - timedelta(hours=2) <= timezone.now(),
    }


def convene_context(meeting: Meeting) -> dict[str, Any]:
    participants, guests = list(meeting.participants.all()), list(queries.guests_of(meeting))
    rows = item_rows(meeting)
    return {
        "meeting": meeting,
        "rows": rows,
        "reached": [one for one in (*participants, *guests) if one.person.email],
        "unreachable": [one for one in (*participants, *guests) if not one.person.email],
        "days_ahead": (meeting.starts_on - timezone.localdate()).days,
        "agenda_over": sum(row.item.minutes for row in rows if not row.item.postponed_at) - meeting.planned_minutes,
    }


def history(entries: Iterable[Entry]) -> list[HistoryLine]:
    return [HistoryLine(entry.sentence, entry.happened_at, entry.actor_name) for entry in entries]


def added_sentence(count: int) -> str:
    if count == 0:
        return "Personne de nouveau : tout le monde était déjà convié."
    return "Une personne conviée." if count == 1 else f"{count} personnes conviées."


def sentence(error: Exception) -> str:
    return " ".join(error.messages) if isinstance(error, ValidationError) else "Cette valeur n’est pas valable."


def findings_in(text: str) -> list[Finding]:
    return scan(text, known_names=known_names())


def same_list(request: HttpRequest, url_name: str, row: UUID) -> str:
    """The list one came from, with its filters, at the row one changed."""
    base = reverse(url_name, args=[request.organisation.slug])  # type: ignore[attr-defined]
    kept = QueryDict(request.POST.get("filters", ""), mutable=True)
    query = f"?{kept.urlencode()}" if kept else ""
    return f"{base}{query}#decision-{row}"

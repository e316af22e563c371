from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from filrouge.kernel.documents.content import (
    Block,
    BulletList,
    Callout,
    Document,
    Heading,
    KeyValues,
    NumberedList,
    Paragraph,
    Span,
    Table,
    TableColumn,
)
from filrouge.kernel.documents.richtext import blocks_of
from filrouge.kernel.tenancy.letterhead import letterhead
from filrouge.kernel.work.models import Task
from filrouge.modules.meetings import queries
from filrouge.modules.meetings.enums import ATTENDED, DeclaredHow, OutlinePlace, Presence
from filrouge.modules.meetings.exports.agenda import session_roles
from filrouge.modules.meetings.models import AgendaItem, Annex, Meeting, Minutes, MinutesSection, Participant
from filrouge.ui.typography import date_fr, date_short, duration, hour


def minutes_document(
    meeting: Meeting, tasks: dict[UUID | None, list[Task]], minutes: Minutes | None, annexes: Sequence[Annex] = ()
) -> Document:
    """The minutes of a meeting fetched by ``queries.meeting_with_everything``; a draft when ``minutes`` is None."""
    opened, closed = meeting.session
    blocks: list[Block] = []
    if minutes is None:
        blocks.append(Callout("Ce texte n’est pas encore approuvé.", label="Projet", tone="warning"))
    elif minutes.version > 1:
        blocks.append(_replacement(meeting, minutes))
    blocks += [
        KeyValues(
            [
                ("Date", f"{date_fr(opened)}, {hour(opened)} – {hour(closed)}"),
                ("Lieu", meeting.place or (meeting.site.name if meeting.site else "") or "visioconférence"),
                ("Type", meeting.type.name),
                ("Groupe", meeting.group.name if meeting.group else "–"),
                *session_roles(meeting),
            ]
        ),
        *_attendance_blocks(list(meeting.participants.all()), list(queries.guests_of(meeting))),
    ]
    sections = queries.sections_of(meeting)
    blocks += _section_blocks(section for section in sections if section.place == OutlinePlace.BEFORE)
    for rank, item in enumerate(meeting.items.all(), 1):
        blocks += _item_blocks(rank, item, tasks.get(item.pk, []))
    blocks += _section_blocks(section for section in sections if section.place == OutlinePlace.AFTER)
    blocks += _annex_blocks(annexes)
    if minutes is not None:
        day = f"en séance le {date_fr(minutes.adopted_on)}, noté " if minutes.adopted_on else ""
        sentence = f"Approuvé {day}le {date_fr(minutes.approved_at)} par {minutes.approved_by}."
        blocks.append(Paragraph(sentence, style="small"))
    return Document(
        title=f"Compte rendu : {meeting.title}",
        subtitle=date_fr(meeting.starts_at),
        reference=minutes.reference if minutes else "",
        letterhead=letterhead(meeting.organisation),
        date=timezone.localdate(minutes.approved_at if minutes else meeting.starts_at),
        blocks=blocks,
    )


def _replacement(meeting: Meeting, minutes: Minutes) -> Callout:
    """What a corrected version replaces, and why."""
    former = next(one for one in meeting.minutes_versions.all() if one.version == minutes.version - 1)
    text = f"Remplace la version {former.version}, approuvée le {date_fr(former.approved_at)}. Motif : {minutes.reason}"
    return Callout(text, label=f"Version {minutes.version}", tone="warning")


def _attendance_blocks(participants: Sequence[Participant], guests: Sequence[Participant]) -> list[Block]:
    came = [one for one in participants if one.presence in ATTENDED]
    total = sum(one.minutes for one in came)
    blocks: list[Block] = [
        Heading("Présences"),
        Table(
            columns=[
                TableColumn("Nom", 2),
                TableColumn("Profession", 2),
                TableColumn("Présence", 1),
                TableColumn("Durée", 1, "right"),
            ],
            rows=[
                [
                    one.person.formal_name,
                    one.get_profession_display(),
                    one.get_presence_display(),
                    duration(one.minutes),
                ]
                for one in came
            ],
            caption=f"{len(came)} présents, {duration(total)} au total",
        ),
    ]
    notes = attendance_notes(participants, guests)
    return blocks + [Paragraph([Span(f"{note.label} : ", bold=True), Span(note.names)]) for note in notes]


@dataclass(frozen=True, slots=True)
class AttendanceNote:
    """« En retard : É. Noël (12 h 45) »"""

    label: str
    names: str


def attendance_notes(participants: Sequence[Participant], guests: Sequence[Participant] = ()) -> list[AttendanceNote]:
    """What the list of those present does not say by itself: hours, absences, late declarations, guests."""
    came = [one for one in participants if one.presence in ATTENDED]
    lines = {
        "Arrivés en cours de séance": [_named(one, hour(one.arrived_at)) for one in came if one.arrived_at],
        "Partis avant la fin": [_named(one, hour(one.left_at)) for one in came if one.left_at],
        "Présence déclarée après la réunion": [
            _named(one, date_short(one.declared_at) if one.declared_at else "")
            for one in came
            if one.declared_how == DeclaredHow.LATE
        ],
        "Excusés": [_named(one) for one in participants if one.presence == Presence.EXCUSED],
        "Absents": [_named(one) for one in participants if one.presence == Presence.ABSENT],
        "Invités pour un point": [_named(one, str(one.item)) for one in guests if one.presence in ATTENDED],
    }
    return [AttendanceNote(label, ", ".join(names)) for label, names in lines.items() if names]


def _named(one: Participant, detail: str = "") -> str:
    return f"{one.person.formal_name} ({detail})" if detail else one.person.formal_name


def _section_blocks(sections: Iterable[MinutesSection]) -> list[Block]:
    """What nobody wrote is not printed."""
    return [
        block for section in sections if section.notes for block in (Heading(section.title), *blocks_of(section.notes))
    ]


def _annex_blocks(annexes: Sequence[Annex]) -> list[Block]:
    """Name, size and fingerprint: whoever holds a file can show that it is this one."""
    if not annexes:
        return []
    lines = [
        [
            Span(annex.file.name, bold=True),
            Span(f" ({filesizeformat(annex.file.size)}){f', {annex.about}' if annex.about else ''}\n"),
            Span(f"Empreinte SHA-256 : {annex.file.sha256}"),
        ]
        for annex in annexes
    ]
    return [Heading("Annexes"), NumberedList(lines)]


def _item_blocks(rank: int, item: AgendaItem, tasks: Sequence[Task]) -> list[Block]:
    blocks: list[Block] = [Heading(f"{rank}. {item.title}")]
    if item.presenter:
        blocks.append(Paragraph(f"Présenté par {item.presenter.full_name}", style="small"))
    if moved := item.where_it_came_from or item.where_it_went:
        blocks.append(Paragraph(f"{moved[:1].upper()}{moved[1:]}", style="small"))
    blocks += blocks_of(item.notes)
    for decision in item.decisions.all():
        details = [decision.vote] if decision.vote else []
        details += [f"Motif : {decision.reason}"] if decision.reason else []
        label = f"Décision {decision.reference}" if decision.number else "Décision"
        blocks.append(Callout("\n".join([decision.text, *details]), label=label, tone="success"))
    for information in item.informations.all():
        blocks.append(Callout(information.text, label="À savoir", tone="info"))
    if tasks:
        blocks.append(BulletList([_task_line(task) for task in tasks]))
    return blocks


def _task_line(task: Task) -> list[Span]:
    owner = task.owner.full_name if task.owner else "à confier"
    due = f", pour le {date_short(task.due_on)}" if task.due_on else ""
    return [Span("À faire : ", bold=True), Span(f"{task.title} ({owner}{due})")]

from __future__ import annotations

from django.utils import timezone

from filrouge.kernel.documents.content import Block, BulletList, Document, Heading, KeyValues, Table, TableColumn
from filrouge.kernel.tenancy.letterhead import letterhead
from filrouge.modules.meetings.enums import SessionRole
from filrouge.modules.meetings.models import AgendaItem, Meeting
from filrouge.ui.typography import count, date_fr, duration, hour


def agenda_document(meeting: Meeting) -> Document:
    items = [item for item in meeting.items.all() if not item.postponed_at]
    return Document(
        title=f"Ordre du jour : {meeting.title}",
        subtitle=f"{date_fr(meeting.starts_at)}, {hour(meeting.starts_at)} – {hour(meeting.ends_at)}",
        letterhead=letterhead(meeting.organisation),
        date=timezone.localdate(meeting.starts_at),
        blocks=[
            KeyValues([("Lieu", meeting.place or "–"), ("Type", meeting.type.name), *session_roles(meeting)]),
            _points(items),
            *_documents(items),
        ],
    )


def session_roles(meeting: Meeting) -> list[tuple[str, str]]:
    """The roles somebody holds: « Animation », « Claire Aubert »."""
    held = [(role.label.capitalize(), getattr(meeting, role.value)) for role in SessionRole]
    return [(label, person.full_name) for label, person in held if person is not None]


def _points(items: list[AgendaItem]) -> Table:
    return Table(
        columns=[
            TableColumn("", 0, "right"),
            TableColumn("Point", 4),
            TableColumn("Nature", 1),
            TableColumn("Présenté par", 2),
            TableColumn("Durée", 1, "right"),
        ],
        rows=[
            [
                str(rank),
                f"{item.title} ({item.where_it_came_from})" if item.postponed_times else item.title,
                item.get_kind_display(),
                item.presenter.full_name if item.presenter else "",
                duration(item.minutes),
            ]
            for rank, item in enumerate(items, 1)
        ],
        caption=f"{count(len(items), 'point')}, {duration(sum(item.minutes for item in items))} au total",
    )


def _documents(items: list[AgendaItem]) -> list[Block]:
    lines = [
        f"Point {rank}, {item.title} : {document.file.name}"
        for rank, item in enumerate(items, 1)
        for document in item.documents.all()
    ]
    return [Heading("Documents à lire"), BulletList(lines)] if lines else []

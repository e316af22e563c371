from __future__ import annotations

from django.utils import timezone

from filrouge.kernel.documents.content import Document, KeyValues, Table, TableColumn
from filrouge.modules.meetings.exports.letterhead import letterhead
from filrouge.modules.meetings.models import Meeting
from filrouge.ui.typography import date_fr, duration, hour


def agenda_document(meeting: Meeting) -> Document:
    items = list(meeting.items.all())
    return Document(
        title=f"Ordre du jour : {meeting.title}",
        subtitle=f"{date_fr(meeting.starts_at)}, {hour(meeting.starts_at)} – {hour(meeting.ends_at)}",
        letterhead=letterhead(meeting.organisation),
        date=timezone.localdate(meeting.starts_at),
        blocks=[
            KeyValues([("Lieu", meeting.place or "–"), ("Type", meeting.type.name)]),
            Table(
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
                        item.title,
                        item.get_kind_display(),
                        item.presenter.full_name if item.presenter else "",
                        duration(item.minutes),
                    ]
                    for rank, item in enumerate(items, 1)
                ],
                caption=f"{len(items)} points, {duration(sum(item.minutes for item in items))} prévues",
            ),
        ],
    )

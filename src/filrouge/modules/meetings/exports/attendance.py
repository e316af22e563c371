from __future__ import annotations

from django.utils import timezone

from filrouge.kernel.documents.content import Document, KeyValues, Signatory, SignatureGrid
from filrouge.modules.meetings.exports.letterhead import letterhead
from filrouge.modules.meetings.models import Meeting
from filrouge.ui.typography import date_fr, hour


def attendance_document(meeting: Meeting) -> Document:
    """The sheet to sign on paper; those already marked show it."""
    return Document(
        title=f"Feuille d’émargement : {meeting.title}",
        subtitle=f"{date_fr(meeting.starts_at)}, {hour(meeting.starts_at)} – {hour(meeting.ends_at)}",
        letterhead=letterhead(meeting.organisation),
        date=timezone.localdate(meeting.starts_at),
        blocks=[
            KeyValues([("Lieu", meeting.place or "–"), ("Type", meeting.type.name)]),
            SignatureGrid(
                [
                    Signatory(
                        name=one.person.formal_name,
                        role=one.get_profession_display(),
                        presence=one.get_presence_display() if one.presence else "",
                    )
                    for one in meeting.participants.all()
                ]
            ),
        ],
    )

from __future__ import annotations

import io
from collections.abc import Sequence

import segno
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel.documents.content import (
    Block,
    Document,
    Heading,
    KeyValues,
    PageCode,
    Paragraph,
    Signatory,
    SignatureGrid,
)
from filrouge.kernel.files import services as files
from filrouge.kernel.people.enums import Profession
from filrouge.kernel.tenancy.letterhead import letterhead
from filrouge.modules.meetings.enums import ATTENDED, SAID, TO_COME, DeclaredHow, Presence
from filrouge.modules.meetings.models import Meeting, Participant
from filrouge.modules.meetings.queries import guests_of
from filrouge.ui.typography import count, date_fr, date_short, datetime_short, duration, hour

BLANK_LINES = 4  # for who comes without being called
LATE = (
    "« Déclaré après la réunion » : la personne l’a dit elle-même, par son lien personnel, avant"
    " l’approbation du compte rendu."
)
BY_CODE = "Après la réunion, photographiez cette feuille : son code la range sur la bonne réunion."


def attendance_document(meeting: Meeting) -> Document:
    """The sheet to sign on paper; those already marked show how they were there, since when and who says so."""
    order = {code: rank for rank, code in enumerate(Profession.values)}  # that of the grid, read beside the sheet
    participants = sorted(
        meeting.participants.select_related("person", "signature"),
        key=lambda one: (order[one.profession], one.person.sort_name),
    )
    to_sign = meeting.status in TO_COME
    blocks: list[Block] = [
        KeyValues(
            [
                ("Lieu", meeting.place or "–"),
                ("Type", meeting.type.name),
                *([("Présents", _attendance(participants))] if any(one.presence for one in participants) else []),
            ]
        ),
        SignatureGrid([_signatory(one) for one in participants]),
    ]
    if guests := list(guests_of(meeting).select_related("person", "item", "signature")):
        blocks += [Heading("Invités pour un point", level=2), SignatureGrid([_signatory(one) for one in guests])]
    if to_sign:
        blocks += [
            Heading("Venus sans être conviés", level=2),
            SignatureGrid([Signatory(name="", role=" ")] * BLANK_LINES),
        ]
    if any(one.declared_how == DeclaredHow.LATE for one in (*participants, *guests)):
        blocks.append(Paragraph(LATE, style="small"))
    return Document(
        title=f"Feuille d’émargement : {meeting.title}",
        subtitle=f"{date_fr(meeting.starts_at)}, {hour(meeting.starts_at)} – {hour(meeting.ends_at)}",
        letterhead=letterhead(meeting.organisation),
        date=timezone.localdate(meeting.starts_at),
        blocks=blocks,
        code=PageCode(_qr(sheet_address(meeting)), BY_CODE),
    )


def sheet_address(meeting: Meeting) -> str:
    """Where the code of the sheet leads. It names the meeting and nobody."""
    return f"{settings.SITE_URL.rstrip('/')}{reverse('meetings:sheet', args=[meeting.organisation.slug, meeting.pk])}"


def _qr(address: str) -> bytes:
    png = io.BytesIO()
    segno.make(address, error="m", micro=False).save(png, kind="png", scale=8, border=2)
    return png.getvalue()


def _attendance(participants: Sequence[Participant]) -> str:
    came = [one for one in participants if one.presence in ATTENDED]
    minutes = sum(one.minutes for one in came)
    return f"{len(came)} sur {count(len(participants), 'personne')}, {duration(minutes)} au total"


def _signatory(one: Participant) -> Signatory:
    return Signatory(
        name=one.person.formal_name,
        role=f"{one.get_profession_display()} : {one.item.title}" if one.item else one.get_profession_display(),
        presence=_presence(one),
        signed=_signed(one),
        drawing=files.read(one.signature) if one.signature and one.presence in ATTENDED else None,
    )


def _presence(one: Participant) -> str:
    if one.presence == Presence.UNKNOWN:
        return ""
    hours = [hour(one.arrived_at) if one.arrived_at else "", hour(one.left_at) if one.left_at else ""]
    lines = [one.get_presence_display()]
    if any(hours):
        lines.append(" – ".join(part or "…" for part in hours))
    elif one.presence in ATTENDED:
        lines.append(duration(one.minutes))
    return "\n".join(lines)


def _signed(one: Participant) -> str:
    if one.presence not in ATTENDED or one.declared_at is None:
        return ""
    if one.declared_how == DeclaredHow.LATE:
        return f"Déclaré après la réunion, le {datetime_short(one.declared_at)}"
    if one.declared_how in SAID:
        return f"Signé en ligne, le {datetime_short(one.declared_at)}"
    return f"Feuille papier, le {date_short(one.declared_at)}" if one.declared_how == DeclaredHow.PAPER else ""

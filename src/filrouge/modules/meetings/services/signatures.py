"""Signatures drawn with a finger, where the type of the meeting asks for one. Whoever cannot draw signs with a tap."""

from __future__ import annotations

import base64
import io
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from PIL import Image, UnidentifiedImageError

from filrouge.kernel.files import services as files
from filrouge.kernel.files.enums import PNG
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline.services import Actor
from filrouge.modules.meetings import policy
from filrouge.modules.meetings.enums import ATTENDED
from filrouge.modules.meetings.models import Participant
from filrouge.modules.meetings.services.attendance import declare_presence

MOST_BYTES = 200 * 1024
LARGEST = (2400, 1600)  # the box of a large phone, three dots a point
KEPT = (480, 240)
PICTURE = "data:image/png;base64,"
UNREADABLE = "Cette signature ne se lit pas. Dessinez-la de nouveau, ou signez d’un simple geste, sans dessin."


def drawing_in(text: str) -> bytes:
    """The picture a pad sends as text. Nothing when nothing was drawn, or what does not read: a tap signs as well."""
    if not text.startswith(PICTURE):
        return b""
    try:
        return base64.b64decode(text.removeprefix(PICTURE), validate=True)
    except ValueError:
        return b""


@transaction.atomic
def declare_and_sign(
    participant: Participant, *, by: Membership | Actor, how: str, drawing: bytes = b"", **declared: Any
) -> Participant:
    """Say that one is there, with one's signature when it was drawn."""
    participant = declare_presence(participant, by=by, how=how, **declared)
    if drawing and participant.presence in ATTENDED:
        _keep(participant, drawing)
    return participant


@transaction.atomic
def forget_signature(participant: Participant) -> None:
    drawn = participant.signature
    if drawn is not None:
        participant.signature = None
        participant.save(update_fields=["signature"])
        files.discard(drawn)


@transaction.atomic
def forget_signatures_of(person: UUID) -> int:
    return _forget(Participant.everybody.filter(person=person))


@transaction.atomic
def forget_signatures_before(moment: datetime) -> int:
    """Of the meetings that began before."""
    return _forget(Participant.everybody.filter(meeting__starts_at__lt=moment))


def _forget(participants: Any) -> int:
    signed = list(participants.filter(signature__isnull=False).select_related("signature"))
    for one in signed:
        forget_signature(one)
    return len(signed)


def _keep(participant: Participant, drawing: bytes) -> None:
    if not participant.meeting.type.drawn_signature:
        raise ValidationError("Cette réunion ne demande pas de signature dessinée : signez d’un geste.", code="unasked")
    picture = _redrawn(drawing)
    forget_signature(participant)
    participant.signature = files.store(
        name=f"Signature {participant.person.full_name}.png",
        content=picture,
        capability=policy.HOLD,
        expected={PNG},
    )
    participant.save(update_fields=["signature"])


def _redrawn(drawing: bytes) -> bytes:
    """The strokes alone, in few colours: nothing else of what was sent is kept."""
    if len(drawing) > MOST_BYTES:
        raise ValidationError(UNREADABLE, code="too_large")
    try:
        opened = Image.open(io.BytesIO(drawing), formats=["PNG"])
        if opened.width > LARGEST[0] or opened.height > LARGEST[1]:
            raise ValidationError(UNREADABLE, code="too_large")
        picture: Image.Image = opened.convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ValidationError(UNREADABLE, code="unreadable") from error
    strokes = picture.getchannel("A").getbbox()
    if strokes is None:
        raise ValidationError(UNREADABLE, code="blank")
    picture = picture.crop(strokes)
    picture.thumbnail(KEPT)
    png = io.BytesIO()
    picture.quantize(16).save(png, "PNG", optimize=True)
    return png.getvalue()

"""A sheet signed in the room, photographed by a phone and filed by its code."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace

from filrouge.kernel.documents.content import Document, SignatureGrid
from filrouge.kernel.documents.render_pdf import render_pictures
from filrouge.kernel.registry import DemoContext
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.meetings import exports, services
from filrouge.modules.meetings.demo.paper import photograph, signature
from filrouge.modules.meetings.enums import FiledHow, MeetingStatus
from filrouge.modules.meetings.models import Meeting


def photograph_latest(membership: Membership, context: DemoContext) -> None:
    """The sheet of the last meeting held, while its minutes are read again."""
    held = Meeting.objects.filter(status__in=(MeetingStatus.HELD, MeetingStatus.REVIEW), impromptu=False)
    meeting = held.order_by("-starts_at").first()
    if meeting is None:
        return
    page = render_pictures(_signed(exports.attendance_document(meeting), context), ppi=120)[0]
    jpeg = io.BytesIO()
    photograph(page, context.random, tilt=context.random.uniform(-4, 4)).save(jpeg, "JPEG", quality=60)
    taken = jpeg.getvalue()
    digest = hashlib.sha256(taken).hexdigest()
    services.keep_sheet(by=membership, jpeg=taken, digest=digest, meeting=meeting, how=FiledHow.CODE)


def _signed(sheet: Document, context: DemoContext) -> Document:
    """What pens left in the boxes of those who came."""
    return replace(
        sheet,
        blocks=[_with_ink(block, context) if isinstance(block, SignatureGrid) else block for block in sheet.blocks],
    )


def _with_ink(grid: SignatureGrid, context: DemoContext) -> SignatureGrid:
    return SignatureGrid(
        [replace(one, signed="", drawing=signature(context.random)) if one.name else one for one in grid.people]
    )

"""Notes that several people write at once, without losing a word of anybody."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import QuerySet

from filrouge.kernel.live.services import changed
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.kernel.writing import services as writing
from filrouge.kernel.writing.services import as_html, refuse_identities, to_keep
from filrouge.modules.meetings import policy, queries
from filrouge.modules.meetings.models import AgendaItem, Meeting, MinutesSection, NotesVersion, Written
from filrouge.modules.meetings.services.status import lock, require_writable

TOPIC = "meetings.notes"
W = TypeVar("W", bound=Written)


@transaction.atomic
def write_notes(
    text: W, *, by: Membership, notes: str, read_version: int, hand: str = "", acknowledged: Collection[str] = ()
) -> W:
    """Save the notes of an item or of a section: rich text, or plain text with its simple marks.

    ``read_version`` is the version the writer had before typing, ``hand`` their open page. When another hand saved
    meanwhile, both texts are merged by blocks; where both changed the same block nothing is overwritten and
    ``NotesConflict`` is raised. Saving the same text twice is harmless (lost answers). Raises ``ValidationError`` (code
    ``identity``) when what is new looks like a patient's identity.
    """
    require(by, policy.HOLD)
    meeting = lock(text.meeting)
    require_writable(meeting)
    text = _held(text)
    sent = as_html(notes)
    if sent == text.notes:
        return text
    kept = to_keep(text, sent, read_version=read_version, hand=hand, versions=_versions(text))
    if kept == text.notes:
        return text
    refuse_identities(text.notes, kept, acknowledged)
    keep(text, kept, by=by, hand=hand, sent=sent if sent != kept else "")
    changed(TOPIC, meeting.pk)
    return text


@transaction.atomic
def restore_notes(version: NotesVersion, *, by: Membership) -> Written:
    """Take an earlier text back. The text of now stays among the versions."""
    require(by, policy.HOLD)
    row = version.item or version.section
    assert row is not None  # a constraint of the table
    meeting = lock(row.meeting)
    require_writable(meeting)
    text = _held(row)
    if version.notes != text.notes:
        keep(text, version.notes, by=by)
        timeline.record(meeting, "meetings.notes_restored", by=by, title=meeting.title, item=text.title)
        changed(TOPIC, meeting.pk)
    return text


@transaction.atomic
def section_of(meeting: Meeting, key: str, *, by: Membership) -> MinutesSection:
    """The section of the outline, made when somebody begins to write it. Raises ``DoesNotExist`` for another key."""
    require(by, policy.HOLD)
    found = next((one for one in queries.sections_of(lock(meeting)) if one.key == key), None)
    if found is None:
        raise MinutesSection.DoesNotExist(key)
    if found._state.adding:
        require_writable(meeting)
        found.full_clean()
        found.save()
    return found


def thin_versions(before: datetime) -> int:
    """Forget the versions saved while typing, before this moment: the last of each writer in each quarter of an hour
    stays, and those whose text is still the notes."""
    versions = NotesVersion.objects.filter(written_at__lt=before).order_by("item", "section", "version")
    gone, last, seen = [], None, None
    for row in versions.only("organisation", "item", "section", "version", "written_by", "written_at").iterator():
        quarter = row.written_at.replace(minute=row.written_at.minute // 15 * 15, second=0, microsecond=0)
        run = (row.item_id, row.section_id, row.written_by, quarter)
        if run == seen and last is not None:
            gone.append(last.pk)
        last, seen = row, run
    return NotesVersion.objects.filter(pk__in=gone).delete()[0]


def _held(text: W) -> W:
    return type(text).objects.select_for_update(of=("self",)).get(pk=text.pk)


def _versions(text: Written) -> QuerySet[NotesVersion]:
    return NotesVersion.objects.filter(**_target(text))


def _target(text: Written) -> dict[str, Any]:
    return {"item": text} if isinstance(text, AgendaItem) else {"section": text}


def keep(text: Written, notes: str, *, by: Membership, hand: str = "", sent: str = "") -> None:
    """Write these notes and remember the version. Asks no right: for the verbs above and their like."""
    writing.keep(text, NotesVersion(**_target(text)), notes, by=by, hand=hand, sent=sent)

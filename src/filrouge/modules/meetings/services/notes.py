"""Notes that several people write at once, without losing a word of anybody."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.documents import richtext
from filrouge.kernel.live.services import changed
from filrouge.kernel.people.queries.names import known_names
from filrouge.kernel.policy import require
from filrouge.kernel.privacy.scanner import scan
from filrouge.kernel.privacy.validators import validate_no_identity
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.meetings import policy, queries
from filrouge.modules.meetings.models import AgendaItem, Meeting, MinutesSection, NotesVersion, Written
from filrouge.modules.meetings.services.status import lock, require_writable

LONGEST = 200_000
TOPIC = "meetings.notes"
W = TypeVar("W", bound=Written)


class NotesConflict(Exception):
    """Two hands changed the same passage. Carries the row as it is now and both texts, side by side and merged."""

    def __init__(self, text: Written, merge: richtext.Merge) -> None:
        super().__init__(text.pk)
        self.text, self.merge = text, merge


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
    kept = sent if read_version == text.version else _merged(text, sent, read_version, hand)
    if kept == text.notes:
        return text
    _refuse_identities(text.notes, kept, acknowledged)
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


def as_html(notes: str) -> str:
    """What may be kept, whoever sends it."""
    if len(notes) > LONGEST:
        raise ValidationError(
            "Ces notes sont trop longues : 200 000 caractères au plus. Mettez le reste dans un document joint.",
            code="too_long",
        )
    if "<" in notes and richtext.is_html(notes):
        return richtext.clean(notes)
    return richtext.html_of(richtext.from_marked(notes))


def words_of(html: str) -> str:
    return richtext.plain_of(richtext.blocks_of(html), addresses=True)


def _held(text: W) -> W:
    return type(text).objects.select_for_update(of=("self",)).get(pk=text.pk)


def _merged(text: Written, sent: str, read_version: int, hand: str) -> str:
    merge = richtext.merge(_base(text, read_version, hand), sent, text.notes)
    if merge.clashes:
        raise NotesConflict(text, merge)
    return merge.both


def _base(text: Written, read_version: int, hand: str) -> str | None:
    """What the writer began from: the last text this hand had sent, when the answer was lost on the way back."""
    versions = NotesVersion.objects.filter(**_target(text))
    if hand and (mine := versions.filter(hand=hand, version__gt=read_version).order_by("-version").first()):
        return mine.sent or mine.notes
    if read_version == 0:
        return ""
    read = versions.filter(version=read_version).first()
    return read.notes if read else None


def _target(text: Written) -> dict[str, Any]:
    return {"item": text} if isinstance(text, AgendaItem) else {"section": text}


def keep(text: Written, notes: str, *, by: Membership, hand: str = "", sent: str = "") -> None:
    """Write these notes and remember the version. Asks no right: for the verbs above and their like."""
    text.notes = notes
    text.version += 1
    text.written_by = str(by.user)
    text.save(update_fields=["notes", "version", "written_by"])
    NotesVersion.objects.create(
        version=text.version,
        notes=notes,
        sent=sent,
        hand=hand[:36],
        written_by=text.written_by,
        written_at=timezone.now(),
        **_target(text),
    )


def _refuse_identities(before: str, after: str, acknowledged: Collection[str]) -> None:
    """What was confirmed once, by anybody, is not asked again."""
    names = known_names()
    known = {finding.fingerprint for finding in scan(words_of(before), names)}
    validate_no_identity(words_of(after), known_names=names, acknowledged={*acknowledged, *known})

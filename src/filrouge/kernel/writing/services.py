"""What several people write at once, without losing a word of anybody.

A room keeps its rows (``Written``, ``WrittenVersion``) and its rights; here is what they all do with what was typed.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from filrouge.kernel.documents import richtext
from filrouge.kernel.people.queries.names import known_names
from filrouge.kernel.privacy.scanner import scan
from filrouge.kernel.privacy.validators import validate_no_identity
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.writing.models import Written, WrittenVersion

LONGEST = 200_000
V = TypeVar("V", bound=WrittenVersion)


class NotesConflict(Exception):
    """Two hands changed the same passage. Carries the row as it is now and both texts, side by side and merged."""

    def __init__(self, text: Written, merge: richtext.Merge) -> None:
        super().__init__(text.pk)
        self.text, self.merge = text, merge


def as_html(notes: str) -> str:
    """What may be kept, whoever sends it: rich text, or plain text with its simple marks."""
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


def to_keep(text: Written, sent: str, *, read_version: int, hand: str, versions: QuerySet[V]) -> str:
    """What was sent, merged by blocks with what another hand saved meanwhile.

    ``read_version`` is the version the writer had before typing, ``versions`` those of this text. Raises
    ``NotesConflict`` where both changed the same block. Saving the same text twice is harmless (lost answers).
    """
    if sent == text.notes or read_version == text.version:
        return sent
    merge = richtext.merge(_base(versions, read_version, hand), sent, text.notes)
    if merge.clashes:
        raise NotesConflict(text, merge)
    return merge.both


def _base(versions: QuerySet[V], read_version: int, hand: str) -> str | None:
    """What the writer began from: the last text this hand had sent, when the answer was lost on the way back."""
    if hand and (mine := versions.filter(hand=hand, version__gt=read_version).order_by("-version").first()):
        return mine.sent or mine.notes
    read = versions.filter(version=read_version).first()
    return read.notes if read else "" if read_version == 0 else None


def keep(text: Written, version: WrittenVersion, notes: str, *, by: Membership, hand: str = "", sent: str = "") -> None:
    """Write these notes and remember the version, a new row that already points to the text. Asks no right."""
    text.notes, text.version, text.written_by = notes, text.version + 1, str(by.user)
    text.save(update_fields=["notes", "version", "written_by"])
    version.version, version.notes, version.sent, version.hand = text.version, notes, sent, hand[:36]
    version.written_by, version.written_at = text.written_by, timezone.now()
    version.save(force_insert=True)


def refuse_identities(before: str, after: str, acknowledged: Collection[str]) -> None:
    """What was confirmed once, by anybody, is not asked again."""
    names = known_names()
    known = {finding.fingerprint for finding in scan(words_of(before), names)}
    validate_no_identity(words_of(after), known_names=names, acknowledged={*acknowledged, *known})

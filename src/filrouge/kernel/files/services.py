from __future__ import annotations

import hashlib
import logging
from collections.abc import Collection
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.crypto import get_random_string

from filrouge.kernel.files import enums, queries
from filrouge.kernel.files.models import StoredFile
from filrouge.kernel.files.validators import tidy_name, validate_size, validated_type
from filrouge.kernel.ids import uuid7
from filrouge.kernel.tenancy.scope import current_organisation_id

logger = logging.getLogger("filrouge.files")


@transaction.atomic
def store(
    *,
    name: str,
    content: bytes | File[bytes],
    capability: str,
    frozen: bool = False,
    expected: Collection[str] | None = None,
) -> StoredFile:
    """Keep a file. ``capability`` is asked of whoever downloads it; ``expected`` limits the media types (``enums``).

    The same content is written once per organisation. Raises ``ValidationError`` for what the house does not keep.
    """
    name = tidy_name(name)
    raw = _read(content, name)
    media_type = validated_type(raw, name, expected)
    digest = hashlib.sha256(raw).hexdigest()
    twin = queries.same_content(digest).first()
    stored = StoredFile(
        id=uuid7(),
        name=name,
        media_type=media_type,
        size=len(raw),
        sha256=digest,
        capability=capability,
        frozen=frozen,
    )
    if twin is not None and default_storage.exists(twin.path):
        stored.path = twin.path
    else:
        stored.path = default_storage.save(f"{current_organisation_id()}/{stored.pk}", ContentFile(raw))
    stored.full_clean()
    stored.save()
    logger.info("file stored file=%s organisation=%s size=%s", stored.pk, stored.organisation_id, stored.size)
    return stored


def new_draft(file_id: UUID) -> Path:
    """Where the house makes a file of any size before it is kept; what killed attempts left there goes."""
    folder = Path(settings.DATA_DIR) / "drafts"
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(f"{file_id}-*"):
        left.unlink(missing_ok=True)
    return folder / f"{file_id}-{get_random_string(8)}"


@transaction.atomic
def adopt(draft: Path, file_id: UUID, *, name: str, media_type: str, capability: str) -> StoredFile:
    """Keep, frozen, the file that the house made as a draft: moved, never whole in memory.

    What a killed process moved without writing its row is replaced; a file kept already is refused by its key.
    """
    path = f"{current_organisation_id()}/{file_id}"
    with draft.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        stored = StoredFile(
            id=file_id,
            name=tidy_name(name),
            media_type=media_type,
            size=draft.stat().st_size,
            sha256=digest,
            capability=capability,
            frozen=True,
            path=path,
        )
        stored.full_clean()
        stored.save(force_insert=True)
        if default_storage.exists(path):
            default_storage.delete(path)
        default_storage.save(path, _Draft(stream, str(draft)))
    draft.unlink(missing_ok=True)
    logger.info("file adopted file=%s organisation=%s size=%s", stored.pk, stored.organisation_id, stored.size)
    return stored


class _Draft(File[bytes]):
    """A storage of local files moves it rather than copy it."""

    def temporary_file_path(self) -> str:
        assert self.name is not None
        return self.name


def open_file(stored: StoredFile) -> File[bytes]:
    return default_storage.open(stored.path, "rb")


def read(stored: StoredFile) -> bytes:
    with open_file(stored) as stream:
        return bytes(stream.read())


def verify(stored: StoredFile) -> bool:
    """Tell whether the content still has the fingerprint it had when it was kept."""
    if not default_storage.exists(stored.path):
        return False
    digest = hashlib.sha256()
    with open_file(stored) as stream:
        for chunk in stream.chunks():
            digest.update(chunk)
    return digest.hexdigest() == stored.sha256


@transaction.atomic
def discard(stored: StoredFile) -> None:
    """Forget a file; its content goes too, once committed, unless another file has the same."""
    if stored.frozen:
        raise ValidationError("Ce fichier est figé : il fait preuve et ne peut pas être supprimé.", code="frozen")
    path = stored.path
    stored.delete()
    if not queries.at_path(path).exists():
        transaction.on_commit(lambda: default_storage.delete(path))


def freeze(stored: StoredFile) -> None:
    """From now on the file is a proof: never replaced nor deleted."""
    stored.frozen = True
    stored.save(update_fields=["frozen"])


def _read(content: bytes | File[bytes], name: str) -> bytes:
    if isinstance(content, bytes):
        validate_size(len(content), name)
        return content
    validate_size(content.size, name)
    content.seek(0)
    raw = bytes(content.read(enums.MAX_SIZE + 1))
    validate_size(len(raw), name)
    return raw

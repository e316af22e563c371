from __future__ import annotations

from django.db.models import QuerySet

from filrouge.kernel.files.models import StoredFile


def same_content(sha256: str) -> QuerySet[StoredFile]:
    return StoredFile.objects.filter(sha256=sha256)


def duplicates_of(stored: StoredFile) -> QuerySet[StoredFile]:
    """Other files with the same content, oldest first: « ce document existe déjà »."""
    return same_content(stored.sha256).exclude(pk=stored.pk).order_by("created_at", "pk")


def at_path(path: str) -> QuerySet[StoredFile]:
    return StoredFile.objects.filter(path=path)

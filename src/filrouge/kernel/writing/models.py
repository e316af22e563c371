from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from filrouge.kernel.tenancy.models import TenantModel


class Written(TenantModel):
    """What several people write at once: rich text, its version, its last hand."""

    notes = models.TextField("notes", blank=True)  # HTML of ``kernel.documents.richtext``, never anything else
    version = models.PositiveIntegerField(default=0)  # whoever saves says which one they read
    written_by = models.CharField("dernière main", max_length=200, blank=True)

    if TYPE_CHECKING:
        title: str

    class Meta:
        abstract = True

    @property
    def anchor(self) -> str:
        """Its name inside the page, and for the pages that follow it."""
        raise NotImplementedError


class WrittenVersion(TenantModel):
    """A text as it was once saved: what two hands began from, and what may be taken back."""

    version = models.PositiveIntegerField()
    notes = models.TextField(blank=True)
    sent = models.TextField(blank=True)  # what the hand had sent, when it was merged with another's
    hand = models.CharField(max_length=36, blank=True)  # one open page: two tabs of one person are two hands
    written_by = models.CharField("écrite par", max_length=200)
    written_at = models.DateTimeField("écrite le")

    class Meta:
        abstract = True
        ordering = ["-version"]

    def __str__(self) -> str:
        return f"version {self.version}"

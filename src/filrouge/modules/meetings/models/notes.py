from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from filrouge.kernel.tenancy.models import TenantModel

if TYPE_CHECKING:
    from filrouge.modules.meetings.models.meeting import Meeting


class Written(TenantModel):
    """What several people write at once: rich text, its version, its last hand."""

    notes = models.TextField("notes", blank=True)  # HTML of ``kernel.documents.richtext``, never anything else
    version = models.PositiveIntegerField(default=0)  # whoever saves says which one they read
    written_by = models.CharField("dernière main", max_length=200, blank=True)

    if TYPE_CHECKING:
        meeting: Meeting
        title: str

    class Meta:
        abstract = True

    @property
    def anchor(self) -> str:
        """Its name inside the page, and for the pages that follow it."""
        raise NotImplementedError

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from filrouge.kernel.registry import timeline_labels
from filrouge.kernel.tenancy.models import TenantModel


class Entry(TenantModel):
    """One thing that happened, written once, readable, never edited."""

    happened_at = models.DateTimeField("le", auto_now_add=True)
    action = models.CharField(max_length=80)
    actor_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,  # the trace outlives the account
        related_name="+",
        db_index=False,
    )
    actor_person_id = models.UUIDField(null=True)
    actor_name = models.CharField("par", max_length=200, blank=True)
    subject_kind = models.CharField(max_length=80)
    subject_id = models.UUIDField()
    subject_url = models.CharField(max_length=300, blank=True)
    data = models.JSONField(default=dict)

    class Meta:
        ordering = ["-happened_at", "-pk"]
        verbose_name = "événement"
        indexes = [
            models.Index(fields=["organisation", "-happened_at"], name="timeline_recent"),
            models.Index(
                fields=["organisation", "subject_kind", "subject_id", "-happened_at"], name="timeline_subject"
            ),
        ]

    def __str__(self) -> str:
        return self.sentence

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("a timeline entry is never edited")
        super().save(*args, **kwargs)

    @property
    def sentence(self) -> str:
        """What happened, in French, without its author: « a prévu la réunion « RCP de mars » »."""
        label = timeline_labels.get(self.action) or self.action
        return label.format_map(_Blank(self.data))


class _Blank(dict[str, Any]):
    """Older entries may lack a word that a newer label uses."""

    def __missing__(self, key: str) -> str:
        return "…"

from __future__ import annotations

from django.db import models

from filrouge.kernel.tenancy.models import TenantModel


class EntryPoster(TenantModel):
    """The sheet of the staff room, with its QR code. It opens no right: it is where one asks for one's own link."""

    prepared_at = models.DateTimeField("préparée le", auto_now_add=True)
    withdrawn_at = models.DateTimeField("retirée le", null=True, blank=True)

    class Meta:
        ordering = ["-prepared_at", "-pk"]
        verbose_name = "affiche des concertations à deux"
        verbose_name_plural = "affiches des concertations à deux"

    def __str__(self) -> str:
        return f"Affiche du {self.prepared_at:%d/%m/%Y}"

from __future__ import annotations

from pathlib import PurePath

from django.db import models
from django.urls import reverse

from filrouge.kernel.files.enums import EXTENSIONS
from filrouge.kernel.tenancy.models import TenantModel


class StoredFile(TenantModel):
    """A file kept once: its content is addressed by its fingerprint, its name is only for people."""

    name = models.CharField("nom", max_length=200)
    media_type = models.CharField("type", max_length=100)
    size = models.PositiveBigIntegerField("taille (octets)")
    sha256 = models.CharField("empreinte SHA-256", max_length=64)
    path = models.CharField(max_length=200)  # inside the storage: organisation/id
    capability = models.CharField("lisible avec", max_length=80)
    frozen = models.BooleanField("figé", default=False)  # a frozen file is never replaced nor deleted
    created_at = models.DateTimeField("déposé le", auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = "fichier"
        indexes = [models.Index(fields=["organisation", "sha256"], name="file_by_fingerprint")]

    def __str__(self) -> str:
        return self.name

    @property
    def ending(self) -> str:
        """Its own when it suits its content: what a copy that is handed over is called."""
        own, suited = PurePath(self.name).suffix[1:].lower(), EXTENSIONS.get(self.media_type, frozenset({"bin"}))
        return own if own in suited else "txt" if "txt" in suited else min(suited)

    def get_absolute_url(self) -> str:
        return reverse("files:download", args=[self.organisation.slug, self.pk])

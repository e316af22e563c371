from __future__ import annotations

from django.db import models
from django.db.models import F

from filrouge.kernel.tenancy.models import TenantModel


class Document(TenantModel):
    """What the search knows of one row, as it is shown in the results. The words themselves are in ``index``."""

    kind = models.CharField(max_length=80)  # label of the model: "meetings.meeting"
    object_id = models.UUIDField()
    title = models.CharField(max_length=300)
    body = models.TextField(blank=True)
    url = models.CharField(max_length=300)
    kind_label = models.CharField(max_length=80)
    icon = models.CharField(max_length=40)
    capability = models.CharField(max_length=80)
    happened_on = models.DateField(null=True)
    number = models.BigIntegerField(null=True, editable=False)  # row of the full-text table on SQLite

    class Meta:
        verbose_name = "élément de recherche"
        ordering = [F("happened_on").desc(nulls_last=True), "pk"]
        indexes = [models.Index(fields=["organisation", "number"], name="search_by_number")]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind", "object_id"], name="search_document_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind_label} : {self.title}"

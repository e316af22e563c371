from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from filrouge.kernel.people.models import Person
from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import TenantModel
from filrouge.modules.meetings.enums import ItemKind
from filrouge.modules.meetings.models.meeting import Meeting


class AgendaItem(TenantModel):
    meeting = TenantForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    title = models.CharField("point", max_length=200)
    kind = models.CharField("nature", max_length=12, choices=ItemKind, default=ItemKind.DISCUSSION)
    minutes = models.PositiveSmallIntegerField("durée (minutes)", default=10)
    presenter = TenantForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, verbose_name="présenté par")
    notes = models.TextField("notes", blank=True)
    version = models.PositiveIntegerField(default=0)  # of the notes: whoever saves says which one they read
    written_by = models.CharField("dernière main", max_length=200, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = "point de l’ordre du jour"
        constraints = [
            models.CheckConstraint(
                name="item_has_minutes",
                condition=Q(minutes__gte=1) & Q(minutes__lte=480),
                violation_error_message="Un point dure entre 1 minute et 8 heures.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{reverse('meetings:detail', args=[self.organisation.slug, self.meeting_id])}#point-{self.pk}"

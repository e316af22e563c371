from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from filrouge.kernel.files.models import StoredFile
from filrouge.kernel.people.models import Person
from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import TenantManager, TenantModel
from filrouge.modules.meetings.enums import ItemKind
from filrouge.modules.meetings.models.backlog import BacklogItem
from filrouge.modules.meetings.models.meeting import Meeting
from filrouge.modules.meetings.models.notes import Written
from filrouge.ui.typography import date_long


class PresentManager(TenantManager):
    """What was removed is out of sight everywhere at once, and can come back until it is forgotten."""

    def get_queryset(self) -> models.QuerySet[Any]:
        return super().get_queryset().filter(removed_at__isnull=True)


class AgendaItem(Written):
    meeting = TenantForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    title = models.CharField("point", max_length=200)
    kind = models.CharField("nature", max_length=12, choices=ItemKind, default=ItemKind.DISCUSSION)
    minutes = models.PositiveSmallIntegerField("durée (minutes)", default=10)
    presenter = TenantForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, verbose_name="présenté par")
    removed_at = models.DateTimeField("retiré le", null=True, blank=True, editable=False)
    approves = TenantForeignKey(
        Meeting,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,  # the point remains on the agenda
        editable=False,
        related_name="+",
        verbose_name="approuve le compte rendu de",
    )
    point = TenantForeignKey(
        BacklogItem,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,  # the agenda keeps what was on it
        related_name="passages",
        verbose_name="point en attente",
    )
    postponed_at = models.DateTimeField("reporté", null=True, blank=True, editable=False)
    postponed_to = TenantForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,  # it then waits again
        editable=False,
        verbose_name="reporté à",
    )
    postponed_times = models.PositiveSmallIntegerField("reports", default=0, editable=False)  # before this agenda
    first_planned_on = models.DateField("prévu d’abord le", null=True, blank=True, editable=False)

    objects: ClassVar[models.Manager[Self]] = PresentManager()
    everything: ClassVar[models.Manager[Self]] = TenantManager()

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

    @property
    def anchor(self) -> str:
        return f"point-{self.pk}"

    @property
    def where_it_went(self) -> str:
        """« reporté au 3 mars 2026 »; nothing when it was not postponed."""
        if self.postponed_at is None:
            return ""
        onward = self.postponed_to
        if onward is None or onward.removed_at:
            return "reporté, en attente d’une réunion"
        return f"reporté au {date_long(onward.meeting.starts_on)}"

    @property
    def where_it_came_from(self) -> str:
        """« reporté du 3 mars 2026 », « reporté 3 fois depuis le 3 mars 2026 »; nothing the first time."""
        if not self.postponed_times or self.first_planned_on is None:
            return ""
        day = date_long(self.first_planned_on)
        return (
            f"reporté du {day}" if self.postponed_times == 1 else f"reporté {self.postponed_times} fois depuis le {day}"
        )


class ItemDocument(TenantModel):
    """A file to read before or during an item. Read by who reads the meeting, or the item."""

    item = TenantForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="documents")
    file = TenantForeignKey(StoredFile, on_delete=models.PROTECT)  # forgotten with the row, by a service
    added_by = models.CharField("déposé par", max_length=200)
    added_at = models.DateTimeField("déposé le", auto_now_add=True)
    removed_at = models.DateTimeField("retiré le", null=True, blank=True, editable=False)

    objects: ClassVar[models.Manager[Self]] = PresentManager()
    everything: ClassVar[models.Manager[Self]] = TenantManager()

    class Meta:
        ordering = ["added_at", "pk"]
        verbose_name = "document d’un point"
        verbose_name_plural = "documents d’un point"

    def __str__(self) -> str:
        return self.file.name

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel.mail.calendar import event_uid
from filrouge.kernel.people.models import Group, Person
from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import Site, TenantModel
from filrouge.modules.meetings.enums import WRITABLE, Confidentiality, MeetingStatus
from filrouge.modules.meetings.models.types import MeetingType

EVENT_KIND = "reunion"  # of calendar events and the answers to them


class Meeting(TenantModel):
    type = TenantForeignKey(MeetingType, on_delete=models.PROTECT, verbose_name="type")
    group = TenantForeignKey(
        Group,
        null=True,
        blank=True,
        on_delete=models.PROTECT,  # who was called together is part of the proof
        verbose_name="groupe",
    )
    title = models.CharField("intitulé", max_length=200)
    starts_at = models.DateTimeField("début")
    ends_at = models.DateTimeField("fin")
    place = models.CharField("lieu", max_length=200, blank=True)
    site = TenantForeignKey(Site, null=True, blank=True, on_delete=models.SET_NULL, verbose_name="site")
    video_url = models.URLField("lien de visioconférence", blank=True)
    facilitator = TenantForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, verbose_name="animation")
    secretary = TenantForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, verbose_name="secrétariat")
    timekeeper = TenantForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, verbose_name="gardien du temps"
    )
    decision_pusher = TenantForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, verbose_name="pousse-décision"
    )
    confidentiality = models.CharField(
        "lisible par", max_length=10, choices=Confidentiality, default=Confidentiality.TEAM
    )
    message = models.TextField("mot d’accompagnement", blank=True)
    status = models.CharField("état", max_length=10, choices=MeetingStatus, default=MeetingStatus.DRAFT)
    sequence = models.PositiveSmallIntegerField(default=0)  # of the calendar event, +1 at each change sent
    convened_at = models.DateTimeField("convoquée le", null=True, blank=True)
    opened_at = models.DateTimeField("ouverte à", null=True, blank=True)
    closed_at = models.DateTimeField("levée à", null=True, blank=True)
    written_afterwards = models.BooleanField("saisie après coup", default=False)  # its planned hours are then believed
    impromptu = models.BooleanField("sans convocation", default=False)  # noted once held: no agenda, no minutes
    review_until = models.DateField("relecture jusqu’au", null=True, blank=True)
    cancel_reason = models.CharField("motif d’annulation", max_length=200, blank=True)

    class Meta:
        ordering = ["-starts_at", "-pk"]
        verbose_name = "réunion"
        indexes = [
            models.Index(fields=["organisation", "-starts_at", "-id"], name="meeting_by_date"),
            models.Index(fields=["organisation", "status", "starts_at"], name="meeting_by_status"),
        ]
        constraints = [
            models.CheckConstraint(
                name="meeting_ends_after_start",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message="La réunion doit finir après son début.",
            ),
            models.CheckConstraint(
                name="meeting_closes_after_opening",
                condition=Q(closed_at__isnull=True) | Q(opened_at__isnull=True) | Q(closed_at__gte=F("opened_at")),
                violation_error_message="La séance doit être levée après son ouverture.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("meetings:detail", args=[self.organisation.slug, self.pk])

    @property
    def open_title(self) -> str:
        """What may be read outside the meeting, on the tasks it gave birth to."""
        return self.title if self.confidentiality == Confidentiality.TEAM else self.type.short_name

    @property
    def uid(self) -> str:
        """Identifier of the calendar event, the same for life."""
        return event_uid(EVENT_KIND, self.pk, self.organisation.pk)

    @property
    def planned_minutes(self) -> int:
        return int((self.ends_at - self.starts_at) / timedelta(minutes=1))

    @property
    def session(self) -> tuple[datetime, datetime]:
        """When it really took place; the plan where the session was not timed."""
        return self.opened_at or self.starts_at, self.closed_at or self.ends_at

    @property
    def state_label(self) -> str:
        return "tenue" if self.impromptu else self.get_status_display()

    @property
    def is_over(self) -> bool:
        return self.ends_at < timezone.now()

    @property
    def is_writable(self) -> bool:
        return self.status in WRITABLE

    @property
    def starts_on(self) -> Any:
        return timezone.localdate(self.starts_at)

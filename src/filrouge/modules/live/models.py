from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.urls import reverse

from filrouge.kernel.identifiers import spoken
from filrouge.kernel.people.enums import Profession
from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import TenantModel
from filrouge.modules.live.enums import SeatState
from filrouge.modules.meetings.enums import DeclaredHow
from filrouge.modules.meetings.models import AgendaItem, Meeting, Participant


class LiveSession(TenantModel):
    """A session while it is held: what everybody sees at this moment. One open per meeting; none outlives it."""

    meeting = TenantForeignKey(Meeting, on_delete=models.CASCADE, verbose_name="réunion")
    code = models.CharField("code", max_length=spoken.LENGTH)
    opened_at = models.DateTimeField("ouverte à")
    closed_at = models.DateTimeField("fermée à", null=True, blank=True)
    item = TenantForeignKey(
        AgendaItem,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,  # a point taken off the agenda takes nothing along
        verbose_name="point en cours",
    )
    item_since = models.DateTimeField("depuis", null=True, blank=True)  # None while the clock is stopped
    activity_kind = models.CharField("activité", max_length=80, blank=True)  # name in the registry of activities
    activity_id = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering = ["-opened_at", "-pk"]
        verbose_name = "séance en direct"
        verbose_name_plural = "séances en direct"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "code"], condition=Q(closed_at__isnull=True), name="live_code_once"
            ),
            models.UniqueConstraint(
                fields=["organisation", "meeting"], condition=Q(closed_at__isnull=True), name="live_open_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} : {self.meeting}"

    def get_absolute_url(self) -> str:
        """The page of a phone."""
        return reverse("live:phone", args=[self.organisation.slug, self.pk])

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def spoken_code(self) -> str:
        return spoken.in_two(self.code)


class ItemTime(TenantModel):
    """How long a point was the one in progress, the present stretch left out."""

    item = TenantForeignKey(AgendaItem, on_delete=models.CASCADE)
    seconds = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "temps passé sur un point"
        verbose_name_plural = "temps passés sur les points"
        constraints = [models.UniqueConstraint(fields=["organisation", "item"], name="item_time_once")]

    def __str__(self) -> str:
        return f"{self.item} : {self.seconds} s"


class Seat(TenantModel):
    """A phone in the session, for somebody called to the meeting or for a guest. It ends with the session."""

    live = TenantForeignKey(LiveSession, on_delete=models.CASCADE)
    participant = TenantForeignKey(Participant, null=True, blank=True, on_delete=models.CASCADE)  # None: a guest
    guest_name = models.CharField("nom", max_length=100, blank=True)
    profession = models.CharField("profession", max_length=20, choices=Profession)
    state = models.CharField("état", max_length=10, choices=SeatState, default=SeatState.SEATED)
    how = models.CharField("entrée", max_length=8, choices=DeclaredHow, default=DeclaredHow.CODE)
    joined_at = models.DateTimeField("arrivée")
    ended_at = models.DateTimeField("départ", null=True, blank=True)
    hand_raised_at = models.DateTimeField("demande la parole depuis", null=True, blank=True)
    calls = models.PositiveIntegerField(default=0)  # +1 when this phone must ask again for what is its own

    class Meta:
        ordering = ["joined_at", "pk"]
        verbose_name = "place en séance"
        verbose_name_plural = "places en séance"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "live", "participant"],
                condition=Q(ended_at__isnull=True) & Q(participant__isnull=False),
                name="seat_once",
            ),
            models.CheckConstraint(
                name="seat_of_somebody",
                condition=Q(participant__isnull=False) | ~Q(guest_name=""),
                violation_error_message="Écrivez votre nom.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return str(self.participant.person) if self.participant else self.guest_name

    @property
    def person_id(self) -> UUID | None:
        return self.participant.person_id if self.participant else None

    @property
    def only_item(self) -> UUID | None:
        """The one item its guest is invited to: this phone sees nothing of the others."""
        return self.participant.item_id if self.participant else None

    @property
    def mark(self) -> str:
        """How the shared state calls this phone without naming anybody."""
        return self.pk.hex[-8:]

    @property
    def is_seated(self) -> bool:
        return self.state == SeatState.SEATED


class Speech(TenantModel):
    """Somebody has the floor. For the facilitator's eyes only, by profession; forgotten with the session's season."""

    live = TenantForeignKey(LiveSession, on_delete=models.CASCADE)
    seat = TenantForeignKey(Seat, on_delete=models.CASCADE)
    item = TenantForeignKey(AgendaItem, null=True, blank=True, on_delete=models.SET_NULL)
    started_at = models.DateTimeField("début")
    ended_at = models.DateTimeField("fin", null=True, blank=True)

    class Meta:
        ordering = ["started_at", "pk"]
        verbose_name = "prise de parole"
        verbose_name_plural = "prises de parole"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "live"], condition=Q(ended_at__isnull=True), name="one_speaker"
            )
        ]

    def __str__(self) -> str:
        return f"{self.seat} : {self.started_at:%H:%M}"

    def seconds_until(self, moment: datetime) -> int:
        return max(int(((self.ended_at or moment) - self.started_at).total_seconds()), 0)

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel.files.models import StoredFile
from filrouge.kernel.people.enums import Profession
from filrouge.kernel.people.models import Group, Person
from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import Site, TenantModel
from filrouge.modules.meetings.enums import (
    WRITABLE,
    Answer,
    Approval,
    DecisionStatus,
    EvidenceAxis,
    ItemKind,
    MeetingStatus,
    Presence,
)


class MeetingType(TenantModel):
    """What a kind of meeting brings along: its usual length, agenda and where it counts as a proof."""

    code = models.SlugField(max_length=30, db_index=False)
    name = models.CharField("nom", max_length=120)
    short_name = models.CharField("nom court", max_length=40)
    default_minutes = models.PositiveSmallIntegerField("durée habituelle (minutes)", default=60)
    evidence_axis = models.CharField("compte pour", max_length=20, choices=EvidenceAxis, default=EvidenceAxis.NONE)
    agenda = models.JSONField("ordre du jour habituel", default=list)  # [{"title", "kind", "minutes"}]
    is_active = models.BooleanField("proposé", default=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "name"]
        verbose_name = "type de réunion"
        constraints = [models.UniqueConstraint(fields=["organisation", "code"], name="meeting_type_once")]

    def __str__(self) -> str:
        return self.name


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
    message = models.TextField("mot d’accompagnement", blank=True)
    status = models.CharField("état", max_length=10, choices=MeetingStatus, default=MeetingStatus.DRAFT)
    sequence = models.PositiveSmallIntegerField(default=0)  # of the calendar event, +1 at each change sent
    convened_at = models.DateTimeField("convoquée le", null=True, blank=True)
    opened_at = models.DateTimeField("ouverte à", null=True, blank=True)
    closed_at = models.DateTimeField("levée à", null=True, blank=True)
    written_afterwards = models.BooleanField("saisie après coup", default=False)  # its planned hours are then believed
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
    def uid(self) -> str:
        """Identifier of the calendar event, the same for life."""
        return f"reunion-{self.pk}@filrouge"

    @property
    def planned_minutes(self) -> int:
        return int((self.ends_at - self.starts_at) / timedelta(minutes=1))

    @property
    def session(self) -> tuple[datetime, datetime]:
        """When it really took place; the plan where the session was not timed."""
        return self.opened_at or self.starts_at, self.closed_at or self.ends_at

    @property
    def is_over(self) -> bool:
        return self.ends_at < timezone.now()

    @property
    def is_writable(self) -> bool:
        return self.status in WRITABLE

    @property
    def starts_on(self) -> Any:
        return timezone.localdate(self.starts_at)


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


class Participant(TenantModel):
    """Somebody called to a meeting: what they answered, whether they came, what they say of the minutes."""

    meeting = TenantForeignKey(Meeting, on_delete=models.CASCADE, related_name="participants")
    person = TenantForeignKey(
        Person,
        on_delete=models.PROTECT,  # attendance is a proof
        verbose_name="personne",
    )
    profession = models.CharField("profession ce jour-là", max_length=20, choices=Profession)
    answer = models.CharField("réponse", max_length=12, choices=Answer, default=Answer.NONE)
    answer_note = models.CharField("mot", max_length=300, blank=True)
    answered_at = models.DateTimeField("a répondu le", null=True, blank=True)
    presence = models.CharField("présence", max_length=10, choices=Presence, default=Presence.UNKNOWN, blank=True)
    arrived_at = models.DateTimeField("arrivée", null=True, blank=True)
    left_at = models.DateTimeField("départ", null=True, blank=True)
    minutes = models.PositiveSmallIntegerField("minutes de présence", default=0)
    approval = models.CharField("avis", max_length=10, choices=Approval, default=Approval.NONE)
    approval_comment = models.TextField("correction demandée", blank=True)
    approved_at = models.DateTimeField("avis donné le", null=True, blank=True)

    class Meta:
        ordering = ["profession", "person__sort_name", "pk"]
        verbose_name = "participant"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "meeting", "person"],
                name="participant_once",
                violation_error_message="Cette personne est déjà conviée.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} : {self.meeting}"


class Decision(TenantModel):
    """One line of the register. It gets its number when the minutes are approved."""

    meeting = TenantForeignKey(
        Meeting,
        on_delete=models.PROTECT,  # the minutes are the proof of the decision
        related_name="decisions",
    )
    item = TenantForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="decisions")
    text = models.TextField("décision")
    reason = models.TextField("motif", blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    number = models.PositiveSmallIntegerField("numéro", null=True, blank=True)
    decided_on = models.DateField("prise le")
    review_on = models.DateField("à revoir le", null=True, blank=True)
    status = models.CharField("état", max_length=10, choices=DecisionStatus, default=DecisionStatus.TO_APPLY)

    class Meta:
        ordering = ["-decided_on", "-number", "pk"]
        verbose_name = "décision"
        indexes = [models.Index(fields=["organisation", "-decided_on"], name="decision_by_date")]
        constraints = [models.UniqueConstraint(fields=["organisation", "year", "number"], name="decision_number_once")]

    def __str__(self) -> str:
        return f"{self.reference} : {self.text}" if self.number else self.text

    def get_absolute_url(self) -> str:
        return f"{reverse('meetings:decisions', args=[self.organisation.slug])}#decision-{self.pk}"

    @property
    def reference(self) -> str:
        return f"D-{self.year}-{self.number:03}" if self.number else "décision provisoire"


class Minutes(TenantModel):
    """The frozen minutes: number, file and fingerprint. Never edited; a correction makes a new version."""

    meeting = TenantForeignKey(
        Meeting,
        on_delete=models.PROTECT,  # frozen
        related_name="minutes_versions",
    )
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField("numéro")
    version = models.PositiveSmallIntegerField(default=1)
    file = TenantForeignKey(StoredFile, on_delete=models.PROTECT)  # frozen
    approved_at = models.DateTimeField("approuvé le")
    approved_by = models.CharField("approuvé par", max_length=200)

    class Meta:
        ordering = ["-year", "-number", "-version"]
        verbose_name = "compte rendu"
        verbose_name_plural = "comptes rendus"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year", "number", "version"], name="minutes_number_once")
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        suffix = f" (version {self.version})" if self.version > 1 else ""
        return f"CR-{self.year}-{self.number:03}{suffix}"

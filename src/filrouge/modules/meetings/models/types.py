from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse

from filrouge.kernel.people.enums import GroupKind
from filrouge.kernel.people.models import Group
from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import TenantModel
from filrouge.modules.meetings.enums import Confidentiality, EvidenceAxis
from filrouge.modules.meetings.models.lines import (
    validate_agenda,
    validate_outline,
    validate_retroplanning,
    validate_session_roles,
)


class MeetingType(TenantModel):
    """What a kind of meeting brings along. A meeting copies it when it is planned, and may then differ."""

    code = models.SlugField(max_length=30, db_index=False)
    name = models.CharField("nom", max_length=120)
    short_name = models.CharField("nom court", max_length=40)
    default_minutes = models.PositiveSmallIntegerField(
        "durée habituelle (minutes)", default=60, validators=[MinValueValidator(5), MaxValueValidator(720)]
    )
    evidence_axis = models.CharField("compte pour", max_length=20, choices=EvidenceAxis, default=EvidenceAxis.NONE)
    agenda = models.JSONField("ordre du jour habituel", default=list, blank=True, validators=[validate_agenda])
    session_roles = models.JSONField(
        "rôles de la séance", default=list, blank=True, validators=[validate_session_roles]
    )
    group = TenantForeignKey(
        Group,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,  # a meeting may always choose another
        verbose_name="groupe convié",
    )
    group_kind = models.CharField("ou le premier groupe", max_length=20, choices=GroupKind, blank=True)
    hours_counted = models.BooleanField("heures comptées", default=True)
    hours_cap_minutes = models.PositiveSmallIntegerField("minutes comptées au plus", null=True, blank=True)
    minimum_professions = models.PositiveSmallIntegerField("professions présentes au moins", default=0)
    quorum_percent = models.PositiveSmallIntegerField(
        "part des conviés présents au moins (%)", null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    drawn_signature = models.BooleanField("signature dessinée", default=False)
    confidentiality = models.CharField(
        "lisible par", max_length=10, choices=Confidentiality, default=Confidentiality.TEAM
    )
    outline = models.JSONField("plan du compte rendu", default=list, blank=True, validators=[validate_outline])
    retroplanning = models.JSONField("rétroplanning", default=list, blank=True, validators=[validate_retroplanning])
    brings_decisions_back = models.BooleanField("remet les décisions à revoir à l’ordre du jour", default=False)
    shipped = models.JSONField(default=dict, editable=False)  # what was last shipped, to tell the team's own edits
    is_active = models.BooleanField("proposé", default=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "name"]
        verbose_name = "type de réunion"
        constraints = [models.UniqueConstraint(fields=["organisation", "code"], name="meeting_type_once")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("meetings:type_edit", args=[self.organisation.slug, self.pk])

    @property
    def is_shipped(self) -> bool:
        return bool(self.shipped)

    @property
    def is_edited(self) -> bool:
        """The team changed something of what is shipped."""
        return any(getattr(self, name) != value for name, value in self.shipped.items())

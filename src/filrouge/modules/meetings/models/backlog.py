from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from filrouge.kernel.people.models import Group, Person
from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import TenantModel
from filrouge.modules.meetings.enums import Confidentiality, ItemKind, PointState
from filrouge.modules.meetings.models.meeting import Meeting


class BacklogItem(TenantModel):
    """A point that waits for a meeting of its group. Its passages are the points of the agendas it has been on."""

    title = models.CharField("point", max_length=200)
    kind = models.CharField("nature", max_length=12, choices=ItemKind, default=ItemKind.DISCUSSION)
    minutes = models.PositiveSmallIntegerField(
        "durée (minutes)", default=10, validators=[MinValueValidator(1), MaxValueValidator(480)]
    )
    presenter = TenantForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, verbose_name="présenté par")
    group = TenantForeignKey(
        Group,
        null=True,
        blank=True,
        on_delete=models.PROTECT,  # without its group, it would wait for everybody
        verbose_name="groupe",
    )
    meeting = TenantForeignKey(
        Meeting,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,  # it then waits for any meeting of the group
        verbose_name="proposé pour",
    )
    word = models.CharField("précisions", max_length=500, blank=True)
    author = TenantForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, verbose_name="déposé par")
    author_name = models.CharField("déposé par", max_length=200, blank=True)
    confidentiality = models.CharField(
        "lisible par", max_length=10, choices=Confidentiality, default=Confidentiality.TEAM
    )
    state = models.CharField("état", max_length=8, choices=PointState, default=PointState.WAITING)
    answer = models.CharField("réponse", max_length=300, blank=True)  # why it was accepted or dropped
    added_at = models.DateTimeField("déposé le", auto_now_add=True)
    once = models.UUIDField(null=True, blank=True, editable=False)  # of the form it came by: sent twice, kept once
    source_key = models.CharField(max_length=120, blank=True, editable=False)  # what proposed it: see panels.Proposal
    source_label = models.CharField("proposé parce que", max_length=200, blank=True, editable=False)
    source_url = models.CharField(max_length=300, blank=True, editable=False)

    class Meta:
        ordering = ["added_at", "pk"]
        verbose_name = "point en attente"
        verbose_name_plural = "points en attente"
        indexes = [models.Index(fields=["organisation", "state", "added_at"], name="backlog_by_state")]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "once"], name="backlog_sent_once"),
            models.UniqueConstraint(
                fields=["organisation", "source_key"], condition=~Q(source_key=""), name="backlog_proposed_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("meetings:point", args=[self.organisation.slug, self.pk])

    @property
    def asked_of(self) -> Any:
        """Whose meeting it waits for."""
        return self.group or "toute l’équipe"


class SetAside(TenantModel):
    """« Plus tard »: what was proposed for the agenda of a meeting and is no longer shown there."""

    meeting = TenantForeignKey(Meeting, on_delete=models.CASCADE)
    key = models.CharField(max_length=120)
    set_by = models.CharField("mis de côté par", max_length=200)
    set_at = models.DateTimeField("mis de côté le", auto_now_add=True)

    class Meta:
        verbose_name = "proposition mise de côté"
        verbose_name_plural = "propositions mises de côté"
        constraints = [models.UniqueConstraint(fields=["organisation", "meeting", "key"], name="set_aside_once")]

    def __str__(self) -> str:
        return self.key

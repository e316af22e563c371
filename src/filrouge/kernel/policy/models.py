from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from filrouge.kernel.policy.capabilities import capabilities, label_of
from filrouge.kernel.tenancy.models import Membership, TenantManager, TenantModel


class DelegationManager(TenantManager):
    def in_force(self, day: date) -> models.QuerySet[Delegation]:
        return self.get_queryset().filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day, revoked_on__isnull=True
        )


class Delegation(TenantModel):
    """What the managers entrust to somebody, until when and up to how much."""

    membership = models.ForeignKey(
        Membership,
        on_delete=models.CASCADE,  # no member, no delegation; the timeline keeps the trace
        related_name="+",
        db_index=False,
        verbose_name="confiée à",
    )
    capability = models.CharField("pouvoir confié", max_length=80)
    ceiling = models.DecimalField("plafond (€)", max_digits=10, decimal_places=2, null=True, blank=True)
    starts_on = models.DateField("à partir du")
    ends_on = models.DateField("jusqu’au", null=True, blank=True)
    revoked_on = models.DateField("retirée le", null=True, blank=True)
    granted_by = models.ForeignKey(
        Membership,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,  # managers leave; their name stays below
        related_name="+",
        db_index=False,
        verbose_name="accordée par",
    )
    granted_by_name = models.CharField("accordée par", max_length=200, blank=True)
    decision = models.CharField("décision de référence", max_length=200, blank=True)

    objects: ClassVar[DelegationManager] = DelegationManager()

    class Meta:
        ordering = ["-starts_on", "pk"]
        verbose_name = "délégation"
        indexes = [models.Index(fields=["organisation", "membership", "capability"], name="delegation_lookup")]
        constraints = [
            models.CheckConstraint(
                name="delegation_ends_after_start",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                violation_error_message="La délégation doit finir après son début.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.label} → {self.membership}"

    def clean(self) -> None:
        super().clean()
        if self.capability not in {c.code for c in capabilities() if c.delegable}:
            raise ValidationError({"capability": "Ce pouvoir ne peut pas être délégué."}, code="not_delegable")
        for member in (self.membership, self.granted_by):
            if member is not None and member.organisation_id != self.organisation_id:
                raise ValidationError("Cette personne n’est pas membre de l’organisation.", code="stranger")

    def covers(self, amount: Decimal | None) -> bool:
        return amount is None or self.ceiling is None or amount <= self.ceiling

    @property
    def label(self) -> str:
        return label_of(self.capability)

    def state_on(self, day: date) -> str:
        """« retirée », « à venir », « échue » or « en cours »."""
        if self.revoked_on is not None:
            return "retirée"
        if day < self.starts_on:
            return "à venir"
        return "échue" if self.ends_on is not None and self.ends_on < day else "en cours"

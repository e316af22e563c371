from __future__ import annotations

from django.db import models

from filrouge.kernel.people.models import Person
from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import TenantModel
from filrouge.modules.meetings.models.minutes import Minutes


class Delivery(TenantModel):
    """A version of the minutes sent to somebody, by a personal link, and whether they opened it."""

    minutes = TenantForeignKey(Minutes, on_delete=models.CASCADE, related_name="deliveries")
    person = TenantForeignKey(Person, on_delete=models.CASCADE, verbose_name="personne")
    sent_at = models.DateTimeField("envoyé le")
    sent_by = models.CharField("envoyé par", max_length=200)
    opened_at = models.DateTimeField("ouvert le", null=True, blank=True)

    class Meta:
        ordering = ["person__sort_name", "pk"]
        verbose_name = "envoi d’un compte rendu"
        verbose_name_plural = "envois d’un compte rendu"
        constraints = [models.UniqueConstraint(fields=["organisation", "minutes", "person"], name="delivery_once")]

    def __str__(self) -> str:
        return f"{self.minutes} : {self.person}"

from __future__ import annotations

from django.db import models

from filrouge.kernel.tenancy.models import TenantModel


class Charter(TenantModel):
    """How the team holds its concertations, in its own words. One for the team, printed and signed when it likes."""

    objectives = models.TextField("objectifs", max_length=2000)
    coordination = models.TextField("coordination et secrétariat", max_length=2000)
    members = models.TextField("participants", max_length=2000)
    rhythm = models.TextField("rythme, lieu et durée", max_length=2000)
    choosing = models.TextField("comment une situation est proposée", max_length=2000)
    remote = models.TextField("participation à distance et concertations à deux", max_length=2000)
    information = models.TextField("information du patient", max_length=2000)
    record = models.TextField("synthèse, validation et suivi", max_length=2000)
    adopted_on = models.DateField("adoptée le", null=True, blank=True)

    class Meta:
        verbose_name = "charte des RCP"
        verbose_name_plural = "chartes des RCP"
        constraints = [models.UniqueConstraint(fields=["organisation"], name="charter_once")]

    def __str__(self) -> str:
        return "Charte des RCP"

from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse

from filrouge.kernel.tenancy.models import TenantModel
from filrouge.kernel.tenancy.scope import current_organisation
from filrouge.modules.coordinator.enums import profile_options, settings_of_post, validate_profile, validate_setting
from filrouge.modules.coordinator.enums.profiles import ASKED, MOST, Option


class ProfileChoice(TenantModel):
    """Who should coordinate, decided by the team on a day, from what mattered to it that day."""

    decided_on = models.DateField("décidé le")
    priorities = models.JSONField("priorités", default=dict)  # block → 0 to 3
    today_is = models.CharField("qui coordonne aujourd’hui", max_length=200, blank=True)
    profile = models.CharField("profil", max_length=20, validators=[validate_profile])
    setting = models.CharField("le poste est tenu par", max_length=20, validators=[validate_setting])
    shared_with = models.CharField("partagé avec", max_length=200, blank=True)
    weekly_hours = models.DecimalField(
        "heures par semaine",
        max_digits=4,
        decimal_places=2,
        validators=[MinValueValidator(Decimal("0.5")), MaxValueValidator(Decimal(48))],
    )
    reason = models.TextField("pourquoi", max_length=1500, blank=True)
    removed_at = models.DateTimeField("retiré le", null=True, blank=True)  # kept a while: a removal is undone

    class Meta:
        ordering = ["-decided_on", "-pk"]
        verbose_name = "choix du profil"
        verbose_name_plural = "choix du profil"

    def __str__(self) -> str:
        return self.option.label

    def get_absolute_url(self) -> str:
        return reverse("coordinator:choice", args=[current_organisation().slug, self.pk])

    def clean(self) -> None:
        super().clean()
        good = set(self.priorities) == set(ASKED)
        if not good or any(points not in range(MOST + 1) for points in self.priorities.values()):
            raise ValidationError("Dites l’importance de chaque bloc.", code="priorities")

    @property
    def option(self) -> Option:
        return profile_options().get(self.profile) or Option(self.profile, self.profile, (), ())

    @property
    def held(self) -> Option:
        return settings_of_post().get(self.setting) or Option(self.setting, self.setting, (), ())

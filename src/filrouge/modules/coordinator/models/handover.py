from __future__ import annotations

from django.db import models
from django.urls import reverse

from filrouge.kernel.people.models import Person
from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import TenantModel
from filrouge.kernel.tenancy.scope import current_organisation
from filrouge.modules.coordinator.validators import validate_no_secret


class Access(TenantModel):
    """A tool one needs, who opens it, and where its secret is kept. Never the secret."""

    tool = models.CharField("outil", max_length=120, validators=[validate_no_secret])
    address = models.CharField("adresse", max_length=300, blank=True, validators=[validate_no_secret])
    holder = TenantForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,  # the tool stays when somebody leaves
        verbose_name="qui a l’accès",
    )
    kept_in = models.CharField("où le secret est gardé", max_length=200, blank=True, validators=[validate_no_secret])
    note = models.CharField("à savoir", max_length=300, blank=True, validators=[validate_no_secret])
    removed_at = models.DateTimeField("retiré le", null=True, blank=True)  # kept a while: a removal is undone

    class Meta:
        ordering = ["tool", "pk"]
        verbose_name = "accès"
        verbose_name_plural = "accès"

    def __str__(self) -> str:
        return self.tool

    def get_absolute_url(self) -> str:
        return reverse("coordinator:access_edit", args=[current_organisation().slug, self.pk])


class Habit(TenantModel):
    """How things are done here, for whoever comes next."""

    title = models.CharField("sujet", max_length=120, validators=[validate_no_secret])
    text = models.TextField("ce qu’il faut savoir", max_length=3000, validators=[validate_no_secret])
    removed_at = models.DateTimeField("retirée le", null=True, blank=True)

    class Meta:
        ordering = ["title", "pk"]
        verbose_name = "habitude"

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("coordinator:habit_edit", args=[current_organisation().slug, self.pk])

from __future__ import annotations

from collections.abc import Collection
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from filrouge.kernel.identifiers.validators import (
    validate_finess,
    validate_iban,
    validate_siret,
)
from filrouge.kernel.ids import uuid7
from filrouge.kernel.tenancy.enums import LegalForm, OrganisationKind, Role, SchoolZone
from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.scope import ambient_organisation, current_organisation_id
from filrouge.kernel.tenancy.validators import validate_roles, validate_slug, validate_time_zone


class Organisation(models.Model):
    """A team and everything it keeps here. The wall between two organisations is the first law of the house."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField("adresse courte", max_length=60, unique=True, validators=[validate_slug])
    name = models.CharField("nom", max_length=200)
    kind = models.CharField("type", max_length=20, choices=OrganisationKind, default=OrganisationKind.MSP)
    time_zone = models.CharField(
        "fuseau horaire", max_length=40, default="Europe/Paris", validators=[validate_time_zone]
    )
    contact_email = models.EmailField("adresse e-mail de la coordination", blank=True)
    address = models.TextField("adresse postale", blank=True)
    accent = models.CharField("couleur", max_length=7, default="#0b6e6e")
    requires_second_factor = models.BooleanField(
        "deuxième facteur exigé",
        default=False,
        help_text="Chaque compte doit utiliser une application de codes ou une clé d’accès.",
    )
    created_at = models.DateTimeField("créée le", auto_now_add=True)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = "organisation"
        verbose_name_plural = "organisations"

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("today:home", args=[self.slug])


class Membership(models.Model):
    """An account inside an organisation, with its roles. Read before any scope is open, hence not a tenant row."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    roles = models.JSONField("rôles", default=list, validators=[validate_roles])
    created_at = models.DateTimeField(auto_now_add=True)
    last_seen_at = models.DateTimeField("vu pour la dernière fois le", null=True, blank=True)
    previous_visit_at = models.DateTimeField("fin de la visite précédente", null=True, blank=True)

    class Meta:
        verbose_name = "appartenance"
        constraints = [models.UniqueConstraint(fields=["organisation", "user"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.user} ({self.organisation})"

    @property
    def role_labels(self) -> list[str]:
        return [Role(role).label for role in self.roles]


class TenantManager(models.Manager[Any]):
    """Rows of the ambient organisation only; raises ``NoOrganisation`` outside any scope."""

    def get_queryset(self) -> models.QuerySet[Any]:
        return super().get_queryset().filter(organisation_id=current_organisation_id())


class TenantModel(models.Model):
    """Base of every row that belongs to one organisation."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.CASCADE,  # closing an organisation takes its rows along
        editable=False,
        related_name="+",
        db_index=False,  # walls adds unique (organisation_id, id)
        default=current_organisation_id,
    )

    objects: ClassVar[models.Manager[Self]] = TenantManager()

    class Meta:
        abstract = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """A row made or read inside a scope knows its organisation without asking again."""
        super().__init__(*args, **kwargs)
        organisation = ambient_organisation()
        if organisation is not None and self.__dict__.get("organisation_id") == organisation.pk:
            self._state.fields_cache.setdefault("organisation", organisation)

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Rows already at hand exist: ``clean`` compares their organisation, the walls check the rest."""
        at_hand = {
            field.name
            for field in self._meta.concrete_fields
            if isinstance(field, TenantForeignKey) and field.is_cached(self) and getattr(self, field.name) is not None
        }
        super().clean_fields(exclude={*(exclude or ()), "organisation", *at_hand})

    def validate_unique(self, exclude: Collection[str] | None = None) -> None:
        """Keys are made by the application: asking whether one is free is a query for nothing."""
        super().validate_unique(exclude={*(exclude or ()), "id"})

    def clean(self) -> None:
        """Say in French what the database would refuse: a link to another organisation's row."""
        super().clean()
        for field in self._meta.concrete_fields:
            if isinstance(field, TenantForeignKey) and field.is_cached(self):
                target = getattr(self, field.name)
                if target is not None and target.organisation_id != self.organisation_id:
                    raise ValidationError(
                        {field.name: "Cet élément appartient à une autre organisation."},
                        code="other_organisation",
                    )


class Site(TenantModel):
    """A place where the team works."""

    name = models.CharField("nom", max_length=120)
    address = models.TextField("adresse", blank=True)
    commune_code = models.CharField("code commune (INSEE)", max_length=5, blank=True)
    finess = models.CharField("numéro FINESS", max_length=9, blank=True, validators=[validate_finess])
    school_zone = models.CharField(
        "zone scolaire", max_length=10, choices=SchoolZone, blank=True, default=SchoolZone.NONE
    )
    is_main = models.BooleanField("site principal", default=False)

    class Meta:
        ordering = ["-is_main", "name", "pk"]
        verbose_name = "site"
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="site_name_once")]

    def __str__(self) -> str:
        return self.name


class LegalEntity(TenantModel):
    """The SISA, the association, the SCM: each with its own account and books."""

    name = models.CharField("dénomination", max_length=200)
    form = models.CharField("forme", max_length=20, choices=LegalForm, default=LegalForm.SISA)
    siret = models.CharField("SIRET", max_length=14, blank=True, validators=[validate_siret])
    iban = models.CharField("IBAN", max_length=34, blank=True, validators=[validate_iban])
    is_main = models.BooleanField("entité principale", default=False)

    class Meta:
        ordering = ["-is_main", "name", "pk"]
        verbose_name = "entité juridique"
        verbose_name_plural = "entités juridiques"
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="legal_entity_name_once")]

    def __str__(self) -> str:
        return self.name

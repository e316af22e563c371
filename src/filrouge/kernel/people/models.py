from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from filrouge.kernel.identifiers.validators import validate_am, validate_phone, validate_rpps
from filrouge.kernel.people.enums import (
    GroupKind,
    ImportKind,
    ImportState,
    Profession,
    ResponsibilityKind,
    Status,
    Weekday,
)
from filrouge.kernel.people.names import fold
from filrouge.kernel.people.validators import validate_days
from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import Site, TenantModel


class Person(TenantModel):
    """Somebody of the team or around it. Never a patient. Most have no account: they act by personal links."""

    last_name = models.CharField("nom", max_length=100)
    first_name = models.CharField("prénom", max_length=100, blank=True)
    title = models.CharField("civilité", max_length=20, blank=True, help_text="Dr, M., Mme…")
    profession = models.CharField("profession", max_length=20, choices=Profession, default=Profession.OTHER)
    specialty = models.CharField("spécialité ou fonction", max_length=120, blank=True)
    email = models.EmailField("adresse e-mail", blank=True)
    phone = models.CharField("téléphone", max_length=30, blank=True, validators=[validate_phone])
    rpps = models.CharField("numéro RPPS", max_length=11, blank=True, validators=[validate_rpps])
    am_number = models.CharField("numéro AM", max_length=9, blank=True, validators=[validate_am])
    days_on_site = models.JSONField(
        "jours sur site",
        default=list,
        blank=True,
        validators=[validate_days],
        help_text="0 = lundi … 5 = samedi",
    )
    site = TenantForeignKey(
        Site,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,  # the person stays when a site closes
        verbose_name="site",
    )
    arrived_on = models.DateField("arrivée le", null=True, blank=True)
    left_on = models.DateField("départ le", null=True, blank=True)
    note = models.TextField("note interne", blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,  # the person stays when the account goes
        related_name="+",
        db_index=False,
        verbose_name="compte",
    )
    sort_name = models.CharField(max_length=220, editable=False)  # folded « nom prénom », for order
    search_text = models.TextField(editable=False, default="")  # folded name, profession, speciality, contact

    class Meta:
        ordering = ["sort_name", "pk"]
        verbose_name = "personne"
        indexes = [models.Index(fields=["organisation", "sort_name"], name="person_by_name")]
        constraints = [
            models.CheckConstraint(
                name="person_leaves_after_arriving",
                condition=Q(left_on__isnull=True) | Q(arrived_on__isnull=True) | Q(left_on__gte=F("arrived_on")),
                violation_error_message="Le départ doit suivre l’arrivée.",
            ),
            models.UniqueConstraint(
                fields=["organisation", "rpps"],
                condition=~Q(rpps=""),
                name="person_rpps_once",
                violation_error_message="Une autre personne de l’équipe porte déjà ce numéro RPPS.",
            ),
            models.UniqueConstraint(
                fields=["organisation", "user"],
                condition=Q(user__isnull=False),
                name="person_user_once",
                violation_error_message="Ce compte est déjà celui d’une autre personne.",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """The folded columns follow the others here and nowhere else."""
        self.sort_name = fold(f"{self.last_name} {self.first_name}")[:220]
        self.search_text = self._searchable()
        if update_fields is not None:
            update_fields = {*update_fields, "sort_name", "search_text"}
        super().save(*args, update_fields=update_fields, **kwargs)

    def _searchable(self) -> str:
        words = (self.last_name, self.first_name, self.get_profession_display(), self.specialty, self.email, self.rpps)
        return fold(" ".join(words))

    def get_absolute_url(self) -> str:
        return reverse("people:detail", args=[self.organisation.slug, self.pk])

    @property
    def full_name(self) -> str:
        return " ".join(part for part in (self.first_name, self.last_name) if part)

    @property
    def formal_name(self) -> str:
        return " ".join(part for part in (self.title, self.first_name, self.last_name) if part)

    @property
    def initials(self) -> str:
        return (self.first_name[:1] + self.last_name[:1]).upper()

    @property
    def role_label(self) -> str:
        """« médecin généraliste, diabétologie »; « chamane » rather than « autre, chamane »."""
        if self.profession == Profession.OTHER and self.specialty:
            return self.specialty
        return ", ".join(part for part in (self.get_profession_display(), self.specialty) if part)

    @property
    def day_labels(self) -> list[str]:
        return [Weekday(day).label for day in sorted(self.days_on_site)]

    def is_present_on(self, day: date) -> bool:
        return (self.arrived_on is None or self.arrived_on <= day) and (self.left_on is None or self.left_on >= day)


class Engagement(TenantModel):
    """What tied a person to the team, from when to when: « associate on 31 December » reads here."""

    person = TenantForeignKey(Person, on_delete=models.CASCADE, related_name="engagements")
    status = models.CharField("lien avec l’équipe", max_length=20, choices=Status)
    starts_on = models.DateField("depuis le")
    ends_on = models.DateField("jusqu’au", null=True, blank=True)

    class Meta:
        ordering = ["-starts_on", "pk"]
        verbose_name = "lien avec l’équipe"
        indexes = [models.Index(fields=["organisation", "status", "starts_on"], name="engagement_by_status")]
        constraints = [
            models.CheckConstraint(
                name="engagement_ends_after_start",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                violation_error_message="La fin doit suivre le début.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} : {self.get_status_display()}"


class Group(TenantModel):
    """Who meets together: the team, the bureau, a working group and its mandate."""

    name = models.CharField("nom", max_length=120)
    kind = models.CharField("type", max_length=20, choices=GroupKind, default=GroupKind.WORKING)
    mandate = models.TextField("mandat", blank=True, help_text="Ce que l’équipe attend du groupe.")
    hours_budget = models.PositiveIntegerField("heures prévues", null=True, blank=True)
    ends_on = models.DateField("fin prévue le", null=True, blank=True)
    closed_on = models.DateField("clos le", null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = "groupe"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                name="group_name_once",
                violation_error_message="Un groupe porte déjà ce nom.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("people:group", args=[self.organisation.slug, self.pk])


class GroupMember(TenantModel):
    group = TenantForeignKey(Group, on_delete=models.CASCADE, related_name="members")
    person = TenantForeignKey(Person, on_delete=models.CASCADE, related_name="group_links")
    is_lead = models.BooleanField("anime le groupe", default=False)
    joined_on = models.DateField("depuis le")
    left_on = models.DateField("jusqu’au", null=True, blank=True)

    class Meta:
        ordering = ["-is_lead", "person__sort_name"]
        verbose_name = "membre d’un groupe"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "group", "person"],
                condition=Q(left_on__isnull=True),
                name="group_member_once",
                violation_error_message="Cette personne est déjà dans le groupe.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.group})"


class Responsibility(TenantModel):
    """A dated responsibility: référent qualité, SI, crise…"""

    person = TenantForeignKey(Person, on_delete=models.CASCADE, related_name="responsibilities")
    kind = models.CharField("responsabilité", max_length=20, choices=ResponsibilityKind)
    detail = models.CharField("précision", max_length=120, blank=True)
    starts_on = models.DateField("depuis le")
    ends_on = models.DateField("jusqu’au", null=True, blank=True)

    class Meta:
        ordering = ["-starts_on", "pk"]
        verbose_name = "responsabilité"
        constraints = [
            models.CheckConstraint(
                name="responsibility_ends_after_start",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                violation_error_message="La fin doit suivre le début.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.label} : {self.person}"

    @property
    def label(self) -> str:
        """« référent·e qualité », or the precision alone for « other »."""
        if self.kind == ResponsibilityKind.OTHER and self.detail:
            return self.detail
        return f"{self.get_kind_display()} ({self.detail})" if self.detail else self.get_kind_display()


class Departure(TenantModel):
    """What a departure closed, so that it can be undone exactly."""

    person = TenantForeignKey(Person, on_delete=models.CASCADE, related_name="departures")
    left_on = models.DateField("départ le")
    reason = models.CharField("motif", max_length=200, blank=True)
    closed = models.JSONField(default=dict, blank=True)  # kind of row → key → end date before (or null)
    recorded_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-recorded_at", "pk"]
        verbose_name = "départ"

    def __str__(self) -> str:
        return f"{self.person} : {self.left_on:%d/%m/%Y}"


class ImportBatch(TenantModel):
    """A list brought in: read, shown, confirmed, and kept so that it can be undone."""

    kind = models.CharField("source", max_length=10, choices=ImportKind)
    source_name = models.CharField("fichier", max_length=200)
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.DRAFT)
    text = models.TextField(blank=True)  # what was pasted, to be corrected; emptied once imported
    header = models.JSONField(default=list)
    rows = models.JSONField(default=list)  # [line, [cell, …]]; emptied once imported
    mapping = models.JSONField(default=list)  # one column code, or "", per cell
    changes = models.JSONField(default=list)  # what undoing needs: see imports/undo.py
    created_count = models.PositiveIntegerField(default=0)
    changed_count = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,  # the trace outlives the account
        related_name="+",
        db_index=False,
    )
    created_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "pk"]
        verbose_name = "import"
        indexes = [models.Index(fields=["organisation", "state", "-created_at"], name="import_by_state")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} : {self.source_name}"

    def get_absolute_url(self) -> str:
        return reverse("people:import_preview", args=[self.organisation.slug, self.pk])

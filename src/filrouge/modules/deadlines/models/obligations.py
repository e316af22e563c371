from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import Site, TenantModel
from filrouge.kernel.tenancy.scope import current_organisation
from filrouge.modules.deadlines.enums import Confidence, Month, Responsible, Theme


class Profile(TenantModel):
    """What the team ticks of its situation: one row per organisation."""

    ticked = models.JSONField("situation", default=list, blank=True)
    employees = models.PositiveSmallIntegerField("salariés", default=0)
    waste_kg = models.DecimalField(
        "DASRI, en kg par mois",
        max_digits=6,
        decimal_places=1,
        default=0,
        validators=[MinValueValidator(0), MaxValueValidator(5000)],
    )
    closing_month = models.PositiveSmallIntegerField("clôture des comptes, fin", choices=Month, default=Month.DECEMBER)
    aci_signed_on = models.DateField("contrat ACI signé le", null=True, blank=True)
    project_signed_on = models.DateField("projet de santé signé le", null=True, blank=True)
    etp_declared_on = models.DateField("programme d’ETP déclaré le", null=True, blank=True)
    hired_on = models.DateField("première embauche le", null=True, blank=True)

    class Meta:
        verbose_name = "situation de l’équipe"
        constraints = [models.UniqueConstraint(fields=["organisation"], name="deadlines_profile_once")]

    def __str__(self) -> str:
        return "Situation de l’équipe"

    def get_absolute_url(self) -> str:
        return reverse("deadlines:profile", args=[current_organisation().slug])


class Obligation(TenantModel):
    """A rule that applies to the team, or the team's own. Its columns are the rule as it was when taken."""

    code = models.CharField("règle", max_length=60, blank=True)  # nothing: the team's own
    site = TenantForeignKey(Site, null=True, blank=True, on_delete=models.PROTECT, verbose_name="site")
    title = models.CharField("intitulé", max_length=200)
    theme = models.CharField("thème", max_length=20, choices=Theme, default=Theme.OTHER)
    responsible = models.CharField("qui répond", max_length=20, choices=Responsible, default=Responsible.COORDINATION)
    lead_days = models.PositiveSmallIntegerField("prévenir, jours avant", default=30)
    proof = models.CharField("ce qui le prouve", max_length=300, blank=True)
    note = models.CharField("à savoir", max_length=400, blank=True)
    source = models.CharField("source", max_length=400, blank=True)
    confidence = models.CharField("confiance", max_length=10, choices=Confidence, default=Confidence.OWN)
    checked_on = models.DateField("source lue le", null=True, blank=True)
    valid_from = models.DateField("règle en vigueur depuis le", null=True, blank=True)
    schedule = models.JSONField("calcul de la date", default=dict, blank=True)
    axis = models.CharField("preuve pour", max_length=80, blank=True)
    adjusted = models.JSONField("changé par l’équipe", default=list, blank=True)  # names of columns
    is_chosen = models.BooleanField("choisie dans la bibliothèque", default=False)  # kept whatever is ticked
    waived_reason = models.CharField("écartée parce que", max_length=300, blank=True)
    stopped_on = models.DateField("ne s’applique plus depuis le", null=True, blank=True)

    class Meta:
        ordering = ["theme", "title", "pk"]
        verbose_name = "obligation"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "code", "site"],
                condition=Q(site__isnull=False) & ~Q(code=""),
                name="obligation_once_per_site",
            ),
            models.UniqueConstraint(
                fields=["organisation", "code"],
                condition=Q(site__isnull=True) & ~Q(code=""),
                name="obligation_once",
            ),
            models.CheckConstraint(
                name="obligation_warns_within_two_years",
                condition=Q(lead_days__lte=730),
                violation_error_message="Prévenez deux ans à l’avance au plus.",
            ),
        ]

    def __str__(self) -> str:
        return self.shown_title

    def get_absolute_url(self) -> str:
        return reverse("deadlines:rule", args=[current_organisation().slug, self.pk])

    @property
    def shown_title(self) -> str:
        text = untitled(str(self.title))
        return f"{text} ({self.site})" if self.site else text

    @property
    def is_running(self) -> bool:
        return self.stopped_on is None


NO_YEAR = (
    ("de {year}", "de l’année"),
    ("{year}", "de l’année"),
    ("en {previous}", "l’année passée"),
    ("pour {previous}", "pour l’année passée"),
    ("de {previous}", "de l’année passée"),
    ("{previous}", "de l’année passée"),
)


def titled(title: str, year: int) -> str:
    """« Déclarer l’activité 2026 » for a date of 2027."""
    return title.replace("{year}", str(year)).replace("{previous}", str(year - 1))


def untitled(title: str) -> str:
    """The same of no year in particular."""
    for said, plain in NO_YEAR:
        title = title.replace(said, plain)
    return title

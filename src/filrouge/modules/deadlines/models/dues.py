from __future__ import annotations

from datetime import date, timedelta

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from filrouge.kernel.files.models import StoredFile
from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import TenantModel
from filrouge.kernel.tenancy.scope import current_organisation
from filrouge.modules.deadlines.enums import Choice, DueState
from filrouge.modules.deadlines.models.obligations import Obligation, titled


class Due(TenantModel):
    """One date of an obligation: to do, done with its proof, or without object with its reason."""

    obligation = TenantForeignKey(Obligation, on_delete=models.CASCADE, related_name="dues")
    rule_on = models.DateField("date selon la règle")
    due_on = models.DateField("date retenue")
    remind_on = models.DateField("à préparer dès le")
    back_on = models.DateField("y revenir le", null=True, blank=True)  # contracts: the day said of a negotiation
    is_guess = models.BooleanField("date à préciser", default=False)  # the last time is not known
    state = models.CharField("état", max_length=10, choices=DueState, default=DueState.OPEN)
    closed_on = models.DateField("fait le", null=True, blank=True)
    note = models.TextField("note", blank=True)
    file = TenantForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, verbose_name="pièce")
    no_remark = models.BooleanField("rapport sans remarque", default=False)
    reason = models.CharField("motif", max_length=300, blank=True)
    choice = models.CharField("choix", max_length=10, choices=Choice, blank=True)
    term_on = models.DateField("terme d’avant le choix", null=True, blank=True)  # contracts: to undo
    follows = TenantForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, verbose_name="suite de")

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = "échéance"
        indexes = [models.Index(fields=["organisation", "state", "due_on"], name="due_by_date")]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "obligation"], condition=Q(state=DueState.OPEN), name="due_open_once"
            ),
            models.CheckConstraint(
                name="due_closed_has_a_day",
                condition=Q(state=DueState.OPEN) | Q(closed_on__isnull=False),
                violation_error_message="Dites quel jour.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("deadlines:due", args=[current_organisation().slug, self.pk])

    @property
    def title(self) -> str:
        """« Déclarer l’activité 2026 » for a title that names the year of the date or the one before."""
        text = titled(str(self.obligation.title), self.rule_on.year)
        return f"{text} ({self.obligation.site})" if self.obligation.site else text

    @property
    def is_open(self) -> bool:
        return self.state == DueState.OPEN

    def place(self, rule_on: date, due_on: date | None = None) -> None:
        self.rule_on, self.due_on = rule_on, due_on or rule_on
        self.remind_on = self.due_on - timedelta(days=self.obligation.lead_days)

    @property
    def is_moved(self) -> bool:
        return self.due_on != self.rule_on

    def is_late_on(self, day: date) -> bool:
        """A date that is only guessed is never late: it asks to be made precise."""
        return self.is_open and not self.is_guess and self.due_on < day


class Control(TenantModel):
    """A periodic control and who makes it. What is controlled and its dates are those of its obligation."""

    obligation = TenantForeignKey(Obligation, on_delete=models.CASCADE, related_name="controls")
    provider = models.CharField("prestataire", max_length=200, blank=True)

    class Meta:
        ordering = ["obligation__title", "pk"]
        verbose_name = "contrôle périodique"
        constraints = [models.UniqueConstraint(fields=["organisation", "obligation"], name="control_once")]

    def __str__(self) -> str:
        return self.obligation.shown_title

    def get_absolute_url(self) -> str:
        return reverse("deadlines:control", args=[current_organisation().slug, self.pk])


class Contract(TenantModel):
    """A contract with its notice. It asks for a choice before each term."""

    obligation = TenantForeignKey(Obligation, on_delete=models.CASCADE, related_name="contracts")
    party = models.CharField("avec qui", max_length=200)
    ends_on = models.DateField("terme")
    notice_months = models.PositiveSmallIntegerField("préavis, en mois", default=3)
    renews_months = models.PositiveSmallIntegerField("reconduit seul pour, en mois", default=12)
    amount = models.DecimalField(
        "montant par an, en euros",
        max_digits=9,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    file = TenantForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, verbose_name="contrat signé")
    ended = models.BooleanField("terminé", default=False)

    class Meta:
        ordering = ["ended", "ends_on", "pk"]
        verbose_name = "contrat"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "obligation"], name="contract_once"),
            models.CheckConstraint(
                name="contract_notice_within_three_years",
                condition=Q(notice_months__lte=36),
                violation_error_message="Le préavis dépasse trois ans : vérifiez-le.",
            ),
            models.CheckConstraint(
                name="contract_renews",
                condition=Q(renews_months__lte=120),
                violation_error_message="La reconduction va jusqu’à dix ans.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.obligation.title} ({self.party})"

    def get_absolute_url(self) -> str:
        return reverse("deadlines:contract", args=[current_organisation().slug, self.pk])

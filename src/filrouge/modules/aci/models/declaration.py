"""What was declared to the CPAM for a year, version by version, and what became of it."""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from filrouge.kernel.files.models import StoredFile
from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import TenantModel
from filrouge.kernel.tenancy.scope import current_organisation
from filrouge.modules.aci.models.year import FIRST_YEAR


class Declaration(TenantModel):
    """One version. In preparation it keeps what was read over; frozen, its manifest never changes."""

    class State(models.TextChoices):
        PREPARING = "preparing", "en préparation"
        FROZEN = "frozen", "figée"
        SENT = "sent", "envoyée"
        ANSWERED = "answered", "répondue"

    class Dispute(models.TextChoices):
        NONE = "none", "aucune contestation"
        OPEN = "open", "contestation en cours"
        CLOSED = "closed", "contestation close"

    year = models.PositiveSmallIntegerField("année d’activité", validators=[MinValueValidator(FIRST_YEAR)])
    version = models.PositiveSmallIntegerField("version", default=1)
    state = models.CharField("état", max_length=10, choices=State, default=State.PREPARING)
    reviewed = models.JSONField("relu", default=dict, blank=True)  # by indicator: {"by": name, "on": day}

    reason = models.CharField("pourquoi une nouvelle version", max_length=200, blank=True)
    manifest = models.JSONField("ce qui est figé", null=True, blank=True)
    fingerprint = models.CharField("empreinte SHA-256", max_length=64, blank=True)
    computed = models.DecimalField("montant calculé", max_digits=10, decimal_places=2, null=True, blank=True)
    frozen_at = models.DateTimeField("figée le", null=True, blank=True)
    frozen_by = models.CharField("figée par", max_length=200, blank=True)

    pack = TenantForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, verbose_name="dossier")
    pack_done = models.PositiveIntegerField("pièces écrites", default=0)
    pack_trouble = models.CharField("pourquoi le dossier s’est arrêté", max_length=600, blank=True)

    sent_on = models.DateField("envoyée le", null=True, blank=True)
    sent_how = models.CharField("par quelle voie", max_length=120, blank=True)
    receipt = TenantForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, verbose_name="accusé de réception"
    )

    answered_on = models.DateField("réponse du", null=True, blank=True)
    answer = models.TextField("ce que dit la CPAM", max_length=2000, blank=True)
    answer_file = TenantForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, verbose_name="courrier de la CPAM"
    )
    notified = models.DecimalField(
        "montant notifié", max_digits=10, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )

    dispute = models.CharField("contestation", max_length=10, choices=Dispute, default=Dispute.NONE)
    dispute_due = models.DateField("prochaine échéance", null=True, blank=True)

    class Meta:
        ordering = ["-year", "-version"]
        verbose_name = "déclaration ACI"
        verbose_name_plural = "déclarations ACI"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year", "version"], name="aci_declaration_version_once"),
            models.UniqueConstraint(
                fields=["organisation", "year"],
                condition=Q(state="preparing"),
                name="aci_declaration_prepared_once",
                violation_error_message="Cette année est déjà en préparation.",
            ),
            models.CheckConstraint(
                name="aci_declaration_frozen_whole",
                condition=Q(state="preparing")
                | (Q(manifest__isnull=False) & Q(frozen_at__isnull=False) & ~Q(fingerprint="")),
                violation_error_message="Une déclaration figée garde tout ce qu’elle dit.",
            ),
            models.CheckConstraint(
                name="aci_declaration_sent_when",
                condition=Q(state__in=["preparing", "frozen"]) | Q(sent_on__isnull=False),
                violation_error_message="Dites quand la déclaration a été envoyée.",
            ),
            models.CheckConstraint(
                name="aci_declaration_answered_when",
                condition=~Q(state="answered") | Q(answered_on__isnull=False),
                violation_error_message="Dites de quand date la réponse.",
            ),
        ]

    def __str__(self) -> str:
        return f"Déclaration ACI {self.year}, version {self.version}"

    def get_absolute_url(self) -> str:
        return reverse("aci:declared", args=[current_organisation().slug, self.pk])

    @property
    def is_frozen(self) -> bool:
        return self.state != self.State.PREPARING

    @property
    def is_sent(self) -> bool:
        return self.state in {self.State.SENT, self.State.ANSWERED}

    @property
    def difference(self) -> Decimal | None:
        if self.notified is None or self.computed is None:
            return None
        return self.notified - self.computed


class DeclaredLine(TenantModel):
    """One indicator as it was declared, and what the CPAM pays for it."""

    declaration = TenantForeignKey(Declaration, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    code = models.CharField("indicateur", max_length=40)
    number = models.CharField("numéro du guide", max_length=10)
    label = models.CharField("intitulé", max_length=200)
    computed = models.DecimalField("montant calculé", max_digits=10, decimal_places=2)
    notified = models.DecimalField(
        "montant payé", max_digits=10, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    words = models.CharField("pourquoi", max_length=500, blank=True)

    class Meta:
        ordering = ["position"]
        verbose_name = "ligne déclarée"
        verbose_name_plural = "lignes déclarées"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "declaration", "code"], name="aci_declared_line_once")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.label}"

    @property
    def difference(self) -> Decimal:
        return Decimal(0) if self.notified is None else self.notified - self.computed


class DeclaredProof(TenantModel):
    """A piece that was sent, under the key of its proof, and what the CPAM said of it."""

    class State(models.TextChoices):
        SENT = "sent", "envoyée"
        ACCEPTED = "accepted", "acceptée"
        REFUSED = "refused", "refusée"

    declaration = TenantForeignKey(Declaration, on_delete=models.CASCADE, related_name="proofs")
    position = models.PositiveSmallIntegerField()
    key = models.CharField("preuve", max_length=120)
    indicator = models.CharField("indicateur", max_length=40)
    label = models.CharField("intitulé", max_length=300)
    name = models.CharField("nom du fichier", max_length=200)
    fingerprint = models.CharField("empreinte SHA-256", max_length=64)
    state = models.CharField("état", max_length=10, choices=State, default=State.SENT)
    words = models.CharField("ce que dit la CPAM", max_length=500, blank=True)
    on = models.DateField("depuis le")

    class Meta:
        ordering = ["position"]
        verbose_name = "pièce déclarée"
        verbose_name_plural = "pièces déclarées"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "declaration", "key", "indicator"], name="aci_declared_proof_once"
            )
        ]

    def __str__(self) -> str:
        return self.label


class DisputeStep(TenantModel):
    """What was written, said or received about a disagreement, in the order of the days."""

    declaration = TenantForeignKey(Declaration, on_delete=models.CASCADE, related_name="steps")
    on = models.DateField("date")
    words = models.TextField("ce qui s’est passé", max_length=2000)
    file = TenantForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, verbose_name="pièce")
    by = models.CharField("noté par", max_length=200, blank=True)

    class Meta:
        ordering = ["on", "pk"]
        verbose_name = "étape d’une contestation"
        verbose_name_plural = "étapes d’une contestation"

    def __str__(self) -> str:
        return f"{self.on}"

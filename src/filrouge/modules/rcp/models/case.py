from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from filrouge.kernel.people.enums import Profession
from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import TenantModel
from filrouge.modules.meetings.models import Meeting
from filrouge.modules.rcp.enums import Category
from filrouge.modules.rcp.validators import validate_code, validate_professions


class Case(TenantModel):
    """A situation examined at one meeting, under a random code that only the patient's record ties to somebody.

    The same code comes back, in another row, when the situation is examined again. No free text at all, on purpose.
    """

    meeting = TenantForeignKey(
        Meeting,
        on_delete=models.PROTECT,  # how many situations were examined is part of the proof
        verbose_name="réunion",
    )
    code = models.CharField("code", max_length=7, validators=[validate_code])
    category = models.CharField("patient", max_length=5, choices=Category)
    theme = models.CharField("thème", max_length=30)  # a key of rules/rcp_themes.toml
    professions = models.JSONField(  # empty: those of the people who attended
        "professions présentes", default=list, blank=True, validators=[validate_professions]
    )
    informed = models.BooleanField("patient informé, sans opposition", default=False)
    outside = models.BooleanField("une personne extérieure à l’équipe a participé", default=False)
    outside_consent = models.BooleanField("accord du patient recueilli pour elle", default=False)
    filed_on = models.DateField("versée au dossier partagé le", null=True, blank=True)
    review_on = models.DateField("à revoir le", null=True, blank=True)
    reviewed_on = models.DateField("revue le", null=True, blank=True)
    entry_key = models.UUIDField(null=True, blank=True, editable=False)  # of the form: sent twice, noted once
    created_at = models.DateTimeField("notée le", auto_now_add=True)

    class Meta:
        ordering = ["-meeting__starts_at", "pk"]
        verbose_name = "situation"
        indexes = [
            models.Index(fields=["organisation", "code"], name="case_by_code"),
            models.Index(
                fields=["organisation", "review_on"],
                condition=Q(review_on__isnull=False, reviewed_on__isnull=True),
                name="case_to_review",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "meeting", "code"],
                name="case_once_a_meeting",
                violation_error_message="Cette situation est déjà notée à cette réunion.",
            ),
            models.UniqueConstraint(
                fields=["organisation", "entry_key"], condition=Q(entry_key__isnull=False), name="case_entry_once"
            ),
            models.CheckConstraint(
                name="case_outside_with_consent",
                condition=Q(outside=False) | Q(outside_consent=True),
                violation_error_message=(
                    "Une personne extérieure à l’équipe a participé : le patient doit l’avoir accepté d’avance (code "
                    "de la santé publique, art. L1110-4). Cochez l’accord s’il est recueilli."
                ),
            ),
            models.CheckConstraint(
                name="case_reviewed_after_asked",
                condition=Q(reviewed_on__isnull=True) | Q(review_on__isnull=False),
                violation_error_message="Une situation revue avait une date de révision.",
            ),
        ]

    def __str__(self) -> str:
        return f"Situation {self.code}"

    def get_absolute_url(self) -> str:
        return reverse("rcp:case", args=[self.organisation.slug, self.pk])

    @property
    def examined_on(self) -> date:
        day: date = self.meeting.starts_on
        return day

    @property
    def is_to_review(self) -> bool:
        return self.review_on is not None and self.reviewed_on is None

    @property
    def profession_labels(self) -> list[str]:
        return [label for code, label in Profession.choices if code in self.professions]


WAITS_FOR_REVIEW = Q(review_on__isnull=False, reviewed_on__isnull=True)
NEWEST_FIRST = (F("meeting__starts_at").desc(), "pk")

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from filrouge.kernel.people.models import Group
from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import TenantModel
from filrouge.modules.meetings.enums import DecisionOrigin, DecisionStatus, ReviewOutcome
from filrouge.modules.meetings.models.agenda import AgendaItem
from filrouge.modules.meetings.models.meeting import Meeting


class Decision(TenantModel):
    """One line of the register. Taken at a meeting, it gets its number when the minutes are approved; taken between
    meetings, at once."""

    origin = models.CharField("prise", max_length=10, choices=DecisionOrigin, default=DecisionOrigin.MEETING)
    meeting = TenantForeignKey(
        Meeting,
        null=True,
        blank=True,
        on_delete=models.PROTECT,  # the minutes are the proof of the decision
        related_name="decisions",
        verbose_name="réunion",
    )
    item = TenantForeignKey(
        AgendaItem,
        null=True,
        blank=True,
        on_delete=models.PROTECT,  # as above
        related_name="decisions",
        verbose_name="point",
    )
    group = TenantForeignKey(
        Group,
        null=True,
        blank=True,
        on_delete=models.PROTECT,  # who decided is part of the decision
        verbose_name="groupe",
    )
    body = models.CharField("instance", max_length=200, blank=True)  # its name that day, for groups change theirs
    text = models.TextField("décision")
    reason = models.TextField("motif", blank=True)
    vote = models.CharField("vote", max_length=500, blank=True)  # a sentence: « 9 pour, 1 contre, 2 abstentions »
    vote_figures = models.JSONField("décompte", default=dict, blank=True)  # label: number of votes
    source_kind = models.CharField(max_length=80, blank=True)  # what it was born of when not of a meeting
    source_id = models.UUIDField(null=True, blank=True)
    source_url = models.CharField(max_length=300, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    number = models.PositiveSmallIntegerField("numéro", null=True, blank=True)
    decided_on = models.DateField("prise le")
    review_on = models.DateField("à revoir le", null=True, blank=True)
    status = models.CharField("état", max_length=10, choices=DecisionStatus, default=DecisionStatus.TO_APPLY)
    applied_on = models.DateField("appliquée le", null=True, blank=True)
    expected_on = models.DateField("attendue pour le", null=True, blank=True)  # its review date when it was applied
    replaced_by = TenantForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,  # the thread from one decision to the next is the register's
        verbose_name="remplacée par",
    )

    class Meta:
        ordering = ["-decided_on", "-number", "pk"]
        verbose_name = "décision"
        indexes = [
            models.Index(fields=["organisation", "-decided_on"], name="decision_by_date"),
            models.Index(fields=["organisation", "review_on"], name="decision_by_review"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year", "number"], name="decision_number_once"),
            models.CheckConstraint(
                name="decision_says_where_it_was_taken",
                condition=Q(origin=DecisionOrigin.BETWEEN) | Q(meeting__isnull=False),
                violation_error_message="Une décision prise en réunion a sa réunion.",
            ),
            models.CheckConstraint(
                name="decision_replaced_says_by_which",
                condition=~Q(status=DecisionStatus.REPLACED) | Q(replaced_by__isnull=False),
                violation_error_message="Dites quelle décision la remplace.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} : {self.text}" if self.number else self.text

    def get_absolute_url(self) -> str:
        return reverse("meetings:decision", args=[self.organisation.slug, self.pk])

    @property
    def reference(self) -> str:
        return f"D-{self.year}-{self.number:03}" if self.number else "décision provisoire"


class DecisionReview(TenantModel):
    """A decision looked at again: what the team said of it, and when it will look once more."""

    decision = TenantForeignKey(Decision, on_delete=models.CASCADE, related_name="reviews")
    reviewed_on = models.DateField("revue le")
    outcome = models.CharField("suite", max_length=10, choices=ReviewOutcome)
    word = models.CharField("mot", max_length=500, blank=True)
    status_before = models.CharField(max_length=10, choices=DecisionStatus)  # what undoing gives back
    review_on_before = models.DateField(null=True, blank=True)
    recorded_by = models.CharField("notée par", max_length=200)

    class Meta:
        ordering = ["-id"]
        verbose_name = "revue d’une décision"
        verbose_name_plural = "revues de décisions"

    def __str__(self) -> str:
        return f"{self.decision.reference} : {self.get_outcome_display()}"

from __future__ import annotations

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from filrouge.kernel.files.models import StoredFile
from filrouge.kernel.identifiers import spoken
from filrouge.kernel.people.models import Group, Person
from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import TenantModel
from filrouge.kernel.work.models import Task
from filrouge.modules.maturity.engine import ENOUGH
from filrouge.modules.maturity.enums import Status

LONGEST_COMMENT = 500


class Assessment(TenantModel):
    """One time the whole team says where it stands. ``matrix``: the dimensions as they were when it was sent."""

    title = models.CharField("titre", max_length=120)
    group = TenantForeignKey(
        Group,
        null=True,
        blank=True,
        on_delete=models.PROTECT,  # who was asked is part of the result
        verbose_name="groupe interrogé",
    )
    closes_on = models.DateField("réponses jusqu’au")
    status = models.CharField("état", max_length=10, choices=Status, default=Status.DRAFT)
    room_code = models.CharField("code de la salle", max_length=spoken.LENGTH, blank=True)
    room_on = models.DateField("salle ouverte le", null=True, blank=True)  # its code is good that day
    matrix = models.JSONField("dimensions", default=list, blank=True)
    opened_on = models.DateField("envoyé le", null=True, blank=True)
    closed_on = models.DateField("terminé le", null=True, blank=True)
    next_on = models.DateField("à refaire vers le", null=True, blank=True)
    report = TenantForeignKey(
        StoredFile,
        null=True,
        blank=True,
        on_delete=models.PROTECT,  # the proof
        verbose_name="synthèse figée",
    )
    reported_on = models.DateField("synthèse figée le", null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = "tour de maturité"
        verbose_name_plural = "tours de maturité"
        constraints = [
            models.CheckConstraint(
                name="maturity_closed_has_a_day",
                condition=~Q(status=Status.CLOSED) | Q(closed_on__isnull=False),
                violation_error_message="Un tour terminé a une date.",
            ),
            models.UniqueConstraint(
                fields=["organisation", "room_code"], condition=~Q(room_code=""), name="maturity_room_code_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("maturity:detail", args=[self.organisation.slug, self.pk])

    @property
    def is_draft(self) -> bool:
        return self.status == Status.DRAFT

    @property
    def is_open(self) -> bool:
        return self.status == Status.OPEN

    @property
    def is_closed(self) -> bool:
        return self.status == Status.CLOSED

    def takes_answers_on(self, day: date) -> bool:
        return self.is_open and day <= self.closes_on

    def is_due_on(self, day: date, answered: int, asked: int) -> bool:
        """It may be closed and read: nothing more is to come, and there is enough to read."""
        return self.is_open and answered >= ENOUGH and (answered == asked or day > self.closes_on)

    def has_room_on(self, day: date) -> bool:
        """People in the room may answer from the shared address."""
        return bool(self.room_code) and self.room_on == day and self.takes_answers_on(day)

    @property
    def spoken_code(self) -> str:
        return spoken.in_two(self.room_code)


class Invitation(TenantModel):
    """Somebody who is asked, and whether they have answered. Never what, never when."""

    assessment = TenantForeignKey(Assessment, on_delete=models.CASCADE, related_name="invitations")
    person = TenantForeignKey(
        Person,
        on_delete=models.PROTECT,  # who took part is part of the proof
        verbose_name="personne",
    )
    name = models.CharField("nom ce jour-là", max_length=200)
    has_answered = models.BooleanField("a répondu", default=False)
    reminders = models.PositiveSmallIntegerField("rappels", default=0)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = "invitation à un tour"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "assessment", "person"], name="maturity_asked_once")
        ]

    def __str__(self) -> str:
        return self.name


class AnswerBox(TenantModel):
    """All the answers of an assessment, summed by dimension: nothing there is one person's.

    ``levels``: by code, five counts (« I do not know », then the four levels). ``comments``: by code, sorted by what
    they say, so that their order tells nothing of when each came.
    """

    assessment = TenantForeignKey(Assessment, on_delete=models.CASCADE)
    levels = models.JSONField(default=dict, blank=True)
    comments = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = "urne d’un tour"
        constraints = [models.UniqueConstraint(fields=["organisation", "assessment"], name="maturity_one_box")]

    def __str__(self) -> str:
        return f"urne de « {self.assessment} »"


class Agreement(TenantModel):
    """What the group agreed on for one dimension."""

    assessment = TenantForeignKey(Assessment, on_delete=models.CASCADE, related_name="agreements")
    code = models.SlugField("dimension", max_length=40, db_index=False)
    level = models.PositiveSmallIntegerField("niveau retenu", validators=[MinValueValidator(1), MaxValueValidator(4)])
    sentence = models.CharField("en une phrase", max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = "consensus sur une dimension"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "assessment", "code"], name="maturity_agreed_once"),
            models.CheckConstraint(
                name="maturity_level_of_four",
                condition=Q(level__gte=1) & Q(level__lte=4),
                violation_error_message="Choisissez un niveau de 1 à 4.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} : {self.level}"


class Improvement(TenantModel):
    """An action chosen from the consensus: its task says who, when and whether it is done."""

    assessment = TenantForeignKey(Assessment, on_delete=models.CASCADE, related_name="improvements")
    code = models.SlugField("dimension", max_length=40, db_index=False)
    task = TenantForeignKey(Task, on_delete=models.PROTECT, verbose_name="tâche")  # its progress is read there
    means = models.CharField("moyens", max_length=300, blank=True)
    effect = models.CharField("ce que cela a changé", max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = "action d’amélioration"
        verbose_name_plural = "actions d’amélioration"

    def __str__(self) -> str:
        return str(self.task)

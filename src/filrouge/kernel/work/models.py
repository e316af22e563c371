from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from filrouge.kernel.files.models import StoredFile
from filrouge.kernel.people.models import Person
from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import TenantModel
from filrouge.kernel.tenancy.scope import current_organisation
from filrouge.kernel.work.enums import TaskStatus
from filrouge.kernel.work.validators import validate_recurrence


class Task(TenantModel):
    """Something somebody will do, and where it was decided."""

    title = models.CharField("tâche", max_length=300)
    detail = models.TextField("précisions", blank=True)
    owner = TenantForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,  # a task without owner shows up as such
        verbose_name="responsable",
    )
    due_on = models.DateField("pour le", null=True, blank=True)
    status = models.CharField("état", max_length=10, choices=TaskStatus, default=TaskStatus.OPEN)
    done_on = models.DateField("faite le", null=True, blank=True)
    created_on = models.DateField("créée le", auto_now_add=True)
    released_at = models.DateTimeField("remise à son responsable le", null=True, blank=True)
    recurrence = models.CharField("répétition (RRULE)", max_length=200, blank=True, validators=[validate_recurrence])
    follows = TenantForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,  # the next occurrence lives on its own
        verbose_name="suite de",
    )
    effort = models.PositiveSmallIntegerField("durée prévue (minutes)", null=True, blank=True)
    waiting_person = TenantForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,  # nobody is awaited any more
        verbose_name="attend quelqu’un de l’équipe",
    )
    waiting_word = models.CharField("attend quelqu’un d’autre", max_length=120, blank=True)
    started_on = models.DateField("commencée le", null=True, blank=True)
    reminded_on = models.DateField("relancée le", null=True, blank=True)
    returned_by = TenantForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,  # then nobody may take it again by a link
        verbose_name="rendue par",
    )
    returned_word = models.CharField("mot en la rendant", max_length=300, blank=True)
    origin_kind = models.CharField(max_length=80, blank=True)
    origin_id = models.UUIDField(null=True, blank=True)
    origin_label = models.CharField("née de", max_length=300, blank=True)
    origin_url = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = [models.F("due_on").asc(nulls_last=True), "created_on", "pk"]
        verbose_name = "tâche"
        indexes = [
            models.Index(fields=["organisation", "status", "due_on"], name="task_by_due_date"),
            models.Index(fields=["organisation", "origin_kind", "origin_id"], name="task_by_origin"),
        ]
        constraints = [
            models.CheckConstraint(
                name="task_done_has_a_day",
                condition=~Q(status=TaskStatus.DONE) | Q(done_on__isnull=False),
                violation_error_message="Une tâche faite a une date.",
            ),
            models.CheckConstraint(
                name="task_waits_for_one",
                condition=Q(waiting_person__isnull=True) | Q(waiting_word=""),
                violation_error_message="Une tâche attend une seule personne : choisissez-la ou écrivez-la.",
            ),
            models.CheckConstraint(
                name="task_effort_is_some_time",
                condition=Q(effort__isnull=True) | Q(effort__gte=1),
                violation_error_message="La durée prévue commence à une minute.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def full_title(self) -> str:
        """« Convoquer (Groupe chutes, 8 décembre 2026) »: read far from what it comes from."""
        return f"{self.title} ({self.origin_label})" if self.origin_label else self.title

    def get_absolute_url(self) -> str:
        return reverse("work:detail", args=[current_organisation().slug, self.pk])

    @property
    def is_open(self) -> bool:
        return self.status == TaskStatus.OPEN

    @property
    def awaited(self) -> str:
        """Who is awaited, of the team or not; nothing when nobody is."""
        return self.waiting_person.full_name if self.waiting_person else self.waiting_word

    @property
    def is_under_way(self) -> bool:
        """Begun, or in the hands of whoever is awaited."""
        return self.is_open and (self.started_on is not None or bool(self.awaited))

    @property
    def waits(self) -> list[TaskBlock]:
        """Where open tasks come before this one: it is blocked."""
        return [block for block in self.blocks.all() if block.blocked_by.is_open]

    def is_late_on(self, day: date) -> bool:
        return self.is_open and self.due_on is not None and self.due_on < day


class TaskHelper(TenantModel):
    """Somebody who helps whoever answers for the task."""

    task = TenantForeignKey(Task, on_delete=models.CASCADE, related_name="helpers", verbose_name="tâche")
    person = TenantForeignKey(Person, on_delete=models.CASCADE, verbose_name="personne")

    class Meta:
        ordering = ["pk"]
        verbose_name = "personne qui aide"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "task", "person"],
                name="task_helper_once",
                violation_error_message="Cette personne aide déjà.",
            )
        ]

    def __str__(self) -> str:
        return str(self.person)


class TaskBlock(TenantModel):
    """A task that cannot go on before another is done."""

    task = TenantForeignKey(Task, on_delete=models.CASCADE, related_name="blocks", verbose_name="tâche")
    blocked_by = TenantForeignKey(Task, on_delete=models.CASCADE, verbose_name="attend la tâche")

    class Meta:
        ordering = ["pk"]
        verbose_name = "tâche attendue"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "task", "blocked_by"],
                name="task_block_once",
                violation_error_message="Cette tâche est déjà attendue.",
            ),
            models.CheckConstraint(
                name="task_block_is_another",
                condition=~Q(task=models.F("blocked_by")),
                violation_error_message="Une tâche ne s’attend pas elle-même.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task} attend {self.blocked_by}"


class TaskLabel(TenantModel):
    """A word that gathers tasks: « SI », « qualité ». It is made when it is first written."""

    name = models.CharField("étiquette", max_length=40)
    key = models.CharField(max_length=80, editable=False)  # folded: « SI » and « si » are the same

    class Meta:
        ordering = ["key"]
        verbose_name = "étiquette"
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="task_label_once")]

    def __str__(self) -> str:
        return self.name


class TaskTag(TenantModel):
    """A label on a task."""

    task = TenantForeignKey(Task, on_delete=models.CASCADE, related_name="tags", verbose_name="tâche")
    label = TenantForeignKey(TaskLabel, on_delete=models.CASCADE, related_name="tags", verbose_name="étiquette")

    class Meta:
        ordering = ["label__key"]
        verbose_name = "étiquette d’une tâche"
        constraints = [models.UniqueConstraint(fields=["organisation", "task", "label"], name="task_tag_once")]

    def __str__(self) -> str:
        return str(self.label)


class TaskStep(TenantModel):
    """A line to tick inside a task."""

    task = TenantForeignKey(Task, on_delete=models.CASCADE, related_name="steps", verbose_name="tâche")
    text = models.CharField("étape", max_length=200)
    position = models.PositiveSmallIntegerField(default=1)
    done_on = models.DateField("faite le", null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = "étape"

    def __str__(self) -> str:
        return self.text


class TaskComment(TenantModel):
    """What somebody of the team says about a task."""

    task = TenantForeignKey(Task, on_delete=models.CASCADE, related_name="comments", verbose_name="tâche")
    text = models.TextField("commentaire", max_length=2000)
    written_at = models.DateTimeField("le", auto_now_add=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,  # what was said outlives the account
        related_name="+",
        db_index=False,
    )
    author_name = models.CharField("par", max_length=200)

    class Meta:
        ordering = ["written_at", "pk"]
        verbose_name = "commentaire"

    def __str__(self) -> str:
        return self.text[:60]


class TaskFile(TenantModel):
    """A file kept with a task."""

    task = TenantForeignKey(Task, on_delete=models.CASCADE, related_name="files", verbose_name="tâche")
    file = TenantForeignKey(StoredFile, on_delete=models.PROTECT, verbose_name="fichier")

    class Meta:
        ordering = ["pk"]
        verbose_name = "fichier d’une tâche"

    def __str__(self) -> str:
        return str(self.file)
